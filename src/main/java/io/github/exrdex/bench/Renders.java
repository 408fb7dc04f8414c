package io.github.exrdex.bench;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.write.Attributes;
import io.github.exrdex.write.Cryptomatte;
import io.github.exrdex.write.PartHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The four sorts of render layer that a shot is made of, as headers. Some attributes differ on every frame. */
enum Renders {
    /** Four channels and a dozen attributes. */
    BEAUTY("bg"),
    /** 86 channels, and 36 attributes of the renderer's own. */
    AOVS("char"),
    /** Twelve parts of three channels. */
    PARTS("fx"),
    /** Ranks of ids, and a manifest of 300 objects. */
    MATTES("crypto");

    private static final List<String> PASSES = List.of(
            "diffuse_direct",
            "diffuse_indirect",
            "specular_direct",
            "specular_indirect",
            "coat",
            "sheen",
            "transmission",
            "sss",
            "volume",
            "emission",
            "albedo",
            "N",
            "P",
            "Pref",
            "motionvector",
            "shadow_matte",
            "rim",
            "key",
            "fill",
            "env",
            "light_a",
            "light_b",
            "light_c",
            "light_d",
            "ao",
            "uv",
            "id");

    private static final int PARTS_OF_MULTIPART = 12;
    private static final int MATTE_RANKS = 4;
    private static final int MATTE_OBJECTS = 300;
    private static final int RENDERER_OPTIONS = 36;

    private final String layer;

    Renders(String layer) {
        this.layer = layer;
    }

    static List<Renders> all() {
        return List.of(values());
    }

    /** They take turns. */
    static Renders turn(int number) {
        return all().get(number % all().size());
    }

    /** As it is called in paths. */
    String layer() {
        return layer;
    }

    /** Sums up what a pixel of all parts takes. */
    long bytesPerPixel() {
        return headers("", 0, 1, 1).stream()
                .flatMap(part -> part.channels().stream())
                .mapToLong(channel -> channel.type().bytes())
                .sum();
    }

    /** The parts of one frame. */
    List<PartHeader> headers(String shot, int frame, int width, int height) {
        Attributes attributes = common(shot, frame);
        Box2i window = new Box2i(0, 0, width - 1, height - 1);
        return switch (this) {
            case BEAUTY -> List.of(part("", window, attributes, halves("", "RGBA")));
            case AOVS -> {
                List<Channel> channels = new ArrayList<>(halves("", "RGBA"));
                channels.add(new Channel("Z", PixelType.FLOAT, 1, 1, false));
                PASSES.forEach(pass -> channels.addAll(halves(pass + ".", "RGB")));
                for (int i = 0; i < RENDERER_OPTIONS; i++) {
                    attributes.text("renderer/options/option_" + i, "value_" + i);
                }
                yield List.of(part("", window, attributes, channels));
            }
            case PARTS ->
                IntStream.range(0, PARTS_OF_MULTIPART)
                        .mapToObj(i -> part(
                                i == 0 ? "rgba" : PASSES.get(i - 1),
                                window,
                                i == 0 ? attributes : new Attributes(),
                                halves("", "RGB")))
                        .toList();
            case MATTES -> {
                List<Channel> channels = new ArrayList<>(halves("", "RGBA"));
                for (int rank = 0; rank < MATTE_RANKS; rank++) {
                    for (char component : "RGBA".toCharArray()) {
                        channels.add(
                                new Channel("CryptoObject0" + rank + "." + component, PixelType.FLOAT, 1, 1, false));
                    }
                }
                attributes.addAll(Cryptomatte.attributes("CryptoObject", objects()));
                yield List.of(part("", window, attributes, channels));
            }
        };
    }

    private static PartHeader part(String name, Box2i window, Attributes attributes, List<Channel> channels) {
        return new PartHeader(name, Compression.NONE, window, window, attributes, channels);
    }

    private static List<Channel> halves(String prefix, String components) {
        return components
                .chars()
                .mapToObj(component -> new Channel(prefix + (char) component, PixelType.HALF, 1, 1, false))
                .toList();
    }

    private static List<String> objects() {
        return IntStream.range(0, MATTE_OBJECTS)
                .mapToObj(i -> "/world/set/building_" + i + "/geo_" + i)
                .toList();
    }

    private Attributes common(String shot, int frame) {
        Random lots = new Random(31L * shot.hashCode() + 7L * layer.hashCode() + frame);
        return new Attributes()
                .text("owner", "exrdex bench")
                .text("software", "bench renderer 7.3.4.1 linux x86_64")
                .text("capDate", "2026:11:24 %02d:%02d:%02d".formatted(frame / 3600 % 24, frame / 60 % 60, frame % 60))
                .timeCode("timeCode", frame, 24)
                .rational("framesPerSecond", 24, 1)
                .text("comments", shot + " " + layer)
                .text("scene", "/proj/bench/" + shot + "/lighting/" + shot + "_lighting_v001.scene")
                .matrix("worldToCamera", camera(lots))
                .matrix("worldToNDC", camera(lots))
                .real("renderTime", lots.nextFloat() * 3600)
                .text("renderHost", "farm" + lots.nextInt(400));
    }

    private static float[] camera(Random lots) {
        float[] rows = new float[16];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = lots.nextFloat();
        }
        return rows;
    }
}
