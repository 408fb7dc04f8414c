/**
 * Whether the index and its surroundings are in order: {@code Doctor} asks the host, the database and the roots, {@code
 * Audit} compares the index with the disk. Both only read.
 *
 * <p>In: an index and the settings. Out: checks and findings as values. May import: query, index (options, roots, the spool),
 * parse, watch (which mounts are shared), exr, file. Threads: the one that called. Safe to change: all but the words of kinds
 * and results, which scripts read.
 */
@NullMarked
package io.github.exrdex.health;

import org.jspecify.annotations.NullMarked;
