package io.github.exrdex.index;

/**
 * A folder that could not be listed, or not to its end.
 *
 * @param path for people
 * @param reason for people
 */
public record UnreadFolder(String path, String reason) {}
