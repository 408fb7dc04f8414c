package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fixed clauses that are ANDed, with the values bound to them. They speak of {@code f} (file) and {@code s} (its
 * sequence). No text of a user becomes part of a clause: it is handed to {@link #bind}, which gives a name for it.
 */
final class Conditions {
    private final List<String> ofFile = new ArrayList<>();
    private final List<String> ofHeader = new ArrayList<>();
    private final List<String> ofSequence = new ArrayList<>();
    private final Map<String, Object> values;

    Conditions() {
        this(new LinkedHashMap<>());
    }

    private Conditions(Map<String, Object> values) {
        this.values = values;
    }

    /** Other clauses, for the same statement. */
    Conditions beside() {
        return new Conditions(values);
    }

    /** @return the parameter that stands for the value */
    String bind(Object value) {
        String name = "v" + values.size();
        values.put(name, value);
        return ":" + name;
    }

    /** What the path of {@code s} says of a token, by its column where it has one. */
    String token(String key) {
        return PathToken.of(key).map(PathToken::column).orElseGet(() -> tokenInPath(key));
    }

    /** The same, as it stands in the path. */
    String tokenInPath(String key) {
        return "(SELECT t.value FROM json_each(s.tokens) t WHERE t.key = " + bind(key) + ")";
    }

    /** @return parameters for all the values, with commas between */
    String bindAll(Collection<?> all) {
        return all.stream().map(this::bind).collect(Collectors.joining(", "));
    }

    /** A clause that may differ between the files of a sequence. */
    void ofFile(String clause) {
        ofFile.add("(" + clause + ")");
    }

    /** A clause that holds for all files of a sequence that share a header or for none; of {@code f} it speaks of these two only. */
    void ofHeader(String clause) {
        ofHeader.add("(" + clause + ")");
    }

    /** A clause that holds for all files of a sequence or for none; it speaks of {@code s} only. */
    void ofSequence(String clause) {
        ofSequence.add("(" + clause + ")");
    }

    /** Some files of a sequence may fit and others not. */
    boolean dependsOnFile() {
        return !ofFile.isEmpty() || dependsOnHeader();
    }

    /** The same, but not those that share a header. */
    boolean dependsOnHeaderAlone() {
        return ofFile.isEmpty();
    }

    boolean dependsOnHeader() {
        return !ofHeader.isEmpty();
    }

    /** Those of {@link #ofHeader} too. */
    String fileClauses() {
        return joined(Stream.concat(ofHeader.stream(), ofFile.stream()).toList());
    }

    String sequenceClauses() {
        return joined(ofSequence);
    }

    String allClauses() {
        return sequenceClauses() + "\nAND " + fileClauses();
    }

    private static String joined(List<String> clauses) {
        return clauses.isEmpty() ? "TRUE" : String.join("\nAND ", clauses);
    }

    Select query(SqlHandle handle, String sql) {
        return handle.select(sql).bindAll(values);
    }
}
