package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The frames of one sequence against those that it should have; a file without a frame number is a sequence of its own, and
 * its sets of frames are empty.
 *
 * @param pattern its name with all its frames
 * @param directory for people
 * @param tokens what its path says
 * @param expected empty where that is not known
 * @param present those of the expected ones that have a file, in whatever state
 * @param notComplete those of the expected ones whose file is not complete, by its state
 * @param beyond frames that it has and nobody expects
 */
public record FrameRow(
        String pattern,
        String directory,
        Map<String, String> tokens,
        Optional<FrameSet> expected,
        FrameSet present,
        Map<FileState, FrameSet> notComplete,
        FrameSet beyond,
        Verdict verdict) {

    /** What can be said of the sequence as a whole. */
    public enum Verdict {
        /** Every expected frame is there and complete. */
        COMPLETE,
        /** Some are still being written, and nothing else is wrong. */
        WRITING,
        /** Some are missing, or have a file that is of no use. */
        DEFECTIVE,
        /** Nothing is wrong as far as the index knows, and it does not know all. */
        UNKNOWN
    }

    public FrameSet missing() {
        return expected.map(frames -> frames.minus(present)).orElse(FrameSet.EMPTY);
    }

    /** Frames to render: those that are missing, and those whose file is of no use. */
    public FrameSet missingOrBad() {
        Stream<FrameSet> bad = notComplete.entrySet().stream()
                .filter(entry -> entry.getKey() != FileState.WRITING)
                .map(Map.Entry::getValue);
        return FrameSet.union(Stream.concat(Stream.of(missing()), bad).toList());
    }
}
