/**
 * What a delivery or a layer has to be like: reads a spec in TOML into rules that {@code query} holds files against.
 *
 * <p>In: a TOML file. Out: a {@link io.github.exrdex.spec.Spec}, or a {@link io.github.exrdex.config.ConfigException} that
 * names file, line, column and the nearest right word. May import: config, query, exr, file, tomlj, java.*. Threads:
 * everything here is immutable. Safe to change: all but the names of keys, which stand in people's files.
 */
@NullMarked
package io.github.exrdex.spec;

import org.jspecify.annotations.NullMarked;
