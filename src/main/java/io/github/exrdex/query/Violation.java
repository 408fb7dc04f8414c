package io.github.exrdex.query;

/**
 * Files of one sequence that break a rule in the same way.
 *
 * @param frames the frames to look at; empty where the files have no frame number
 * @param files how many files it is about; frames that are missing count as files
 * @param found what they are like
 * @param wanted what the rule asks for
 */
public record Violation(
        CheckRule rule, NamedSequence sequence, FrameSet frames, long files, String found, String wanted) {}
