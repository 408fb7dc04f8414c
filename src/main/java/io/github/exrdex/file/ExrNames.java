package io.github.exrdex.file;

import java.util.Locale;
import java.util.Set;

/** Which names count as render output. */
public final class ExrNames {
    /** {@code .sxr} is stereo, {@code .mxr} multiview: the same format under other names. */
    private static final Set<String> SUFFIXES = Set.of("exr", "sxr", "mxr");

    /** What storage systems put beside people's folders. Names that begin with a dot are left out as well. */
    private static final Set<String> NOT_WALKED =
            Set.of("lost+found", "@eaDir", "#snapshot", "#recycle", "$RECYCLE.BIN");

    private ExrNames() {}

    /** @param name last segment of a path */
    public static boolean isExr(String name) {
        int length = name.length();
        if (length < 5 || name.charAt(length - 4) != '.' || name.charAt(0) == '.') {
            return false;
        }
        return SUFFIXES.contains(name.substring(length - 3).toLowerCase(Locale.ROOT)) && !isTemporary(name);
    }

    /** {@code tmp.1234beauty.0001.exr}: some renderers write under such a name and rename at the end. */
    private static boolean isTemporary(String name) {
        return name.startsWith("tmp.") && name.length() > 4 && Character.isDigit(name.charAt(4));
    }

    /** Is a folder of this name below a root walked and watched? */
    public static boolean isWalked(String name) {
        return !name.startsWith(".") && !NOT_WALKED.contains(name);
    }
}
