package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.Map;
import java.util.Set;

/**
 * One sequence of an answer; a file without a frame number is a sequence of its own.
 *
 * @param name with all its frames
 * @param directory for people
 * @param frameCount files it has
 * @param matchingCount those among them that were asked for, at least one
 * @param missingCount numbers between the first and the last frame that have no file
 * @param badCount files that are neither complete nor being written
 * @param sizeBytes of all its files
 * @param mtimeNs of the file that changed last, nanoseconds since 1970; 0 where the plan did not ask
 * @param states of all its files
 * @param extras by the names that they were asked for; without those that have no value
 */
public record SequenceRow(
        SequenceName name,
        String directory,
        long frameCount,
        long matchingCount,
        long missingCount,
        long badCount,
        long sizeBytes,
        long mtimeNs,
        Set<FileState> states,
        Map<PathToken, String> tokens,
        Map<String, ExtraValue> extras) {}
