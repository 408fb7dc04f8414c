/**
 * Not yet, not twice: files and folders that wait to be looked at, each at most once, with a bound on how many.
 *
 * <p>May import: file. Threads: any number put in, any number take out. Safe to change: all.
 */
@NullMarked
package io.github.exrdex.queue;

import org.jspecify.annotations.NullMarked;
