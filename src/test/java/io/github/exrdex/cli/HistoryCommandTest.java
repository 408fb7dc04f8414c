package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {
    private static final PathTokens TOKENS = path -> Map.of("shot", path.split("/", -1)[2]);
    private static final Part PLAIN = DisklessIndex.part("R", "G", "B");
    private static final Part SMOKY = DisklessIndex.part("R", "G", "B", "smoke.R", "smoke.G");

    @TempDir
    Path folder = Path.of("");

    /** Frames 1 to 5 of a shot were put down 25 hours ago, and then this happened an hour ago. */
    private void index(Consumer<DisklessIndex> changes) {
        try (DisklessIndex index = new DisklessIndex(folder, "/r", TOKENS)) {
            at(index, 25);
            index.putFrames("sh010/a.%04d.exr", 1, 5, PLAIN).swept(Ran.NOW_MS);
            at(index, 1);
            changes.accept(index);
        }
    }

    private static void at(DisklessIndex index, int hoursAgo) {
        index.flush()
                .index()
                .clock()
                .set(Ran.NOW_MS - Duration.ofHours(hoursAgo).toMillis());
    }

    private Ran history(String... words) {
        return Ran.verb(folder.resolve("index.db"), "history", words);
    }

    /** {@code change pattern frames what} of every row. */
    private static List<String> rows(Ran ran) {
        return ran.lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> String.join(" | ", fields[1], fields[2], fields[3], fields[4]))
                .toList();
    }

    @Test
    void newFilesAppear() {
        index(index -> index.putFrames("sh020/b.%04d.exr", 1, 3, SMOKY).put("sh020/b.0007.exr", FileState.EMPTY));
        Ran ran = history("--since", "12h");
        assertEquals(ExitCode.FOUND, ran.code(), ran.err());
        assertEquals(
                List.of("appeared | b.1-3#.exr | 1-3 | 5 channels", "appeared | b.7#.exr | 7 | now empty"), rows(ran));
        assertEquals(List.of("appeared | a.1-5#.exr | 1-5 | 3 channels"), rows(history("--since", "2d", "shot=sh010")));
    }

    @Test
    void filesAreShownOneByOneWhereTheyAreAskedFor() {
        index(index -> index.putFrames("sh020/b.%04d.exr", 1, 2, SMOKY).put("sh010/a.0004.exr", FileState.EMPTY));
        assertEquals(
                List.of(
                        "changed | /r/sh010/a.0004.exr | now empty",
                        "appeared | /r/sh020/b.0001.exr | 5 channels",
                        "appeared | /r/sh020/b.0002.exr | 5 channels"),
                history("--since", "12h", "--files").lines().stream()
                        .skip(1)
                        .map(line -> line.split("\t", -1))
                        .map(fields -> String.join(" | ", fields[1], fields[2], fields[3]))
                        .toList());
    }

    @Test
    void aNewFileThatChangedSinceAppearedAndChanged() {
        index(index -> {
            index.putFrames("sh020/b.%04d.exr", 1, 3, SMOKY).flush();
            index.put("sh020/b.0002.exr", FileState.COMPLETE, PLAIN);
        });
        assertEquals(
                List.of("appeared | b.1-3#.exr | 1-3 | 5 channels", "changed | b.2#.exr | 2 | lacks smoke.*"),
                rows(history("--since", "12h")));
    }

    @Test
    void nothingNewIsExitCodeOne() {
        index(index -> {});
        Ran ran = history("--since", "12h");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals(List.of(), rows(ran));
    }

    @Test
    void changesTellTheChannelsBeforeAndAfter() {
        index(index -> index.putFrames("sh010/a.%04d.exr", 2, 3, SMOKY)
                .put("sh010/a.0004.exr", FileState.TRUNCATED, PLAIN)
                .put("sh010/a.0005.exr", FileState.COMPLETE, PLAIN));
        assertEquals(
                List.of(
                        "changed | a.2-3#.exr | 2-3 | has smoke.*",
                        "changed | a.4#.exr | 4 | now truncated",
                        "changed | a.5#.exr | 5 | rewritten"),
                rows(history()).stream().sorted().toList());
        String json = history("--format", "jsonl", "/r/sh010/a.2-3#.exr").out();
        assertTrue(
                json.contains("\"before_state\":\"complete\",\"state\":\"complete\",\"before_size_bytes\":2000,"
                        + "\"size_bytes\":2000,\"before_channels\":\"B,G,R\",\"channels\":\"B,G,R,smoke.G,smoke.R\""),
                json);
    }

    @Test
    void whatWentAndCameBackIsToldTwice() {
        index(index -> {
            index.remove("sh010/a.0001.exr").remove("sh010/a.0002.exr").flush();
            index.put("sh010/a.0002.exr", FileState.COMPLETE, SMOKY);
        });
        assertEquals(
                List.of("appeared | a.2#.exr | 2 | 5 channels", "went | a.1-2#.exr | 1-2 | had 3 channels"),
                rows(history()).stream().sorted().toList());
        assertEquals(1, rows(history("--change", "went")).size());
        assertEquals(1, rows(history("--change", "appeared,changed")).size());
    }

    @Test
    void aFileIsOneChangeUntilItIsFinished() {
        index(index -> {
            index.put("sh020/b.0001.exr", FileState.WRITING).flush();
            index.put("sh020/b.0001.exr", FileState.WRITING, PLAIN).flush();
            index.put("sh020/b.0001.exr", FileState.COMPLETE, SMOKY).flush();
            index.put("sh010/a.0001.exr", FileState.WRITING).flush();
            index.put("sh010/a.0001.exr", FileState.COMPLETE, SMOKY).flush();
            index.put("sh010/a.0002.exr", FileState.WRITING).flush();
        });
        assertEquals(
                List.of(
                        "appeared | b.1#.exr | 1 | 5 channels",
                        "changed | a.1#.exr | 1 | has smoke.*",
                        "changed | a.2#.exr | 2 | now writing"),
                rows(history()).stream().sorted().toList());
    }

    @Test
    void aFileOfLongAgoThatChangedLatelyDidNotAppearLately() {
        index(index -> index.putFrames("sh010/a.%04d.exr", 1, 1, SMOKY));
        assertEquals(List.of("changed | a.1#.exr | 1 | has smoke.*"), rows(history("--since", "12h")));
        assertEquals(
                List.of("appeared | a.1-5#.exr | 1-5 | 3 channels", "changed | a.1#.exr | 1 | has smoke.*"),
                rows(history("--since", "2d")).stream().sorted().toList());
    }

    @Test
    void anIndexFilledAnewWritesNoRowForANewFile() {
        try (DisklessIndex index = new DisklessIndex(folder, "/r", TOKENS)) {
            index.putFrames("sh010/a.%04d.exr", 1, 500, PLAIN).flush();
            assertEquals(0L, index.index().number("SELECT count(*) FROM file_change"));
            assertEquals(1L, index.index().number("SELECT count(*) FROM arrival"));
            assertEquals(500L, index.index().number("SELECT count(*) FROM v_history WHERE change = 'appeared'"));
        }
    }

    @Test
    void whatIsTooOldIsForgotten() {
        index(index -> {
            index.remove("sh010/a.0001.exr").flush();
            at(index, 0);
            index.put("sh010/a.0002.exr", FileState.COMPLETE, SMOKY).flush();
            index.index()
                    .writer()
                    .pruneHistory(Ran.NOW_MS - Duration.ofMinutes(30).toMillis());
            assertEquals(1L, index.index().number("SELECT count(*) FROM file_change"));
            assertEquals(1L, index.index().number("SELECT count(*) FROM v_history"));
        });
        Ran ran = history("--since", "7d");
        assertEquals(List.of("changed | a.2#.exr | 2 | has smoke.*"), rows(ran));
        assertTrue(ran.err().contains("is forgotten; history_days"), ran.err());
    }

    @Test
    void filesWhoseNumbersAreGivenOutAgainAreNotMissed() {
        index(index -> {
            index.putFrames("sh020/b.%04d.exr", 1, 5, PLAIN);
            at(index, 1);
            for (int frame = 1; frame <= 5; frame++) {
                index.remove("sh010/a.000" + frame + ".exr").remove("sh020/b.000" + frame + ".exr");
            }
            index.flush();
            index.index().writer().pruneFiles(Ran.NOW_MS, 100);
            index.putFrames("sh030/c.%04d.exr", 1, 2, PLAIN).flush();
        });
        assertEquals(List.of("appeared | c.1-2#.exr | 1-2 | 3 channels"), rows(history("--since", "2h")));
    }

    @Test
    void unknownWordsAreRefused() {
        index(index -> {});
        assertEquals(ExitCode.USAGE, history("--change", "vanished").code());
        assertEquals(ExitCode.USAGE, history("--since", "yesterday").code());
    }
}
