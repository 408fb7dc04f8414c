package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.support.TempIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads the same headers into the index and into plain tables, and compares all views. */
final class FlatTruthTest {
    private static final FileKey ROOT = new FileKey("/farm");

    private static final ChannelNaming NAMING = new ChannelNaming(
            List.of(
                    new ChannelNaming.Group("cryptomatte", List.of("crypto*", "Crypto*")),
                    new ChannelNaming.Group("depth", List.of("Z", "*.Z"))),
            Map.of("spec", "specular", "specular_direct", "specular"));

    private static final Set<String> AOV_FILES = Set.of("spec", "rgba", "diffuse");

    /** /farm/SHOW/SHOT/vVERSION/..., and the AOV of some files is the beginning of their name. */
    private static final PathTokens TOKENS = path -> {
        Path names = Path.of(path);
        if (names.getNameCount() < 5) {
            return Map.of();
        }
        Map<String, String> tokens = new TreeMap<>(Map.of(
                "show",
                name(names, 1),
                "shot",
                name(names, 2),
                "version",
                name(names, 3).substring(1)));
        String aov = names.getFileName().toString().replaceAll("\\..*", "");
        if (AOV_FILES.contains(aov)) {
            tokens.put("aov", aov);
        }
        return tokens;
    };

    private static final List<FileState> UNREAD =
            List.of(FileState.WRITING, FileState.TRUNCATED, FileState.EMPTY, FileState.CORRUPT, FileState.UNREADABLE);

    @TempDir
    Path folder;

    private long obs;

    private static String name(Path path, int index) {
        return path.getName(index).toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void viewsSayWhatPlainTablesSayAfterEveryBatch(long seed) {
        Random random = new Random(seed);
        FlatTruth truth = new FlatTruth(NAMING, TOKENS);
        try (TempIndex index = TempIndex.in(folder, NAMING, TOKENS)) {
            long rootId = index.root(ROOT);
            List<FileKey> paths = paths(random);
            for (int round = 0; round < 8; round++) {
                List<FileChange> batch = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    batch.add(change(random, index, truth, rootId, paths.get(random.nextInt(paths.size()))));
                }
                index.writer().apply(batch);
                compare(truth, index);
                index.clock().advance(Duration.ofSeconds(7));
            }
        }
    }

