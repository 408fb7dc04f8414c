package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.CountedSequence.Folder;
import io.github.exrdex.query.CountedSequence.Identity;
import io.github.exrdex.query.CountedSequence.Kind;
import io.github.exrdex.query.CountedSequence.Name;
import io.github.exrdex.query.CountedSequence.Tally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Counts the files of a question by sequence, header and state: what answers about many files are made of.
 *
 * <p>Nearly every sequence is uniform: one header, all complete, no hole. One aggregated row tells all about it, and the writer
 * has counted it mostly ({@link KeptCount}); else the files are gone through once and inside SQLite. Only those that are not uniform
 * are then asked for file by file.
 */
final class Census {
    /** What shall be known beside the state. Each costs some time for each file. */
    enum Detail {
        HEADERS,
        FRAMES,
        SIZES,
        MODIFIED
    }

    private static final String NO_HEADERS = "0 AS header_count, 0 AS header_id, 0 AS last_header_id";
    private static final String NO_FRAMES = "0 AS first_frame, 0 AS last_frame";
    private static final String NO_SIZES = "0 AS size_bytes";
    private static final String NOT_MODIFIED = "0 AS first_mtime_ns, 0 AS last_mtime_ns";

    private final SqlHandle handle;
    private final Filters filters;
    private final Set<Detail> details;
    private final List<String> moreTokens;
    private final Conditions conditions = new Conditions();
    private final String alive;
    private final Map<String, Map<String, String>> tokensByText = new HashMap<>();
    private final boolean goneToo;

    private Census(SqlHandle handle, Question question, Set<Detail> details, Collection<String> moreTokens) {
        this.handle = handle;
        this.filters = question.filters();
        this.details = details;
        this.moreTokens = moreTokens.stream()
                .filter(token -> PathToken.of(token).isEmpty())
                .distinct()
                .toList();
        this.alive = FilterClauses.alive(question.filters());
        this.goneToo = question.filters().wantsGone();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
    }

    /**
     * @param tokens that shall be known of each sequence, beside those of {@link PathToken}
     * @return ordered by folder and name
     * @throws QueryException where the scope is not below any root
     */
    static List<CountedSequence> of(
            SqlHandle handle, Question question, Set<Detail> details, Collection<String> tokens) {
        return new Census(handle, question, details, tokens).take();
    }

    /** @param uniform empty where one row does not tell */
    private record Counted(Identity identity, Optional<Tally> uniform) {}

    private List<CountedSequence> take() {
        List<Counted> counted = sequences().map(row -> counted(row)).list();
        Map<Long, List<Tally>> others = tallies(counted.stream()
                .filter(sequence -> sequence.uniform().isEmpty())
                .map(sequence -> sequence.identity().sequenceId())
                .toList());
        return counted.stream()
                .map(sequence -> new CountedSequence(
                        sequence.identity(),
                        sequence.uniform()
                                .map(List::of)
                                .orElseGet(() ->
                                        others.getOrDefault(sequence.identity().sequenceId(), List.of()))))
                .toList();
    }

    private Select sequences() {
        return conditions.query(handle, sequencesSql());
    }

    /**
     * A sequence with any unfinished file is not uniform, whether the question is about that file or not. Names join last: beside
     * min() and max() SQLite copies every other column of a group each time that it finds a new least or greatest row.
     */
    private String sequencesSql() {
        return """
                WITH %s
                SELECT s.sequence_id, s.prefix, s.suffix, s.numbered, s.padding, d.root_id, d.path_key,
                       d.path AS directory, %s, c.*, u.files AS not_complete
                FROM (%s) c
                JOIN sequence s ON s.sequence_id = c.counted_id
                JOIN folder d ON d.folder_id = s.folder_id
                LEFT JOIN unfinished u ON u.sequence_id = s.sequence_id
                ORDER BY %s""".formatted(
                        Unfinished.table(goneToo),
                        tokens(),
                        countTells()
                                ? counted() + "\nUNION ALL\n" + ofFiles("CROSS", KeptCount.open(conditions))
                                : ofFiles(conditions.dependsOnFile() ? "" : "CROSS", "TRUE"),
                        AssetFinder.SEQUENCE_ORDER);
    }

