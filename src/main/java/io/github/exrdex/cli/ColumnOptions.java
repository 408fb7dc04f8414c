package io.github.exrdex.cli;

import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.SortKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which columns an answer has, and what its rows are ordered by. */
final class ColumnOptions {
    private static final Set<Format> WITHOUT_COLUMNS =
            EnumSet.of(Format.PATHS, Format.PATHS0, Format.FRAMES, Format.COUNT);

    @Option(
            names = "--columns",
            paramLabel = "NAME[,NAME...]",
            description = {
                "These columns, in this order: any that csv has; size, state, modified; res, width, height, compression,"
                        + " type, channels, parts, part of the header; attr.NAME for an attribute; whatever the path says, by the"
                        + " names of the templates.",
                "path, frame, problem and mtime_ns are of files, and so list files."
            })
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--sort",
            paramLabel = "NAME[,NAME...]",
            description = "Order by these columns, shown or not; -NAME for the largest, latest or last first.")
    private List<String> sort = new ArrayList<>();

    /** One of the two, or both. */
    boolean areGiven() {
        return !columns.isEmpty() || !sort.isEmpty();
    }

    /** Empty for the usual ones. */
    List<String> columns(Format format) {
        if (!columns.isEmpty() && WITHOUT_COLUMNS.contains(format)) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "--format " + format.text() + " has no columns; leave --columns out, or take csv or json");
        }
        return words(columns);
    }

    List<SortKey> sort(Format format) {
        if (!sort.isEmpty() && format == Format.FRAMES) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION, "--format frames keeps the order of folders; leave --sort out");
        }
        return words(sort).stream().map(SortKey::parse).toList();
    }

    private static List<String> words(List<String> lists) {
        return lists.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .flatMap(word -> word.isEmpty() ? Stream.empty() : Stream.of(word))
                .toList();
    }
}
