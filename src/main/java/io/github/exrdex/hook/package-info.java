/**
 * What is run when files reach a state, or sequences are complete: the {@code [[on]]} tables of the config.
 *
 * <p>In: {@link io.github.exrdex.store.ReachedFile}s, told by the writer after their commit. Out: child processes with a line
 * of JSON on their standard input, their output in the log, counts for {@code exrdex status}. The way: {@code Hooks} hears,
 * {@code WaitingEvents} hold what is not quiet yet, a {@code Hook} lets {@code EventJson} ask the index whether it is still so,
 * and {@code ChildRun} runs the command. May import: config, index, store, query, file, jackson-core. Threads: each class
 * says its own; nothing here ever waits on the writer's. Safe to change: all but the names in the JSON, which scripts rely on.
 */
@NullMarked
package io.github.exrdex.hook;

import org.jspecify.annotations.NullMarked;
