package io.github.exrdex.bench;

import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.support.TempIndex;
import io.github.exrdex.tokens.TemplateTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How the index grows: rows without files, straight through the writer. Not a test; from the class path of the tests:
 *
 * <pre>java -Xmx384m -cp ... io.github.exrdex.bench.ScaleStudy FOLDER ROWS [ROOT]</pre>
 *
 * Prints a line for every tenth of the rows, then what questions cost; the index stays in the folder. With 0 rows the index that
 * lies there is asked. The milliseconds are medians, by the clock and of CPU.
 */
final class ScaleStudy {
    private static final int FRAMES = 100;
    private static final int BATCH_ROWS = 2000;
    private static final int STEPS = 10;

    private ScaleStudy() {}

    public static void main(String[] words) throws IOException {
        Path folder = Files.createDirectories(Path.of(words[0]));
        int rows = Integer.parseInt(words[1]);
        FileKey root = FileKey.of(Path.of(words.length > 2 ? words[2] : "/mnt/bench/renders"));
        if (rows > 0) {
            fill(folder, rows, root);
        }
        Report.Draft questions = new Report.Draft();
        BenchPlan once = new BenchPlan(List.of(), 0, 0, 1, 1, false);
        int[] printed = {0};
        new QuestionBench(once, questions, line -> printNew(questions, printed), () -> false)
                .run(folder.resolve("index.db"));
        printNew(questions, printed);
    }

    /** What was measured since the last time. */
    private static void printNew(Report.Draft questions, int[] printed) {
        List<Report.Row> rows = questions.done().rows(Topic.QUESTIONS);
        for (Report.Row row : rows.subList(printed[0], rows.size())) {
            System.out.printf(
                    Locale.ROOT,
                    "%-62s %8.0f found %9.2f ms %9.2f CPU ms%n",
                    row.keys().get(0),
                    row.number("found").orElse(0),
                    row.number("totalMs").orElse(0),
                    row.number("cpuMs").orElse(0));
        }
        printed[0] = rows.size();
    }

    private static void fill(Path folder, int rows, FileKey root) throws IOException {
        List<List<List<Part>>> headers = headers(folder);
        try (TempIndex index = TempIndex.in(folder, TempIndex.PLAIN, new TemplateTokens(List.of()))) {
            long rootId = index.root(root);
            List<FileChange> batch = new ArrayList<>();
            List<Double> batchMs = new ArrayList<>();
            long startedNs = System.nanoTime();
            for (int i = 1; i <= rows; i++) {
                batch.add(change(index, rootId, root, i - 1, headers));
                if (batch.size() == BATCH_ROWS || i == rows) {
                    long beganNs = System.nanoTime();
                    index.writer().apply(batch);
                    batchMs.add(Tally.millis(System.nanoTime() - beganNs));
                    batch.clear();
                }
                if (i % (rows / STEPS) == 0) {
                    print(index.database().path(), i, rows / STEPS, startedNs, batchMs);
                    batchMs.clear();
                    startedNs = System.nanoTime();
                }
            }
            count(index);
        }
    }

    private static void count(TempIndex index) {
        List<Double> slices = new ArrayList<>();
        boolean more = true;
        while (more) {
            long beganNs = System.nanoTime();
            more = index.writer().countSequences();
            slices.add(Tally.millis(System.nanoTime() - beganNs));
        }
        System.out.printf(
                Locale.ROOT,
                "sequences counted in %,.0f ms, in %d slices of at most %.0f ms%n",
                slices.stream().mapToDouble(Double::doubleValue).sum(),
                slices.size(),
                slices.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }

    /** By sort and frame, as they are read from files. */
    private static List<List<List<Part>>> headers(Path folder) throws IOException {
        ExrFiles writer = new ExrFiles(() -> false);
        FileReader reader = new FileReader(HeaderLimits.DEFAULT);
        List<List<List<Part>>> headers = new ArrayList<>();
        for (Renders sort : Renders.all()) {
            List<List<Part>> frames = new ArrayList<>();
            for (int frame = 0; frame < FRAMES; frame++) {
                Path file = folder.resolve(sort.layer() + "." + frame + ".exr");
                writer.writeSparse(file, sort, "sh0010", 1001 + frame);
                if (reader.look(file) instanceof FileReader.Look.Read look) {
                    frames.add(look.reading().parts());
                }
                Files.delete(file);
            }
            headers.add(frames);
        }
        return headers;
    }

    private static FileChange change(
            TempIndex index, long rootId, FileKey root, int row, List<List<List<Part>>> headers) {
        int sequence = row / FRAMES;
        int frame = row % FRAMES;
        int layers = headers.size();
        Renders sort = Renders.turn(sequence);
        int shot = 10 * (1 + sequence / (2 * layers));
        String version = "v00" + (1 + sequence / layers % 2);
        String shotName = String.format(Locale.ROOT, "sq%03d_sh%05d", 1 + shot / 200, shot);
        FileKey folder = root.child("bench")
                .child(shotName.substring(0, 5))
                .child(shotName)
                .child("render")
                .child(sort.layer())
                .child(version);
        String name = shotName + "_" + sort.layer() + "_" + version;
        FileKey path = folder.child(name + "." + (1001 + frame) + ".exr");
        long at = 1_700_000_000_000_000_000L + row * 1_000_000L;
        return new FileChange.Seen(
                path,
                rootId,
                new FileStamp(20_000_000 + row % 1000, at, at, row + 1),
                FileState.COMPLETE,
                Optional.of(index.encoder()
                        .encode(
                                folder.text() + "/" + name,
                                headers.get(sequence % layers).get(frame),
                                List.of())),
                List.of(),
                OptionalLong.empty(),
                row + 1);
    }

    private static void print(Path database, int rows, int step, long startedNs, List<Double> batchMs)
            throws IOException {
        double seconds = Tally.millis(System.nanoTime() - startedNs) / TimeUnit.SECONDS.toMillis(1);
        double writerSeconds = batchMs.stream().mapToDouble(Double::doubleValue).sum() / TimeUnit.SECONDS.toMillis(1);
        Path wal = database.resolveSibling(database.getFileName() + "-wal");
        System.out.printf(
                Locale.ROOT,
                "%,10d rows  %,7.0f rows/s  writer %,7.0f rows/s  batch p50 %5.0f p99 %5.0f most %5.0f ms  %.0f bytes/file"
                        + "  wal %.1f MB%n",
                rows,
                step / seconds,
                step / writerSeconds,
                Spread.percentile(batchMs, 0.5),
                Spread.percentile(batchMs, 0.99),
                Spread.of(batchMs).most(),
                (double) Files.size(database) / rows,
                Files.exists(wal) ? Files.size(wal) / 1e6 : 0);
    }
}
