package io.github.exrdex.query;

import java.util.Optional;

/**
 * How often something is there.
 *
 * @param value empty: files that have none
 * @param fileCount files that have it, in whatever part
 * @param sequenceCount sequences with some such file
 */
public record ValueCount(Optional<String> value, long fileCount, long sequenceCount) {}
