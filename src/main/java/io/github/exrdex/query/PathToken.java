package io.github.exrdex.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a path says of itself, as far as a question may ask for it by name. */
public enum PathToken {
    SHOW,
    SEQ,
    SHOT,
    TASK,
    LAYER,
    AOV,
    VERSION,
    VIEW;

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String column = "s." + text;

    public String text() {
        return text;
    }

    /** Its column of {@code sequence}, under the alias {@code s}. */
    String column() {
        return column;
    }

    static Optional<PathToken> of(String text) {
        return Arrays.stream(values())
                .filter(token -> token.text().equals(text))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(PathToken::text).toList();
    }
}
