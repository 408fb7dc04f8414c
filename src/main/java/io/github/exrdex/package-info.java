/** The program as started: {@link io.github.exrdex.Main} and the one place that builds everything. */
@NullMarked
package io.github.exrdex;

import org.jspecify.annotations.NullMarked;
