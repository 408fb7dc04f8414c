package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Scope} as conditions. */
final class ScopeClauses {
    /** A shell may name thousands of files, and each is a query of its own. */
    private static final int MOST_PLACES_CHECKED = 20;

    private final SqlHandle handle;
    private final Roots roots;
    private final List<FileKey> folders = new ArrayList<>();
    private final List<Long> files = new ArrayList<>();
    private final List<PlacedPattern> patterns = new ArrayList<>();

    private record PlacedPattern(FileKey folder, FramePattern frames) {}

    private ScopeClauses(SqlHandle handle, Roots roots) {
        this.handle = handle;
        this.roots = roots;
    }

    /** @throws QueryException where a place is not below any root */
    static void add(Conditions conditions, Scope scope, SqlHandle handle, Roots roots) {
        checkPlainTokens(scope, handle);
        ScopeClauses clauses = new ScopeClauses(handle, roots);
        scope.places().forEach(clauses::sort);
        clauses.addPlaces(conditions);
        scope.tokens()
                .forEach((token, globs) -> conditions.ofSequence(clauses.ofToken(conditions, token, globs, scope)));
        scope.studioTokens().forEach((token, globs) -> conditions.ofSequence(ofStudioToken(conditions, token, globs)));
    }

    /** Without {@code token.} before it a name is a token only where some path has it. */
    private static void checkPlainTokens(Scope scope, SqlHandle handle) {
        if (scope.plainTokens().isEmpty()) {
            return;
        }
        Set<String> known = TokenKeys.known(handle);
        scope.plainTokens().forEach((name, word) -> {
            if (!known.contains(name)) {
                throw QueryException.badQuestion("no token is called \"" + name + "\"; "
                        + NearestWord.of(name, known)
                                .map(near -> "did you mean " + near + "=?")
                                .orElse("there are " + String.join(", ", known))
                        + " (a path that looks like this is written ./" + word + ")");
            }
        });
    }

    /** A file that is called like a pattern is still a file. */
    private void sort(Scope.Place place) {
        FileKey spelled = roots.spelledByIndex(place);
        FileKey key =
                place.frames().isEmpty() ? spelled : spelled.child(place.path().name());
        Optional<Long> file = IndexedFiles.idOf(handle, key);
        if (file.isPresent()) {
            files.add(file.get());
        } else if (!place.frames().isEmpty()) {
            place.frames().forEach(frames -> patterns.add(new PlacedPattern(key.folder(), frames)));
        } else if (looksLikeGlob(place.asTyped())) {
            throw QueryException.badQuestion(place.asTyped()
                    + " is no path in the index, and SCOPE takes no * in paths but for the frame number; write it"
                    + " as *, #### or %04d, or name the folder");
        } else {
            folders.add(key);
        }
    }

    private static boolean looksLikeGlob(String path) {
        return path.contains("*") || path.contains("?");
    }

