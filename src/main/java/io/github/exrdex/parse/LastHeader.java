package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of the header that was read last, each with its bytes. Frames of a sequence differ in a few of them; one
 * that stands in the same place with the same bytes is the same attribute, and is not decoded again (nor its manifest
 * digested). Attributes that had a problem are not kept.
 *
 * <p>Threads: one.
 */
final class LastHeader {
    /** Of one header; real ones have some tens of KiB. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final class Kept {
        private final long position;
        private final byte[] bytes;
        private final Attribute attribute;

        Kept(long position, byte[] bytes, Attribute attribute) {
            this.position = position;
            this.bytes = bytes;
            this.attribute = attribute;
        }
    }

    private final Window window;
    private final List<@Nullable Kept> kept = new ArrayList<>();
    private int keptBytes;
    private Flags flags = new Flags(0);

    LastHeader(Window window) {
        this.window = window;
    }

    /** A header begins; under other flags other rules hold for names. */
    void begin(Flags next) {
        if (!next.equals(flags)) {
            kept.clear();
            keptBytes = 0;
            flags = next;
        }
    }

    /**
     * The attribute at a position, if it is the same as last time.
     *
     * @param index counted through all parts, 0 first
     */
    Optional<Attribute> same(int index, long position) throws IOException, HeaderException {
        Kept last = index < kept.size() ? kept.get(index) : null;
        if (last == null || last.position != position) {
            return Optional.empty();
        }
        int length = last.bytes.length;
        if (length > window.sizeBytes() - position) {
            return Optional.empty();
        }
        int at = window.require(position, length);
        return Arrays.equals(last.bytes, 0, length, window.bytes(), at, at + length)
                ? Optional.of(last.attribute)
                : Optional.empty();
    }

    /** Keeps an attribute that was read without a problem, if its bytes are still in memory. */
    void keep(int index, long position, Attribute attribute) {
        forget(index);
        long length = attribute.offset() + attribute.sizeBytes() - position;
        if (length > KEPT_BYTES - keptBytes || window.held(position) < length) {
            return;
        }
        byte[] bytes = new byte[(int) length];
        window.copyHeld(position, bytes);
        kept.set(index, new Kept(position, bytes, attribute));
        keptBytes += bytes.length;
    }

    void forget(int index) {
        while (kept.size() <= index) {
            kept.add(null);
        }
        Kept last = kept.set(index, null);
        if (last != null) {
            keptBytes -= last.bytes.length;
        }
    }
}
