package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.index.ScanListener;
import io.github.exrdex.support.Answers;
import io.github.exrdex.support.RunningDaemon;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rename is one thing that happened, where it can be proven; else two. */
class MovedFilesTest {
    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        database = temp.resolve("index.db");
    }

    private Path image(String name) {
        return TinyExr.scanline(8, 8).writeTo(root.resolve(name));
    }

    private void scan() throws InterruptedException {
        try (Indexer indexer = Indexer.open(database, IndexOptions.DEFAULT, System::currentTimeMillis)) {
            indexer.scan(List.of(IndexRoot.of(root)), ScanListener.NONE);
        }
    }

    /** {@code change path -> moved_to} of everything that happened, by path. */
    private List<String> happened() {
        return Answers.rows(database, "SELECT change, path, moved_to, state FROM v_history ORDER BY path, at, change")
                .stream()
                .map(row -> row.get(0) + " " + relative(row.get(1))
                        + (row.get(2).equals("null") ? "" : " -> " + relative(row.get(2)) + " " + row.get(3)))
                .toList();
    }

    private String relative(String path) {
        return root.relativize(Path.of(path)).toString();
    }

    /** {@code change pattern frames what} of every row that the verb prints, the root cut off. */
    private List<String> told(String... words) {
        List<String> all = new ArrayList<>(List.of("history", "--format", "tsv"));
        all.addAll(Arrays.asList(words));
        return Ran.askNow(database, all.toArray(String[]::new)).lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> String.join(" | ", fields[1], fields[2], fields[3], fields[4]))
                .map(line -> line.replace(root + "/", ""))
                .toList();
    }

    @Test
    void aRenamedFileIsOneRow() throws IOException, InterruptedException {
        image("sh010/x.exr");
        scan();
        Files.move(root.resolve("sh010/x.exr"), root.resolve("sh010/y.exr"));
        scan();

        assertEquals(List.of("appeared sh010/x.exr", "moved sh010/x.exr -> sh010/y.exr complete"), happened());
    }

    @Test
    void aRenamedFolderIsOneLineToldFromBothSides() throws IOException, InterruptedException {
        image("sh010/x.0001.exr");
        image("sh010/x.0002.exr");
        image("sh020/other.exr");
        scan();
        Files.move(root.resolve("sh010"), root.resolve("sh015"));
        scan();

        String line = "moved | x.1-2#.exr | 1-2 | to sh015/x.1-2#.exr";
        assertEquals(List.of(line), told("--change", "moved"));
        assertEquals(
                List.of(line),
                told("--change", "moved,went", root.resolve("sh010").toString()));
        assertEquals(List.of(line), told(root.resolve("sh015").toString()));
        assertEquals(List.of(), told("--change", "moved", root.resolve("sh020").toString()));
        assertEquals(List.of(line), told("--change", "moved", root.toString()));
    }

    @Test
    void fileByFileARenameTellsTheNewPath() throws IOException, InterruptedException {
        image("sh010/x.0001.exr");
        image("sh020/other.exr");
        scan();
        Files.move(root.resolve("sh010/x.0001.exr"), root.resolve("sh020/y.0007.exr"));
        scan();

        String path = root.resolve("sh020/y.0007.exr").toString();
        List<String> lines = Ran.askNow(database, "history", "--files", "--change", "moved", "--format", "jsonl")
                .lines();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("\"what\":\"to " + path + "\""), lines.get(0));
        assertTrue(lines.get(0).contains("\"moved_to\":\"" + path + "\""), lines.get(0));
        String from = root.resolve("sh020").toString();
        assertEquals(
                lines,
                Ran.askNow(database, "history", from, "--files", "--change", "moved", "--format", "jsonl")
                        .lines());
    }

    @Test
    void aCopyWhoseOriginalIsDeletedIsTwoThings() throws IOException, InterruptedException {
        Path original = image("x.exr");
        scan();
        // The original stays until the copy has an inode of its own.
        Files.copy(original, root.resolve("y.exr"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.delete(original);
        scan();

        assertEquals(List.of("appeared x.exr", "went x.exr", "appeared y.exr"), happened());
    }

    @Test
    void aSecondLinkIsNoMoveWhileTheFirstIsThere() throws IOException, InterruptedException {
        Path first = image("x.exr");
        scan();
        Files.createLink(root.resolve("y.exr"), first);
        scan();

        assertEquals(List.of("appeared x.exr", "appeared y.exr"), happened());
    }

    @Test
    void aLinkThatWasThereForLongerIsNoMoveWhenTheFirstGoes() throws IOException, InterruptedException {
        AtomicLong aheadMs = new AtomicLong();
        Path first = image("x.exr");
        try (Indexer indexer =
                Indexer.open(database, IndexOptions.DEFAULT, () -> System.currentTimeMillis() + aheadMs.get())) {
            List<IndexRoot> roots = List.of(IndexRoot.of(root));
            indexer.scan(roots, ScanListener.NONE);
            Files.createLink(root.resolve("y.exr"), first);
            indexer.scan(roots, ScanListener.NONE);
            aheadMs.set(Duration.ofMinutes(11).toMillis());
            Files.delete(first);
            indexer.scan(roots, ScanListener.NONE);
        }

        assertEquals(List.of("appeared x.exr", "went x.exr", "appeared y.exr"), happened());
    }

    @Test
    void whatIsRenamedAndWrittenOverIsTwoThings() throws IOException, InterruptedException {
        image("x.exr");
        scan();
        Files.move(root.resolve("x.exr"), root.resolve("y.exr"));
        Files.write(root.resolve("y.exr"), TinyExr.scanline(16, 16).written().bytes());
        scan();

        assertEquals(List.of("appeared x.exr", "went x.exr", "appeared y.exr"), happened());
    }

    @Test
    void aMoveWhoseGoalIsPrunedIsAnEnd() throws IOException, InterruptedException {
        image("x.exr");
        scan();
        Files.move(root.resolve("x.exr"), root.resolve("y.exr"));
        scan();
        Files.move(root.resolve("y.exr"), root.resolve("z.exr"));
        scan();
        assertEquals(
                List.of("appeared x.exr", "moved x.exr -> y.exr complete", "moved y.exr -> z.exr complete"),
                happened());

        try (Indexer indexer = Indexer.open(database, IndexOptions.DEFAULT, System::currentTimeMillis)) {
            indexer.prune(Long.MAX_VALUE);
        }
        assertEquals(List.of("appeared z.exr"), happened());
    }

    @Test
    void theDaemonTellsARenameWhicheverHalfComesFirst() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            image("sh010/x." + i + ".exr");
        }
        IndexOptions quick = IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(200, 600_000, 200, 3_600_000));
        try (RunningDaemon daemon = RunningDaemon.polling(database, quick, root)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> happened().size() == 20);
            Files.move(root.resolve("sh010"), root.resolve("sh020"));

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertEquals(
                        20,
                        happened().stream()
                                .filter(row -> row.startsWith("moved sh010/"))
                                .count());
                assertEquals(40, happened().size());
            });
            daemon.assertAlive();
        }
    }
}
