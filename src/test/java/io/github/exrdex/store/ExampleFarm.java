package io.github.exrdex.store;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.support.FilledIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The index behind the examples of {@code db/README.md}: one show, four shots, and one of everything that goes wrong on a
 * render farm.
 */
final class ExampleFarm {
    private static final Path ROOT = Path.of("/mnt/renders");
    private static final Box2i HD = new Box2i(0, 0, 1919, 1079);
    private static final Box2i QUARTER = new Box2i(0, 0, 959, 539);
    private static final List<String> COMPRESSIONS =
            List.of("none", "rle", "zips", "zip", "piz", "pxr24", "b44", "b44a", "dwaa", "dwab");
    private static final long MIB = 1 << 20;

    private static final ChannelNaming NAMING = new ChannelNaming(
            List.of(new ChannelNaming.Group("cryptomatte", List.of("crypto*"))), Map.of("depth", "Z"));

    private static final Pattern PLACE =
            Pattern.compile("/mnt/renders/(?<show>\\w+)/(?<shot>\\w+)/(?<task>\\w+)/(?<version>v\\d+)/.*");

    private static final PathTokens TOKENS = path -> {
        Matcher place = PLACE.matcher(path);
        return place.matches()
                ? Map.of(
                        "show", place.group("show"),
                        "shot", place.group("shot"),
                        "task", place.group("task"),
                        "version", place.group("version"))
                : Map.of();
    };

    private final FilledIndex index;
    private long inode;

    private ExampleFarm(FilledIndex index) {
        this.index = index;
    }

    /** @param folder where {@code index.db} is made */
    static FilledIndex in(Path folder) {
        FilledIndex index = new FilledIndex(folder, ROOT, NAMING, TOKENS, Set.of("renderTime"));
        new ExampleFarm(index).fill();
        return index;
    }

    private void fill() {
        for (int frame = 1001; frame <= 1004; frame++) {
            put("sh010", "v002", frame, 10 * MIB, FileState.COMPLETE, parts(HD, "zip", frame, 700, 12), List.of());
        }
        for (int frame : new int[] {1001, 1002, 1003, 1005, 1008}) {
            put(
                    "sh010",
                    "v003",
                    frame,
                    11 * MIB,
                    FileState.COMPLETE,
                    parts(HD, "zip", frame, 900, frame < 1005 ? 14 : 13),
                    List.of());
        }
        put(
                "sh010",
                "v003",
                1009,
                6 * MIB,
                FileState.TRUNCATED,
                parts(HD, "zip", 1009, 900, 13),
                List.of(HeaderProblem.fatal(ProblemKind.CHUNKS_BEYOND_END, 2104, "30 of 68 chunks beyond the end")));
        put(
                "sh010",
                "v003",
                1010,
                0,
                FileState.EMPTY,
                List.of(),
                List.of(HeaderProblem.fatal(ProblemKind.EMPTY_FILE, 0, "the file has no bytes")));
        for (int frame = 1001; frame <= 1004; frame++) {
            String compression = frame < 1003 ? "zip" : "dwaa";
            put(
                    "sh020",
                    "v001",
                    frame,
                    (frame < 1003 ? 8 : 3) * MIB,
                    FileState.COMPLETE,
                    List.of(part(0, HD, compression, List.of("A", "B", "G", "R"), renderTime(400))),
                    List.of());
        }
        for (int frame = 1001; frame <= 1003; frame++) {
            Box2i window = frame == 1002 ? QUARTER : HD;
            List<Part> parts = List.of(
                    part(0, window, "zips", List.of("A", "B", "G", "R"), crypto(renderTime(1200.5 + frame - 1001), 3)),
                    part(1, window, "zips", List.of("Z"), named("depth")),
                    part(
                            2,
                            window,
                            "zips",
                            List.of("crypto_object00.B", "crypto_object00.G", "crypto_object00.R"),
                            named("crypto_object00")));
            put("sh030", "v001", frame, 20 * MIB, FileState.COMPLETE, parts, List.of());
        }
        put(
                "sh040",
                "v001",
                1001,
                2 * MIB,
                FileState.WRITING,
                parts(HD, "zip", 1001, 0, 12),
                List.of(HeaderProblem.fatal(
                        ProblemKind.CHUNKS_NOT_WRITTEN, 2104, "68 of 68 chunks were never written")));
        put(
                "sh040",
                "v001",
                1002,
                MIB,
                FileState.COMPLETE,
                List.of(part(0, HD, "zip", List.of("R", "crypto_object00.R"), renderTime(300))),
                List.of(HeaderProblem.warn(
                        ProblemKind.CRYPTOMATTE_WITHOUT_METADATA,
                        -1,
                        "the layers crypto_object00 and on have no cryptomatte/KEY/name that says crypto_object")));
        index.put(
                ROOT.resolve("abc/notes.exr"),
                stamp(40),
                FileState.NOT_EXR,
                List.of(),
                List.of(HeaderProblem.fatal(ProblemKind.BAD_MAGIC, 0, "begins with 25504446, an EXR with 762f3101")));
        put("sh010", "v001", 1001, MIB, FileState.COMPLETE, parts(HD, "zip", 1001, 600, 12), List.of());
        index.remove(file("sh010", "v001", 1001));
    }

