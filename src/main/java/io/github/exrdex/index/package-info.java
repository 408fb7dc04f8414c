/**
 * The running service: sweeps and events go in at one end, batches of rows come out at the other.
 *
 * <p>Order of the parts: {@code RootSweep} and {@code EventRouter} fill the queue, {@code LookWorker} threads empty it
 * into the {@code WriteLoop}. May import: watch, queue, parse, store, exr, file. Threads: each class says its own.
 */
@NullMarked
package io.github.exrdex.index;

import org.jspecify.annotations.NullMarked;
