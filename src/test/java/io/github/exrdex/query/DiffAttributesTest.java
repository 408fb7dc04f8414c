package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of attributes that frames have values of their own for. */
class DiffAttributesTest {
    private static final PathTokens TOKENS = path -> Map.of("shot", "sh010", "version", path.split("/", -1)[2]);

    @TempDir
    Path folder = Path.of("");

    /** From then on the index keeps the two for each frame. */
    @BeforeEach
    void teach() {
        put("0", IntStream.rangeClosed(1, 12).toArray(), frame -> "teach" + frame, frame -> timeCode(frame, 1));
    }

    private static AttributeValue timeCode(int second, int userData) {
        return new AttributeValue.TimeCode(
                AttributeValue.TimeCode.ofText("00:%02d:%02d:00".formatted(second / 60, second % 60))
                        .timeAndFlags(),
                userData);
    }

    private void put(String version, int[] frames, IntFunction<String> host, IntFunction<AttributeValue> code) {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            for (int frame : frames) {
                index.put(
                        version + "/a.%04d.exr".formatted(frame),
                        FileState.COMPLETE,
                        DisklessIndex.with(
                                DisklessIndex.part("R", "G", "B"),
                                DisklessIndex.attribute("host", "string", new AttributeValue.Text(host.apply(frame))),
                                DisklessIndex.attribute("timeCode", "timecode", code.apply(frame))));
            }
            index.swept(0);
        }
    }

    private void putHosts(String version, int frames, IntFunction<String> host) {
        put(version, IntStream.rangeClosed(1, frames).toArray(), host, frame -> timeCode(frame, 1));
    }

    private List<String> differences() {
        List<String> rows = new ArrayList<>();
        try (IndexReader reader = IndexReader.open(folder.resolve("index.db"))) {
            new Diff(
                            reader,
                            Scope.parse(List.of("version=1"), Path.of("")),
                            Scope.parse(List.of("version=2"), Path.of("")),
                            1)
                    .each(row -> rows.add(row.name() + ": " + row.before().orElse("none") + " to "
                            + row.after().orElse("none")));
        }
        return rows;
    }

    @Test
    void whatHalfOfTheFramesHaveIsUsualThoughNoTwoNeighboursAgree() {
        putHosts("1", 100, frame -> frame % 2 == 0 ? "usual" : "other" + frame);
        putHosts("2", 100, frame -> "other" + frame);
        assertEquals(List.of("host: usual (mostly) to varies"), differences());
    }

    @Test
    void whatFewerHaveIsNot() {
        putHosts("1", 101, frame -> frame % 2 == 0 ? "nearly" : "other" + frame);
        putHosts("2", 101, frame -> "other" + frame);
        assertEquals(List.of(), differences());
    }

    @Test
    void aValueThatAllFramesShareIsToldAlthoughItMayVary() {
        putHosts("1", 100, frame -> "one");
        putHosts("2", 100, frame -> "two");
        assertEquals(List.of("host: one to two"), differences());
    }

    @Test
    void framesThatDoNotFollowOneAnotherAreCounted() {
        int[] everyThird = IntStream.rangeClosed(1, 100).map(i -> 3 * i).toArray();
        put("1", everyThird, frame -> frame < 200 ? "usual" : "other" + frame, frame -> timeCode(frame, 1));
        put("2", everyThird, frame -> "other" + frame, frame -> timeCode(frame, 1));
        assertEquals(List.of("host: usual (mostly) to varies"), differences());
    }

    @Test
    void valuesAreComparedByWhatIsPrintedOfThem() {
        int[] frames = IntStream.rangeClosed(1, 100).toArray();
        put("1", frames, frame -> "one", frame -> timeCode(5, frame));
        put("2", frames, frame -> "one", frame -> timeCode(frame, 7));
        assertEquals(List.of("timeCode: 00:00:05:00 to varies"), differences());
    }

    @Test
    void ofTwoValuesThatAreEquallyFrequentTheFirstCounts() {
        putHosts("1", 10, frame -> frame % 2 == 1 ? "zebra" : "ape");
        putHosts("2", 10, frame -> frame % 2 == 1 ? "ape" : "zebra");
        assertEquals(List.of("host: zebra (mostly) to ape (mostly)"), differences());
    }
}
