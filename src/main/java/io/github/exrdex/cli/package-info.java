/** The program as typed. */
@NullMarked
package io.github.exrdex.cli;

import org.jspecify.annotations.NullMarked;
