package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a frame sequence as fileseq, Nuke and this program write it: {@code shot.1001-1100#.exr},
 * {@code shot.####.exr}, {@code shot.@@@@.exr}, {@code shot.%04d.exr}. An {@code @} is one digit. A lone {@code #} is four;
 * of several each is four to fileseq and one to Nuke, so they stand for either.
 *
 * @param prefix before the frame number
 * @param paddings each a least number of digits that is meant, the smallest first
 * @param ranges empty for all frames
 * @param suffix the extension with its dot
 */
record FramePattern(String prefix, List<Integer> paddings, List<FrameRange> ranges, String suffix) {
    private static final int DIGITS_PER_HASH = 4;

    private static final int MOST_RANGES = 200;

    /** From the last padding on: only the extension may follow it. */
    private static final Pattern PADDING = Pattern.compile("([#@]+|%0?([0-9]{0,2})d)(\\.[^.#@%]*)?$");

    private static final String NUMBER = "[0-9]{1,18}";
    private static final String RANGE = "-?" + NUMBER + "(?:--?" + NUMBER + "(?:x[0-9]{1,9})?)?";

    /** The frames right before the padding. */
    private static final Pattern RANGES = Pattern.compile(RANGE + "(?:," + RANGE + ")*$");

    private static final Pattern RANGES_ALONE = Pattern.compile(RANGE + "(?:," + RANGE + ")*");

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
     * @return empty where it is a plain name
     * @throws QueryException where its frames make no sense
     */
    static Optional<FramePattern> of(String name) {
        Matcher padding = PADDING.matcher(name);
        if (!padding.find()) {
            return Optional.empty();
        }
        String stem = name.substring(0, padding.start());
        String suffix = padding.group(3) == null ? "" : padding.group(3);
        List<Integer> digits = digits(padding.group(1), padding.group(2));
        Matcher ranges = RANGES.matcher(stem);
        if (!ranges.find()) {
            return Optional.of(new FramePattern(stem, digits, List.of(), suffix));
        }
        int start = ranges.start();
        // As in a frame's own name, a minus is a sign only after a separator: render-1001-1100# begins with "render-".
        if (stem.charAt(start) == '-' && start > 0 && !isSeparator(stem.charAt(start - 1))) {
            start++;
        }
        return Optional.of(
                new FramePattern(stem.substring(0, start), digits, ranges(stem.substring(start), name), suffix));
    }

    /** The same notation, for the frames that a sequence has. {@code v_sequence.pattern} reads alike. */
    static String text(String prefix, long first, long last, int padding, String suffix) {
        return text(prefix, first == last ? Long.toString(first) : first + "-" + last, padding, suffix);
    }

    /** @param frames as {@code 1001-1006,1008} */
    static String text(String prefix, String frames, int padding, String suffix) {
        String digits = padding % DIGITS_PER_HASH == 0 ? "#".repeat(padding / DIGITS_PER_HASH) : "@".repeat(padding);
        return prefix + frames + digits + suffix;
    }

    /**
     * The frames of {@code 1001-1100x2,1200}.
     *
     * @throws QueryException where the text is no such thing
     */
    static List<FrameRange> rangesOf(String text) {
        if (!RANGES_ALONE.matcher(text).matches()) {
            throw QueryException.badQuestion(
                    "\"" + text + "\" are no frames; write 1001-1100, 1001-1100x2 or 1001-1010,1020");
        }
        return ranges(text, text);
    }

    private static List<Integer> digits(String padding, @Nullable String printfWidth) {
        if (printfWidth != null) {
            return List.of(printfWidth.isEmpty() ? 1 : Math.max(1, Integer.parseInt(printfWidth)));
        }
        int hashes = (int) padding.chars().filter(c -> c == '#').count();
        int asInFileseq = hashes * DIGITS_PER_HASH + padding.length() - hashes;
        return hashes > 1 ? List.of(padding.length(), asInFileseq) : List.of(asInFileseq);
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
                throw QueryException.badQuestion("the frames " + range.group() + " of " + name
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
