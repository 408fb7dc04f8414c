package io.github.exrdex.query;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.ChannelName;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Everything known of one file, whether the index says it or the file itself was just read. Both say the same in the same
 * order, so whoever prints this need not ask where it came from.
 *
 * @param path absolute, for people
 * @param state the word of {@link FileState}
 * @param mtimeNs nanoseconds since 1970
 * @param parts empty where no header could be read
 */
public record FileFacts(
        String path, String state, long sizeBytes, long mtimeNs, List<ProblemFact> problems, List<PartFacts> parts) {
    public FileFacts {
        problems = List.copyOf(problems);
        parts = List.copyOf(parts);
    }

    /**
     * @param severity {@code fatal} or {@code warn}
     * @param kind the word of {@link io.github.exrdex.exr.ProblemKind}
     * @param offset bytes from the start of the file; empty where no single byte is to blame
     */
    public record ProblemFact(String severity, String kind, OptionalLong offset, String detail) {
        static ProblemFact of(HeaderProblem problem) {
            return new ProblemFact(
                    problem.severity().text(),
                    problem.kind().text(),
                    problem.offset() < 0 ? OptionalLong.empty() : OptionalLong.of(problem.offset()),
                    problem.detail());
        }
    }

    /**
     * One part; what the header does not state is absent.
     *
     * @param index its place in the file, 0 first
     * @param type the file's own word
     * @param compression its name, or its number as text
     * @param attributes in file order, the channel list among them
     */
    public record PartFacts(
            int index,
            Optional<String> name,
            Optional<String> type,
            Optional<String> compression,
            Optional<Box2i> dataWindow,
            Optional<Box2i> displayWindow,
            OptionalDouble pixelAspectRatio,
            Optional<String> lineOrder,
            OptionalLong chunkCount,
            Optional<String> view,
            List<ChannelFacts> channels,
            List<AttributeFacts> attributes) {
        public PartFacts {
            // Neither JSON nor SQLite has a word for NaN, and no picture has such pixels; the attribute still shows it.
            pixelAspectRatio = pixelAspectRatio.isPresent() && Double.isFinite(pixelAspectRatio.getAsDouble())
                    ? pixelAspectRatio
                    : OptionalDouble.empty();
            channels = List.copyOf(channels);
            attributes = List.copyOf(attributes);
        }

        /** The tile description; the last of that name counts, as for the reference library. */
        public Optional<ValueText> tiles() {
            return attributes.stream()
                    .filter(attribute -> attribute.name().equals("tiles"))
                    .reduce((first, second) -> second)
                    .filter(attribute -> attribute.type().equals("tiledesc")
                            && !attribute.value().isOpaque())
                    .map(AttributeFacts::value);
        }

        static PartFacts of(Part part, ChannelNaming naming) {
            return new PartFacts(
                    part.index(),
                    part.name(),
                    Optional.of(part.typeName()).filter(type -> !type.isEmpty()),
                    part.compression().map(Compression::text),
                    part.dataWindow(),
                    part.displayWindow(),
                    part.pixelAspectRatio(),
                    part.lineOrder(),
                    part.knownChunkCount(),
                    part.view(),
                    part.channels().stream()
                            .map(channel -> ChannelFacts.of(channel, naming))
                            .toList(),
                    part.attributes().stream().map(AttributeFacts::of).toList());
        }
    }

    /**
     * @param layer empty where the channel is in none
     * @param group as the configuration names it
     * @param type {@code half}, {@code float} or {@code uint}
     * @param xSampling in pixels, as is {@code ySampling}: 2 is every second one
     */
    public record ChannelFacts(
            String name,
            Optional<String> layer,
            String component,
            String group,
            String type,
            int xSampling,
            int ySampling,
            boolean linear) {
        static ChannelFacts of(Channel channel, ChannelNaming naming) {
            ChannelName name = ChannelName.of(channel.name());
            return new ChannelFacts(
                    channel.name(),
                    Optional.of(name.layer()).filter(layer -> !layer.isEmpty()),
                    name.component(),
                    naming.group(channel.name()),
                    channel.type().text(),
                    channel.xSampling(),
                    channel.ySampling(),
                    channel.linear());
        }
    }

    /**
     * @param type the file's own word
     * @param place empty where the index says it, which does not keep places
     */
    public record AttributeFacts(String name, String type, ValueText value, Optional<Place> place) {
        /** The channel list has a list of its own in every answer. */
        public boolean isChannelList() {
            return type.equals("chlist");
        }

        static AttributeFacts of(Attribute attribute) {
            return new AttributeFacts(
                    attribute.name(),
                    attribute.typeName(),
                    ValueText.of(attribute.value()),
                    Optional.of(new Place(attribute.offset(), attribute.sizeBytes())));
        }
    }

    /** @param offset of the value's first byte from the start of the file */
    public record Place(long offset, long sizeBytes) {}

    /** Of a file that was just read. */
    public static FileFacts of(String path, FileStamp stamp, FileState state, Reading reading, ChannelNaming naming) {
        return new FileFacts(
                path,
                state.text(),
                stamp.sizeBytes(),
                stamp.mtimeNs(),
                reading.problems().stream().map(ProblemFact::of).toList(),
                reading.parts().stream().map(part -> PartFacts.of(part, naming)).toList());
    }

    /** Of a file that could not be read. */
    public static FileFacts of(String path, FileStamp stamp, FileState state, HeaderProblem problem) {
        return new FileFacts(
                path, state.text(), stamp.sizeBytes(), stamp.mtimeNs(), List.of(ProblemFact.of(problem)), List.of());
    }
}
