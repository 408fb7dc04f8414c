/**
 * Answers questions about the index, and only ever reads it.
 *
 * <p>In: paths and filters. Out: rows and {@link io.github.exrdex.query.FileFacts}. May import: exr, file, naming, json,
 * Jdbi, sqlite-jdbc, jackson-core. Threads: a reader serves one at a time. Safe to change: all but the JSON of {@link
 * io.github.exrdex.query.FactsJson}, which scripts rely on.
 */
@NullMarked
package io.github.exrdex.query;

import org.jspecify.annotations.NullMarked;
