package io.github.exrdex.write;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import java.util.Comparator;
import java.util.List;

/**
 * What the header of a flat scanline part says.
 *
 * @param name written in multipart files alone
 * @param extra attributes beside the required ones
 * @param channels kept sorted by name, as the pixels of a file are
 */
public record PartHeader(
        String name,
        Compression compression,
        Box2i displayWindow,
        Box2i dataWindow,
        Attributes extra,
        List<Channel> channels) {
    private static final int MAGIC = 20000630;
    private static final int VERSION = 2;
    private static final int MULTIPART = 0x1000;

    public PartHeader {
        channels = channels.stream().sorted(Comparator.comparing(Channel::name)).toList();
    }

    /**
     * The beginning of a file up to its offset tables: magic, version word, headers.
     *
     * @param parts one for a plain file, more for a multipart one
     */
    public static LittleEndian beginFile(List<PartHeader> parts) {
        boolean multipart = parts.size() > 1;
        LittleEndian file = new LittleEndian().i32(MAGIC).i32(multipart ? VERSION | MULTIPART : VERSION);
        for (PartHeader part : parts) {
            part.attributes(multipart).writeTo(file);
            file.u8(0);
        }
        return multipart ? file.u8(0) : file;
    }

    public int chunkCount() {
        int lines = compression.linesPerChunk();
        return (int) ((dataWindow.height() + lines - 1) / lines);
    }

    private Attributes attributes(boolean multipart) {
        LittleEndian list = new LittleEndian();
        for (Channel channel : channels) {
            list.name(channel.name())
                    .i32(channel.type().number())
                    .i32(channel.linear() ? 1 : 0)
                    .i32(channel.xSampling())
                    .i32(channel.ySampling());
        }
        Attributes attributes = new Attributes()
                .addAll(extra)
                .add("channels", "chlist", list.u8(0))
                .code("compression", "compression", compression.number())
                .box("dataWindow", dataWindow)
                .box("displayWindow", displayWindow)
                .code("lineOrder", "lineOrder", 0)
                .real("pixelAspectRatio", 1)
                .point("screenWindowCenter", 0, 0)
                .real("screenWindowWidth", 1)
                .text("type", "scanlineimage");
        if (multipart) {
            attributes.text("name", name).integer("chunkCount", chunkCount());
        }
        return attributes;
    }
}
