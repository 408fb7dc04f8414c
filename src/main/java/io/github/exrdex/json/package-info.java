/**
 * Attribute values as JSON text: the one printer behind {@code show --format json} and the {@code json} columns of the
 * index, so that both say the same.
 *
 * <p>May import: exr, jackson-core, java.*. Threads: no shared state. Safe to change: nothing that changes the text, as
 * the index on disk carries it.
 */
@NullMarked
package io.github.exrdex.json;

import org.jspecify.annotations.NullMarked;