    private boolean countTells() {
        return KeptCount.tells(conditions, filters) && !details.contains(Detail.MODIFIED);
    }

    private String counted() {
        return """
                SELECT s.sequence_id AS counted_id, s.counted_files AS file_count, %s, %s, %s, %s
                FROM sequence s
                %s
                WHERE %s""".formatted(
                        wanted(
                                Detail.HEADERS,
                                "s.counted_headers AS header_count, s.first_header_id AS header_id, s.last_header_id",
                                NO_HEADERS),
                        wanted(Detail.FRAMES, "s.first_frame, s.last_frame", NO_FRAMES),
                        wanted(Detail.SIZES, "s.counted_bytes AS size_bytes", NO_SIZES),
                        NOT_MODIFIED,
                        KeptCount.join(conditions),
                        KeptCount.fitting(conditions));
    }

    /** Through the sequences to their files, unless it is the files that are few. */
    private String ofFiles(String cross, String which) {
        return """
                SELECT s.sequence_id AS counted_id, count(*) AS file_count, %s, %s, %s, %s
                FROM sequence s
                %s JOIN file f ON f.sequence_id = s.sequence_id
                WHERE %s AND %s AND %s
                GROUP BY s.sequence_id""".formatted(
                        wanted(
                                Detail.HEADERS,
                                "count(f.header_id) AS header_count, min(f.header_id) AS header_id,"
                                        + " max(f.header_id) AS last_header_id",
                                NO_HEADERS),
                        wanted(Detail.FRAMES, "min(f.frame) AS first_frame, max(f.frame) AS last_frame", NO_FRAMES),
                        wanted(Detail.SIZES, "sum(f.size_bytes) AS size_bytes", NO_SIZES),
                        wanted(
                                Detail.MODIFIED,
                                "min(f.mtime_ns) AS first_mtime_ns, max(f.mtime_ns) AS last_mtime_ns",
                                NOT_MODIFIED),
                        cross,
                        which,
                        alive,
                        conditions.allClauses());
    }

    private String wanted(Detail detail, String columns, String otherwise) {
        return details.contains(detail) ? columns : otherwise;
    }

    /** As one text: many sequences have the same, and each column takes a call of the driver. */
    private String tokens() {
        List<String> values = new ArrayList<>();
        for (PathToken token : PathToken.values()) {
            values.add(token.column());
        }
        for (String token : moreTokens) {
            values.add("json_extract(s.tokens, " + conditions.bind("$.\"" + token + "\"") + ")");
        }
        return "json_array(" + String.join(", ", values) + ") AS tokens";
    }

    private Counted counted(ResultSet row) throws SQLException {
        Name name = new Name(
                row.getString("prefix"), row.getString("suffix"), row.getBoolean("numbered"), row.getInt("padding"));
        Folder folder =
                new Folder(row.getLong("root_id"), new FileKey(row.getString("path_key")), row.getString("directory"));
        return new Counted(
                new Identity(
                        row.getLong("sequence_id"),
                        folder,
                        name,
                        tokensByText.computeIfAbsent(row.getString("tokens"), this::tokensOf)),
                uniform(row));
    }

    private Map<String, String> tokensOf(String json) {
        List<String> names = new ArrayList<>();
        for (PathToken token : PathToken.values()) {
            names.add(token.text());
        }
        names.addAll(moreTokens);
        Map<String, String> tokens = new HashMap<>();
        Iterator<String> name = names.iterator();
        JsonTexts.each(json, value -> {
            String token = name.next();
            if (value != null) {
                tokens.put(token, value);
            }
        });
        return Map.copyOf(tokens);
    }

