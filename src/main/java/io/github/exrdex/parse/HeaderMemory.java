package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header that was read last: its bytes, its attributes, and its parts as the rules left them. Frames of a sequence differ
 * in the values of a few attributes, so a header is compared with the last one byte by byte, and only what differs is decoded
 * and judged again. A value may have grown or shrunk; a header that has other names, types or channels is another header.
 *
 * <p>A header whose grammar had a problem, or that was not in memory as a whole, is not remembered.
 *
 * <p>Threads: one.
 */
final class HeaderMemory {
    /** Real headers have some tens of KiB. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final int PREAMBLE_BYTES = 8;
    private static final String CHANNEL_LIST = "chlist";

    /** Reads the attribute at a position; what is wrong with it goes into the problems. */
    interface AttributeReader {
        Attribute read(long position, Flags flags, Problems problems) throws IOException, HeaderException;
    }

    /** @param first index of its first attribute among those of all parts */
    private record KeptPart(int first, List<Channel> channels) {}

    private final Window window;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<KeptPart> parts = new ArrayList<>();
    private int[] starts = new int[64];
    private byte[] bytes = new byte[8 << 10];
    private int end;
    /** As far as it was read all of it is here. */
    private boolean kept;
    /** It was read to its end, and can be compared with. */
    private boolean whole;

    private Flags flags = new Flags(0);
    private @Nullable JudgedParts judged;

    HeaderMemory(Window window) {
        this.window = window;
    }

    /** A header is about to be read in full. */
    void begin(Flags next) {
        flags = next;
        attributes.clear();
        parts.clear();
        judged = null;
        end = PREAMBLE_BYTES;
        kept = true;
        whole = false;
        beginPart();
    }

    private void beginPart() {
        parts.add(new KeptPart(attributes.size(), List.of()));
    }

