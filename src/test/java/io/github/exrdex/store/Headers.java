package io.github.exrdex.store;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PixelType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A part of a header in the making; attributes stand in the order they are added. */
final class Headers {
    private final List<Channel> channels = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private String type = "scanlineimage";
    private long chunkCount = 68;
    private long offset = 8;

    private Headers() {}

    /** What every ordinary header has: half channels, zip, 1920 by 1080. */
    static Headers of(String... channels) {
        return new Headers()
                .channels(channels)
                .with("compression", "compression", new AttributeValue.Named(3, "zip"))
                .with("dataWindow", "box2i", ints(0, 0, 1919, 1079))
                .with("displayWindow", "box2i", ints(0, 0, 1919, 1079))
                .with("lineOrder", "lineOrder", new AttributeValue.Named(0, "increasing_y"))
                .with("pixelAspectRatio", "float", new AttributeValue.FloatNumber(1));
    }

    /** A header that states nothing but its channels. */
    static Headers bare(String... channels) {
        return new Headers().type("").chunkCount(-1).channels(channels);
    }

    static AttributeValue.Ints ints(Integer... values) {
        return new AttributeValue.Ints(Arrays.asList(values));
    }

    private Headers channels(String... names) {
        for (String name : names) {
            channel(name, PixelType.HALF, 1, 1);
        }
        return with("channels", "chlist", new AttributeValue.TextList(List.of(names)));
    }

    Headers channel(String name, PixelType type, int xSampling, int ySampling) {
        channels.add(new Channel(name, type, xSampling, ySampling, type == PixelType.UINT));
        return this;
    }

    Headers type(String name) {
        type = name;
        return this;
    }

    /** @param count -1 where it cannot be known */
    Headers chunkCount(long count) {
        chunkCount = count;
        return this;
    }

    Headers text(String name, String value) {
        return with(name, "string", new AttributeValue.Text(value));
    }

    Headers with(String name, String typeName, AttributeValue value) {
        long sizeBytes = value.asText().length() + 1L;
        attributes.add(new Attribute(name, typeName, value, offset, sizeBytes));
        offset += sizeBytes + name.length();
        return this;
    }

    /** @param index 0 for the first part of the file */
    Part part(int index) {
        return new Part(index, type, channels, attributes, chunkCount);
    }

    List<Part> file() {
        return List.of(part(0));
    }
}
