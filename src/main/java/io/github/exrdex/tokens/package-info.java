/**
 * What a path says of itself: show, shot, version and the like, by the studio's templates, else by what common layouts make
 * certain.
 *
 * <p>In: the text of a path. Out: token names with their values. {@code TemplateCompiler} turns a pattern into a {@code
 * TemplateProgram}, {@code TemplateRun} tries it on one path within a budget, {@code CommonLayouts} is asked where no
 * template fits. May import: config, store (PathTokens alone), java.*. Threads: everything public is immutable. Safe to
 * change: all but which template wins.
 */
@NullMarked
package io.github.exrdex.tokens;

import org.jspecify.annotations.NullMarked;
