package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file of an answer.
 *
 * @param key its exact path
 * @param path for people
 * @param mtimeNs nanoseconds since 1970
 * @param problem the worst thing that is wrong with it, for people; looked up only for files that are not complete
 * @param extras by the names that they were asked for; without those that have no value
 */
public record FileRow(
        FileKey key,
        String path,
        FileState state,
        OptionalLong frame,
        long sizeBytes,
        long mtimeNs,
        Optional<String> problem,
        Map<PathToken, String> tokens,
        Map<String, ExtraValue> extras) {}
