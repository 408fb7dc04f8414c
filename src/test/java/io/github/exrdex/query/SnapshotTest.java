package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileState;
import io.github.exrdex.query.Snapshot.Both;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    static Path folder = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() {
        try (DisklessIndex index = MixedFarm.in(folder)) {
            database = index.database();
        }
    }

    private static Question question(String... words) {
        return new Question(scope(words), Filters.NONE);
    }

    private static Scope scope(String... words) {
        return Scope.parse(List.of(words), Path.of("/"));
    }

    private static void assertSameInHalves(Function<IndexReader, ?> ask) {
        try (IndexReader one = IndexReader.open(database, Long.MAX_VALUE);
                IndexReader two = IndexReader.open(database, 0)) {
            Object expected = ask.apply(one);
            assertEquals(expected, ask.apply(two));
            assertEquals(expected, ask.apply(two), "once more through the same two");
        }
    }

    @Test
    void whatIsAskedInHalvesIsWhatIsAskedAtOnce() {
        for (String attribute : List.of("renderHost", "renderTime", "pass", "owner")) {
            assertSameInHalves(reader -> ValueCounts.of(reader, "attr." + attribute, question()));
            assertSameInHalves(reader -> ValueCounts.of(reader, "attr." + attribute, question("version=2")));
            assertSameInHalves(reader -> ValueCounts.of(reader, "attr." + attribute, question("shot=sh05")));
        }
        Set<HistoryRow.Kind> kinds = Set.of(HistoryRow.Kind.values());
        assertSameInHalves(reader -> History.of(reader, Scope.EVERYTHING, 0, kinds));
        assertSameInHalves(reader -> History.ofFiles(reader, Scope.EVERYTHING, 0, kinds));
        assertSameInHalves(reader -> History.of(reader, scope("shot=sh0*", "version=1"), 0, kinds));
        assertSameInHalves(reader -> diff(reader, scope("version=1"), scope("version=2")));
        assertSameInHalves(reader -> diff(reader, scope("shot=sh03"), scope("shot=sh07")));
    }

    private static List<DiffRow> diff(IndexReader reader, Scope first, Scope second) {
        List<DiffRow> rows = new ArrayList<>();
        new Diff(reader, first, second, 0.1).each(rows::add);
        assertTrue(rows.size() > 1);
        return rows;
    }

    @Test
    void halvesHoldEachRowOnce() {
        try (IndexReader reader = IndexReader.open(database, 0)) {
            long all = count(Snapshot.Half.whole(reader.handle()), "f.file_id");
            List<Long> files = reader.inSnapshot(1, snapshot -> snapshot.byFile(0, half -> count(half, "f.file_id")));
            List<Long> sequences =
                    reader.inSnapshot(1, snapshot -> snapshot.bySequence(half -> count(half, "f.sequence_id")));

            assertEquals(all, files.get(0) + files.get(1));
            assertEquals(all, sequences.get(0) + sequences.get(1));
            assertTrue(Math.min(files.get(0), sequences.get(0)) > all / 3, () -> files + " " + sequences);
            assertTrue(Math.min(files.get(1), sequences.get(1)) > all / 3, () -> files + " " + sequences);
        }
    }

    private static long count(Snapshot.Half half, String column) {
        Conditions conditions = new Conditions();
        half.rows().ifPresent(rows -> conditions.ofFile(rows.clause(column, conditions)));
        return conditions
                .query(half.handle(), "SELECT count(*) FROM file f WHERE " + conditions.fileClauses())
                .longs()
                .one();
    }

    @Test
    void bothConnectionsSeeOneStateHoweverOftenAWriterCommits(@TempDir Path other) throws Exception {
        Path written = other.resolve("index.db");
        try (DisklessIndex index = new DisklessIndex(other, "/renders", MixedFarm.TOKENS)) {
            written = index.database();
            index.put("sh01/v001/a.1001.exr", FileState.COMPLETE, MixedFarm.part(1, 1, 1001))
                    .flush();
        }
        AtomicBoolean stop = new AtomicBoolean();
        Path index = written;
        Thread writer = new Thread(() -> commitUntil(stop, index));
        int pairs = 0;
        try (IndexReader reader = IndexReader.open(written, 0)) {
            writer.start();
            for (int i = 0; i < 2_000 || (pairs < 100 && i < 100_000); i++) {
                record Seen(SqlHandle handle, long value) {}
                Both<Seen, Seen> seen = reader.inSnapshot(1, snapshot -> {
                    Function<SqlHandle, Seen> look = handle -> new Seen(handle, value(handle));
                    return snapshot.both(look, look);
                });
                assertEquals(seen.one().value(), seen.other().value());
                pairs += seen.one().handle().equals(seen.other().handle()) ? 0 : 1;
            }
            assertTrue(pairs >= 100, "it was two connections that were compared: " + pairs);
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    private static long value(SqlHandle handle) {
        return handle.select("SELECT indexed_at FROM file").longs().one();
    }

    private static void commitUntil(AtomicBoolean stop, Path index) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + index);
                Statement statement = connection.createStatement()) {
            while (!stop.get()) {
                statement.executeUpdate("UPDATE file SET indexed_at = indexed_at + 1");
                Thread.sleep(0, 300_000);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFailureOfEitherHalfIsToldAndTheReaderGoesOn() {
        try (IndexReader reader = IndexReader.open(database, 0)) {
            QueryException failure = QueryException.badQuestion("no such thing");
            Function<SqlHandle, Long> fails = handle -> {
                throw failure;
            };
            Function<SqlHandle, Long> works = SnapshotTest::firstFile;

            assertSame(failure, assertThrows(QueryException.class, () -> both(reader, fails, works)));
            assertSame(failure, assertThrows(QueryException.class, () -> both(reader, works, fails)));
            assertEquals(List.of(1L, 1L), both(reader, works, works));
        }
    }

    private static long firstFile(SqlHandle handle) {
        return handle.select("SELECT min(file_id) FROM file").longs().one();
    }

    private static List<Long> both(IndexReader reader, Function<SqlHandle, Long> one, Function<SqlHandle, Long> other) {
        Both<Long, Long> both = reader.inSnapshot(1, snapshot -> snapshot.both(one, other));
        return List.of(both.one(), both.other());
    }

    @Test
    void anotherIndexAtThePathIsNotAskedBeside(@TempDir Path other) throws IOException {
        Path moved = other.resolve("index.db");
        Files.copy(database, moved);
        try (IndexReader reader = IndexReader.open(moved, 0)) {
            Files.move(moved, other.resolve("before.db"));
            Files.copy(database, moved);

            Both<SqlHandle, SqlHandle> handles =
                    reader.inSnapshot(1, snapshot -> snapshot.both(handle -> handle, handle -> handle));

            assertSame(handles.one(), handles.other());
        }
    }

    @Test
    void aSmallQuestionHasOneConnection() {
        try (IndexReader reader = IndexReader.open(database, 1_000)) {
            Both<SqlHandle, SqlHandle> few =
                    reader.inSnapshot(999, snapshot -> snapshot.both(handle -> handle, handle -> handle));
            Both<SqlHandle, SqlHandle> many =
                    reader.inSnapshot(1_000, snapshot -> snapshot.both(handle -> handle, handle -> handle));

            assertSame(few.one(), few.other());
            assertNotSame(many.one(), many.other());
        }
    }
}
