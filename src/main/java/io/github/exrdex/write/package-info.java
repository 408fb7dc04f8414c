/**
 * Headers of EXR files as bytes, for the files that exrdex makes itself: the demo's and the benchmark's.
 *
 * <p>In: values of {@code exr} and attributes by name. Out: bytes up to the offset tables. May import: exr, java.*. Threads:
 * no shared state. Safe to change: all of it, as long as the reference library reads what comes out.
 */
@NullMarked
package io.github.exrdex.write;

import org.jspecify.annotations.NullMarked;
