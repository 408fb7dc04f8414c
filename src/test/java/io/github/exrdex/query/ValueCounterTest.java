package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueCounterTest {
    private static List<String> ordered(String... values) {
        ValueCounter counter = new ValueCounter();
        counter.take(List.of(values), 1, 1);
        return counter.rows().stream().map(row -> row.value().orElse("none")).toList();
    }

    @Test
    void valuesThatAreEquallyFrequentAreNumbersByTheirValueThenTexts() {
        assertEquals(
                List.of(
                        "-12", "-0.5", "1.5E-7", "2", "10", "1E30", "--1", ".5", "1.", "1E", "1E+3", "1e3", "a",
                        "farm1"),
                ordered(
                        "farm1", "10", "a", "2", "1E30", "-0.5", "1e3", ".5", "1.", "1E+3", "-12", "1.5E-7", "--1",
                        "1E"));
    }

    @Test
    void whatIsMoreFrequentComesFirstAndWhatHasNoneLast() {
        ValueCounter one = new ValueCounter();
        one.take(List.of("b"), 1, 2);
        one.take(List.of(), 1, 3);
        ValueCounter other = new ValueCounter();
        other.take(List.of("a", "b"), 2, 1);

        assertEquals(
                "[b 3 2, a 1 1, none 3 1]",
                one.plus(other).rows().stream()
                        .map(row -> row.value().orElse("none") + " " + row.fileCount() + " " + row.sequenceCount())
                        .toList()
                        .toString());
    }
}
