package io.github.exrdex.query;

/** What a field is compared with. */
public sealed interface WhereValue {
    /** Where the text is a number too, attributes and tokens that are numbers compare as such. */
    record Text(String text) implements WhereValue {
        boolean isGlob() {
            return Globs.isGlob(text);
        }
    }

    /** A count, bytes, or nanoseconds since 1970; a Long where it is whole, else a Double. */
    record Amount(Number number) implements WhereValue {}

    /** Pixels. */
    record Size(long width, long height) implements WhereValue {}
}
