package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.PathTokens;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWatchTest {
    private static final long LONG_BYTES = 100_000;

    @TempDir
    Path folder;

    private final AtomicLong nowNs = new AtomicLong();
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private IndexDatabase database;
    private WriteLoop writes;

    @BeforeEach
    void open() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        database = IndexDatabase.open(folder.resolve("index.db"));
        writes = new WriteLoop(
                new PatientWriter(
                        () -> new IndexWriter(
                                database,
                                new ChannelNaming(List.of(), Map.of()),
                                new VaryingNames(Set.of()),
                                PathTokens.NONE,
                                System::currentTimeMillis),
                        database.path(),
                        PatientWriter.Patience.DEFAULT),
                new IndexStats());
        writes.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        writes.close(handle -> {});
        database.close();
        System.setErr(usualErr);
    }

    private long logBytes() throws IOException {
        return Files.size(folder.resolve("index.db-wal"));
    }

    private long lines(String words) {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(words))
                .count();
    }

    @Test
    void saysOnceThatTheLogIsLongAndCutsItWhenTheReaderHasLeft()
            throws InterruptedException, SQLException, IOException {
        LogWatch watch = new LogWatch(database.path(), LONG_BYTES, writes, nowNs::get);
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + database.path());
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM file").next();
            writes.use(handle -> handle.execute("CREATE TABLE big AS SELECT zeroblob(300000) AS b"));
            for (int i = 0; i < 5; i++) {
                watch.look();
            }
            assertEquals(1, lines("write-ahead log grows because somebody reads for long"), said::toString);
            nowNs.addAndGet(TimeUnit.MINUTES.toNanos(1));
            watch.look();
            assertTrue(logBytes() > LONG_BYTES, "the reader still needs it");
            reader.rollback();
        }
        watch.look();
        assertTrue(logBytes() > LONG_BYTES, "it is not tried all the time");
        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(1));
        watch.look();
        assertEquals(0, logBytes());
        watch.look();
        watch.look();
        assertEquals(1, lines("write-ahead log is short again bytes=0"), said::toString);
    }
}
