package io.github.exrdex.query;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sequences of every sort: like each other, with holes, without values in some frames, foreign ones, gone and changed files. */
final class MixedFarm {
    static final PathTokens TOKENS = path ->
            Map.of("show", "abc", "shot", path.split("/", -1)[2], "version", path.split("/", -1)[3].substring(1));

    private MixedFarm() {}

    static DisklessIndex in(Path folder) {
        DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS);
        for (int shot = 0; shot < 9; shot++) {
            for (int version = 1; version <= 2; version++) {
                for (int frame = 1001; frame <= 1012; frame++) {
                    if (shot != 3 || frame != 1005) {
                        index.put(
                                "sh%02d/v%03d/a.%d.exr".formatted(shot, version, frame),
                                shot == 4 && frame == 1007 ? FileState.TRUNCATED : FileState.COMPLETE,
                                part(shot, version, frame));
                    }
                }
            }
        }
        for (String name : List.of("\uff01", "\ud83c\udfac", "z", "\u00e9")) {
            index.put("sh05/v001/" + name + ".1001.exr", FileState.COMPLETE, DisklessIndex.part("Z"));
        }
        index.put("sh05/v001/still.exr", FileState.COMPLETE, DisklessIndex.part("R", "G", "B"))
                .put("sh05/v001/no.exr", FileState.NOT_EXR)
                .swept(0);
        index.remove("sh06/v001/a.1003.exr")
                .put("sh07/v001/a.1004.exr", FileState.TRUNCATED, part(7, 1, 1004))
                .flush();
        return index;
    }

    static Part part(int shot, int version, int frame) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(DisklessIndex.attribute(
                "renderHost", "string", new AttributeValue.Text(shot == 2 ? "a \"b\",\n" : "farm" + (frame % 5))));
        attributes.add(DisklessIndex.attribute(
                "renderTime", "float", new AttributeValue.FloatNumber(frame * 0.5f - 3 * version)));
        if (shot != 1 || frame % 2 == 0) {
            attributes.add(DisklessIndex.attribute(
                    "pass", "string", new AttributeValue.Text(frame % 3 == 0 ? "1" : frame % 3 == 1 ? "1.0" : "x")));
        }
        boolean deep = version == 2 && !(shot == 8 && frame == 1006);
        return DisklessIndex.with(
                deep ? DisklessIndex.part("R", "G", "B", "Z") : DisklessIndex.part("R", "G", "B"),
                attributes.toArray(new Attribute[0]));
    }
}
