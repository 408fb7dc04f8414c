package io.github.exrdex.parse;

/**
 * How much one file may cost. Real headers are a few KiB; manifests reach megabytes. Nothing is allocated for a length that
 * has not been checked against these and against the size of the file.
 *
 * @param headerBytes of all headers of a file together
 * @param valueBytes a larger value is kept as its size and digest
 * @param channelListBytes a channel list is needed whole, so it has a limit of its own
 * @param attributes in all parts together
 * @param channels in all parts together
 * @param tableEntries offsets in all tables together; the reference library stops at 2^20 a part
 * @param problems listed; the rest are counted
 */
public record HeaderLimits(
        long headerBytes,
        int valueBytes,
        int channelListBytes,
        int parts,
        int attributes,
        int channels,
        long tableEntries,
        int problems) {
    public static final HeaderLimits DEFAULT =
            new HeaderLimits(64L << 20, 256 << 10, 16 << 20, 4096, 65_536, 65_536, 8L << 20, 100);

    /** Longest name of an attribute, type or channel in bytes, whatever the flags say. */
    static final int NAME_BYTES = 255;

    /** Longest name where the flag for long names is not set. */
    static final int SHORT_NAME_BYTES = 31;

    public HeaderLimits withHeaderBytes(long bytes) {
        return new HeaderLimits(
                bytes, valueBytes, channelListBytes, parts, attributes, channels, tableEntries, problems);
    }

    public HeaderLimits withValueBytes(int bytes) {
        return new HeaderLimits(
                headerBytes, bytes, channelListBytes, parts, attributes, channels, tableEntries, problems);
    }
}
