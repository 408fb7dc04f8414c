package io.github.exrdex.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** In whose notation the name of a sequence is written. A scope is read in all of them. */
public enum SequenceStyle {
    /** {@code name.1001-1096#.exr}: fileseq, and this program where nobody asks for another. */
    FILESEQ {
        @Override
        String write(SequenceName name) {
            return fileseq(name.prefix(), name.range(), name.padding(), name.suffix());
        }
    },
    /** {@code name.%04d.exr 1001-1096}. */
    NUKE {
        @Override
        String write(SequenceName name) {
            String digits = name.padding() == 1 ? "%d" : "%0" + name.padding() + "d";
            return name.prefix() + digits + name.suffix() + " " + name.range();
        }
    },
    /** {@code name.$F4.exr}, which does not say which frames there are. */
    HOUDINI {
        @Override
        String write(SequenceName name) {
            return name.prefix() + (name.padding() == 1 ? "$F" : "$F" + name.padding()) + name.suffix();
        }
    },
    /** {@code name.1001-1096@@@@.exr}. */
    RV {
        @Override
        String write(SequenceName name) {
            return name.prefix() + name.range() + "@".repeat(name.padding()) + name.suffix();
        }
    },
    /** {@code name.????.exr}; {@code name.[0-9]*.exr} where not all numbers are as long. For a shell. */
    GLOB {
        @Override
        String write(SequenceName name) {
            boolean negative = name.firstFrame().orElse(0) < 0;
            boolean equallyLong =
                    !negative && Long.toString(name.lastFrame().orElse(0)).length() <= name.padding();
            String digits = equallyLong ? "?".repeat(name.padding()) : negative ? "[-0-9]*" : "[0-9]*";
            return name.prefix() + digits + name.suffix();
        }
    };

    private static final int DIGITS_PER_HASH = 4;

    /** @param frames as {@code 1001-1096}, or with gaps: {@code 1001-1006,1008} */
    static String fileseq(String prefix, String frames, int padding, String suffix) {
        String digits = padding % DIGITS_PER_HASH == 0 ? "#".repeat(padding / DIGITS_PER_HASH) : "@".repeat(padding);
        return prefix + frames + digits + suffix;
    }

    /** @param name of a sequence that has frame numbers */
    abstract String write(SequenceName name);

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws QueryException where no style is called so */
    public static SequenceStyle of(String text) {
        return Arrays.stream(values())
                .filter(style -> style.text().equals(text))
                .findFirst()
                .orElseThrow(() -> QueryException.badQuestion("--seq-style " + text + " is not one of "
                        + Arrays.stream(values()).map(SequenceStyle::text).collect(Collectors.joining(", "))));
    }
}
