package io.github.exrdex.file;

import java.util.Set;

/** Which names count as render output. */
public final class ExrNames {
    /** Of {@code exr}, and of {@code sxr} for stereo and {@code mxr} for many views: the same format under other names. */
    private static final int SUFFIX_CHARS = 3;

    /** What storage systems put beside people's folders. Names that begin with a dot are left out as well. */
    private static final Set<String> NOT_WALKED =
            Set.of("lost+found", "@eaDir", "#snapshot", "#recycle", "$RECYCLE.BIN");

    private ExrNames() {}

    /** @param name last segment of a path; some programs write the frame behind the extension: {@code beauty.exr.0001} */
    public static boolean isExr(String name) {
        int dot = name.lastIndexOf('.');
        boolean named = isSuffix(name, dot, name.length()) || isNumberAfterExtension(name, dot);
        return named && name.charAt(0) != '.' && !isTemporary(name);
    }

    /** Is there a number from the dot on, and one of our extensions with a name right before it? */
    static boolean isNumberAfterExtension(String name, int dot) {
        if (dot < SUFFIX_CHARS + 2 || dot == name.length() - 1) {
            return false;
        }
        int start = name.charAt(dot + 1) == '-' ? dot + 2 : dot + 1;
        for (int i = start; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return start < name.length() && isSuffix(name, dot - SUFFIX_CHARS - 1, dot);
    }

    /** Is what lies between the dot and the end one of our extensions, with a name before it? */
    private static boolean isSuffix(String name, int dot, int end) {
        return dot > 0
                && name.charAt(dot) == '.'
                && end - dot - 1 == SUFFIX_CHARS
                && isLetter(name, dot + 2, 'x')
                && isLetter(name, dot + 3, 'r')
                && (isLetter(name, dot + 1, 'e') || isLetter(name, dot + 1, 's') || isLetter(name, dot + 1, 'm'));
    }

    /** In either case, by ASCII alone. */
    private static boolean isLetter(String name, int at, char lower) {
        char c = name.charAt(at);
        return c == lower || c == lower - ('a' - 'A');
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
