/**
 * What tests share: a writer of EXR files, a temporary index, a clock that is set by hand, and the shared real images.
 *
 * <p>May import: everything but cli. Threads: nothing here is shared between tests.
 */
@NullMarked
package io.github.exrdex.support;

import org.jspecify.annotations.NullMarked;
