package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Files of a sequence that became the same thing in the same way.
 *
 * @param sequence its name has the first and the last of the frames
 * @param firstAt milliseconds since 1970, like {@code lastAt}
 * @param frames empty where the files have no frame number
 * @param file name of the one file that it is about; empty where files that are alike were taken together
 * @param before empty where there had been no file, or none that was finished
 * @param after empty where the files went away
 * @param movedTo where files are now that were renamed; empty of all others
 */
public record HistoryRow(
        NamedSequence sequence,
        Kind kind,
        long firstAt,
        long lastAt,
        FrameSet frames,
        long files,
        Optional<String> file,
        Optional<Side> before,
        Optional<Side> after,
        Optional<Destination> movedTo) {

    /** What happened. */
    public enum Kind {
        APPEARED("appeared"),
        CHANGED("changed"),
        WENT("went"),
        /** The same file under another path. */
        MOVED("moved");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As the index and people say it. */
        public String text() {
            return text;
        }

        static Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.text.equals(text)) {
                    return kind;
                }
            }
            throw new IllegalStateException("no change of ours: " + text);
        }
    }

    /**
     * Where files are now.
     *
     * @param file name of the one file, where the row is about one
     */
    public record Destination(NamedSequence sequence, Optional<String> file) {}

    /**
     * What the files are like, before or after.
     *
     * @param sizeBytes of all together
     * @param channels name to pixel type; empty where no header could be read
     */
    public record Side(FileState state, long sizeBytes, Optional<NavigableMap<String, String>> channels) {}

    /** {@code has smoke.*; lacks N.X}, {@code now truncated}, {@code 12 channels}, {@code rewritten}. */
    public String what() {
        Optional<NavigableMap<String, String>> now = after.flatMap(Side::channels);
        Optional<NavigableMap<String, String>> was = before.flatMap(Side::channels);
        if (kind == Kind.MOVED) {
            return "";
        }
        if (kind == Kind.WENT) {
            return was.map(HistoryRow::count).map(text -> "had " + text).orElse("");
        }
        FileState state = after.map(Side::state).orElse(FileState.GONE);
        boolean stateIsNews = kind == Kind.CHANGED
                ? !before.map(Side::state).equals(Optional.of(state))
                : state != FileState.COMPLETE;
        String news = stateIsNews ? "now " + state.text() : "";
        String channels = kind == Kind.APPEARED
                ? now.map(HistoryRow::count).orElse("")
                : was.isPresent() && now.isPresent()
                        ? NameChanges.ofChannels(was.get(), now.get()).text()
                        : "";
        String both = channels + (channels.isEmpty() || news.isEmpty() ? "" : "; ") + news;
        return both.isEmpty() && kind == Kind.CHANGED ? "rewritten" : both;
    }

    private static String count(NavigableMap<String, String> channels) {
        return channels.size() == 1 ? "1 channel" : channels.size() + " channels";
    }
}
