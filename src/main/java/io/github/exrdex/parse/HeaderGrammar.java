package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.parse.AttributeDecoder.Slot;
import io.github.exrdex.parse.ChannelListDecoder.ChannelList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a header into attributes (format notes, sections 1 and 2):
 * <pre>
 * file      = magic version header+ [0x00 if multipart] offset-tables chunks
 * header    = attribute+ 0x00
 * attribute = name 0x00  type 0x00  int32 size  byte[size]
 * </pre>
 * Whatever a value holds, the next attribute begins where its declared size ends.
 *
 * <p>Threads: one.
 */
final class HeaderGrammar {
    private static final int MAGIC = 20000630;
    private static final int VERSION = 2;
    private static final int PREAMBLE_BYTES = 8;
    private static final String CHANNEL_LIST = "chlist";

    private final Window window;
    private final HeaderLimits limits;
    private final NameTable names = new NameTable();
    private final AttributeDecoder values;
    private final ChannelListDecoder channelLists;
    private final HeaderMemory memory;
    private final HeaderMemory.AttributeReader again = this::readAgain;

    HeaderGrammar(Window window, HeaderLimits limits) {
        this.window = window;
        this.limits = limits;
        this.values = new AttributeDecoder(window, limits);
        this.channelLists = new ChannelListDecoder(names, limits);
        this.memory = new HeaderMemory(window);
    }

    /**
     * The headers of a file as far as they go. Filled while it is read, so that a header cut short still shows its first
     * parts.
     */
    static final class Headers {
        final List<PartDraft> parts = new ArrayList<>(1);
        /** What the rules make of them, where that is known already. */
        @Nullable
        JudgedParts judged;

        Flags flags = new Flags(0);
        /** The first byte behind them, where the offset tables begin. */
        long end;

        private int attributes;
        private int channels;
    }

    /** @throws HeaderException where the framing is broken or the file ends; what was read before stays in {@code into} */
    void read(Headers into, Problems problems) throws IOException, HeaderException {
        into.flags = readPreamble(problems);
        if (problems.count() == 0 && memory.becomes(into.flags, again)) {
            takeOver(into);
            return;
        }
        memory.begin(into.flags);
        readParts(into, problems);
        if (problems.count() == 0) {
            memory.finish();
        }
    }

    private void takeOver(Headers into) {
        into.end = memory.end();
        into.judged = memory.judged();
        if (into.judged == null) {
            into.parts.addAll(memory.drafts());
        }
    }

    /** The rules had nothing to say about the header that was read last. */
    void keepJudged(JudgedParts clean) {
        memory.keepJudged(clean);
    }

    private void readParts(Headers into, Problems problems) throws IOException, HeaderException {
        long position = PREAMBLE_BYTES;
        boolean more;
        do {
            if (into.parts.size() == limits.parts()) {
                throw corrupt(ProblemKind.LIMIT_EXCEEDED, position, "more than " + limits.parts() + " parts");
            }
            PartDraft part = new PartDraft(into.parts.size(), position);
            position = readPart(part, position, into, problems);
            into.parts.add(part);
            more = into.flags.multipart() && window.unsignedByte(position) != 0;
            memory.endPart(position - 1, part.channels(), !more);
        } while (more);
        if (into.flags.multipart()) {
            memory.endParts(position);
            position++;
        }
        into.end = position;
    }

