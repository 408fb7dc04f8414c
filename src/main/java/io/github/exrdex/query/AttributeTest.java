package io.github.exrdex.query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of an attribute: {@code NAME OP VALUE}, or {@code NAME} alone for its presence. A file fits if the
 * attribute of any of its parts does; a file without the attribute never fits.
 *
 * @param operator empty for mere presence
 * @param value a regular expression where the operator says so
 */
public record AttributeTest(String name, Optional<Operator> operator, String value) {
    private static final Pattern SHAPE =
            Pattern.compile("\\s*(.*?)\\s*(?:(==|!=|<=|>=|=|<|>|~)\\s*(.*?)\\s*)?", Pattern.DOTALL);

    static AttributeTest presence(String name) {
        return new AttributeTest(name, Optional.empty(), "");
    }

    static AttributeTest of(String name, Operator operator, String value) {
        return new AttributeTest(name, Optional.of(operator), value);
    }

    /** @throws QueryException where the text is no test */
    public static AttributeTest parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches() || shape.group(1).isEmpty()) {
            throw malformed(text);
        }
        if (shape.group(2) == null) {
            return presence(shape.group(1));
        }
        String value = shape.group(3);
        if (value.isEmpty()) {
            throw malformed(text);
        }
        Optional<Operator> operator = Operator.of(shape.group(2));
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        String plain = quoted ? value.substring(1, value.length() - 1) : value;
        if (operator.equals(Optional.of(Operator.MATCHES))) {
            TextRegex.parse(plain);
        }
        return new AttributeTest(shape.group(1), operator, plain);
    }

    private static QueryException malformed(String text) {
        return QueryException.badQuestion("\"" + text + "\" asks nothing of an attribute; write NAME, or NAME OP VALUE"
                + " with one of == != < <= > >= ~, such as 'renderTime > 3600' or 'comments == \"\"'");
    }

    /** The value where it is a number, and so compares as one. */
    Optional<Number> number() {
        return Quantities.number(value);
    }
}
