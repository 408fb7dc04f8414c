package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that somebody may be about to type: names that the index has. */
public final class Completions {
    private final SqlHandle handle;
    private final List<String> columns;
    private final Path workingFolder;

    /** What is typed in this place of the command line. */
    public enum Kind {
        /** An AOV, by any of its names; several with commas between. */
        AOV,
        /** The full name of a channel. */
        CHANNEL,
        /** The name of an attribute. */
        ATTRIBUTE,
        /** The name of a part; several with commas between. */
        PART,
        /** What {@code values} lists, and behind it a scope. */
        FIELD,
        /** A column of {@code find}; several with commas between. */
        COLUMN,
        /** What an answer may be told apart by: a token, or sequence; several with commas between. */
        KEY,
        /** A token alone; several with commas between. */
        TOKEN,
        /** What {@code stats} counts by; several with commas between. */
        COUNT,
        /** What {@code du} shares files out by; several with commas between. */
        SHARE,
        /** A token and its value, or a path of the index. */
        SCOPE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst();
        }

        private boolean isList() {
            return switch (this) {
                case AOV, PART, KEY, TOKEN, COUNT, SHARE, COLUMN -> true;
                case CHANNEL, ATTRIBUTE, FIELD, SCOPE -> false;
            };
        }
    }

    /**
     * @param columns that answers have, whatever the index holds
     * @param workingFolder that relative paths start from
     */
    public Completions(IndexReader reader, List<String> columns, Path workingFolder) {
        this.handle = reader.handle();
        this.columns = List.copyOf(columns);
        this.workingFolder = workingFolder;
    }

    /**
     * @param begun what is typed so far
     * @return whole words that begin so, in order; at most that many, and none that cannot be typed on one line
     */
    public List<String> of(Kind kind, String begun, int most) {
        int comma = kind.isList() ? begun.lastIndexOf(',') + 1 : 0;
        String before = begun.substring(0, comma);
        String last = begun.substring(comma);
        return words(kind, last).stream()
                .filter(word -> word.startsWith(last))
                .filter(word -> word.codePoints().noneMatch(Character::isISOControl))
                .sorted()
                .distinct()
                .limit(most)
                .map(word -> before + word)
                .toList();
    }

    private List<String> words(Kind kind, String begun) {
        return switch (kind) {
            case AOV -> texts("""
                    SELECT aov FROM channel UNION SELECT layer FROM channel UNION SELECT channel_group FROM channel
                    UNION SELECT aov FROM part UNION SELECT name FROM part UNION SELECT aov FROM sequence""");
            case CHANNEL -> texts("SELECT DISTINCT name FROM channel");
            case ATTRIBUTE -> texts("SELECT DISTINCT name FROM attribute_name");
            case PART -> texts("SELECT DISTINCT name FROM part");
            case KEY ->
                Stream.concat(TokenKeys.known(handle).stream(), Stream.of(TokenKeys.SEQUENCE))
                        .toList();
            case TOKEN -> List.copyOf(TokenKeys.known(handle));
            case COUNT -> SampleKey.ofWholeFiles(handle);
            case SHARE -> SampleKey.ofAll(handle);
            case SCOPE -> scopes(begun);
            case FIELD ->
                Stream.concat(fields().stream(), scopes(begun).stream()).toList();
            case COLUMN ->
                Stream.of(columns, ExtraField.OF_HEADER.keySet(), TokenKeys.known(handle), attributes())
                        .flatMap(Collection::stream)
                        .toList();
        };
    }

    private List<String> fields() {
        return Stream.of(Arrays.stream(Facet.values()).map(Facet::text).toList(), TokenKeys.known(handle), attributes())
                .flatMap(Collection::stream)
                .toList();
    }

    private List<String> attributes() {
        return texts("SELECT DISTINCT name FROM attribute_name").stream()
                .map(name -> WhereField.ATTRIBUTE + name)
                .toList();
    }

    private List<String> texts(String select) {
        return handle.select(select).texts().list();
    }

    private List<String> scopes(String begun) {
        int equals = begun.indexOf('=');
        if (begun.startsWith("/") || (equals < 0 && begun.contains("/"))) {
            return paths(begun);
        }
        if (equals < 0) {
            return Stream.concat(TokenKeys.known(handle).stream().map(token -> token + "="), paths(begun).stream())
                    .toList();
        }
        String name = begun.substring(0, equals);
        return PathToken.of(name)
                .map(this::values)
                .orElseGet(() -> studioValues(name))
                .map(value -> name + "=" + value)
                .toList();
    }

    private Stream<String> values(PathToken token) {
        Stream<String> values = texts("SELECT DISTINCT " + token.column() + " FROM sequence s").stream();
        return token == PathToken.VERSION ? Stream.concat(values, Stream.of(Versions.LATEST)) : values;
    }

    private Stream<String> studioValues(String token) {
        return handle
                .select("SELECT DISTINCT t.value FROM sequence s, json_each(s.tokens) t WHERE t.key = :token")
                .bind("token", token)
                .texts()
                .stream();
    }

    /** The next step down from there: folders, and the sequences of the folder itself. */
    private List<String> paths(String begun) {
        String above = begun.substring(0, begun.lastIndexOf('/') + 1);
        FileKey folder;
        try {
            folder = FileKey.of(workingFolder.resolve(above).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return List.of();
        }
        int insideAt = folder.text().equals("/") ? 1 : folder.text().length() + 1;
        List<String> steps = handle
                .select("SELECT path FROM folder WHERE path_key >= :first AND path_key < :behind")
                .bind("first", ScopeClauses.below(folder, '/'))
                .bind("behind", ScopeClauses.below(folder, '0'))
                .texts()
                .stream()
                .map(path -> above + firstStep(path.substring(insideAt)) + "/")
                .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), List::copyOf));
        List<String> sequences = handle.select("""
                        SELECT v.pattern FROM v_sequence v WHERE v.sequence_id IN (
                          SELECT s.sequence_id FROM sequence s JOIN folder d ON d.folder_id = s.folder_id
                          WHERE d.path_key = :folder)""").bind("folder", folder.encoded()).texts().stream()
                .map(pattern -> above + pattern)
                .toList();
        return Stream.concat(steps.stream(), sequences.stream()).toList();
    }

    private static String firstStep(String path) {
        int end = path.indexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }
}
