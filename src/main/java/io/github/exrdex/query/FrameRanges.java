package io.github.exrdex.query;

/** Gathers frame numbers in rising order into {@code 1001-1006,1008}, the way render farms take them. */
final class FrameRanges {
    private final StringBuilder text = new StringBuilder();
    private long first;
    private long last;
    private boolean open;

    /** @param frame not below the one before; the same again is ignored */
    void add(long frame) {
        if (open && frame <= last + 1) {
            last = frame;
            return;
        }
        close();
        first = frame;
        last = frame;
        open = true;
    }

    private void close() {
        if (open) {
            text.append(text.isEmpty() ? "" : ",").append(first).append(first == last ? "" : "-" + last);
            open = false;
        }
    }

    /** Everything so far; afterwards it is empty again. */
    String take() {
        close();
        String ranges = text.toString();
        text.setLength(0);
        return ranges;
    }
}
