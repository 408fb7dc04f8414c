/**
 * Turns the first bytes of an EXR file into an {@link io.github.exrdex.exr.Reading}. Reads no pixels.
 *
 * <p>In: a path, or bytes as a {@link io.github.exrdex.parse.ByteSource}. Out: parts, a verdict on completeness, problems
 * as values. Order of the parts: {@code Window} holds the bytes, {@code HeaderGrammar} cuts them into attributes, {@code
 * AttributeDecoder} gives each a value, {@code PartRules} and {@code FileRules} say what is wrong with them, {@code
 * OffsetTables} tells a whole file from a cut one.
 *
 * <p>May import: exr, file, java.*. Threads: a {@link io.github.exrdex.parse.HeaderReader} serves one at a time. Safe to
 * change: all but HeaderReader and FileReader. Source: the OpenEXR file layout document and the behaviour of the
 * reference library.
 */
@NullMarked
package io.github.exrdex.parse;

import org.jspecify.annotations.NullMarked;
