package io.github.exrdex.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A JSON object of a few KiB, with what another version may have left out taken for absent. */
final class JsonWord {
    private static final JsonWord EMPTY = new JsonWord(Map.of());

    private final Map<String, Object> values;

    private JsonWord(Map<String, Object> values) {
        this.values = values;
    }

    /** Empty where the text is no object. */
    static JsonWord parse(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            return json.nextToken() == JsonToken.START_OBJECT ? object(json) : EMPTY;
        } catch (IOException e) {
            return EMPTY;
        }
    }

    private static JsonWord object(JsonParser json) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            value(json).ifPresent(value -> values.put(name, value));
        }
        return new JsonWord(values);
    }

    private static Optional<Object> value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> Optional.of(object(json));
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    value(json).ifPresent(list::add);
                }
                yield Optional.of(list);
            }
            case VALUE_NUMBER_INT -> Optional.of(json.getLongValue());
            case VALUE_STRING -> Optional.of(json.getText());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    OptionalLong number(String name) {
        return values.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    JsonWord child(String name) {
        return values.get(name) instanceof JsonWord child ? child : EMPTY;
    }

    List<JsonWord> children(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(JsonWord.class::isInstance)
                        .map(JsonWord.class::cast)
                        .toList()
                : List.of();
    }

    Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Long number) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }
}
