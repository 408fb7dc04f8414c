package io.github.exrdex.demo;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.write.Attributes;
import io.github.exrdex.write.PartHeader;
import java.util.Comparator;
import java.util.List;

/**
 * One part of a picture to be written.
 *
 * @param name written in multipart files alone
 * @param extra attributes beside the required ones
 * @param channels kept sorted by name, as the pixels of a file are
 */
record DemoPart(
        String name,
        Compression compression,
        Box2i displayWindow,
        Box2i dataWindow,
        Attributes extra,
        List<Plane> channels) {
    DemoPart {
        channels = channels.stream().sorted(Comparator.comparing(Plane::name)).toList();
    }

    /** A channel with its pixels. */
    record Plane(String name, PixelType type, Samples samples) {}

    /** A pixel's value; places count from the display window's origin. */
    @FunctionalInterface
    interface Samples {
        float at(int x, int y);
    }

    PartHeader header() {
        return new PartHeader(
                name,
                compression,
                displayWindow,
                dataWindow,
                extra,
                channels.stream()
                        .map(plane -> new Channel(plane.name(), plane.type(), 1, 1, false))
                        .toList());
    }
}
