package io.github.exrdex.query;

import java.util.Optional;

/** A word that stands where a path should, and is none: people type {@code sh010 latest} before they know {@code shot=sh010}. */
final class BareWord {
    private BareWord() {}

    /** @return {@code shot=sh010} of {@code sh010}, where some path says so */
    static Optional<String> meant(SqlHandle handle, String word) {
        if (word.contains("/")) {
            return Optional.empty();
        }
        if (word.equals(Versions.LATEST)) {
            return Optional.of(PathToken.VERSION.text() + "=" + word);
        }
        for (PathToken token : PathToken.values()) {
            boolean number = token == PathToken.VERSION && Versions.isNumber(word);
            Optional<String> value = handle.select("SELECT %s FROM sequence s WHERE %s = :value LIMIT 1"
                            .formatted(token.column(), number ? Versions.sqlNumber("s") : token.column()))
                    .bind("value", number ? (Object) Versions.number(word) : word)
                    .texts()
                    .findOne();
            if (value.isPresent()) {
                return Optional.of(token.text() + "=" + value.get());
            }
        }
        return Optional.empty();
    }
}
