package io.github.exrdex.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;

/**
 * A show {@code abc} as studios have it, with every defect that producers ask about planted in a known place:
 *
 * <ul>
 *   <li>sh010 lgt v012: 1004-1005 missing, 1007 empty, 1008 cut by a copy; v011 is whole, and lies in {@code old} once more
 *   <li>sh020 lgt v007: every second frame, AOVs as parts
 *   <li>sh030 lgt v004: no N, motion in 1001-1004 alone, Z in float, sss new, DWAA; v003 as it should be, 1007 took long
 *   <li>sh040 lgt v002: AOVs as files of their own, no cryptomatte, and no colour space said
 *   <li>sh044 fx v002: smoke in 1001-1003 alone, 1006 in another resolution
 *   <li>sh055 comp v001: uncompressed float
 *   <li>sh060 lgt v001: 1003 is being written
 * </ul>
 */
public final class StudioFarm {
    /** How the paths are built, as a [[template]] has it. */
    public static final String PATTERN =
            "**/{show}/renders/{seq}/{shot}/{task}/v{version}/<{aov}/>{shot}_{task}_v{version}<_{aov}>.{frame}.exr";

    private static final int FIRST = 1001;
    private static final int LAST = 1010;
    private static final List<String> LIGHTING = List.of(
            "R", "G", "B", "A", "diffuse.R", "diffuse.G", "diffuse.B", "specular.R", "specular.G", "specular.B");
    private static final List<String> NORMALS = List.of("N.X", "N.Y", "N.Z");
    private static final List<String> MOTION = List.of("motion.u", "motion.v");
    private static final List<String> CRYPTO =
            List.of("CryptoObject00.R", "CryptoObject00.G", "CryptoObject00.B", "CryptoObject00.A");

    private final Path show;
    private final long nowMs;

    private StudioFarm(Path show, long nowMs) {
        this.show = show;
        this.nowMs = nowMs;
    }

    /**
     * @param show made here
     * @param nowMs milliseconds since 1970; all but the frame that is being written are hours older
     */
    public static void write(Path show, long nowMs) throws IOException {
        new StudioFarm(show, nowMs).write();
    }

    private void write() throws IOException {
        for (int frame = FIRST; frame <= LAST; frame++) {
            sh010(frame);
            sh020(frame);
            sh030(frame);
            sh040(frame);
            sh044(frame);
            save(
                    "renders/sq02/sh055/comp/v001/sh055_comp_v001." + frame,
                    base(64, 32, "Nuke 15.1")
                            .compression("none")
                            .channels(
                                    TinyChannel.of("B", "float"),
                                    TinyChannel.of("G", "float"),
                                    TinyChannel.of("R", "float"))
                            .string("colorspace", "ACES2065-1")
                            .written());
        }
        for (int frame = FIRST; frame <= FIRST + 2; frame++) {
            WrittenExr file = lighting("Arnold 7.2.0.0", frame, List.of(NORMALS, MOTION, CRYPTO))
                    .written();
            Path saved = save(
                    "renders/sq02/sh060/lgt/v001/sh060_lgt_v001." + frame,
                    frame == FIRST + 2 ? file.zeroTable() : file);
            if (frame == FIRST + 2) {
                Files.setLastModifiedTime(saved, FileTime.fromMillis(nowMs - 60_000));
            }
        }
    }

    private void sh010(int frame) throws IOException {
        WrittenExr file = lighting("Arnold 7.2.0.0", frame, List.of(NORMALS, MOTION, CRYPTO))
                .written();
        save("renders/sq01/sh010/lgt/v011/sh010_lgt_v011." + frame, file);
        save("old/sh010_lgt_v011." + frame, file);
        String latest = "renders/sq01/sh010/lgt/v012/sh010_lgt_v012." + frame;
        switch (frame) {
            case 1004, 1005 -> {}
            case 1007 -> save(latest, file.cutTo(0));
            case 1008 -> save(latest, file.cutInLastChunk());
            default -> save(latest, file);
        }
    }

    private void sh020(int frame) throws IOException {
        if (frame % 2 == 1) {
            WrittenExr file = TinyExr.multipart(
                            part("rgba", "R", "G", "B", "A"),
                            part("diffuse", "R", "G", "B"),
                            part("specular", "R", "G", "B"),
                            part("N", "X", "Y", "Z"),
                            part("depth", "Z"),
                            part("motion", "u", "v"),
                            part("crypto", CRYPTO.toArray(String[]::new)))
                    .written();
            save("renders/sq01/sh020/lgt/v007/sh020_lgt_v007." + frame, file);
        }
    }

    private static TinyPart part(String name, String... channels) {
        return base(32, 16, "Arnold 7.2.0.0").name(name).channels(channels).string("colorspace", "ACEScg");
    }

    private void sh030(int frame) throws IOException {
        save(
                "renders/sq01/sh030/lgt/v003/sh030_lgt_v003." + frame,
                lighting("Arnold 7.1.4.1", frame, List.of(NORMALS, MOTION, CRYPTO))
                        .compression("zips")
                        .written());
        List<List<String>> more = frame <= 1004 ? List.of(MOTION, CRYPTO) : List.of(CRYPTO);
        save(
                "renders/sq01/sh030/lgt/v004/sh030_lgt_v004." + frame,
                with(withoutDepth("Arnold 7.2.0.0", frame, more), List.of("sss.R", "sss.G", "sss.B"))
                        .channel("Z", "float")
                        .compression("dwaa")
                        .written());
    }

    private void sh040(int frame) throws IOException {
        for (String aov : List.of("rgba", "diffuse", "specular", "N", "Z", "motion")) {
            save(
                    "renders/sq01/sh040/lgt/v002/" + aov + "/sh040_lgt_v002_" + aov + "." + frame,
                    base(32, 16, "Redshift 3.6").channels("R", "G", "B").written());
        }
    }

    private void sh044(int frame) throws IOException {
        TinyPart file = frame == 1006 ? base(24, 12, "Houdini 20.5") : base(32, 16, "Houdini 20.5");
        file.channels("R", "G", "B", "A").string("colorspace", "ACEScg");
        if (frame <= 1003) {
            with(file, List.of("smoke.R", "smoke.G", "smoke.B"));
        }
        save("renders/sq02/sh044/fx/v002/sh044_fx_v002." + frame, file.written());
    }

    private static TinyPart lighting(String software, int frame, List<List<String>> more) {
        return with(withoutDepth(software, frame, more), List.of("Z"));
    }

    private static TinyPart withoutDepth(String software, int frame, List<List<String>> more) {
        TinyPart part = base(32, 16, software)
                .channels(LIGHTING.toArray(String[]::new))
                .string("colorspace", "ACEScg")
                .string("host", String.format(Locale.ROOT, "rn%03d", 100 + frame % 100 * 2))
                .attribute("renderTime")
                .floatNumber(frame == 1007 ? 4210.5f : 600 + frame % 10 * 30);
        more.forEach(names -> with(part, names));
        return part;
    }

    private static TinyPart with(TinyPart part, List<String> halfChannels) {
        halfChannels.forEach(name -> part.channel(name, "half"));
        return part;
    }

    private static TinyPart base(int width, int height, String software) {
        return TinyExr.scanline(width, height).compression("zip").string("software", software);
    }

    private Path save(String name, WrittenExr file) {
        try {
            Path saved = file.writeTo(show.resolve(name + ".exr"));
            long hours = name.contains("sh010_lgt_v012") || name.contains("sh060") ? 3 : 72;
            Files.setLastModifiedTime(saved, FileTime.fromMillis(nowMs - hours * 3_600_000));
            return saved;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