    private Flags readPreamble(Problems problems) throws IOException, HeaderException {
        if (window.sizeBytes() == 0) {
            throw new HeaderException(
                    Verdict.EMPTY, HeaderProblem.fatal(ProblemKind.EMPTY_FILE, 0, "the file has no bytes"));
        }
        int held = (int) Math.min(PREAMBLE_BYTES, window.sizeBytes());
        int at = window.require(0, held);
        checkMagic(window.bytes(), at, held);
        int word = window.int32(Integer.BYTES);
        Flags flags = new Flags(word & ~0xff);
        if ((word & 0xff) != VERSION) {
            throw corrupt(ProblemKind.BAD_VERSION, 4, "format version " + (word & 0xff) + "; every known file says 2");
        }
        if (flags.unknown() != 0) {
            throw corrupt(
                    ProblemKind.BAD_FLAGS, 5, String.format("unknown flags 0x%x in the version word", flags.unknown()));
        }
        if (flags.tiled() && (flags.deep() || flags.multipart())) {
            // The parts can still be read, and say more than nothing.
            problems.fatal(
                    ProblemKind.BAD_FLAGS,
                    5,
                    "the flag for tiled single parts stands beside those for deep or multipart");
        }
        return flags;
    }

    private static void checkMagic(byte[] bytes, int at, int held) throws HeaderException {
        boolean zeros = true;
        boolean magic = true;
        for (int i = 0; i < held; i++) {
            zeros &= bytes[at + i] == 0;
            magic &= i >= Integer.BYTES || bytes[at + i] == (byte) (MAGIC >>> (8 * i));
        }
        if (zeros) {
            throw new HeaderException(
                    Verdict.HEADER_CUT_SHORT,
                    HeaderProblem.fatal(
                            ProblemKind.HEADER_CUT_SHORT,
                            0,
                            "the first " + held + " bytes are zeros: nothing is written yet"));
        }
        if (!magic) {
            throw new HeaderException(
                    Verdict.NOT_EXR,
                    HeaderProblem.fatal(
                            ProblemKind.BAD_MAGIC,
                            0,
                            "begins with " + FileText.hex(bytes, at, at + Math.min(held, Integer.BYTES))
                                    + ", an EXR with 762f3101"));
        }
    }

    /** @return the position behind the part's end mark */
    private long readPart(PartDraft part, long start, Headers into, Problems problems)
            throws IOException, HeaderException {
        long position = start;
        while (window.unsignedByte(position) != 0) {
            if (into.attributes++ == limits.attributes()) {
                throw corrupt(ProblemKind.LIMIT_EXCEEDED, position, "more than " + limits.attributes() + " attributes");
            }
            Attribute attribute = readAttribute(part, position, into, problems);
            if (part.has(attribute.name())) {
                problems.warn(
                        ProblemKind.DUPLICATE_ATTRIBUTE,
                        position,
                        "attribute " + attribute.name() + " stands here twice");
            }
            part.add(attribute);
            memory.add(position, attribute);
            position = attribute.offset() + attribute.sizeBytes();
        }
        if (part.attributes().isEmpty()) {
            throw corrupt(ProblemKind.MISSING_ATTRIBUTE, position, "a header without a single attribute");
        }
        return position + 1;
    }

    private Attribute readAttribute(PartDraft part, long position, Headers into, Problems problems)
            throws IOException, HeaderException {
        Slot slot = readSlot(position, into.flags, problems);
        AttributeValue value = slot.type().equals(CHANNEL_LIST)
                ? channelList(part, slot, into, problems)
                : values.decode(slot, problems);
        return new Attribute(slot.name(), slot.type(), value, slot.offset(), slot.sizeBytes());
    }

    /** One attribute of a header that is known but for this one; not a channel list. */
    private Attribute readAgain(long position, Flags flags, Problems problems) throws IOException, HeaderException {
        Slot slot = readSlot(position, flags, problems);
        return new Attribute(slot.name(), slot.type(), values.decode(slot, problems), slot.offset(), slot.sizeBytes());
    }

