/**
 * What an EXR header says: values only, no bytes, no files, no clock.
 *
 * <p>May import: java.*. Threads: everything here is immutable. Safe to change: nothing that changes the text of a
 * value, as {@code show}, the SQL views and the index on disk all carry it. Source: the OpenEXR file layout document.
 */
@NullMarked
package io.github.exrdex.exr;

import org.jspecify.annotations.NullMarked;
