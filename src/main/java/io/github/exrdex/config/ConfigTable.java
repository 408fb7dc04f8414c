package io.github.exrdex.config;

import io.github.exrdex.file.NearestWord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table of the file, read key by key; whatever does not fit is noted with its place. */
public final class ConfigTable {
    private final ConfigKeys keys;
    private final List<ConfigKeys> known;
    private final TomlTable table;
    private final TomlPosition heading;
    private final ConfigProblems problems;

    /** @param known every table of the file */
    ConfigTable(
            ConfigKeys keys, List<ConfigKeys> known, TomlTable table, TomlPosition heading, ConfigProblems problems) {
        this.keys = keys;
        this.known = known;
        this.table = table;
        this.heading = heading;
        this.problems = problems;
    }

    /** A text and where it stands. */
    public record Word(String text, TomlPosition position) {}

    void refuseUnknownKeys() {
        for (String key : table.keySet()) {
            if (!keys.keys().contains(key)) {
                problems.add(position(key), "unknown key " + key + " in " + keys.heading() + ", " + advice(key));
            }
        }
    }

    private String advice(String key) {
        Optional<String> near = NearestWord.of(key, keys.keys());
        Optional<ConfigKeys> owner = ConfigKeys.ownerOf(key, known);
        if (near.isEmpty() && owner.isPresent()) {
            return "it belongs in " + owner.get().heading();
        }
        return NearestWord.advice(key, keys.keys());
    }

    /** Empty where the key is absent or no text; the latter is noted. */
    public Optional<Word> text(String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            wrongType(key, "text in quotes", value);
            return Optional.empty();
        }
        if (text.isBlank()) {
            problems.add(position(key), key + " is empty");
            return Optional.empty();
        }
        return Optional.of(new Word(text, position(key)));
    }

    /** Where some key is a slip of the pen, that is told instead: it may well be this one. */
    private void needs(String key) {
        if (allKeysKnown()) {
            problems.add(heading, keys.heading() + " needs the key " + key);
        }
    }

    public Optional<Word> requiredText(String key) {
        if (!table.contains(List.of(key))) {
            needs(key);
        }
        return text(key);
    }

    /** Empty list where the key is absent. */
    public List<Word> texts(String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array)) {
            wrongType(key, "a list of texts, as in [\"a\", \"b\"]", value);
            return List.of();
        }
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object element = array.get(i);
            if (!(element instanceof String text)) {
                problems.add(
                        array.inputPositionOf(i),
                        key + " holds " + typeName(element) + " where text in quotes belongs");
            } else if (text.isBlank()) {
                problems.add(array.inputPositionOf(i), key + " holds an empty text");
            } else {
                words.add(new Word(text, array.inputPositionOf(i)));
            }
        }
        return words;
    }

    public List<Word> requiredTexts(String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            needs(key);
        } else if (value instanceof TomlArray array && array.isEmpty()) {
            problems.add(position(key), key + " is an empty list");
        }
        return texts(key);
    }

    public int number(String key, int usual, int least, int most) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return usual;
        }
        if (!(value instanceof Long number)) {
            wrongType(key, "a whole number without quotes", value);
            return usual;
        }
        if (number < least || number > most) {
            problems.add(position(key), key + " goes from " + least + " to " + most + ", not " + number);
            return usual;
        }
        return number.intValue();
    }

    /** No key stands here but known ones. */
    public boolean allKeysKnown() {
        return keys.keys().containsAll(table.keySet());
    }

    /** Does the key stand here, with whatever value? */
    public boolean has(String key) {
        return table.contains(List.of(key));
    }

    /** Does text stand where the key is? */
    boolean isText(String key) {
        return table.get(List.of(key)) instanceof String;
    }

    /** Empty where the key is absent or no number; the latter is noted. */
    public OptionalDouble decimal(String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!(value instanceof Long) && !(value instanceof Double)) {
            wrongType(key, "a number without quotes", value);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(((Number) value).doubleValue());
    }

    /** Empty where the key is absent or no day; both are noted. */
    public Optional<LocalDate> requiredDate(String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            needs(key);
            return Optional.empty();
        }
        if (!(value instanceof LocalDate date)) {
            wrongType(key, "a day without quotes, as in 2027-01-31", value);
            return Optional.empty();
        }
        return Optional.of(date);
    }

    /** Where the table begins. */
    public TomlPosition heading() {
        return heading;
    }

    private void wrongType(String key, String wanted, Object value) {
        problems.add(position(key), key + " must be " + wanted + ", not " + typeName(value));
    }

    /** Of a key that is there; the heading where it is not. */
    public TomlPosition position(String key) {
        @Nullable TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? heading : position;
    }

    static String typeName(@Nullable Object value) {
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Long) {
            return "a whole number";
        }
        if (value instanceof Double) {
            return "a number with a point";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        if (value instanceof TomlArray) {
            return "a list";
        }
        return value instanceof TomlTable ? "a table" : "a date or time";
    }
}
