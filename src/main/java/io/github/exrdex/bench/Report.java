package io.github.exrdex.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a run found.
 *
 * @param facts about the machine and the run, by name
 * @param notes what a reader should know, one line each
 * @param rows in the order they were measured; a topic that was left out has none
 */
public record Report(Map<String, String> facts, List<String> notes, Map<Topic, List<Row>> rows) {
    public Report {
        facts = Map.copyOf(facts);
        notes = List.copyOf(notes);
        rows = Map.copyOf(rows);
    }

    /**
     * One line of a table.
     *
     * @param keys one for each key of the topic
     * @param numbers by the name of the measure; what was not measured is not there
     */
    public record Row(List<String> keys, Map<String, Double> numbers) {
        public Row {
            keys = List.copyOf(keys);
            numbers = Map.copyOf(numbers);
        }

        public OptionalDouble number(String measure) {
            Double number = numbers.get(measure);
            return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
        }
    }

    public List<Row> rows(Topic topic) {
        return rows.getOrDefault(topic, List.of());
    }

    /** A report in the making. */
    static final class Draft {
        private final Map<String, String> facts = new TreeMap<>();
        private final List<String> notes = new ArrayList<>();
        private final Map<Topic, List<Row>> rows = new EnumMap<>(Topic.class);

        void fact(String name, String value) {
            facts.put(name, value);
        }

        void note(String line) {
            if (!notes.contains(line)) {
                notes.add(line);
            }
        }

        void row(Topic topic, List<String> keys, Map<String, Double> numbers) {
            rows.computeIfAbsent(topic, any -> new ArrayList<>()).add(new Row(keys, numbers));
        }

        Report done() {
            return new Report(facts, notes, rows);
        }
    }
}
