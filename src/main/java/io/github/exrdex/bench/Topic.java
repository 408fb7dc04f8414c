package io.github.exrdex.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of a report. Names are those of the JSON and stay what they are. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are made by List.of
public enum Topic {
    READS(
            "reads",
            "Ways of reading a header",
            List.of("group", "way", "cache"),
            List.of(
                    new Measure("files", "files", Better.NEITHER),
                    new Measure("sizeBytes", "bytes of the files", Better.NEITHER),
                    new Measure("totalMs", "ms, all files", Better.LOWER),
                    new Measure("totalMsLeast", "least", Better.NEITHER),
                    new Measure("totalMsMost", "most", Better.NEITHER),
                    new Measure("msPerFile", "ms per file", Better.LOWER),
                    new Measure("filesPerSecond", "files/s", Better.HIGHER),
                    new Measure("mbPerSecond", "MB/s", Better.NEITHER),
                    new Measure("bytesRead", "bytes read", Better.LOWER),
                    new Measure("diskBytes", "bytes from disk", Better.LOWER),
                    new Measure("readCalls", "read calls", Better.LOWER),
                    new Measure("pageFaults", "page faults", Better.LOWER),
                    new Measure("peakBytes", "peak memory over idle", Better.LOWER),
                    new Measure("cpuMs", "CPU ms", Better.LOWER)),
            List.of("totalMs", "bytesRead")),
    STEPS(
            "steps",
            "A farm of sparse files",
            List.of("step"),
            List.of(
                    new Measure("files", "files", Better.NEITHER),
                    new Measure("totalMs", "ms", Better.LOWER),
                    new Measure("totalMsLeast", "least", Better.NEITHER),
                    new Measure("totalMsMost", "most", Better.NEITHER),
                    new Measure("filesPerSecond", "files/s", Better.HIGHER),
                    new Measure("walks", "times a walk", Better.LOWER),
                    new Measure("cpuMs", "CPU ms", Better.LOWER),
                    new Measure("opens", "files opened", Better.LOWER),
                    new Measure("bytesRead", "bytes read", Better.LOWER),
                    new Measure("readCalls", "read calls", Better.LOWER),
                    new Measure("peakBytes", "peak memory over idle", Better.LOWER),
                    new Measure("databaseBytes", "index bytes", Better.LOWER)),
            List.of("totalMs")),
    QUESTIONS(
            "questions",
            "Questions to the index of that farm, in process",
            List.of("question"),
            List.of(
                    new Measure("found", "found", Better.NEITHER),
                    new Measure("totalMs", "ms", Better.LOWER),
                    new Measure("totalMsLeast", "least", Better.NEITHER),
                    new Measure("totalMsMost", "most", Better.NEITHER),
                    new Measure("cpuMs", "CPU ms", Better.LOWER)),
            List.of("totalMs")),
    LATENCY(
            "latency",
            "From closed to queryable",
            List.of("how"),
            List.of(
                    new Measure("files", "files", Better.NEITHER),
                    new Measure("perSecond", "closed a second", Better.NEITHER),
                    new Measure("p50Ms", "p50 ms", Better.LOWER),
                    new Measure("p90Ms", "p90 ms", Better.LOWER),
                    new Measure("p99Ms", "p99 ms", Better.LOWER),
                    new Measure("mostMs", "most ms", Better.LOWER)),
            List.of()),
    HISTOGRAM(
            "histogram",
            "The same as a histogram: queryable after",
            List.of("how", "after"),
            List.of(new Measure("files", "files", Better.NEITHER)),
            List.of("files"));

    /** What is better: less of it or more. */
    enum Better {
        LOWER,
        HIGHER,
        NEITHER
    }

    /**
     * A column of numbers.
     *
     * @param name in the JSON; its unit ends it
     * @param heading for people
     */
    public record Measure(String name, String heading, Better better) {
        public boolean isBytes() {
            return name.endsWith("Bytes") || name.equals("bytesRead");
        }
    }

    private final String text;
    private final String title;
    private final List<String> keys;
    private final List<Measure> measures;
    private final List<String> charted;

    Topic(String text, String title, List<String> keys, List<Measure> measures, List<String> charted) {
        this.text = text;
        this.title = title;
        this.keys = keys;
        this.measures = measures;
        this.charted = charted;
    }

    static Optional<Topic> of(String text) {
        return Stream.of(values()).filter(topic -> topic.text.equals(text)).findFirst();
    }

    public String text() {
        return text;
    }

    public String title() {
        return title;
    }

    /** What tells one row from another. */
    public List<String> keys() {
        return keys;
    }

    public List<Measure> measures() {
        return measures;
    }

    /** Names of the measures that are shown as bars. */
    List<String> charted() {
        return charted;
    }
}
