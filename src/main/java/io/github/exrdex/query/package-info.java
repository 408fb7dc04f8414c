/**
 * Questions that producers ask of the index, and their answers as rows. Reads only; asks the disk for nothing but the index.
 *
 * <p>In: a {@link io.github.exrdex.query.Question}, a path, or SQL text. Out: rows, handed over one by one as SQLite finds
 * them, and {@link io.github.exrdex.query.FileFacts}. May import: exr, file, naming, json, sqlite-jdbc, jackson-core.
 * Threads: an {@link io.github.exrdex.query.IndexReader} and all that was made with it belong to one thread; the halves of a {@link
 * io.github.exrdex.query.Snapshot} have one each, and a connection each. Safe to change: all but the names of columns and the
 * JSON of {@link io.github.exrdex.query.FactsJson}, which scripts rely on.
 */
@NullMarked
package io.github.exrdex.query;

import org.jspecify.annotations.NullMarked;
