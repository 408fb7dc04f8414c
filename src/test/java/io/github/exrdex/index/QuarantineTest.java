package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that exrdex dies of. */
class QuarantineTest {
    @TempDir
    Path temp;

    private Path root = Path.of("");
    private TestIndex index = new TestIndex(Path.of(""));

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        index = new TestIndex(temp.resolve("index.db"));
    }

    /** Old enough that equal stamps prove something. */
    private Path image(String name) throws IOException {
        Path file = TinyExr.scanline(8, 8).writeTo(root.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 100_000));
    }

    /** A process that is killed while it reads the files: nobody closes anything. */
    private void dieReading(Path... files) throws IOException {
        Indexer.open(index.file(), IndexOptions.DEFAULT, System::currentTimeMillis)
                .close();
        InHand inHand = InHand.open(index.file());
        for (Path file : files) {
            inHand.slot().take(FileKey.of(file), FileStat.of(file).stamp());
        }
    }

    private Path reading() {
        return temp.resolve("index.db.reading");
    }

    @Test
    void aFileThatExrdexDiesOfThreeTimesIsLeftClosedUntilItChanges() throws IOException, InterruptedException {
        Path poison = image("a b\u00e9.exr");
        image("good.exr");
        for (int i = 0; i < 3; i++) {
            dieReading(poison);
        }

        ScanSummary summary = index.scan(root);

        assertEquals(1, summary.counts().opens());
        assertEquals(Map.of("a b\u00e9.exr", "unreadable", "good.exr", "complete"), index.states(root));
        assertEquals(
                List.of(List.of(
                        "fatal",
                        "quarantined",
                        "exrdex died 3 times while it was reading this file, and leaves it closed until it changes")),
                index.rows("SELECT severity, kind, detail FROM v_problem"));
        assertEquals(0, index.scan(root).counts().opens(), "nobody reads it again");

        Files.setLastModifiedTime(poison, FileTime.fromMillis(System.currentTimeMillis() - 50_000));
        index.scan(root);
        assertEquals("complete", index.states(root).get("a b\u00e9.exr"));
        assertEquals("0", index.one("SELECT count(*) FROM strike"));
    }

    @Test
    void aReadThatEverybodySurvivesClearsTheFile() throws IOException, InterruptedException {
        Path file = image("x.exr");
        dieReading(file);
        dieReading(file);
        index.scan(root);
        assertEquals("0", index.one("SELECT count(*) FROM strike"));
        dieReading(file);

        assertEquals(0, index.scan(root).counts().opens());
        assertEquals("complete", index.states(root).get("x.exr"));
    }

    @Test
    void deathsOfAnotherVersionOfTheFileDoNotCount() throws IOException, InterruptedException {
        Path file = image("x.exr");
        dieReading(file);
        dieReading(file);
        Files.write(file, TinyExr.scanline(16, 16).written().bytes());
        dieReading(file);

        index.scan(root);

        assertEquals("complete", index.states(root).get("x.exr"));
    }

    @Test
    void allThatWereInHandAreUnderSuspicion() throws IOException {
        dieReading(image("x.exr"), image("y.exr"));
        dieReading();

        assertEquals("2", index.one("SELECT count(*) FROM strike WHERE deaths = 1"));
    }

    @Test
    void whoeverIsToldToStopBlamesNoFile() throws IOException {
        Path file = image("x.exr");
        try (Indexer indexer = Indexer.open(index.file(), IndexOptions.DEFAULT, System::currentTimeMillis)) {
            indexer.stop();
            assertFalse(Files.exists(reading()), "it may be killed from now on, for a mount that hangs");
        }
        Files.writeString(reading(), "not\nours\n");
        dieReading(file);
        assertEquals("0", index.one("SELECT count(*) FROM strike"));
    }
}
