package io.github.exrdex.bench;

import io.github.exrdex.bench.Report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run comes down to: reading the header against reading the whole file, one line for each group and cache. */
final class Headline {
    private static final double GB = 1e9;

    private Headline() {}

    static List<String> of(Report report) {
        List<String> lines = new ArrayList<>();
        for (Row header : report.rows(Topic.READS)) {
            if (header.keys().get(1).equals("header")) {
                full(report, header).ifPresent(full -> lines.add(line(header, full)));
            }
        }
        return lines;
    }

    private static Optional<Row> full(Report report, Row header) {
        List<String> keys = List.of(header.keys().get(0), "full", header.keys().get(2));
        return report.rows(Topic.READS).stream()
                .filter(row -> row.keys().equals(keys))
                .findFirst();
    }

    private static String line(Row header, Row full) {
        return String.format(
                Locale.ROOT,
                "%s, %s: the headers of all (%.0f of %.2f GB) take %.1f ms; every byte takes %.1f ms, %.0f times as long, and"
                        + " reads %.0f times as much",
                header.keys().get(0),
                header.keys().get(2),
                number(header, "files"),
                number(header, "sizeBytes") / GB,
                number(header, "totalMs"),
                number(full, "totalMs"),
                number(full, "totalMs") / number(header, "totalMs"),
                number(full, "bytesRead") / number(header, "bytesRead"));
    }

    private static double number(Row row, String measure) {
        return row.number(measure).orElse(Double.NaN);
    }
}
