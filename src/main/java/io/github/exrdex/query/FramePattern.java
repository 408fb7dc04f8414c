package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a frame sequence as people and programs write it: {@code shot.1001-1100#.exr}, {@code shot.####.exr} and
 * {@code shot.@@@@.exr} (fileseq, RV), {@code shot.%04d.exr 1001-1100} (Nuke), {@code shot.$F4.exr} (Houdini),
 * {@code shot.????.exr} and {@code shot.*.exr} (a shell). An {@code @} is one digit. A lone {@code #} is four; of several
 * each is four to fileseq and one to Nuke, so they stand for either. {@code skin.<UDIM>.exr} and {@code skin.%(UDIM)d.exr} (Mari,
 * Arnold) are tiles, which are numbered as frames are.
 *
 * @param prefix before the frame number
 * @param paddings each a least number of digits that is meant, the smallest first; empty for any
 * @param ranges empty for all frames
 * @param suffix the extension with its dot
 */
record FramePattern(String prefix, List<Integer> paddings, List<FrameRange> ranges, String suffix) {
    private static final int DIGITS_PER_HASH = 4;

    /** 1001 is the first, and the last is 9999. */
    private static final int DIGITS_PER_TILE = 4;

    private static final int MOST_RANGES = 200;

    /** From the last padding on: only the extension may follow it. A lone star is a number only where one stands alone. */
    private static final Pattern PADDING = Pattern.compile(
            "(?:(?<marks>[#@]+)|%0?(?<printf>[0-9]{0,2})d|\\$F(?<houdini>[0-9]{0,2})"
                    + "|(?<tile><(?i:udim)>|%\\((?i:udim)\\)d)|(?<digits>\\?+)|\\[-?0-9\\]\\*|(?<=[._-])\\*)(?<suffix>\\.[^.#@%$?*]*)?$");

    private static final String NUMBER = "[0-9]{1,18}";
    private static final String RANGE = "-?" + NUMBER + "(?:--?" + NUMBER + "(?:x[0-9]{1,9})?)?";

    private static final Pattern ALL_RANGES = Pattern.compile(RANGE + "(?:," + RANGE + ")*");

    /** The frames right before the padding. */
    private static final Pattern RANGES = Pattern.compile(ALL_RANGES + "$");

    /** The frames after a pattern and a space. */
    private static final Pattern NUKE_RANGES = Pattern.compile("(.*[^ ]) +(" + ALL_RANGES + ")");

    /** The last of several numbers with a minus between. */
    private static final Pattern LAST_NUMBER = Pattern.compile("(?<=[0-9])-(" + NUMBER + ")$");

    private static final Pattern ONE_RANGE =
            Pattern.compile("(-?" + NUMBER + ")(?:-(-?" + NUMBER + ")(?:x([0-9]{1,9}))?)?");

    /** Frames {@code first}, {@code first + step} and so on, up to {@code last}. */
    record FrameRange(long first, long last, long step) {
        FrameRange {
            if (step < 1 || first > last) {
                throw new IllegalArgumentException("not a range: " + first + "-" + last + "x" + step);
            }
        }
    }

    FramePattern {
        paddings = List.copyOf(paddings);
        ranges = List.copyOf(ranges);
    }

    /**
     * @param name the last segment of a path
     * @return all that it can mean, the likeliest first; empty where it is a plain name
     * @throws QueryException where its frames make no sense
     */
    static List<FramePattern> readings(String name) {
        Matcher nuke = NUKE_RANGES.matcher(name);
        if (nuke.matches()) {
            Matcher padding = PADDING.matcher(nuke.group(1));
            if (padding.find()) {
                String stem = nuke.group(1).substring(0, padding.start());
                return List.of(of(stem, padding, ranges(nuke.group(2), name)));
            }
        }
        Matcher padding = PADDING.matcher(name);
        if (!padding.find()) {
            return List.of();
        }
        String stem = name.substring(0, padding.start());
        boolean ranged = padding.group("marks") != null;
        Matcher ranges = RANGES.matcher(stem);
        return ranged && ranges.find()
                ? withRanges(stem, ranges.start(), padding, name)
                : List.of(of(stem, padding, List.of()));
    }

    /** {@code 1001-1096} or the like. */
    static boolean areFrames(String word) {
        return ALL_RANGES.matcher(word).matches();
    }

    /** {@code name.%04d.exr}, which the frames follow. */
    static boolean wantsFrames(String word) {
        Matcher padding = PADDING.matcher(word);
        return padding.find() && padding.group("printf") != null;
    }

    /** {@code 2024-01-14@@.exr} may be frame 14 of what {@code 2024-01-} begins, or frames 1 to 14 of {@code 2024-}. */
    private static List<FramePattern> withRanges(String stem, int found, Matcher padding, String name) {
        // As in a frame's own name, a minus is a sign only after a separator: render-1001-1100# begins with "render-".
        boolean isSign = found == 0 || isSeparator(stem.charAt(found - 1));
        int start = stem.charAt(found) == '-' && !isSign ? found + 1 : found;
        Matcher last = LAST_NUMBER.matcher(stem);
        boolean ambiguous = last.find() && last.start() >= start && stem.indexOf(',', start) < 0;
        List<FramePattern> readings = new ArrayList<>();
        boolean followsNumber = start > 1 && stem.charAt(start - 1) == '-';
        if (!ambiguous || !followsNumber || !runsBackwards(stem.substring(start))) {
            readings.add(of(stem.substring(0, start), padding, ranges(stem.substring(start), name)));
        }
        if (ambiguous) {
            readings.add(of(stem.substring(0, last.start(1)), padding, ranges(last.group(1), name)));
        }
        return readings;
    }

    /**
     * The frames of {@code 1001-1100x2,1200}.
     *
     * @throws QueryException where the text is no such thing
     */
    static List<FrameRange> rangesOf(String text) {
        if (!ALL_RANGES.matcher(text).matches()) {
            throw QueryException.badQuestion(
                    "\"" + text + "\" are no frames; write 1001-1100, 1001-1100x2 or 1001-1010,1020");
        }
        return ranges(text, text);
    }

    private static FramePattern of(String stem, Matcher padding, List<FrameRange> ranges) {
        return new FramePattern(
                stem, digits(padding), ranges, padding.group("suffix") == null ? "" : padding.group("suffix"));
    }

    private static List<Integer> digits(Matcher padding) {
        String width = padding.group("printf") == null ? padding.group("houdini") : padding.group("printf");
        if (width != null) {
            return List.of(width.isEmpty() ? 1 : Math.max(1, Integer.parseInt(width)));
        }
        if (padding.group("tile") != null) {
            return List.of(DIGITS_PER_TILE);
        }
        if (padding.group("digits") != null) {
            return List.of(padding.group("digits").length());
        }
        String marks = padding.group("marks");
        if (marks == null) {
            return List.of();
        }
        int hashes = (int) marks.chars().filter(c -> c == '#').count();
        int asInFileseq = hashes * DIGITS_PER_HASH + marks.length() - hashes;
        return hashes > 1 ? List.of(marks.length(), asInFileseq) : List.of(asInFileseq);
    }

    private static boolean runsBackwards(String range) {
        Matcher bounds = ONE_RANGE.matcher(range);
        return bounds.matches()
                && bounds.group(2) != null
                && Long.parseLong(bounds.group(1)) > Long.parseLong(bounds.group(2));
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '_' || c == '-';
    }

    private static List<FrameRange> ranges(String text, String name) {
        List<FrameRange> ranges = new ArrayList<>();
        Matcher range = ONE_RANGE.matcher(text);
        while (range.find()) {
            long first = Long.parseLong(range.group(1));
            long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
            long step = range.group(3) == null ? 1 : Long.parseLong(range.group(3));
            if (first > last || step < 1) {
                throw QueryException.badQuestion(
                        "the frames " + range.group() + (name.equals(range.group()) ? "" : " of " + name)
                                + " run backwards or nowhere; write FIRST-LAST or FIRST-LASTxSTEP");
            }
            ranges.add(new FrameRange(first, last, step));
        }
        if (ranges.size() > MOST_RANGES) {
            throw QueryException.badQuestion(name + " lists more than " + MOST_RANGES + " frame ranges; ask for fewer");
        }
        return ranges;
    }
}
