package io.github.exrdex.query;

import java.util.List;

/** The path of a sequence without what tells one version or shot from another, so that counterparts are called alike. */
final class VersionlessPath {
    private static final List<PathToken> TELLING =
            List.of(PathToken.VERSION, PathToken.SHOT, PathToken.SEQ, PathToken.SHOW);

    private VersionlessPath() {}

    /**
     * @param directory of the sequence, from wherever both sides have their own
     * @param prefix of its frames' names
     * @param suffix of its frames' names
     */
    static String of(NamedSequence name, String directory, String prefix, String suffix) {
        String path = directory + "/" + prefix + "#" + suffix;
        for (PathToken token : TELLING) {
            String value = name.tokens().get(token);
            if (value != null && !value.isEmpty()) {
                path = without(path, value, "{" + token.text() + "}");
            }
        }
        return withoutVersions(path);
    }

    /** Replaces a value where it stands alone, or behind the v of a version: {@code (?<![A-Za-z0-9])[vV]?VALUE(?![A-Za-z0-9])}. */
    private static String without(String path, String value, String name) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        for (int at = path.indexOf(value); at >= 0; at = path.indexOf(value, at + 1)) {
            int behind = at + value.length();
            int begin = at > done && isV(path.charAt(at - 1)) && !isPartOfWord(path, at - 2) ? at - 1 : at;
            boolean alone = !isPartOfWord(path, behind) && !isPartOfWord(path, begin - 1);
            if (begin >= done && alone) {
                text.append(path, done, begin).append(name);
                done = behind;
            }
        }
        return done == 0 ? path : text.append(path, done, path.length()).toString();
    }

    /** {@code (?<![A-Za-z])[vV][0-9]+}. */
    private static String withoutVersions(String path) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        for (int at = 0; at < path.length(); at++) {
            if (!isV(path.charAt(at)) || (at > 0 && isLetter(path.charAt(at - 1)))) {
                continue;
            }
            int behind = at + 1;
            while (behind < path.length() && isDigit(path.charAt(behind))) {
                behind++;
            }
            if (behind > at + 1) {
                text.append(path, done, at).append("{version}");
                done = behind;
                at = behind - 1;
            }
        }
        return done == 0 ? path : text.append(path, done, path.length()).toString();
    }

    private static boolean isPartOfWord(String path, int at) {
        return at >= 0 && at < path.length() && (isLetter(path.charAt(at)) || isDigit(path.charAt(at)));
    }

    private static boolean isV(char c) {
        return c == 'v' || c == 'V';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
