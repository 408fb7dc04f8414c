package io.github.exrdex.query;

import java.util.OptionalLong;

/**
 * What the files of a sequence are called.
 *
 * @param firstFrame absent, like the last, where the name has no frame number
 * @param padding least digits of the frame number
 */
public record SequenceName(String prefix, OptionalLong firstFrame, OptionalLong lastFrame, int padding, String suffix) {

    /** All the names in one. {@code v_sequence.pattern} is this in the style of fileseq. */
    public String text(SequenceStyle style) {
        return firstFrame.isEmpty() ? prefix + suffix : style.write(this);
    }

    /** {@code 1001-1096}, or the only frame. */
    String range() {
        long first = firstFrame.orElseThrow();
        long last = lastFrame.orElseThrow();
        return first == last ? Long.toString(first) : first + "-" + last;
    }
}