    /** Paths of the scope of which the index has nothing at all, as they were typed. */
    static List<String> unknownPlaces(Scope scope, SqlHandle handle, Roots roots) {
        ScopeClauses clauses = new ScopeClauses(handle, roots);
        Map<String, Boolean> known = new LinkedHashMap<>();
        scope.places().stream()
                .limit(MOST_PLACES_CHECKED)
                .forEach(place -> known.merge(place.asTyped(), clauses.isKnown(place), Boolean::logicalOr));
        return known.entrySet().stream()
                .filter(place -> !place.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isKnown(Scope.Place place) {
        ScopeClauses alone = new ScopeClauses(handle, roots);
        alone.sort(place);
        Conditions conditions = new Conditions();
        alone.addPlaces(conditions);
        return conditions
                .query(handle, "SELECT EXISTS (SELECT 1 FROM sequence s WHERE " + conditions.sequenceClauses() + ")")
                .truths()
                .one();
    }

    private void addPlaces(Conditions conditions) {
        List<String> ofSequence = new ArrayList<>();
        List<String> ofFile = new ArrayList<>();
        if (!folders.isEmpty()) {
            String clause = inFolders(conditions);
            ofSequence.add(clause);
            ofFile.add(clause);
        }
        if (!files.isEmpty()) {
            String ids = conditions.bindAll(files);
            ofSequence.add("s.sequence_id IN (SELECT x.sequence_id FROM file x WHERE x.file_id IN (" + ids + "))");
            ofFile.add("f.file_id IN (" + ids + ")");
        }
        for (PlacedPattern pattern : patterns) {
            String sequence = ofSequence(conditions, pattern);
            ofSequence.add(sequence);
            ofFile.add(sequence + " AND " + ofFile(conditions, pattern.frames()));
        }
        if (!ofSequence.isEmpty()) {
            conditions.ofSequence(String.join(" OR ", ofSequence));
        }
        if (!files.isEmpty() || !patterns.isEmpty()) {
            conditions.ofFile(String.join(" OR ", ofFile));
        }
    }

    /** The folders themselves and all below them, each through one range of the index on keys. */
    private String inFolders(Conditions conditions) {
        List<String> exact = new ArrayList<>();
        List<String> ranges = new ArrayList<>();
        for (FileKey folder : folders) {
            exact.add("(" + conditions.bind(folder.encoded()) + ")");
            ranges.add("(" + conditions.bind(below(folder, '/')) + ", " + conditions.bind(below(folder, '0')) + ")");
        }
        return """
                s.folder_id IN (
                  WITH exact(key) AS (VALUES %s), range(first, behind) AS (VALUES %s)
                  SELECT x.folder_id FROM exact JOIN folder x ON x.path_key = exact.key
                  UNION ALL
                  SELECT x.folder_id FROM range JOIN folder x ON x.path_key >= range.first AND x.path_key < range.behind)\
                """.formatted(String.join(", ", exact), String.join(", ", ranges));
    }

    /** {@code '0'} follows {@code '/'} in ASCII, so these two bound exactly the keys below a folder. */
    static String below(FileKey folder, char last) {
        return (folder.encoded().equals("/") ? "" : folder.encoded()) + last;
    }

    private static String ofSequence(Conditions conditions, PlacedPattern pattern) {
        FramePattern frames = pattern.frames();
        String named = """
                s.folder_id = (SELECT x.folder_id FROM folder x WHERE x.path_key = %s)
                AND s.prefix = %s AND s.suffix = %s AND s.numbered = 1""".formatted(
                        conditions.bind(pattern.folder().encoded()),
                        conditions.bind(frames.prefix()),
                        conditions.bind(frames.suffix()));
        return frames.paddings().isEmpty()
                ? named
                : named + " AND (s.padding_proven = 0 OR s.padding IN (" + conditions.bindAll(frames.paddings()) + "))";
    }

    /** Where no frame has a leading zero, a number fits every padding up to its own width; the minus may count. */
    private static String ofFile(Conditions conditions, FramePattern pattern) {
        List<String> clauses = new ArrayList<>(List.of("TRUE"));
        if (!pattern.paddings().isEmpty()) {
            int digits = pattern.paddings().get(0);
            clauses.add("(s.padding_proven = 1 OR f.frame >= " + conditions.bind(leastOfWidth(digits))
                    + " OR f.frame <= -" + conditions.bind(leastOfWidth(digits - 1)) + ")");
        }
        if (!pattern.ranges().isEmpty()) {
            List<String> ranges = new ArrayList<>();
            for (FramePattern.FrameRange range : pattern.ranges()) {
                String first = conditions.bind(range.first());
                ranges.add("(f.frame BETWEEN " + first + " AND " + conditions.bind(range.last()) + " AND (f.frame - "
                        + first + ") % " + conditions.bind(range.step()) + " = 0)");
            }
            clauses.add("(" + String.join(" OR ", ranges) + ")");
        }
        return String.join(" AND ", clauses);
    }

    private static double leastOfWidth(int digits) {
        return digits <= 1 ? 0 : Math.pow(10, digits - 1);
    }

    private String ofToken(Conditions conditions, PathToken token, List<String> globs, Scope scope) {
        List<String> clauses = new ArrayList<>();
        for (String glob : globs) {
            if (token == PathToken.VERSION && glob.equals(Versions.LATEST)) {
                clauses.add(Versions.latest(sameWork(conditions, scope)));
            } else if (token == PathToken.VERSION && Versions.isNumber(glob)) {
                clauses.add(Versions.sqlNumber("s") + " = " + conditions.bind(Versions.number(glob)));
            } else if (token == PathToken.AOV && !Globs.isGlob(glob)) {
                // The column has the proper name where the path has an alias.
                String proper = AovAliases.proper(handle, glob).orElse(glob);
                clauses.add(token.column() + " = " + conditions.bind(proper));
            } else {
                clauses.add(token.column()
                        + (Globs.isGlob(glob) ? " GLOB " : " = ")
                        + conditions.bind(Globs.isGlob(glob) ? Globs.forSqlite(glob) : glob));
            }
        }
        return String.join(" OR ", clauses);
    }

    private static String ofStudioToken(Conditions conditions, String token, List<String> globs) {
        List<String> clauses = globs.stream()
                .map(glob -> "t.value"
                        + (Globs.isGlob(glob) ? " GLOB " : " = ")
                        + conditions.bind(Globs.isGlob(glob) ? Globs.forSqlite(glob) : glob))
                .toList();
        return "EXISTS (SELECT 1 FROM json_each(s.tokens) t WHERE t.key = " + conditions.bind(token) + " AND ("
                + String.join(" OR ", clauses) + "))";
    }

    /** The tokens that name a piece of work, of which a question is after the newest version. */
    private String sameWork(Conditions conditions, Scope scope) {
        List<String> clauses = new ArrayList<>(List.of("TRUE"));
        for (PathToken token : Versions.WORK) {
            List<String> globs = scope.tokens().get(token);
            if (globs != null) {
                clauses.add("(" + ofToken(conditions, token, globs, scope) + ")");
            }
        }
        return String.join(" AND ", clauses);
    }

    /** Tokens that are asked for and that no path of the index has. */
    static List<String> unknownTokens(Scope scope, SqlHandle handle) {
        Stream<String> usual = scope.tokens().keySet().stream()
                .sorted()
                .filter(token -> handle.select(
                                "SELECT NOT EXISTS (SELECT 1 FROM sequence s WHERE " + token.column() + " IS NOT NULL)")
                        .truths()
                        .one())
                .map(PathToken::text);
        Set<String> known = scope.studioTokens().isEmpty() ? Set.of() : TokenKeys.known(handle);
        return Stream.concat(
                        usual,
                        scope.studioTokens().keySet().stream()
                                .filter(token -> !known.contains(token))
                                .sorted())
                .toList();
    }
}
