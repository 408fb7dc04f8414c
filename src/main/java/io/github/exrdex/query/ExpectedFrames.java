package io.github.exrdex.query;

import java.util.Optional;

/**
 * Which frames a sequence should have. Where nothing is said: those that the scope names ({@code shot.1001-1100#.exr}), else all
 * from its first to its last.
 *
 * @param range the same for every sequence
 * @param like the frames of other sequences of the same shot
 */
public record ExpectedFrames(Optional<FrameSet> range, Optional<Scope> like) {
    /** Nothing is said. */
    public static final ExpectedFrames OWN = new ExpectedFrames(Optional.empty(), Optional.empty());

    public ExpectedFrames {
        if (range.isPresent() && like.isPresent()) {
            throw QueryException.badQuestion(
                    "--range and --like both say which frames there should be; use one of them");
        }
    }
}
