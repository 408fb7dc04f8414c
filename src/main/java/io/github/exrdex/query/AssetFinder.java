package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Answers one {@link Question}: sequences with at least one file that fits, or the files themselves. Rows are handed over as
 * SQLite finds them, ordered by folder, name and frame; nothing is gathered here.
 *
 * <p>Threads: the reader's.
 */
public final class AssetFinder {
    private static final long NO_LIMIT = -1;

    /** Orders sequences the way a folder listing does; frames of one follow one another. */
    static final String SEQUENCE_ORDER = "d.path_key, s.prefix, s.suffix, s.numbered, s.padding";

    /** Of a group of {@code f}: only 0 can be there twice, as -0. To count distinct ones takes SQLite twice as long. */
    private static final String DIFFERENT_FRAMES = "(count(f.frame) - max(0, sum(f.frame = 0) - 1))";

    static final String TOKENS = "s.show, s.seq, s.shot, s.task, s.layer, s.aov, s.version, s.view";

    private final SqlHandle handle;
    private final Question question;
    private final Conditions conditions = new Conditions();
    private final String alive;

    /** @throws QueryException where the scope is not below any root */
    public AssetFinder(IndexReader reader, Question question) {
        this.handle = reader.handle();
        this.question = question;
        this.alive = FilterClauses.alive(question.filters());
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
    }

    public void eachSequence(RowPlan plan, Consumer<SequenceRow> action) {
        RowShape shape = RowShape.ofSequences(plan, conditions, handle);
        Select query = conditions
                .query(handle, """
                        WITH %s
                        SELECT s.prefix, s.suffix, s.numbered, s.padding, d.path AS directory, c.*,
                               CASE WHEN s.numbered = 0 THEN 0
                                    ELSE c.last_frame - c.first_frame + 1 - c.different_frames END AS missing_count,
                               coalesce(u.bad, 0) AS bad_count,
                               CASE WHEN u.files IS NULL THEN 'complete'
                                    WHEN u.files < c.frame_count THEN 'complete,' || u.states ELSE u.states END AS states, %s
                        FROM (%s) c
                        JOIN sequence s ON s.sequence_id = c.counted_id
                        JOIN folder d ON d.folder_id = s.folder_id
                        LEFT JOIN unfinished u ON u.sequence_id = s.sequence_id
                        ORDER BY %s%s
                        LIMIT :limit""".formatted(
                                with(shape),
                                TOKENS,
                                countTells(plan)
                                        ? counted() + "\nUNION ALL\n" + ofFiles(plan, shape, openCandidates())
                                        : ofFiles(plan, shape, candidates()),
                                shape.order(),
                                SEQUENCE_ORDER))
                .bind("limit", plan.limit().orElse(NO_LIMIT));
        each(query, row -> sequenceRow(row, shape), action);
    }

    private boolean countTells(RowPlan plan) {
        return KeptCount.tells(conditions, question.filters())
                && !plan.modified()
                && plan.extras().isEmpty();
    }

    private String counted() {
        return """
                SELECT s.sequence_id AS counted_id, s.first_frame, s.last_frame, s.counted_files AS frame_count,
                       s.counted_files AS matching_count, s.different_frames, s.counted_bytes AS size_bytes, 0 AS mtime_ns
                FROM sequence s
                %s
                WHERE %s""".formatted(KeptCount.join(conditions), KeptCount.fitting(conditions));
    }

    /**
     * Without names, for beside min() and max() SQLite copies those each time that it finds a new least or greatest row.
     *
     * @param candidates sequences with some file that fits
     */
    private String ofFiles(RowPlan plan, RowShape shape, String candidates) {
        String matching =
                conditions.dependsOnFile() ? "count(*) FILTER (WHERE " + conditions.fileClauses() + ")" : "count(*)";
        return """
                SELECT s.sequence_id AS counted_id, min(f.frame) AS first_frame, max(f.frame) AS last_frame,
                       count(*) AS frame_count, %s AS matching_count, %s AS different_frames,
                       sum(f.size_bytes) AS size_bytes, %s AS mtime_ns%s
                FROM sequence s
                JOIN file f ON f.sequence_id = s.sequence_id AND %s
                %s
                WHERE %s
                GROUP BY s.sequence_id""".formatted(
                        matching,
                        DIFFERENT_FRAMES,
                        plan.modified() ? "max(f.mtime_ns)" : "0",
                        shape.columns(conditions.fileClauses()),
                        alive,
                        shape.joins(),
                        candidates);
    }

