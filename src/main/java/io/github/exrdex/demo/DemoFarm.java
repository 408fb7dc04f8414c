package io.github.exrdex.demo;

import io.github.exrdex.exr.Compression;
import io.github.exrdex.write.Attributes;
import io.github.exrdex.write.Cryptomatte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the farm. The same folder and time give the same files, byte for byte. */
public final class DemoFarm {
    /** How the farm's paths are built, as a pattern for a {@code [[template]]}. */
    public static final String PATTERN =
            "**/{show}/{seq}/{shot}/render/{layer}/v{version}/{shot}_{layer}_v{version}.{frame}.exr";

    private static final Compression ZIPS = new Compression(2);
    private static final Compression ZIP = new Compression(3);

    private static final int FIRST_FRAME = 1001;
    private static final int FRAMES_PER_SECOND = 24;
    private static final int MISSING = 1005;
    private static final int CUT = 1006;

    private static final DateTimeFormatter CAPTURE_DATE =
            DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Long enough ago that nobody takes the files for ones that are being written. */
    private static final long FIRST_AGE_MS = 6 * 3_600_000L;

    private static final long FRAME_MS = 120_000;

    private final Path folder;
    private final long nowMs;
    private int fileCount;

    private DemoFarm(Path folder, long nowMs) {
        this.folder = folder;
        this.nowMs = nowMs;
    }

    private record Sequence(String shot, String layer, String version, int frames, Compression compression) {
        Path folder(Path farm) {
            return farm.resolve("harbour/sq01")
                    .resolve(shot)
                    .resolve("render")
                    .resolve(layer)
                    .resolve("v" + version);
        }

        Path file(Path farm, int frame) {
            return folder(farm).resolve(shot + "_" + layer + "_v" + version + "." + frame + ".exr");
        }
    }

    /**
     * Three shots of a show {@code harbour}: {@code sh010} in two versions, a frame of the newer cut short; {@code sh020} with a
     * frame missing; {@code sh030} without its cryptomatte, and with a multipart layer.
     *
     * @param folder made where it is missing
     * @param nowMs milliseconds since 1970; the files are some hours older
     * @throws IOException where a file cannot be written, or is there already
     */
    public static PlantedFarm write(Path folder, long nowMs) throws IOException {
        return new DemoFarm(folder.toAbsolutePath().normalize(), nowMs).write();
    }

    private PlantedFarm write() throws IOException {
        Sequence first = new Sequence("sh010", "beauty", "001", 8, ZIP);
        Sequence again = new Sequence("sh010", "beauty", "002", 8, ZIPS);
        Sequence gap = new Sequence("sh020", "beauty", "001", 8, ZIP);
        Sequence plain = new Sequence("sh030", "beauty", "001", 8, ZIP);
        Sequence parts = new Sequence("sh030", "fx", "001", 4, ZIPS);
        List<Sequence> sequences = List.of(first, again, gap, plain, parts);
        for (Sequence sequence : sequences) {
            Files.createDirectories(sequence.folder(folder));
            for (int frame = FIRST_FRAME; frame < FIRST_FRAME + sequence.frames(); frame++) {
                if (sequence.equals(gap) && frame == MISSING) {
                    continue;
                }
                byte[] file = ExrWriter.write(
                        sequence.equals(parts)
                                ? multipart(sequence, frame)
                                : List.of(single(sequence, frame, !sequence.equals(plain))));
                boolean cut = sequence.equals(again) && frame == CUT;
                save(sequence.file(folder, frame), cut ? Arrays.copyOf(file, file.length * 55 / 100) : file);
            }
        }
        return new PlantedFarm(
                folder,
                fileCount,
                sequences.size(),
                gap.file(folder, MISSING),
                again.file(folder, CUT),
                plain.shot(),
                parts.folder(folder),
                again.shot());
    }

    private DemoPart single(Sequence sequence, int frame, boolean withMattes) {
        DemoScene scene = new DemoScene(frame);
        List<DemoPart.Plane> planes = new ArrayList<>(scene.planes());
        Attributes attributes = attributes(sequence, frame);
        if (withMattes) {
            planes.addAll(scene.mattes());
            attributes.addAll(Cryptomatte.attributes(DemoScene.MATTE_LAYER, DemoScene.OBJECTS));
        }
        return new DemoPart("rgba", sequence.compression(), DemoScene.DISPLAY, DemoScene.DISPLAY, attributes, planes);
    }

    private List<DemoPart> multipart(Sequence sequence, int frame) {
        DemoScene scene = new DemoScene(frame);
        Attributes attributes = attributes(sequence, frame);
        return List.of(
                new DemoPart(
                        "rgba",
                        sequence.compression(),
                        DemoScene.DISPLAY,
                        scene.ballWindow(),
                        attributes,
                        scene.colour()),
                new DemoPart(
                        "depth",
                        sequence.compression(),
                        DemoScene.DISPLAY,
                        DemoScene.DISPLAY,
                        attributes,
                        List.of(scene.depth())));
    }

    private Attributes attributes(Sequence sequence, int frame) {
        return new Attributes()
                .text("owner", "exrdex demo")
                .text("comments", sequence.shot() + " " + sequence.layer() + " v" + sequence.version())
                .text("capDate", CAPTURE_DATE.format(Instant.ofEpochMilli(writtenMs())))
                .real("utcOffset", 0)
                .text("software", "ball renderer 1.0")
                .real("renderTime", 40 + frame % 5 * 7.5f)
                .text("colorInteropID", "lin_rec709_scene")
                .rational("framesPerSecond", FRAMES_PER_SECOND, 1)
                .timeCode("timeCode", frame, FRAMES_PER_SECOND);
    }

    /** When the next file is written, by the clock of the farm: one frame after the other. */
    private long writtenMs() {
        return nowMs - FIRST_AGE_MS + fileCount * FRAME_MS;
    }

    private void save(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, FileTime.fromMillis(writtenMs()));
        fileCount++;
    }
}
