/**
 * The running service: sweeps and events go in at one end, batches of rows come out at the other.
 *
 * <p>In: roots and settings. Out: rows, and a daemon's word on itself. The way: each root has a {@code RootWatch}, whose
 * {@code RootEvents} and {@code RootSweep} fill the queue; {@code LookWorker} threads empty it into the {@code WriteLoop}. May
 * import: watch, queue, parse, store, naming, exr, file. Threads: each class says its own. Safe to change: all but the names
 * in {@code DaemonReport}, which {@code query} reads.
 */
@NullMarked
package io.github.exrdex.index;

import org.jspecify.annotations.NullMarked;