    private AttributeValue channelList(PartDraft part, Slot slot, Headers into, Problems problems)
            throws IOException, HeaderException {
        window.checkInside(slot.offset(), slot.sizeBytes());
        if (slot.sizeBytes() > limits.channelListBytes()) {
            throw corrupt(
                    ProblemKind.LIMIT_EXCEEDED,
                    slot.offset() - Integer.BYTES,
                    "a channel list of " + slot.sizeBytes() + " bytes; the limit is " + limits.channelListBytes());
        }
        int at = window.require(slot.offset(), slot.sizeBytes());
        ChannelList list = channelLists.decode(
                window.bytes(), at, at + slot.sizeBytes(), slot.offset(), into.flags.longNames(), problems);
        into.channels += list.channels().size();
        if (into.channels > limits.channels()) {
            throw corrupt(ProblemKind.LIMIT_EXCEEDED, slot.offset(), "more than " + limits.channels() + " channels");
        }
        if (slot.name().equals("channels")) {
            part.channels(list.channels());
        }
        return list.names();
    }

    /** name, type and size of the attribute at a position. */
    private Slot readSlot(long position, Flags flags, Problems problems) throws IOException, HeaderException {
        int nameLength = lengthOfName(position, "an attribute name", "");
        String name = takeName(position, nameLength, "attribute name", flags, problems);
        long typeAt = position + nameLength + 1;
        int typeLength = lengthOfName(typeAt, "the type name of attribute ", name);
        if (typeLength == 0) {
            throw corrupt(ProblemKind.BAD_NAME, typeAt, "attribute " + name + " has an empty type name");
        }
        String type = takeName(typeAt, typeLength, "type name", flags, problems);
        long sizeAt = typeAt + typeLength + 1;
        int sizeBytes = window.int32(sizeAt);
        if (sizeBytes < 0) {
            throw corrupt(ProblemKind.BAD_SIZE, sizeAt, "attribute " + name + " has the size " + sizeBytes);
        }
        if (sizeAt + Integer.BYTES + sizeBytes > limits.headerBytes()) {
            throw corrupt(
                    ProblemKind.LIMIT_EXCEEDED,
                    sizeAt,
                    "attribute " + name + " of " + sizeBytes + " bytes takes the header over the limit of "
                            + limits.headerBytes() + " bytes");
        }
        return new Slot(name, type, sizeAt + Integer.BYTES, sizeBytes);
    }

    /**
     * Bytes before the 0x00. What is in memory is searched first, so that the end of a header costs no extra read.
     *
     * @param what of {@code whose}, for people: put together only where it is too long
     */
    private int lengthOfName(long position, String what, String whose) throws IOException, HeaderException {
        int reach = HeaderLimits.NAME_BYTES + 1;
        int at = window.require(position, 1);
        int held = Math.min(window.held(position), reach);
        int length = 0;
        while (true) {
            byte[] bytes = window.bytes();
            while (length < held && bytes[at + length] != 0) {
                length++;
            }
            if (length < held) {
                return length;
            }
            if (held == reach) {
                throw corrupt(
                        ProblemKind.BAD_NAME,
                        position,
                        what + whose + " is longer than " + HeaderLimits.NAME_BYTES + " bytes");
            }
            int more = (int) Math.min(reach, Math.max(window.sizeBytes() - position, held + 1L));
            at = window.require(position, more);
            held = more;
        }
    }

    private String takeName(long position, int length, String what, Flags flags, Problems problems)
            throws IOException, HeaderException {
        int at = window.require(position, length + 1);
        byte[] bytes = window.bytes();
        NameTable.Name name = names.name(bytes, at, at + length);
        if (length > HeaderLimits.SHORT_NAME_BYTES && !flags.longNames()) {
            problems.warn(
                    ProblemKind.LONG_NAME_WITHOUT_FLAG,
                    position,
                    what + " " + name.text() + " has " + length + " bytes, and the flag for names over 31 is not set");
        }
        if (!name.utf8()) {
            problems.warn(
                    ProblemKind.NAME_NOT_UTF8,
                    position,
                    what + " " + name.text() + " is not UTF-8; its bytes are " + FileText.hex(bytes, at, at + length));
        }
        return name.text();
    }

    private static HeaderException corrupt(ProblemKind kind, long offset, String detail) {
        return new HeaderException(Verdict.CORRUPT, HeaderProblem.fatal(kind, offset, detail));
    }
}
