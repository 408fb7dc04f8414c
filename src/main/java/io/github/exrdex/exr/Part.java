package io.github.exrdex.exr;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One part: one header of the file. Facts that the header does not state are absent; nothing is filled in.
 *
 * @param index 0 for the first part
 * @param typeName the part's type in the file's own words; for a single-part flat file without {@code type} the word that
 *     its flags mean; empty text where the header leaves it open
 * @param channels sorted as in the file
 * @param attributes in file order, the channel list among them
 * @param chunkCount entries of the offset table, -1 where it cannot be known
 */
public record Part(int index, String typeName, List<Channel> channels, List<Attribute> attributes, long chunkCount) {
    public Part {
        channels = List.copyOf(channels);
        attributes = List.copyOf(attributes);
    }

    public Optional<PartType> type() {
        return PartType.of(typeName);
    }

    /** The part's {@code name} attribute; single parts seldom have one. */
    public Optional<String> name() {
        return text("name");
    }

    /** The part's {@code view} attribute (new-style stereo). */
    public Optional<String> view() {
        return text("view");
    }

    public Optional<Box2i> dataWindow() {
        return box("dataWindow");
    }

    public Optional<Box2i> displayWindow() {
        return box("displayWindow");
    }

    public Optional<Compression> compression() {
        return value("compression", AttributeValue.Named.class).map(named -> new Compression(named.number()));
    }

    public Optional<String> lineOrder() {
        return value("lineOrder", AttributeValue.Named.class).map(AttributeValue::asText);
    }

    public OptionalDouble pixelAspectRatio() {
        Optional<AttributeValue.FloatNumber> ratio = value("pixelAspectRatio", AttributeValue.FloatNumber.class);
        return ratio.isPresent() ? OptionalDouble.of(Reals.wide(ratio.get().value())) : OptionalDouble.empty();
    }

    public Optional<AttributeValue.TileDescription> tiles() {
        return value("tiles", AttributeValue.TileDescription.class);
    }

    public OptionalLong knownChunkCount() {
        return chunkCount < 0 ? OptionalLong.empty() : OptionalLong.of(chunkCount);
    }

    /** The last attribute of that name, as the reference library counts the last one. */
    public Optional<Attribute> attribute(String name) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            if (attributes.get(i).name().equals(name)) {
                return Optional.of(attributes.get(i));
            }
        }
        return Optional.empty();
    }

    /** A name that is no UTF-8 is a name all the same, and is shown as {@link AttributeValue.RawText} shows it. */
    private Optional<String> text(String name) {
        return attribute(name)
                .map(Attribute::value)
                .filter(value -> value instanceof AttributeValue.Text || value instanceof AttributeValue.RawText)
                .map(AttributeValue::asText);
    }

    private Optional<Box2i> box(String name) {
        return value(name, AttributeValue.Ints.class)
                .map(AttributeValue.Ints::values)
                .filter(v -> v.size() == 4)
                .map(v -> new Box2i(v.get(0), v.get(1), v.get(2), v.get(3)));
    }

    private <T extends AttributeValue> Optional<T> value(String name, Class<T> shape) {
        return attribute(name).map(Attribute::value).filter(shape::isInstance).map(shape::cast);
    }
}
