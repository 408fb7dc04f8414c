package io.github.exrdex.query;

import io.github.exrdex.file.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names of tokens as people ask for them. */
final class TokenKeys {
    /** The unit that needs no token. */
    static final String SEQUENCE = "sequence";

    private static final List<PathToken> OF_A_SHOT = List.of(PathToken.SHOW, PathToken.SEQ, PathToken.SHOT);

    private TokenKeys() {}

    /** Every token that some path of the index has, and all that have a name of their own here. */
    static Set<String> known(SqlHandle handle) {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(PathToken.values()).map(PathToken::text).forEach(names::add);
        handle.select("SELECT DISTINCT t.key FROM sequence s, json_each(s.tokens) t ORDER BY t.key")
                .texts()
                .forEach(names::add);
        return names;
    }

    /** The tokens that tell one unit from another, those that own it first: of {@code shot} show, seq, shot. */
    static List<String> withOwners(List<String> tokens) {
        Set<String> all = new LinkedHashSet<>();
        for (String token : tokens) {
            PathToken.of(token).map(TokenKeys::owners).orElse(OF_A_SHOT).forEach(owner -> all.add(owner.text()));
        }
        // In the order of owners, whatever order they were asked in; then what has no place in it.
        List<String> ordered = new ArrayList<>();
        for (PathToken token : PathToken.values()) {
            if (all.contains(token.text()) || tokens.contains(token.text())) {
                ordered.add(token.text());
            }
        }
        tokens.stream().filter(token -> !ordered.contains(token)).forEach(ordered::add);
        return ordered;
    }

    /** A shot is a shot of its show: names of the one are used again in the next. */
    private static List<PathToken> owners(PathToken token) {
        return switch (token) {
            case SHOW -> List.of();
            case SEQ -> List.of(PathToken.SHOW);
            case SHOT -> List.of(PathToken.SHOW, PathToken.SEQ);
            case TASK -> OF_A_SHOT;
            case LAYER, AOV, VERSION, VIEW -> List.of(PathToken.SHOW, PathToken.SEQ, PathToken.SHOT, PathToken.TASK);
        };
    }

    /** @throws QueryException where some word is none of the names */
    static void check(List<String> words, Set<String> names, String option) {
        for (String word : words) {
            if (!names.contains(word)) {
                throw QueryException.badQuestion(option + " knows no \"" + word + "\""
                        + NearestWord.of(word, names)
                                .map(near -> "; did you mean " + near + "? There are ")
                                .orElse("; there are ")
                        + String.join(", ", names));
            }
        }
    }
}
