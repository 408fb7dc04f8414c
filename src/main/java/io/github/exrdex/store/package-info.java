/**
 * Puts headers into the index: opening and migrating the database, encoding a header into shared sets, and the one writer.
 *
 * <p>In: {@link io.github.exrdex.store.FileChange}s. Out: rows. May import: exr, file, naming, json, Jdbi,
 * Flyway, sqlite-jdbc. Threads: {@link io.github.exrdex.store.HeaderEncoder} is for the parser threads, one each, {@link
 * io.github.exrdex.store.IndexWriter} for exactly one. Safe to change: all but the meaning of a column.
 */
@NullMarked
package io.github.exrdex.store;

import org.jspecify.annotations.NullMarked;
