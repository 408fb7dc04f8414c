package io.github.exrdex.file;

/**
 * One {@code lstat(2)} of a path, numbered before it was made.
 *
 * @param obs number of the observation; the disk was looked at after it was taken
 * @param atMs when the answer had come, milliseconds since 1970
 */
public record Sighting(FileStat stat, long obs, long atMs) {}
