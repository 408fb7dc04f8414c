package io.github.exrdex.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the reference library reads from one of the shared real images.
 *
 * @param path below the folder of images
 */
public record Golden(String path, List<Part> parts) {
    public Golden {
        parts = List.copyOf(parts);
    }

    /**
     * @param dataWindow minX, minY, maxX, maxY
     * @param displayWindow likewise
     * @param attributes in file order
     */
    public record Part(
            Optional<String> name,
            String type,
            String compression,
            List<String> dataWindow,
            List<String> displayWindow,
            long chunkCount,
            List<Channel> channels,
            List<Attribute> attributes) {}

    public record Channel(String name, String type, int xSampling, int ySampling) {}

    /** @param value its texts or numbers one by one, as the library printed them; empty where it printed none */
    public record Attribute(String name, String type, Optional<List<String>> value) {}

    /** @param images the folder that holds {@code golden.jsonl} */
    public static List<Golden> in(Path images) throws IOException {
        List<Golden> all = new ArrayList<>();
        JsonFactory json = new JsonFactory();
        for (String line : Files.readAllLines(images.resolve("golden.jsonl"))) {
            try (JsonParser parser = json.createParser(line)) {
                parser.nextToken();
                all.add(image(object(read(parser))));
            }
        }
        return all;
    }

    private static Golden image(Map<?, ?> image) {
        return new Golden(
                text(image, "path"),
                list(image, "parts").stream().map(part -> part(object(part))).toList());
    }

    private static Part part(Map<?, ?> part) {
        List<Attribute> attributes = new ArrayList<>();
        object(part.get("attributes")).forEach((name, attribute) -> {
            Map<?, ?> facts = object(attribute);
            attributes.add(new Attribute(name.toString(), text(facts, "type"), scalars(facts.get("value"))));
        });
        return new Part(
                Optional.ofNullable(part.get("name")).map(Object::toString),
                text(part, "type"),
                text(part, "compression"),
                scalars(part.get("dataWindow")).orElseThrow(),
                scalars(part.get("displayWindow")).orElseThrow(),
                Long.parseLong(text(part, "chunkCount")),
                list(part, "channels").stream()
                        .map(channel -> channel(object(channel)))
                        .toList(),
                attributes);
    }

    private static Channel channel(Map<?, ?> channel) {
        return new Channel(
                text(channel, "name"),
                text(channel, "type"),
                Integer.parseInt(text(channel, "xSampling")),
                Integer.parseInt(text(channel, "ySampling")));
    }

    private static Optional<List<String>> scalars(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                value instanceof List<?> many
                        ? many.stream().map(Object::toString).toList()
                        : List.of(value.toString()));
    }

    private static String text(Map<?, ?> object, String key) {
        return String.valueOf(object.get(key));
    }

    private static List<?> list(Map<?, ?> object, String key) {
        if (object.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("no list " + key + " in " + object);
    }

    private static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("no object: " + value);
    }

    /** Objects as maps in their order and without nulls, arrays as lists, and everything else as its text. */
    private static Object read(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    object.put(key, read(parser));
                }
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(parser));
            }
            return list;
        }
        return parser.getText();
    }
}
