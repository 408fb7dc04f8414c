package io.github.exrdex.parse;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.exr.ProblemKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code chlist} (format notes, section 3.2):
 * <pre>
 * entry = name 0x00  int32 pixelType  uint8 pLinear  byte[3]  int32 xSampling  int32 ySampling
 * list  = entry* 0x00
 * </pre>
 * Frames of a sequence repeat their list byte for byte, so the last few are remembered.
 *
 * <p>Threads: one.
 */
final class ChannelListDecoder {
    private static final int FIXED_BYTES = 16;
    private static final int REMEMBERED = 8;
    private static final int LONGEST_REMEMBERED = 64 << 10;
    private static final PixelType[] PIXEL_TYPES = {PixelType.UINT, PixelType.HALF, PixelType.FLOAT};

    /**
     * What a list says.
     *
     * @param channels in file order; with a fatal problem, those before the fault
     * @param names theirs, as the value of the attribute
     */
    record ChannelList(List<Channel> channels, AttributeValue.TextList names) {
        private static ChannelList of(List<Channel> channels) {
            return new ChannelList(
                    List.copyOf(channels),
                    new AttributeValue.TextList(
                            channels.stream().map(Channel::name).toList()));
        }
    }

    private static final class Known {
        private final byte[] bytes;
        private final boolean longNames;
        private final ChannelList list;

        private Known(byte[] bytes, boolean longNames, ChannelList list) {
            this.bytes = bytes;
            this.longNames = longNames;
            this.list = list;
        }

        private boolean fits(byte[] list, int from, int to, boolean withLongNames) {
            return longNames == withLongNames && Arrays.equals(bytes, 0, bytes.length, list, from, to);
        }
    }

    private final NameTable names;
    private final HeaderLimits limits;
    private final @Nullable Known[] known = new Known[REMEMBERED];
    private int next;

    ChannelListDecoder(NameTable names, HeaderLimits limits) {
        this.names = names;
        this.limits = limits;
    }

    /**
     * @param from index of the value's first byte
     * @param offset of that byte in the file
     * @param longNames the file's flag for names over 31 bytes
     */
    ChannelList decode(byte[] bytes, int from, int to, long offset, boolean longNames, Problems problems) {
        for (Known candidate : known) {
            if (candidate != null && candidate.fits(bytes, from, to, longNames)) {
                return candidate.list;
            }
        }
        Walk walk = new Walk(bytes, from, to, offset, longNames, problems);
        ChannelList list = ChannelList.of(walk.channels());
        if (!walk.anyProblem && to - from <= LONGEST_REMEMBERED) {
            known[next] = new Known(Arrays.copyOfRange(bytes, from, to), longNames, list);
            next = (next + 1) % REMEMBERED;
        }
        return list;
    }

    /** One pass over a list that was not seen before. */
    private final class Walk {
        private final byte[] bytes;
        private final int from;
        private final int to;
        private final long offset;
        private final boolean longNames;
        private final Problems problems;
        private final List<Channel> channels = new ArrayList<>();
        private boolean anyProblem;

        Walk(byte[] bytes, int from, int to, long offset, boolean longNames, Problems problems) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.offset = offset;
            this.longNames = longNames;
            this.problems = problems;
        }

        List<Channel> channels() {
            Set<String> seen = new HashSet<>();
            int at = from;
            while (at < to && bytes[at] != 0) {
                int nameEnd = nameEnd(at);
                if (nameEnd < 0) {
                    return channels;
                }
                if (to - nameEnd - 1 < FIXED_BYTES) {
                    fatal(at, "the channel list ends inside channel " + shown(at, nameEnd));
                    return channels;
                }
                Channel channel = channel(at, nameEnd);
                if (channel == null) {
                    return channels;
                }
                if (!seen.add(channel.name())) {
                    anyProblem = true;
                    problems.fatal(
                            ProblemKind.DUPLICATE_CHANNEL,
                            offsetOf(at),
                            "channel " + channel.name() + " is listed twice");
                    return channels;
                }
                if (channels.size() == limits.channels()) {
                    anyProblem = true;
                    problems.fatal(
                            ProblemKind.LIMIT_EXCEEDED, offsetOf(at), "more than " + limits.channels() + " channels");
                    return channels;
                }
                channels.add(channel);
                at = nameEnd + 1 + FIXED_BYTES;
            }
            checkEnd(at);
            return channels;
        }

        /** Index of the 0x00 behind the name, -1 where there is none within reach. */
        private int nameEnd(int at) {
            int end = at;
            while (end < to && bytes[end] != 0) {
                end++;
            }
            int length = end - at;
            if (length > HeaderLimits.NAME_BYTES) {
                fatal(at, "a channel name is longer than " + HeaderLimits.NAME_BYTES + " bytes");
                return -1;
            }
            if (end == to) {
                fatal(at, "the channel list ends inside a name");
                return -1;
            }
            if (length > HeaderLimits.SHORT_NAME_BYTES && !longNames) {
                warn(
                        ProblemKind.LONG_NAME_WITHOUT_FLAG,
                        at,
                        "channel name " + shown(at, end) + " has " + length
                                + " bytes, and the flag for names over 31 is not set");
            }
            if (!names.name(bytes, at, end).utf8()) {
                warn(
                        ProblemKind.NAME_NOT_UTF8,
                        at,
                        "channel name " + shown(at, end) + " is not UTF-8; its bytes are "
                                + FileText.hex(bytes, at, end));
            }
            return end;
        }

        private @Nullable Channel channel(int at, int nameEnd) {
            int type = Window.intAt(bytes, nameEnd + 1);
            int linear = bytes[nameEnd + 5] & 0xff;
            int xSampling = Window.intAt(bytes, nameEnd + 9);
            int ySampling = Window.intAt(bytes, nameEnd + 13);
            if (type < 0 || type >= PIXEL_TYPES.length) {
                fatal(nameEnd + 1, "channel " + shown(at, nameEnd) + " has pixel type " + type + "; there are 0 to 2");
                return null;
            }
            if (linear > 1) {
                fatal(nameEnd + 5, "channel " + shown(at, nameEnd) + " has pLinear " + linear + "; it is 0 or 1");
                return null;
            }
            if (xSampling < 1 || ySampling < 1) {
                fatal(
                        nameEnd + 9,
                        "channel " + shown(at, nameEnd) + " has sampling " + xSampling + "x" + ySampling
                                + "; it is at least 1");
                return null;
            }
            return new Channel(
                    names.name(bytes, at, nameEnd).text(), PIXEL_TYPES[type], xSampling, ySampling, linear == 1);
        }

        private void checkEnd(int at) {
            if (channels.isEmpty()) {
                fatal(from, "the channel list is empty");
            } else if (at == to) {
                warn(ProblemKind.BAD_CHANNEL_LIST, at, "the channel list has no end mark");
            } else if (at + 1 < to) {
                warn(ProblemKind.BAD_CHANNEL_LIST, at + 1, (to - at - 1) + " bytes follow the end of the channel list");
            }
        }

        private String shown(int at, int nameEnd) {
            return FileText.shown(bytes, at, nameEnd);
        }

        private long offsetOf(int index) {
            return offset + (index - from);
        }

        private void fatal(int index, String detail) {
            anyProblem = true;
            problems.fatal(ProblemKind.BAD_CHANNEL_LIST, offsetOf(index), detail);
        }

        private void warn(ProblemKind kind, int index, String detail) {
            anyProblem = true;
            problems.warn(kind, offsetOf(index), detail);
        }
    }
}
