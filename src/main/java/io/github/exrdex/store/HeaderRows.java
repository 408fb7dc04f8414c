package io.github.exrdex.store;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A header as rows: what it shares with other files, and the attributes that are its own.
 *
 * @param frameValues what this file has of its own, a value for each slot of the header
 * @param partBytes what the chunks of each part take; empty where that is not known
 */
public record HeaderRows(Shared shared, List<FrameValue> frameValues, List<Long> partBytes) {
    /** One row of {@code header} with its parts, and where the attributes stand that vary from frame to frame. */
    record Shared(Digest digest, List<PartRow> parts, List<FrameSlot> slots) {}

    /**
     * One row of {@code frame_slot}.
     *
     * @param ordinal place in the part's header, 0 first
     */
    record FrameSlot(int partIndex, int ordinal, String name, String typeName) {}

    /** One row of {@code part}. Absent facts are absent in the file. */
    record PartRow(
            Optional<String> name,
            Optional<String> aov,
            Optional<String> type,
            Optional<String> compression,
            Optional<Box2i> dataWindow,
            Optional<Box2i> displayWindow,
            Optional<String> lineOrder,
            OptionalDouble pixelAspectRatio,
            OptionalLong chunkCount,
            Optional<String> view,
            ChannelSet channels,
            AttributeSet attributes) {
        /** What the file says in its own columns, one by one, into the digest of the header; the AOV is our reading of it. */
        void addFactsTo(Digest.Builder digest) {
            for (Object fact : List.of(
                    name,
                    type,
                    compression,
                    dataWindow,
                    displayWindow,
                    lineOrder,
                    pixelAspectRatio,
                    chunkCount,
                    view)) {
                digest.add(fact.toString());
            }
        }
    }

    /** One row of {@code channel_set} with its channels in file order. */
    record ChannelSet(Digest digest, List<Channel> channels) {}

    /** One row of {@code attribute_set} with its attributes in file order. */
    record AttributeSet(Digest digest, List<SetAttribute> attributes) {}

    /** @param ordinal place in the part's header, 0 first */
    record SetAttribute(int ordinal, String name, String typeName, StoredValue value) {}
}
