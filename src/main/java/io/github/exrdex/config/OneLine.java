package io.github.exrdex.config;

/** Text of strangers in our own messages: one line, and nothing that steers a terminal. */
final class OneLine {
    private OneLine() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
