package io.github.exrdex.config;

import java.util.List;

/** What a template is made of, in order. */
public sealed interface PatternPiece {
    /** Calls the method for this shape; the compiler finds whoever forgot one. */
    <R> R accept(Visitor<R> visitor);

    /** One method a shape. */
    interface Visitor<R> {
        R literal(Literal literal);

        R key(Key key);

        R anyText(AnyText any);

        R anyFolders(AnyFolders any);

        R maybe(Maybe maybe);
    }

    /** Stands in the path as it is written; slashes too. */
    record Literal(String text) implements PatternPiece {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    /** {@code {name}} or {@code {name:regex}}: a value within one folder or file name. */
    record Key(String name, ValueRegex regex) implements PatternPiece {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.key(this);
        }
    }

    /** {@code *}: any text within a name, none too. */
    record AnyText() implements PatternPiece {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.anyText(this);
        }
    }

    /** {@code **}: any number of whole folders, none too, each with the slash behind it. */
    record AnyFolders() implements PatternPiece {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.anyFolders(this);
        }
    }

    /** {@code <...>}: there or not. */
    record Maybe(List<PatternPiece> pieces) implements PatternPiece {
        public Maybe {
            pieces = List.copyOf(pieces);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.maybe(this);
        }
    }
}
