/**
 * Which file, in which state: names that count, the name that was likely meant, paths as keys, what one stat says, the states
 * that users see, and the one place that decides whether a file has to be opened again.
 *
 * <p>May import: java.*. Threads: everything here is immutable. Safe to change: all but {@link
 * io.github.exrdex.file.FileKey}'s encoding, which is the key of every row in every index.
 */
@NullMarked
package io.github.exrdex.file;

import org.jspecify.annotations.NullMarked;
