package io.github.exrdex.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of a sequence without what tells one version or shot from another, so that counterparts are called alike. */
final class VersionlessPath {
    private static final List<PathToken> TELLING =
            List.of(PathToken.VERSION, PathToken.SHOT, PathToken.SEQ, PathToken.SHOW);

    private static final Pattern VERSION = Pattern.compile("(?<![A-Za-z])[vV][0-9]+");

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
                path = path.replaceAll(
                        "(?<![A-Za-z0-9])([vV]?)" + Pattern.quote(value) + "(?![A-Za-z0-9])",
                        Matcher.quoteReplacement("{" + token.text() + "}"));
            }
        }
        return VERSION.matcher(path).replaceAll("{version}");
    }
}
