package io.github.exrdex.parse;

import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One frame as a render farm leaves it, under a header of a common kind: 2048 by 858 pixels, one chunk a line but for the
 * beauty. From frame to frame the camera, the times and the host differ, and nothing else. The same in every run.
 */
final class RenderedHeaders {
    private static final int WIDTH = 2048;
    private static final int HEIGHT = 858;
    private static final List<String> AOVS = List.of(
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

    private static final int OPTIONS = 36;
    private static final int PARTS = 12;
    private static final int MANIFEST_ENTRIES = 300;

    private final int frame;
    private final Random random;

    RenderedHeaders(int frame) {
        this.frame = frame;
        this.random = new Random(frame);
    }

    /** 4 channels, 21 attributes, 54 chunks. */
    byte[] beauty() {
        return common(TinyExr.scanline(WIDTH, HEIGHT).compression("zip").channels("R", "G", "B", "A"))
                .bytes();
    }

    /** 86 channels, 57 attributes, 858 chunks: all AOVs of a layer in one part, with the renderer's options. */
    byte[] allAovsInOnePart() {
        TinyPart part = common(TinyExr.scanline(WIDTH, HEIGHT).compression("zips"))
                .channels("R", "G", "B", "A")
                .channel("Z", "float");
        for (String aov : AOVS) {
            part = colour(part, aov);
        }
        for (int i = 0; i < OPTIONS; i++) {
            part = part.string(String.format("arnold/options/opt_%02d", i), "value_" + i);
        }
        return part.bytes();
    }

    /** 12 parts of 3 channels each, 4 chunks a part. */
    byte[] anAovAPart() {
        TinyPart[] parts = IntStream.range(0, PARTS)
                .mapToObj(i -> TinyExr.scanline(WIDTH, HEIGHT)
                        .compression("dwab")
                        .name(i == 0 ? "rgba" : AOVS.get(i - 1))
                        .view("main"))
                .toArray(TinyPart[]::new);
        common(parts[0]);
        return TinyExr.multipart(parts).bytes();
    }

    /** 20 channels, 25 attributes, 858 chunks; the manifest has 300 names. */
    byte[] cryptomatte() {
        TinyPart part =
                common(TinyExr.scanline(WIDTH, HEIGHT).compression("zips")).channels("R", "G", "B", "A");
        for (int level = 0; level < 4; level++) {
            for (String component : List.of("R", "G", "B", "A")) {
                part = part.channel("CryptoObject0" + level + "." + component, "float");
            }
        }
        return part.string("cryptomatte/f834d0a/name", "CryptoObject")
                .string("cryptomatte/f834d0a/hash", "MurmurHash3_32")
                .string("cryptomatte/f834d0a/conversion", "uint32_to_float32")
                .string("cryptomatte/f834d0a/manifest", manifest())
                .bytes();
    }

    /** That of the sequence: all frames have the same. */
    private static String manifest() {
        Random hashes = new Random(20_261_126);
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < MANIFEST_ENTRIES; i++) {
            json.append(i == 0 ? "" : ",")
                    .append(String.format("\"/world/set/building_%d/geo_%d\":\"%08x\"", i, i, hashes.nextInt()));
        }
        return json.append('}').toString();
    }

    private static TinyPart colour(TinyPart part, String layer) {
        return part.channel(layer + ".R", "half").channel(layer + ".G", "half").channel(layer + ".B", "half");
    }

    /** What a renderer says in every file, whatever its channels. */
    private TinyPart common(TinyPart part) {
        return part.string("owner", "Studio X")
                .string("software", "Arnold 7.3.4.1 [a1b2c3d4] linux x86_64 clang-15")
                .string("capDate", String.format("2026:11:26 18:%02d:11", frame % 60))
                .attribute("timeCode")
                .timecodeBits(frame, 0)
                .attribute("framesPerSecond")
                .rational(24, 1)
                .attribute("worldToCamera")
                .m44f(matrix())
                .attribute("worldToNDC")
                .m44f(matrix())
                .string("comments", "sq01_sh0010 bg v001")
                .attribute("chromaticities")
                .chromaticities(.64f, .33f, .3f, .6f, .15f, .06f, .3127f, .329f)
                .string("nuke/input/frame_rate", "24")
                .string("scene", "/proj/alpha/sq01_sh0010/lighting/sq01_sh0010_lighting_v001.ass")
                .attribute("renderTime")
                .floatNumber(random.nextFloat() * 3600)
                .string("renderHost", String.format("farm%03d", random.nextInt(400)));
    }

    private float[] matrix() {
        float[] rows = new float[16];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat();
        }
        return rows;
    }
}
