package io.github.exrdex.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** What is wrong with one config file; the first in it is told in full. */
final class ConfigProblems {
    private record Problem(int line, int column, String text) {}

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    ConfigProblems(Path file) {
        this.file = file;
    }

    /** @param position null where the file as a whole is to blame */
    void add(@Nullable TomlPosition position, String text) {
        int line = position == null ? 1 : position.line();
        int column = position == null ? 1 : position.column();
        problems.add(new Problem(line, column, text));
    }

    void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        Problem first = problems.get(0);
        int more = problems.size() - 1;
        String text = file + ":" + first.line() + ":" + first.column() + ": " + first.text()
                + (more == 0 ? "" : " (and " + more + " more)");
        throw new ConfigException(OneLine.of(text));
    }
}
