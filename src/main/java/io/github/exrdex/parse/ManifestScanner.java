package io.github.exrdex.parse;

import java.util.OptionalLong;

/**
 * Counts the entries of a cryptomatte manifest, {@code {"name":"8 hex digits",…}}, as its bytes go by. Nothing is kept: a
 * manifest can be a hundred megabytes. Anything but a flat JSON object of texts is broken.
 */
final class ManifestScanner {
    private enum At {
        START,
        FIRST_KEY_OR_END,
        KEY,
        IN_KEY,
        COLON,
        VALUE,
        IN_VALUE,
        COMMA_OR_END,
        END
    }

    private At at = At.START;
    private boolean escape;
    private int hexDigitsDue;
    private long entries;
    private long seen;
    private long brokenAt = -1;

    void take(byte[] bytes, int from, int to) {
        for (int i = from; i < to && brokenAt < 0; i++) {
            if (!step(bytes[i] & 0xff)) {
                brokenAt = seen + (i - from);
            }
        }
        seen += to - from;
    }

    /** Where in the manifest it stopped to be one; empty where it is whole. */
    OptionalLong brokenAt() {
        if (brokenAt >= 0) {
            return OptionalLong.of(brokenAt);
        }
        return at == At.END ? OptionalLong.empty() : OptionalLong.of(seen);
    }

    /** Complete entries so far. */
    long entries() {
        return entries;
    }

    private boolean step(int b) {
        if (at == At.IN_KEY || at == At.IN_VALUE) {
            return inText(b);
        }
        if (b == ' ' || b == '\t' || b == '\n' || b == '\r') {
            return true;
        }
        return switch (at) {
            case START -> go(b == '{', At.FIRST_KEY_OR_END);
            case FIRST_KEY_OR_END -> b == '}' ? go(true, At.END) : go(b == '"', At.IN_KEY);
            case KEY -> go(b == '"', At.IN_KEY);
            case COLON -> go(b == ':', At.VALUE);
            case VALUE -> go(b == '"', At.IN_VALUE);
            case COMMA_OR_END -> b == '}' ? go(true, At.END) : go(b == ',', At.KEY);
            case IN_KEY, IN_VALUE, END -> false;
        };
    }

    private boolean inText(int b) {
        if (hexDigitsDue > 0) {
            hexDigitsDue--;
            return Character.digit(b, 16) >= 0;
        }
        if (escape) {
            escape = false;
            hexDigitsDue = b == 'u' ? 4 : 0;
            return "\"\\/bfnrtu".indexOf(b) >= 0;
        }
        if (b == '\\') {
            escape = true;
            return true;
        }
        if (b == '"') {
            if (at == At.IN_VALUE) {
                entries++;
            }
            at = at == At.IN_KEY ? At.COLON : At.COMMA_OR_END;
            return true;
        }
        return b >= 0x20;
    }

    private boolean go(boolean allowed, At next) {
        at = next;
        return allowed;
    }
}