    /** Empty where the files of the sequence differ, or its frames have holes. */
    private Optional<Tally> uniform(ResultSet row) throws SQLException {
        long files = row.getLong("file_count");
        long headers = row.getLong("header_count");
        long headerId = row.getLong("header_id");
        boolean oneHeader = headers == 0 || (headers == files && headerId == row.getLong("last_header_id"));
        long quarter = quarterOf(row.getLong("first_mtime_ns"));
        if (!oneHeader || row.getLong("not_complete") > 0 || quarter != quarterOf(row.getLong("last_mtime_ns"))) {
            return Optional.empty();
        }
        FrameSet frames = FrameSet.EMPTY;
        if (details.contains(Detail.FRAMES) && row.getBoolean("numbered")) {
            long first = row.getLong("first_frame");
            long last = row.getLong("last_frame");
            // Only 0 can be there twice, as -0, and so hide that another frame is not.
            if (last - first + 1 != files || (first < 0 && last >= 0)) {
                return Optional.empty();
            }
            frames = FrameSet.between(first, last);
        }
        OptionalLong header = headers == 0 ? OptionalLong.empty() : OptionalLong.of(headerId);
        return Optional.of(
                new Tally(new Kind(header, FileState.COMPLETE, quarter), files, row.getLong("size_bytes"), frames));
    }

    /** What the census was not asked for stays out of what it tells apart. */
    private long quarterOf(long mtimeNs) {
        return details.contains(Detail.MODIFIED) ? Math.floorDiv(mtimeNs, Kind.QUARTER_NS) : 0;
    }

    /** Those of sequences that are not uniform, by the number of the sequence. */
    private Map<Long, List<Tally>> tallies(List<Long> sequenceIds) {
        Map<Long, Map<Kind, Gathered>> gathered = new HashMap<>();
        if (!sequenceIds.isEmpty()) {
            files(sequenceIds)
                    .map(row -> oneFile(row))
                    .forEach(file -> gathered.computeIfAbsent(file.sequenceId(), id -> new LinkedHashMap<>())
                            .computeIfAbsent(file.kind(), kind -> new Gathered())
                            .add(file));
        }
        Map<Long, List<Tally>> tallies = new HashMap<>();
        gathered.forEach((id, byKind) -> tallies.put(
                id,
                byKind.entrySet().stream()
                        .map(entry -> entry.getValue().tally(entry.getKey()))
                        .toList()));
        return tallies;
    }

    private record OneFile(long sequenceId, Kind kind, OptionalLong frame, long sizeBytes) {}

    private Select files(List<Long> sequenceIds) {
        return conditions
                .query(handle, """
                        SELECT f.sequence_id, f.header_id, f.state, f.frame, f.size_bytes, f.mtime_ns
                        FROM json_each(:sequences) j
                        CROSS JOIN sequence s ON s.sequence_id = j.value
                        CROSS JOIN file f ON f.sequence_id = s.sequence_id
                        WHERE %s AND %s""".formatted(alive, conditions.allClauses()))
                .bind("sequences", sequenceIds.toString());
    }

    private OneFile oneFile(ResultSet row) throws SQLException {
        long header = row.getLong("header_id");
        boolean noHeader = row.wasNull() || !details.contains(Detail.HEADERS);
        OptionalLong headerId = noHeader ? OptionalLong.empty() : OptionalLong.of(header);
        Kind kind = new Kind(headerId, AssetFinder.state(row.getString("state")), quarterOf(row.getLong("mtime_ns")));
        long frame = row.getLong("frame");
        boolean noFrame = row.wasNull() || !details.contains(Detail.FRAMES);
        return new OneFile(
                row.getLong("sequence_id"),
                kind,
                noFrame ? OptionalLong.empty() : OptionalLong.of(frame),
                row.getLong("size_bytes"));
    }

    /** Files of one kind as they come. */
    private static final class Gathered {
        private final LongStream.Builder frames = LongStream.builder();
        private long fileCount;
        private long sizeBytes;

        void add(OneFile file) {
            file.frame().ifPresent(frames);
            fileCount++;
            sizeBytes += file.sizeBytes();
        }

        Tally tally(Kind kind) {
            return new Tally(kind, fileCount, sizeBytes, FrameSet.of(frames.build()));
        }
    }
}
