package io.github.exrdex.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Says of a path whether it is left out. {@code *} is any text and {@code ?} one character within a name, {@code **} any
 * number of folders. A glob that starts with {@code /} speaks of absolute paths; any other is looked for at every depth
 * below the root, and not in the folders that lead to the root: a root below {@code /tmp} is no {@code tmp} folder.
 *
 * <p>What lies below a folder that fits is left out too. Time: at most segments times segments, each at most length times
 * length of two names; nothing is tried twice.
 */
public final class PathGlob {
    private static final String ANY_FOLDERS = "**";

    private final String text;
    private final boolean absolute;
    private final List<String> segments;

    private PathGlob(String text, boolean absolute, List<String> segments) {
        this.text = text;
        this.absolute = absolute;
        this.segments = segments;
    }

    public static PathGlob parse(String text) throws PatternException {
        if (text.isBlank()) {
            throw new PatternException("an empty glob fits nothing");
        }
        for (char c : new char[] {'[', ']', '{', '}', '\\'}) {
            if (text.indexOf(c) >= 0) {
                throw new PatternException("a glob knows **, * and ?, but no " + c + " (? fits any one character)");
            }
        }
        boolean absolute = text.startsWith("/");
        List<String> segments = new ArrayList<>();
        if (!absolute) {
            segments.add(ANY_FOLDERS);
        }
        for (String segment : text.split("/", -1)) {
            if (segment.contains(ANY_FOLDERS) && !segment.equals(ANY_FOLDERS)) {
                throw new PatternException("** stands for whole folders, so it must stand alone between slashes");
            }
            if (segment.equals(".") || segment.equals("..")) {
                throw new PatternException("a glob cannot have the folder " + segment);
            }
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        if (segments.stream().allMatch(ANY_FOLDERS::equals)) {
            throw new PatternException("this glob would leave out everything");
        }
        // What lies below is left out as well.
        segments.add(ANY_FOLDERS);
        return new PathGlob(text, absolute, List.copyOf(segments));
    }

    /**
     * Does the glob fit a path, or a folder between it and the root? Both are absolute; false for the root itself. A glob
     * of absolute paths is asked of any path, for the root may have another name that people write instead.
     */
    boolean covers(Path root, Path path) {
        if (path.equals(root) || !(absolute || path.startsWith(root))) {
            return false;
        }
        List<String> names = new ArrayList<>();
        (absolute ? path : root.relativize(path)).forEach(name -> names.add(name.toString()));
        return fits(names);
    }

    /** The classic walk with one way back: when stuck, the last {@code **} takes one more folder. */
    private boolean fits(List<String> names) {
        int s = 0;
        int n = 0;
        int anyFolders = -1;
        int resume = 0;
        while (n < names.size()) {
            if (s < segments.size() && segments.get(s).equals(ANY_FOLDERS)) {
                anyFolders = s++;
                resume = n;
            } else if (s < segments.size() && nameFits(segments.get(s), names.get(n))) {
                s++;
                n++;
            } else if (anyFolders >= 0) {
                s = anyFolders + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (s < segments.size() && segments.get(s).equals(ANY_FOLDERS)) {
            s++;
        }
        return s == segments.size();
    }

    private static boolean nameFits(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = n;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathGlob glob && glob.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
