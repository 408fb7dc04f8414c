package io.github.exrdex.health;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param name of the thing
 * @param found one line for people
 * @param advice what to do; empty where there is nothing to do
 */
public record Check(String name, Result result, String found, String advice) {
    /** How it stands. */
    public enum Result {
        OK,
        /** It works, and will not for ever. */
        WARN,
        /** It does not work. */
        FAIL;

        /** The word for it in every format. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, String found) {
        return new Check(name, Result.OK, found, "");
    }

    static Check warn(String name, String found, String advice) {
        return new Check(name, Result.WARN, found, advice);
    }

    static Check fail(String name, String found, String advice) {
        return new Check(name, Result.FAIL, found, advice);
    }
}
