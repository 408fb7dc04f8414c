package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.store.RecentlyGone;
import io.github.exrdex.store.RootDao;
import io.github.exrdex.store.VaryingNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that takes nothing for a while: a database that may have no more pages is as full as one on a full disk. */
class PatientWriterTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PatientWriter.Patience QUICK = new PatientWriter.Patience(300, 400, 10, 100);

    @TempDir
    Path folder;

    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicInteger opened = new AtomicInteger();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private TestIndex index = new TestIndex(Path.of("index.db"));
    private IndexDatabase database;
    private WriteLoop writes;
    private long rootId;

    @BeforeEach
    void open() throws InterruptedException {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        index = new TestIndex(folder.resolve("index.db"));
        database = IndexDatabase.open(index.file());
        RecentlyGone gone = new RecentlyGone();
        PatientWriter writer = new PatientWriter(() -> newWriter(gone), index.file(), QUICK);
        writes = new WriteLoop(writer, new IndexStats());
        writes.start();
        rootId = writes.ask(handle -> new RootDao().claim(handle, new FileKey("/renders"), "watch"))
                .rootId();
    }

    private IndexWriter newWriter(RecentlyGone gone) {
        opened.incrementAndGet();
        IndexWriter writer = new IndexWriter(
                database,
                new ChannelNaming(List.of(), Map.of()),
                new VaryingNames(Set.of()),
                PathTokens.NONE,
                gone,
                System::currentTimeMillis);
        writer.use(handle -> handle.execute("PRAGMA max_page_count = " + (full.get() ? 1 : Integer.MAX_VALUE - 1)));
        return writer;
    }

    @AfterEach
    void close() throws InterruptedException {
        writes.close(handle -> {});
        database.close();
        System.setErr(usualErr);
    }

    /** What the next connection meets, and this one too. */
    private void fill() throws InterruptedException {
        full.set(true);
        writes.use(handle -> handle.execute("PRAGMA max_page_count = 1"));
    }

    private final class Told implements PatientWriter.Waits {
        @Override
        public void paused(String reason) {
            told.add(reason);
        }

        @Override
        public void goesOn() {
            told.add("goes on");
        }
    }

    private List<FileChange> frames(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .<FileChange>mapToObj(i -> new FileChange.Seen(
                        new FileKey("/renders/folder" + i + "/a_name_that_takes_some_room_" + i + ".exr"),
                        rootId,
                        new FileStamp(i, i, i, i),
                        FileState.EMPTY,
                        Optional.empty(),
                        List.of(),
                        OptionalLong.empty(),
                        i))
                .toList();
    }

    private long lines(String words) {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(words))
                .count();
    }

    private String files() {
        return index.one("SELECT count(*) FROM file");
    }

    @Test
    void aFullDiskIsWaitedForSaidOnceAndNothingIsLost() throws InterruptedException {
        writes.waitFor(new Told());
        fill();
        Thread producer = new Thread(() -> {
            try {
                for (int i = 0; i < 200; i++) {
                    writes.put(frames(1 + i * 20, 20 + i * 20));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        producer.start();
        await().atMost(SOON).until(() -> told.size() >= 8);
        long before = Long.parseLong(files());
        assertTrue(before < 4_000 && before % 20 == 0, "the batch is not applied, not in part either: " + before);
        assertTrue(producer.isAlive(), "who has more to write waits");
        assertTrue(writes.depth() <= 64 * 20 + 2000 + 40, "and the queue is bounded: " + writes.depth());
        assertEquals(0, writes.troubledMs());
        assertTrue(writes.failure().isEmpty());

        full.set(false);
        producer.join(SOON.toMillis());
        writes.flush();

        assertEquals("4000", files());
        assertEquals("ok", index.one("PRAGMA integrity_check"));
        assertEquals(1, lines("writing is paused, nothing is lost"), log::toString);
        assertEquals(1, lines("writing goes on"), log::toString);
        assertTrue(
                told.get(0).startsWith("no room left: ") && told.get(0).contains(" MiB free in " + folder),
                told.get(0));
        assertEquals("goes on", told.get(told.size() - 1));
        assertTrue(opened.get() > 3, "a connection that met the failure is not used again");
    }

    @Test
    void anAnswerThatWasRolledBackIsNotGiven() throws InterruptedException {
        writes.waitFor(new Told());
        AtomicInteger asked = new AtomicInteger();
        int answer = writes.ask(handle -> {
            int now = asked.incrementAndGet();
            handle.execute("PRAGMA max_page_count = " + (now == 1 ? 1 : Integer.MAX_VALUE - 1));
            handle.execute("CREATE TABLE IF NOT EXISTS big AS SELECT zeroblob(1000000) AS b");
            return now;
        });
        assertEquals(2, answer);
    }

    @Test
    void whoIndexesOnceGivesUpAndSaysWhatToDo() throws InterruptedException {
        fill();
        writes.put(frames(1, 5000));
        IndexUnavailableException e = assertThrows(IndexUnavailableException.class, () -> {
            writes.flush();
        });
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("the index cannot be written: no room left: "),
                e::getMessage);
        assertFalse(e instanceof StoppedWaitingException);
        assertEquals("0", files());
    }

    @Test
    void whoIsStoppedInThePauseEndsAtOnceAndSaysSo() throws InterruptedException {
        writes.waitFor(new Told());
        fill();
        writes.put(frames(1, 5000));
        await().atMost(SOON).until(() -> !told.isEmpty());

        writes.close(handle -> {});

        assertTrue(writes.failure().orElseThrow() instanceof StoppedWaitingException);
        assertFalse(writes.isAlive());
    }

    @Test
    void aLockIsBlamedOnItsHolderAndOnlyAfterAWhile() throws InterruptedException, SQLException {
        writes.waitFor(new Told());
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + index.file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            writes.put(frames(1, 10));
            await().atMost(SOON).until(() -> !told.isEmpty());
            statement.execute("ROLLBACK");
        }
        writes.flush();
        assertEquals("10", files());
        assertTrue(
                told.get(0)
                        .startsWith("the database is locked by process "
                                + ProcessHandle.current().pid() + " ("),
                told.get(0));
    }

    @Test
    void whatIsDamagedIsNotWrittenToAgain() throws InterruptedException {
        writes.waitFor(new Told());
        assertThrows(
                IndexUnavailableException.class,
                () -> writes.use(handle -> {
                    handle.execute("PRAGMA writable_schema = ON");
                    handle.execute("UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'file'");
                    handle.execute("PRAGMA writable_schema = RESET");
                    handle.execute("DELETE FROM file");
                }));
        String said = String.valueOf(writes.failure().orElseThrow().getMessage());
        assertTrue(said.contains("damaged one; put it aside with: mkdir " + index.file() + ".damaged && mv "), said);
        assertTrue(told.isEmpty(), "that does not heal");
    }

    @Test
    void aMistakeOfOursIsTriedOnceMoreAndEndsIt() throws InterruptedException {
        writes.waitFor(new Told());
        AtomicInteger tries = new AtomicInteger();
        IndexUnavailableException e = assertThrows(
                IndexUnavailableException.class,
                () -> writes.use(handle -> {
                    tries.incrementAndGet();
                    handle.execute("INSERT INTO nowhere VALUES (1)");
                }));
        assertEquals(2, tries.get());
        assertTrue(String.valueOf(e.getMessage()).contains("no such table: nowhere"), e::getMessage);
    }

    @Test
    void anIndexThatIsMovedAwayDoesNotComeBackEmpty() throws InterruptedException, IOException {
        writes.waitFor(new Told());
        Path aside = folder.resolve("aside.db");
        fill();
        writes.put(frames(1, 100));
        await().atMost(SOON).until(() -> !told.isEmpty());
        Files.move(index.file(), aside);
        await().atMost(SOON)
                .until(() ->
                        told.get(told.size() - 1).contains(" is not there any more: put it back, or start exrdex"));
        Files.move(aside, index.file());
        full.set(false);
        writes.flush();
        assertEquals("100", files());
    }

    @Test
    void anIndexThatIsDeletedUnderTheDaemonIsMissedAtOnce() throws InterruptedException, IOException {
        writes.waitFor(new Told());
        writes.put(frames(1, 100));
        writes.flush();
        Path aside = folder.resolve("aside.db");
        Files.move(index.file(), aside);

        writes.put(frames(101, 200));

        await().atMost(SOON).until(() -> !told.isEmpty());
        assertTrue(told.get(0).contains(" is not there any more: put it back, or start exrdex again"), told.get(0));
        assertFalse(Files.exists(index.file()), "none is made in its place");
        Files.move(aside, index.file());
        writes.flush();
        assertEquals("200", files());
    }
}
