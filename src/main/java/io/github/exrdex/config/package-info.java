/**
 * What the studio wants: the settings as values, and the readers that fill them from flags, environment and TOML file.
 *
 * <p>In: {@code --db}, {@code --config}, the environment, {@code exrdex.toml}. Out: {@link
 * io.github.exrdex.config.Settings}, or a {@link io.github.exrdex.config.ConfigException} that names file, line, column and
 * the nearest right word. Knows what a template or a glob looks like; whether a template fits a path is the business of
 * {@code tokens}. May import: file, tomlj, java.*. Threads: everything here is immutable. Safe to change: all but the names
 * of keys, which stand in people's files.
 */
@NullMarked
package io.github.exrdex.config;

import org.jspecify.annotations.NullMarked;