    @Test
    void anIndexOpenedAgainGoesOnWhereItStopped() {
        Random random = new Random(77);
        FlatTruth truth = new FlatTruth(NAMING, TOKENS);
        List<FileKey> paths = paths(random);
        for (int run = 0; run < 5; run++) {
            truth.reopened();
            try (TempIndex index = TempIndex.in(folder, NAMING, TOKENS)) {
                long rootId = index.root(ROOT);
                List<FileChange> batch = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    batch.add(change(random, index, truth, rootId, paths.get(random.nextInt(paths.size()))));
                }
                index.writer().apply(batch);
                compare(truth, index);
            }
        }
    }

    /** Eight kinds of names, so that paddings of every sort meet in one folder. */
    private static List<FileKey> paths(Random random) {
        List<FileKey> paths = new ArrayList<>();
        for (String place : List.of(
                "/farm/bull/sh010/v001", "/farm/bull/sh010/v002", "/farm/bull/sh%20020/v001/deep", "/farm/loose")) {
            for (int frame = 95; frame < 106; frame++) {
                paths.add(new FileKey(place + "/bg." + String.format("%04d", frame) + ".exr"));
                paths.add(new FileKey(place + "/mixed." + frame + ".exr"));
                if (random.nextInt(3) == 0) {
                    paths.add(new FileKey(place + "/mixed." + String.format("%03d", frame) + ".exr"));
                }
                if (random.nextInt(5) == 0) {
                    paths.add(new FileKey(place + "/mixed." + String.format("%05d", frame) + ".exr"));
                }
            }
            paths.add(new FileKey(place + "/mixed.10000.exr"));
            paths.add(new FileKey(place + "/bg.-0012.exr"));
            paths.add(new FileKey(place + "/still.exr"));
            AOV_FILES.stream().sorted().forEach(aov -> paths.add(new FileKey(place + "/" + aov + ".0007.exr")));
            paths.add(new FileKey(place + "/a%20b%25_v012.exr"));
        }
        return paths;
    }

    private FileChange change(Random random, TempIndex index, FlatTruth truth, long rootId, FileKey path) {
        long now = index.clock().getAsLong();
        long number = random.nextInt(10) == 0 ? Math.max(1, obs - random.nextInt(30)) : ++obs;
        int kind = random.nextInt(40);
        if (kind == 0) {
            truth.treeGone(path.folder(), number, now);
            return new FileChange.TreeGone(path.folder(), number);
        }
        if (kind < 5) {
            truth.gone(path, number, now);
            return new FileChange.Gone(path, number);
        }
        boolean readable = random.nextInt(8) != 0;
        List<Part> parts = readable ? parts(random, path) : List.of();
        FileState state = readable ? FileState.COMPLETE : UNREAD.get(random.nextInt(UNREAD.size()));
        List<HeaderProblem> problems = random.nextInt(4) == 0 ? problems(random) : List.of();
        FileStamp stamp =
                new FileStamp(random.nextInt(1 << 20), random.nextLong() >>> 2, random.nextLong() >>> 2, number);
        truth.put(new FlatTruth.Seen(path, stamp, state, parts, problems, number, now));
        Optional<HeaderRows> header = parts.isEmpty()
                ? Optional.empty()
                : Optional.of(index.encoder().encode(sequenceText(path), parts, List.of()));
        return new FileChange.Seen(path, rootId, stamp, state, header, problems, OptionalLong.empty(), number);
    }

    private static String sequenceText(FileKey path) {
        return path.encoded().replaceAll("\\d+\\.exr$", "");
    }

    private static List<HeaderProblem> problems(Random random) {
        return List.of(
                HeaderProblem.warn(ProblemKind.BAD_VALUE, random.nextInt(5000), "attribute x is odd"),
                HeaderProblem.fatal(ProblemKind.CHUNKS_BEYOND_END, -1, "30 of 68 chunks beyond the end"));
    }

    /** Neighbours have most in common; what differs from frame to frame, and what is odd, comes at random. */
    private static List<Part> parts(Random random, FileKey path) {
        int count = path.encoded().contains("deep") ? 3 : 1;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(random, i, count > 1));
        }
        return parts;
    }

    private static Part part(Random random, int index, boolean multipart) {
        Headers header = random.nextInt(12) == 0
                ? Headers.bare("Y")
                : Headers.of("A", "B", "G", "R", "crypto_object00.R", "spec.R", "specular_direct.R", "Zürich.é");
        if (multipart) {
            header.text("name", List.of("rgba", "diffuse.left", "spec_left").get(index));
            header.text("view", "left").type("deepscanline").chunkCount(1080);
        }
        String capDate = "2026:11:" + random.nextInt(30);
        boolean early = random.nextInt(3) == 0;
        if (early) {
            header.text("capDate", capDate);
        }
        if (random.nextInt(3) == 0) {
            header.text("note", "only sometimes");
        }
        header.with("timeCode", "timecode", new AttributeValue.TimeCode(random.nextInt(0x24000000), 0))
                .with("renderTime", "float", new AttributeValue.FloatNumber(random.nextInt(900) / 7f))
                .text("owner", "render 'wrangler'; -- \"x\"\nsecond line")
                .with("framesPerSecond", "rational", new AttributeValue.Rational(24000, 1001));
        if (!early) {
            header.text("capDate", capDate);
        }
        switch (random.nextInt(10)) {
            case 0 -> header.text("owner", "twice").text("owner", "thrice");
            case 1 -> header.with("owner", "int", new AttributeValue.IntNumber(-7));
            case 2 -> header.with("name", "string", new AttributeValue.RawText("caf\\xe9", "636166e9"));
            case 3 -> header.with("odd", "float", new AttributeValue.FloatNumber(Float.NaN));
            case 4 -> header.with("odd", "double", new AttributeValue.DoubleNumber(Double.NEGATIVE_INFINITY));
            case 5 -> header.with("blob", "XXXXXX", AttributeValue.Opaque.of(70_000, "ab".repeat(32)));
            case 6 ->
                header.with("oldChannels", "chlist", new AttributeValue.TextList(List.of("R", "G")))
                        .text("channels", "not the list");
            case 7 ->
                header.channel("late.Z", random.nextBoolean() ? PixelType.FLOAT : PixelType.HALF, 2, 2)
                        .channel("id", PixelType.UINT, 1 + random.nextInt(2), 1);
            case 8 ->
                header.text("", "no name")
                        .text("empty", "")
                        .text("zero", "a\u0000b")
                        .text("astral", "\uD83C\uDFAC");
            default ->
                header.with("pixelAspectRatio", "float", new AttributeValue.FloatNumber(Float.NaN))
                        .with("dataWindow", "box2i", Headers.ints(-5, 7, random.nextInt(9), 1 << 30));
        }
        return header.part(index);
    }

    private static void compare(FlatTruth truth, TempIndex index) {
        same("v_file", truth.files(), index.rows("""
                SELECT path, directory, name, size_bytes, mtime_ns, state, frame, indexed_at, gone_at,
                       show, seq, shot, task, layer, version, aov
                FROM v_file"""));
        same("v_part", truth.parts(), index.rows("""
                SELECT path, part_index, part_name, type, compression,
                       data_min_x, data_min_y, data_max_x, data_max_y,
                       display_min_x, display_min_y, display_max_x, display_max_y,
                       width, height, chunk_count, line_order, pixel_aspect_ratio, view
                FROM v_part"""));
        same("v_channel", truth.channels(), index.rows("""
                SELECT path, part_index, part_name, channel, layer, component, channel_group, aov, pixel_type,
                       x_sampling, y_sampling, p_linear
                FROM v_channel"""));
        same("v_attribute", truth.attributes(), index.rows("""
                SELECT path, part_index, name, type, text, number,
                       row_number() OVER (PARTITION BY file_id, part_index ORDER BY ordinal)
                FROM v_attribute"""));
        same(
                "v_problem",
                truth.problems(),
                index.rows("SELECT path, severity, kind, byte_offset, detail FROM v_problem"));
        same("v_sequence", truth.sequences(), index.rows("""
                SELECT pattern, directory, first_frame, last_frame, frame_count, missing_count, bad_count, size_bytes,
                       show, seq, shot, task, layer, version, aov
                FROM v_sequence"""));
        same("v_history", truth.history(), index.rows("""
                SELECT path, at, change, before_state, before_size_bytes, before_channels, state, size_bytes, channels
                FROM v_history"""));
        same(
                "v_root",
                List.of(List.of("/farm", "scan", truth.presentUnder(ROOT))),
                index.rows("SELECT path, mode, file_count FROM v_root"));
        same("sequence_id", truth.groups(), groups(index));
    }

    /** In any order, but each row as often as the other side has it; shows only what differs. */
    private static void same(String view, Collection<?> expected, Collection<?> actual) {
        List<Object> missing = new ArrayList<>(expected);
        List<Object> unexpected = new ArrayList<>();
        Map<Object, Integer> counts = new HashMap<>();
        expected.forEach(row -> counts.merge(row, 1, Integer::sum));
        for (Object row : actual) {
            if (counts.merge(row, -1, Integer::sum) < 0) {
                unexpected.add(row);
            }
        }
        missing.removeIf(row -> counts.getOrDefault(row, 0) <= 0);
        assertEquals("", view(missing, "missing ") + view(unexpected, "unexpected "), view);
    }

    private static String view(List<Object> rows, String what) {
        return rows.stream().map(row -> what + row).sorted().collect(Collectors.joining("\n"));
    }

    private static Set<Set<String>> groups(TempIndex index) {
        Map<Object, Set<String>> groups = new HashMap<>();
        index.rows("SELECT sequence_id, path FROM v_file")
                .forEach(row -> groups.computeIfAbsent(row.get(0), id -> new HashSet<>())
                        .add(row.get(1).toString()));
        return new HashSet<>(groups.values());
    }
}