    private String with(RowShape shape) {
        String unfinished = Unfinished.table(question.filters().wantsGone());
        return shape.tables().isEmpty() ? unfinished : unfinished + ", " + shape.tables();
    }

    /** Of {@code s}: a sequence with some file that fits. */
    private String candidates() {
        if (!conditions.dependsOnFile()) {
            return conditions.sequenceClauses();
        }
        // Nearly every file lacks what somebody asks for, so the first of a sequence tells; what files have is rare.
        String someFile = question.filters().asksAbsence()
                ? someFileFits()
                : "s.sequence_id IN (SELECT f.sequence_id " + fittingFiles() + ")";
        return conditions.sequenceClauses() + "\nAND " + someFile;
    }

    /** The same of those that their count says nothing of. */
    private String openCandidates() {
        return KeptCount.open(conditions) + " AND " + conditions.sequenceClauses()
                + (conditions.dependsOnFile() ? " AND " + someFileFits() : "");
    }

    /** Of {@code s}. */
    private String someFileFits() {
        return "EXISTS (SELECT 1 FROM file f WHERE f.sequence_id = s.sequence_id AND " + alive + " AND "
                + conditions.fileClauses() + ")";
    }

    private String fittingFiles() {
        return """
                FROM %s
                WHERE %s AND %s""".formatted(filesOfSequences(), alive, conditions.allClauses());
    }

    /** Where nothing is asked of files but their sequence, the few sequences come first. */
    private String filesOfSequences() {
        return conditions.dependsOnFile()
                ? "file f JOIN sequence s ON s.sequence_id = f.sequence_id"
                : "sequence s CROSS JOIN file f ON f.sequence_id = s.sequence_id";
    }

    public void eachFile(RowPlan plan, Consumer<FileRow> action) {
        RowShape shape = RowShape.ofFiles(plan, conditions, handle);
        Select query = conditions
                .query(handle, """
                        %s
                        SELECT d.path_key, d.path AS directory, f.name_key, coalesce(f.name, f.name_key) AS name,
                               f.state, f.frame, f.size_bytes, f.mtime_ns,
                               CASE WHEN f.state <> 'complete' THEN
                                 (SELECT p.detail FROM problem p WHERE p.file_id = f.file_id
                                  ORDER BY p.severity, p.ordinal LIMIT 1) END AS problem, %s%s
                        FROM %s
                        JOIN folder d ON d.folder_id = f.folder_id
                        %s
                        WHERE %s AND %s
                        ORDER BY %s%s, f.frame, f.name_key
                        LIMIT :limit""".formatted(
                                shape.tables().isEmpty() ? "" : "WITH " + shape.tables(),
                                TOKENS,
                                shape.columns("TRUE"),
                                filesOfSequences(),
                                shape.joins(),
                                alive,
                                conditions.allClauses(),
                                shape.order(),
                                SEQUENCE_ORDER))
                .bind("limit", plan.limit().orElse(NO_LIMIT));
        each(query, row -> fileRow(row, shape), action);
    }

    /**
     * The frames that fit, sequence by sequence as {@code 1001-1006,1008}; files without a frame number have none.
     *
     * @param limit most sequences; empty for all
     */
    public void eachFrames(OptionalLong limit, Consumer<String> action) {
        record Frame(long sequenceId, long number) {}
        Select query = conditions.query(
                handle, """
                SELECT f.sequence_id, f.frame
                FROM %s
                JOIN folder d ON d.folder_id = f.folder_id
                WHERE f.frame IS NOT NULL AND %s AND %s
                ORDER BY %s, f.frame""".formatted(filesOfSequences(), alive, conditions.allClauses(), SEQUENCE_ORDER));
        FrameRanges ranges = new FrameRanges();
        Set<Long> sequences = new HashSet<>();
        query.map(row -> new Frame(row.getLong(1), row.getLong(2))).whileTrue(frame -> {
            if (!sequences.contains(frame.sequenceId())) {
                takeUnlessEmpty(ranges, action);
                if (limit.isPresent() && sequences.size() == limit.getAsLong()) {
                    return false;
                }
                sequences.add(frame.sequenceId());
            }
            ranges.add(frame.number());
            return true;
        });
        takeUnlessEmpty(ranges, action);
    }