    /** The next attribute, from its name to the end of its value. */
    void add(long position, Attribute attribute) {
        if (append(position, endOf(attribute) - position)) {
            if (attributes.size() == starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[attributes.size()] = (int) position;
            attributes.add(attribute);
        }
    }

    /** The mark behind the attributes of a part. */
    void endPart(long position, List<Channel> channels, boolean last) {
        KeptPart part = parts.get(parts.size() - 1);
        parts.set(parts.size() - 1, new KeptPart(part.first(), channels));
        if (append(position, 1) && !last) {
            beginPart();
        }
    }

    /** The mark behind the last part of a multipart file. */
    void endParts(long position) {
        append(position, 1);
    }

    private boolean append(long position, long length) {
        kept = kept && position == end && length <= KEPT_BYTES - end && window.held(position) >= length;
        if (!kept) {
            return false;
        }
        if (end + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end + length, Math.min(KEPT_BYTES, 2L * bytes.length)));
        }
        window.copyHeld(position, bytes, end, (int) length);
        end += (int) length;
        return true;
    }

    private static long endOf(Attribute attribute) {
        return attribute.offset() + attribute.sizeBytes();
    }

    /** It was read in full, and there was nothing to say about it. */
    void finish() {
        whole = kept;
    }

    /** What the rules made of it, without a word. */
    void keepJudged(JudgedParts clean) {
        if (whole) {
            judged = clean;
        }
    }

    /** Where the offset tables begin. */
    long end() {
        return end;
    }

    /** The parts as the rules would leave them, or null where the rules have to be asked. */
    @Nullable
    JudgedParts judged() {
        return judged;
    }

    /** The parts as the grammar would leave them. */
    List<PartDraft> drafts() {
        List<PartDraft> drafts = new ArrayList<>(parts.size());
        for (int p = 0; p < parts.size(); p++) {
            PartDraft draft = new PartDraft(p, starts[parts.get(p).first()]);
            ofPart(p).forEach(draft::add);
            draft.channels(parts.get(p).channels());
            drafts.add(draft);
        }
        return drafts;
    }

    private List<Attribute> ofPart(int part) {
        int to = part + 1 < parts.size() ? parts.get(part + 1).first() : attributes.size();
        return attributes.subList(parts.get(part).first(), to);
    }

    /**
     * Is the header that begins in the window the one in memory, but for values? Afterwards the memory is of this one.
     *
     * @return false where it has to be read in full
     */
    boolean becomes(Flags next, AttributeReader reader) throws IOException {
        if (!whole || !next.equals(flags)) {
            return false;
        }
        whole = false; // until it is through
        try {
            whole = follow(reader);
        } catch (HeaderException e) {
            // Whoever reads it in full meets the same, and says so.
        }
        return whole;
    }

    private boolean follow(AttributeReader reader) throws IOException, HeaderException {
        Problems problems = new Problems(1);
        BitSet changed = new BitSet(parts.size());
        boolean ruled = false;
        int place = PREAMBLE_BYTES;
        while (true) {
            place = firstDifference(place);
            if (place == end) {
                break;
            }
            int index = Arrays.binarySearch(starts, 0, attributes.size(), place);
            index = index < 0 ? -index - 2 : index;
            Attribute old = index < 0 ? null : attributes.get(index);
            if (old == null || place >= endOf(old) || old.typeName().equals(CHANNEL_LIST)) {
                return false;
            }
            int start = starts[index];
            Attribute young = reader.read(start, flags, problems);
            if (problems.count() > 0
                    || !young.name().equals(old.name())
                    || !young.typeName().equals(old.typeName())
                    || !replace(index, young)) {
                return false;
            }
            ruled |= isRuled(young.name());
            // Behind a value that grew or shrank all the others stand elsewhere.
            int part = partOf(index);
            changed.set(part, young.sizeBytes() == old.sizeBytes() ? part + 1 : parts.size());
            place = (int) endOf(young);
        }
        if (ruled) {
            judged = null;
        } else if (judged != null) {
            judged = renewed(judged, changed);
        }
        return true;
    }

    private int partOf(int attribute) {
        int part = parts.size() - 1;
        while (parts.get(part).first() > attribute) {
            part--;
        }
        return part;
    }

    /** @return {@link #end} where there is none */
    private int firstDifference(int from) throws IOException, HeaderException {
        int place = from;
        while (place < end) {
            int at = window.require(place, 1);
            int length = Math.min(window.held(place), end - place);
            int same = Arrays.mismatch(bytes, place, place + length, window.bytes(), at, at + length);
            if (same >= 0) {
                return place + same;
            }
            place += length;
        }
        return end;
    }

    private static boolean isRuled(String name) {
        return PartRules.concern(name) || FileRules.concern(name) || CryptomatteRules.concern(name);
    }

    /** @return false where it does not fit into memory */
    private boolean replace(int index, Attribute young) {
        int start = starts[index];
        int oldEnd = (int) endOf(attributes.get(index));
        long length = endOf(young) - start;
        long grown = end - oldEnd + start + length;
        if (window.held(start) < length || grown > KEPT_BYTES) {
            return false;
        }
        int shift = (int) (start + length - oldEnd);
        if (shift != 0) {
            if (grown > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.max(grown, Math.min(KEPT_BYTES, 2L * bytes.length)));
            }
            System.arraycopy(bytes, oldEnd, bytes, oldEnd + shift, end - oldEnd);
            end += shift;
            for (int i = index + 1; i < attributes.size(); i++) {
                starts[i] += shift;
                Attribute a = attributes.get(i);
                attributes.set(i, new Attribute(a.name(), a.typeName(), a.value(), a.offset() + shift, a.sizeBytes()));
            }
        }
        window.copyHeld(start, bytes, start, (int) length);
        attributes.set(index, young);
        return true;
    }

    /** Parts with the attributes of now; what the rules found out of them is what it was. */
    private JudgedParts renewed(JudgedParts before, BitSet changed) {
        List<Part> now = new ArrayList<>(before.list());
        for (int p = changed.nextSetBit(0); p >= 0; p = changed.nextSetBit(p + 1)) {
            Part part = now.get(p);
            now.set(p, new Part(part.index(), part.typeName(), part.channels(), ofPart(p), part.chunkCount()));
        }
        return before.with(now);
    }
}
