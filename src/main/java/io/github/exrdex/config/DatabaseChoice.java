package io.github.exrdex.config;

import java.nio.file.Path;

/**
 * Which database, and who said so.
 *
 * @param path absolute and normalised
 * @param from for people: {@code --db}, {@code EXRDEX_DB}, the config file's path, or {@code default}
 */
public record DatabaseChoice(Path path, String from) {}
