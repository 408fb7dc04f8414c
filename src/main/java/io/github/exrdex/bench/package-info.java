/**
 * What exrdex costs on this machine: files of its own, the ways of reading a header side by side, then index, rescan,
 * questions and the time from a closed file to an answer.
 *
 * <p>In: a {@link io.github.exrdex.bench.BenchPlan} and a folder to work in. Out: a
 * {@link io.github.exrdex.bench.Report}, which is printed as a table, kept as JSON, shown as a page and compared with another.
 * Everything that is written lies in one folder, which is gone at the end. May import: parse, index, query, write, exr, file,
 * jackson-core, java.*. Threads: a run belongs to one; {@code stop} is for any. Safe to change: nothing that changes
 * what a name in the JSON means, as old reports are compared with new ones.
 */
@NullMarked
package io.github.exrdex.bench;

import org.jspecify.annotations.NullMarked;