    private void put(
            String shot,
            String version,
            int frame,
            long sizeBytes,
            FileState state,
            List<Part> parts,
            List<HeaderProblem> problems) {
        index.put(file(shot, version, frame), stamp(sizeBytes), state, parts, problems);
    }

    private static Path file(String shot, String version, int frame) {
        return ROOT.resolve("abc/" + shot + "/light/" + version + "/" + shot + "_beauty." + frame + ".exr");
    }

    private FileStamp stamp(long sizeBytes) {
        return new FileStamp(sizeBytes, 1_699_000_000_000_000_000L, 1_699_000_000_000_000_000L, ++inode);
    }

    private static List<Part> parts(Box2i window, String compression, int frame, double seconds, int names) {
        List<String> channels = List.of(
                "A", "B", "G", "R", "Z", "crypto_object00.B", "crypto_object00.G", "crypto_object00.R", "diffuse.R");
        return List.of(part(0, window, compression, channels, crypto(renderTime(seconds + frame - 1001), names)));
    }

    private static Part part(int index, Box2i window, String compression, List<String> channels, List<Attribute> own) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(attribute("channels", "chlist", new AttributeValue.TextList(channels)));
        attributes.add(attribute(
                "compression",
                "compression",
                new AttributeValue.Named(COMPRESSIONS.indexOf(compression), compression)));
        for (String name : List.of("dataWindow", "displayWindow")) {
            attributes.add(attribute(
                    name,
                    "box2i",
                    new AttributeValue.Ints(List.of(window.minX(), window.minY(), window.maxX(), window.maxY()))));
        }
        attributes.addAll(own);
        return new Part(
                index,
                "scanlineimage",
                channels.stream()
                        .map(name -> new Channel(
                                name, name.startsWith("crypto") ? PixelType.FLOAT : PixelType.HALF, 1, 1, false))
                        .toList(),
                attributes,
                68);
    }

    private static List<Attribute> named(String part) {
        return List.of(attribute("name", "string", new AttributeValue.Text(part)));
    }

    private static List<Attribute> renderTime(double seconds) {
        return List.of(attribute("renderTime", "float", new AttributeValue.FloatNumber((float) seconds)));
    }

    private static List<Attribute> crypto(List<Attribute> others, int names) {
        List<Attribute> all = new ArrayList<>(others);
        all.add(attribute("cryptomatte/f834d0a/name", "string", new AttributeValue.Text("crypto_object")));
        all.add(attribute("cryptomatte/f834d0a/hash", "string", new AttributeValue.Text("MurmurHash3_32")));
        all.add(attribute("cryptomatte/f834d0a/conversion", "string", new AttributeValue.Text("uint32_to_float32")));
        all.add(attribute(
                "cryptomatte/f834d0a/manifest",
                "string",
                new AttributeValue.Opaque(names * 25L, "c0ffee" + names, "", names)));
        return all;
    }

    private static Attribute attribute(String name, String type, AttributeValue value) {
        return new Attribute(name, type, value, 0, 0);
    }
}
