package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    private static final long MINUTE_MS = 60_000;

    @TempDir
    Path folder;

    private DisklessIndex filled() {
        return new DisklessIndex(folder, "/renders", PathTokens.NONE)
                .putFrames("a/shot.%04d.exr", 1001, 1003, DisklessIndex.part("R"))
                .put(
                        "a/shot.1004.exr",
                        FileState.EMPTY,
                        List.of(HeaderProblem.fatal(ProblemKind.EMPTY_FILE, 0, "0 bytes")))
                .put("b.exr", FileState.COMPLETE, DisklessIndex.part("R"))
                .remove("b.exr")
                .flush();
    }

    @Test
    void tellsPeopleHowTheIndexStands() {
        try (DisklessIndex index = filled()) {
            index.swept(Ran.NOW_MS - 5 * MINUTE_MS);
            Ran ran = Ran.onTerminal(120, "status", "--db", index.database().toString());
            assertEquals(ExitCode.FOUND, ran.code());
            List<String> lines = ran.lines();
            assertTrue(lines.get(0).startsWith("index      " + index.database() + ", "), ran.out());
            assertEquals("files      4 (3 complete, 1 empty, 1 gone)", lines.get(1));
            assertEquals("sequences  1", lines.get(2));
            assertEquals("daemon     never ran on this index", lines.get(3));
            assertEquals(
                    "ROOT      MODE  AS OF                          UNREAD FOLDERS  HELD FILES  NOTE", lines.get(5));
            assertEquals(
                    "/renders  scan  " + PlainText.time(Ran.NOW_MS - 5 * MINUTE_MS)
                            + " (5 m ago)               0           0  -",
                    lines.get(6));
            assertEquals("empty_file  fatal         1", lines.get(9));
        }
    }

    @Test
    void aRootThatWasNeverSweptToTheEndSaysSo() {
        try (DisklessIndex index = filled()) {
            Ran ran = Ran.onTerminal(120, "status", "--db", index.database().toString());
            assertTrue(ran.out().contains("never seen completely"), ran.out());
            Ran strict = Ran.ask(index.database(), "status", "--max-age", "7d");
            assertEquals(ExitCode.NOT_INDEXED, strict.code());
            assertEquals(
                    "exrdex: /renders was never seen completely; run `exrdex scan` on it, or start the daemon\n",
                    strict.err());
        }
    }

    @Test
    void anOldSweepFailsMaxAgeAndAYoungOneDoesNot() {
        try (DisklessIndex index = filled()) {
            index.swept(Ran.NOW_MS - 11 * MINUTE_MS);
            assertEquals(
                    ExitCode.NOT_INDEXED,
                    Ran.ask(index.database(), "status", "--max-age", "10m").code());
            assertEquals(
                    ExitCode.FOUND,
                    Ran.ask(index.database(), "status", "--max-age", "1h").code());
        }
    }

    @Test
    void aLiveDaemonKeepsWhatItWatchesFresh() {
        try (DisklessIndex index = filled()) {
            index.swept(Ran.NOW_MS - 600 * MINUTE_MS);
            daemon(index, Ran.NOW_MS - 3000, "NULL");
            assertEquals(
                    ExitCode.NOT_INDEXED,
                    Ran.ask(index.database(), "status", "--max-age", "1m").code(),
                    "the root is not watched");
            watched(index, Ran.NOW_MS - 4000);
            assertEquals(
                    ExitCode.FOUND,
                    Ran.ask(index.database(), "status", "--max-age", "1m").code());
            Ran ran = Ran.onTerminal(120, "status", "--db", index.database().toString());
            assertTrue(
                    ran.out().contains("daemon     running as process 4711 for 2 h, last sign of life 3 s ago"),
                    ran.out());
        }
    }

    @Test
    void aDaemonThatFellSilentIsNoDaemon() {
        try (DisklessIndex index = filled()) {
            index.swept(Ran.NOW_MS - 600 * MINUTE_MS);
            watched(index, Ran.NOW_MS - 30 * MINUTE_MS);
            daemon(index, Ran.NOW_MS - 30 * MINUTE_MS, "NULL");
            assertEquals(
                    ExitCode.NOT_INDEXED,
                    Ran.ask(index.database(), "status", "--max-age", "1h").code());
            Ran silent = Ran.ask(index.database(), "status", "--format", "table");
            assertTrue(silent.out().contains("(30 m ago): process 4711 died or hangs"), silent.out());
            daemon(index, Ran.NOW_MS - 3000, "" + (Ran.NOW_MS - 2 * MINUTE_MS));
            Ran stopped = Ran.ask(index.database(), "status", "--format", "table");
            assertTrue(stopped.out().contains("daemon     stopped "), stopped.out());
        }
    }

    @Test
    void aDaemonThatCannotWriteSaysWhyAndSinceWhenAsLongAsItLives() throws IOException {
        try (DisklessIndex index = filled()) {
            daemon(index, Ran.NOW_MS - 30 * MINUTE_MS, "NULL");
            Path note = Path.of(index.database() + ".paused");
            Files.writeString(
                    note,
                    "4711 " + (Ran.NOW_MS - 29 * MINUTE_MS) + " " + (Ran.NOW_MS - 2000)
                            + " no room left: 0 MiB free in /var/lib/exrdex" + " ".repeat(900));
            Ran paused = Ran.onTerminal(200, "status", "--db", index.database().toString());
            assertTrue(
                    paused.out()
                            .contains(
                                    "daemon     process 4711 cannot write since "
                                            + PlainText.time(Ran.NOW_MS - 29 * MINUTE_MS)
                                            + " (29 m ago), and goes on by itself when it can:\n           no room left: 0 MiB free"),
                    paused.out());
            String facts =
                    Ran.ask(index.database(), "status", "--format", "tsv").out();
            assertTrue(facts.contains("daemon\t\tstate\tpaused\n"), facts);

            Files.writeString(
                    note, "4711 " + (Ran.NOW_MS - 29 * MINUTE_MS) + " " + (Ran.NOW_MS - 2 * MINUTE_MS) + " x");
            Ran dead = Ran.onTerminal(200, "status", "--db", index.database().toString());
            assertTrue(dead.out().contains("process 4711 died or hangs"), "it died in its pause: " + dead.out());
            Files.writeString(note, " ".repeat(1024));
            String running =
                    Ran.ask(index.database(), "status", "--format", "tsv").out();
            assertTrue(running.contains("daemon\t\tstate\tsilent\n"), running);
        }
    }

    @Test
    void aLogThatGrowsBecauseSomebodyReadsForLongIsNamed() throws IOException {
        try (DisklessIndex index = filled()) {
            assertFalse(Ran.onTerminal(200, "status", "--db", index.database().toString())
                    .out()
                    .contains("\nlog "));
        }
        try (RandomAccessFile log =
                new RandomAccessFile(folder.resolve("index.db-wal").toFile(), "rw")) {
            log.setLength(1L << 30); // takes no room: nothing is in it
        }
        Ran ran =
                Ran.onTerminal(200, "status", "--db", folder.resolve("index.db").toString());
        assertTrue(ran.out().contains("\nlog        1.0 GiB are not merged into the index yet"), ran.out());
    }

    private static void watched(DisklessIndex index, long knownUntil) {
        index.index()
                .writer()
                .use(handle -> handle.execute("UPDATE root SET mode = 'watch', watched_as_of = ?", knownUntil));
    }

    @Test
    void aDaemonWhoseQueueLagsBehindIsNoFresherThanItsQueue() {
        try (DisklessIndex index = filled()) {
            index.swept(Ran.NOW_MS - 600 * MINUTE_MS);
            daemon(index, Ran.NOW_MS - 3000, "NULL");
            watched(index, Ran.NOW_MS - 7 * MINUTE_MS);
            assertEquals(
                    ExitCode.NOT_INDEXED,
                    Ran.ask(index.database(), "status", "--max-age", "5m").code());
            assertEquals(
                    ExitCode.FOUND,
                    Ran.ask(index.database(), "status", "--max-age", "8m").code());
            Ran ran = Ran.onTerminal(140, "status", "--db", index.database().toString());
            assertTrue(ran.out().contains("(7 m ago)"), ran.out());
        }
    }

    private static final String REPORT = """
            {"writerDepth":2,"batchesPerMinute":30,"rowsPerMinute":1200,"latencyP50Ms":12,"latencyP99Ms":90,"watchLimit":8192,\
            "roots":[{"path":"/renders","online":true,"hangs":false,"watchedFolders":40,"unwatchedFolders":3,\
            "polledFolders":0,"queueDepth":17,"queueOldestMs":4200,"losses":2,"stuckThreads":1,\
            "rescans":{"the kernel dropped events":2,"a folder appeared":5}}],\
            "hooks":[{"name":"cut","waiting":4,"running":1,"runs":30,"failed":3,"timedOut":2,"dropped":5}]}""";

    private static void reporting(DisklessIndex index) {
        daemon(index, Ran.NOW_MS - 3000, "NULL");
        index.index().writer().use(handle -> handle.execute("UPDATE daemon SET report = ?", REPORT));
    }

    @Test
    void whatARunningDaemonHasToDoIsToldByRoot() {
        try (DisklessIndex index = filled()) {
            index.swept(Ran.NOW_MS - 5 * MINUTE_MS);
            reporting(index);
            Ran ran = Ran.onTerminal(160, "status", "--db", index.database().toString());
            assertTrue(
                    ran.out()
                            .contains("writer     1,200 rows in 30 batches in the last minute, 2 wait; from event to"
                                    + " index 12 ms (half), 90 ms (99 of 100)"),
                    ran.out());
            assertTrue(ran.out().replaceAll(" +", " ").contains("""

                            ROOT FOLDERS WATCHED NOT COVERED POLLED QUEUE OLDEST SETTLING LOSSES STUCK THREADS
                            /renders 40 3 0 17 4 s 0 2 1
                            listed again in /renders: 5 for a folder appeared, 2 for the kernel dropped events
                            """), ran.out());
            String json =
                    Ran.ask(index.database(), "status", "--format", "json").out();
            assertTrue(
                    json.contains("\"settleBacklog\":0,\"online\":true,\"hangs\":false,\"watchedFolders\":40,"
                            + "\"unwatchedFolders\":3,\"polledFolders\":0,\"queueDepth\":17,\"queueOldestMs\":4200,"
                            + "\"losses\":2,\"overflows\":2,\"stuckThreads\":1,"
                            + "\"rescans\":{\"a folder appeared\":5,\"the kernel dropped events\":2},"
                            + "\"files\":{\"complete\":3,\"empty\":1,\"gone\":1},"
                            + "\"problems\":[{\"kind\":\"empty_file\",\"severity\":\"fatal\",\"files\":1}]}]"),
                    json);
            assertTrue(
                    json.contains("\"writerDepth\":2,\"batchesPerMinute\":30,\"rowsPerMinute\":1200,"
                            + "\"latencyP50Ms\":12,\"latencyP99Ms\":90,\"watchLimit\":8192"),
                    json);
        }
    }

    @Test
    void hooksOfARunningDaemonAreCounted() {
        try (DisklessIndex index = filled()) {
            reporting(index);
            Ran ran = Ran.onTerminal(160, "status", "--db", index.database().toString());
            assertTrue(ran.out().replaceAll(" +", " ").contains("""

                            HOOK WAITING RUNNING RUNS FAILED TIMED OUT DROPPED
                            cut 4 1 30 3 2 5
                            """), ran.out());
            Ran facts = Ran.ask(index.database(), "status");
            assertTrue(
                    facts.lines().containsAll(List.of("hook\tcut\ttimed_out\t2", "hook\tcut\tdropped\t5")),
                    facts.out());
            String json =
                    Ran.ask(index.database(), "status", "--format", "json").out();
            assertTrue(
                    json.contains("\"hooks\":[{\"name\":\"cut\",\"waiting\":4,\"running\":1,\"runs\":30,\"failed\":3,"
                            + "\"timedOut\":2,\"dropped\":5}],\"daemon\""),
                    json);
        }
    }

    @Test
    void aDaemonThatEndedHasNothingToDoAnyMore() {
        try (DisklessIndex index = filled()) {
            reporting(index);
            index.index().writer().use(handle -> handle.execute("UPDATE daemon SET stopped_at = ?", Ran.NOW_MS));
            Ran ran = Ran.onTerminal(160, "status", "--db", index.database().toString());
            assertTrue(
                    !ran.out().contains("STUCK")
                            && !ran.out().contains("writer  ")
                            && !ran.out().contains("HOOK"),
                    ran.out());
        }
    }

    private static void daemon(DisklessIndex index, long heartbeatAt, String stoppedAt) {
        index.index()
                .writer()
                .use(handle -> handle.execute(
                        "INSERT OR REPLACE INTO daemon VALUES (1, 4711, ?, ?, " + stoppedAt + ", '{\"queue\":3}')",
                        Ran.NOW_MS - 120 * MINUTE_MS,
                        heartbeatAt));
    }

    @Test
    void programsGetOneObject() {
        try (DisklessIndex index = filled()) {
            index.swept(Ran.NOW_MS - 5 * MINUTE_MS);
            daemon(index, Ran.NOW_MS - 3000, "NULL");
            Ran ran = Ran.ask(index.database(), "status", "--format", "json");
            String json = ran.out().replaceFirst("\"sizeBytes\":[0-9]+", "\"sizeBytes\":1");
            assertEquals(
                    "{\"database\":\"" + index.database() + "\",\"sizeBytes\":1,\"sequences\":1,"
                            + "\"spoolDepth\":0,\"spoolOldestAt\":null,"
                            + "\"files\":{\"complete\":3,\"empty\":1,\"gone\":1},"
                            + "\"roots\":[{\"path\":\"/renders\",\"mode\":\"scan\",\"asOf\":1795514100000,"
                            + "\"sweepStartedAt\":1795514100000,\"sweepCompletedAt\":1795514100500,"
                            + "\"sweepAsOf\":1795514100000,\"unreadFolders\":0,\"heldFiles\":0,\"note\":null,"
                            + "\"settleBacklog\":0,\"online\":null,\"hangs\":null,\"watchedFolders\":null,"
                            + "\"unwatchedFolders\":null,\"polledFolders\":null,\"queueDepth\":null,"
                            + "\"queueOldestMs\":null,\"losses\":null,\"overflows\":null,\"stuckThreads\":null,"
                            + "\"rescans\":{},\"files\":{\"complete\":3,\"empty\":1,\"gone\":1},"
                            + "\"problems\":[{\"kind\":\"empty_file\",\"severity\":\"fatal\",\"files\":1}]}],"
                            + "\"problems\":[{\"kind\":\"empty_file\",\"severity\":\"fatal\",\"files\":1}],"
                            + "\"hooks\":[],"
                            + "\"daemon\":{\"state\":\"running\",\"pid\":4711,\"startedAt\":1795507200000,"
                            + "\"heartbeatAt\":1795514397000,\"stoppedAt\":null,\"writerDepth\":0,\"batchesPerMinute\":0,"
                            + "\"rowsPerMinute\":0,\"latencyP50Ms\":null,\"latencyP99Ms\":null,\"watchLimit\":null,"
                            + "\"report\":{\"queue\":3}}}\n",
                    json);
        }
    }

    @Test
    void aPipeGetsOneFactALine() {
        try (DisklessIndex index = filled()) {
            Ran ran = Ran.ask(index.database(), "status");
            assertTrue(ran.lines().contains("files\tempty\tcount\t1"), ran.out());
            assertTrue(ran.lines().contains("root\t/renders\tas_of\t"), ran.out());
            assertTrue(ran.lines().contains("problem\tempty_file\tfatal\t1"), ran.out());
            assertTrue(ran.lines().contains("daemon\t\tstate\tnever"), ran.out());
        }
    }
}