    private static void takeUnlessEmpty(FrameRanges ranges, Consumer<String> action) {
        String taken = ranges.take();
        if (!taken.isEmpty()) {
            action.accept(taken);
        }
    }

    public long countSequences() {
        return number(
                conditions.dependsOnFile() && question.filters().asksAbsence()
                        ? "SELECT count(*) FROM sequence s WHERE " + candidates()
                        : "SELECT count(DISTINCT f.sequence_id) " + fittingFiles());
    }

    public long countFiles() {
        return number("SELECT count(*) " + fittingFiles());
    }

    private long number(String sql) {
        return conditions.query(handle, sql).longs().one();
    }

    /**
     * What the asker should know beside the answer: misspelt names, files left out. One line each.
     *
     * @param columns that are shown or ordered by
     */
    public List<String> notes(List<String> columns) {
        List<String> attributes = columns.stream()
                .filter(column -> column.startsWith(WhereField.ATTRIBUTE))
                .map(column -> column.substring(WhereField.ATTRIBUTE.length()))
                .distinct()
                .toList();
        return QuestionNotes.of(handle, question, List.of(), attributes);
    }

    private static <T> void each(Select query, Select.RowReader<T> mapper, Consumer<T> action) {
        query.map(mapper).forEach(action);
    }

    private static SequenceRow sequenceRow(ResultSet row, RowShape shape) throws SQLException {
        return new SequenceRow(
                name(row),
                row.getString("directory"),
                row.getLong("frame_count"),
                row.getLong("matching_count"),
                row.getLong("missing_count"),
                row.getLong("bad_count"),
                row.getLong("size_bytes"),
                row.getLong("mtime_ns"),
                states(row.getString("states")),
                tokens(row),
                shape.read(row));
    }

    /** From {@code prefix, suffix, numbered, padding, first_frame, last_frame}. */
    static SequenceName name(ResultSet row) throws SQLException {
        boolean numbered = row.getBoolean("numbered");
        long first = row.getLong("first_frame");
        long last = row.getLong("last_frame");
        return new SequenceName(
                row.getString("prefix"),
                numbered ? OptionalLong.of(first) : OptionalLong.empty(),
                numbered ? OptionalLong.of(last) : OptionalLong.empty(),
                row.getInt("padding"),
                row.getString("suffix"));
    }

    private static Set<FileState> states(String commaSeparated) {
        Set<FileState> states = EnumSet.noneOf(FileState.class);
        for (String state : commaSeparated.split(",", -1)) {
            states.add(state(state));
        }
        return states;
    }

    static FileState state(String text) {
        return FileState.of(text).orElseThrow(() -> new IllegalStateException("no state of ours: " + text));
    }

    private static FileRow fileRow(ResultSet row, RowShape shape) throws SQLException {
        long frame = row.getLong("frame");
        OptionalLong number = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(frame);
        String directory = row.getString("directory");
        return new FileRow(
                new FileKey(row.getString("path_key")).child(row.getString("name_key")),
                (directory.equals("/") ? "/" : directory + "/") + row.getString("name"),
                state(row.getString("state")),
                number,
                row.getLong("size_bytes"),
                row.getLong("mtime_ns"),
                Optional.ofNullable(row.getString("problem")),
                tokens(row),
                shape.read(row));
    }

    static Map<PathToken, String> tokens(ResultSet row) throws SQLException {
        Map<PathToken, String> tokens = new EnumMap<>(PathToken.class);
        for (PathToken token : PathToken.values()) {
            String value = row.getString(token.text());
            if (value != null) {
                tokens.put(token, value);
            }
        }
        return tokens;
    }
}
