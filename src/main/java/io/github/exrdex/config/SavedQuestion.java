package io.github.exrdex.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A command line that is asked again and again.
 *
 * @param name one word, as it is typed behind {@code exrdex ask}
 * @param help one line that says what it asks; empty where nobody wrote one
 * @param args the verb and what stands behind it; never empty
 */
public record SavedQuestion(String name, String help, List<String> args) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*");

    public SavedQuestion {
        args = List.copyOf(args);
        if (args.isEmpty()) {
            throw new IllegalArgumentException("asks nothing: " + name);
        }
    }

    /** It can be typed without quotes, and is no option. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
