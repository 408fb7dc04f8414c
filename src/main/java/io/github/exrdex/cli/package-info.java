/**
 * The program as typed: one class a verb, the formats of an answer, the exit codes.
 *
 * <p>In: words of the command line. Out: answers on stdout, notes on stderr, an exit code. May import: config, index, query, spec,
 * health, hook, tokens, demo, bench, parse, naming, exr, file, picocli, fastcsv, jackson-core, progressbar. Threads: the one that
 * called. Safe to change: the look of tables and of help; verbs, flags, exit codes and machine formats are a contract.
 */
@NullMarked
package io.github.exrdex.cli;

import org.jspecify.annotations.NullMarked;
