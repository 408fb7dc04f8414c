package io.github.exrdex.config;

import java.util.List;

/**
 * How the studio builds a path: text, {@code {key}}, {@code {key:regex}}, {@code <there or not>}, {@code *} within a name and
 * {@code **} for any number of folders. A backslash takes the meaning from the next character.
 *
 * @param text as it was written
 * @param pieces of the whole absolute path; a pattern that does not start with a slash is looked for at any depth
 */
public record TemplatePattern(String text, List<PatternPiece> pieces) {
    /** The keys with a column of their own, and those that a file name has besides; any other name is fine as well. */
    public static final List<String> WELL_KNOWN_KEYS =
            List.of("show", "seq", "shot", "task", "layer", "aov", "version", "frame", "view", "ext");

    public TemplatePattern {
        pieces = List.copyOf(pieces);
    }

    public static TemplatePattern parse(String text) throws PatternException {
        return new TemplatePattern(text, TemplateParser.parse(text));
    }
}
