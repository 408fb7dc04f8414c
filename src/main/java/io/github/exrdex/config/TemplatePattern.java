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
    public TemplatePattern {
        pieces = List.copyOf(pieces);
    }

    public static TemplatePattern parse(String text) throws PatternException {
        return new TemplatePattern(text, TemplateParser.parse(text));
    }
}
