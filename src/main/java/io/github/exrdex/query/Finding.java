package io.github.exrdex.query;

/**
 * Files of a sequence that do not meet a {@link Requirement}.
 *
 * @param frames empty where the files have no frame number
 * @param files how many files; 0 where it is about files that are not there
 */
record Finding(CountedSequence sequence, FrameSet frames, long files, String found) {}
