package io.github.exrdex.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked of a file in {@code --where}. */
public sealed interface WhereField {
    /** As it is written. */
    String text();

    /** What its values are. */
    Kind kind();

    /** Kinds of values; they decide which operators and units make sense. */
    enum Kind {
        /** Is or is not; compared with nothing. */
        FLAG,
        /** One of a few words. */
        WORD,
        TEXT,
        NUMBER,
        BYTES,
        /** A date, or a date and a time. */
        TIME,
        /** A length of time before now. */
        AGE,
        RESOLUTION,
        /** Text or number, as the file says. */
        ANY
    }

    /** Fields that every file has, or that its parts have: of a file with several parts, one that fits is enough. */
    enum Known implements WhereField {
        STATE(Kind.WORD),
        SIZE(Kind.BYTES),
        MTIME(Kind.TIME),
        AGE(Kind.AGE),
        FRAME(Kind.NUMBER),
        NAME(Kind.TEXT),
        FOLDER(Kind.TEXT),
        /** Of the data window, as in {@code v_part}. */
        WIDTH(Kind.NUMBER),
        HEIGHT(Kind.NUMBER),
        /** Of the display window: what people call the resolution, whatever was cropped or rendered beyond it. */
        RES(Kind.RESOLUTION),
        COMPRESSION(Kind.WORD),
        TYPE(Kind.WORD),
        CHANNELS(Kind.NUMBER),
        PARTS(Kind.NUMBER),
        PART(Kind.TEXT),
        VIEW(Kind.TEXT),
        DEEP(Kind.FLAG),
        TILED(Kind.FLAG),
        MULTIPART(Kind.FLAG);

        private final Kind kind;

        Known(Kind kind) {
            this.kind = kind;
        }

        @Override
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Kind kind() {
            return kind;
        }
    }

    /** What the path says, by a name that has a column of its own. */
    record Token(PathToken token) implements WhereField {
        @Override
        public String text() {
            return token.text();
        }

        @Override
        public Kind kind() {
            return Kind.ANY;
        }
    }

    /** What the path says, by any name of the studio's templates: {@code token.artist}. */
    record NamedToken(String name) implements WhereField {
        @Override
        public String text() {
            return TOKEN + name;
        }

        @Override
        public Kind kind() {
            return Kind.ANY;
        }
    }

    /** {@code attr.NAME}. */
    record Attribute(String name) implements WhereField {
        @Override
        public String text() {
            return ATTRIBUTE + name;
        }

        @Override
        public Kind kind() {
            return Kind.ANY;
        }
    }

    String ATTRIBUTE = "attr.";
    String TOKEN = "token.";

    /** Every field that has a name of its own. */
    static List<String> names() {
        return Stream.concat(
                        Arrays.stream(Known.values()).map(Known::text),
                        Arrays.stream(PathToken.values()).map(PathToken::text))
                .distinct()
                .toList();
    }

    static Optional<WhereField> of(String word) {
        if (word.startsWith(ATTRIBUTE) && word.length() > ATTRIBUTE.length()) {
            return Optional.of(new Attribute(word.substring(ATTRIBUTE.length())));
        }
        if (word.startsWith(TOKEN) && word.length() > TOKEN.length()) {
            String name = word.substring(TOKEN.length());
            return Optional.of(PathToken.of(name).<WhereField>map(Token::new).orElseGet(() -> new NamedToken(name)));
        }
        Optional<WhereField> known = Arrays.stream(Known.values())
                .filter(field -> field.text().equals(word))
                .<WhereField>map(field -> field)
                .findFirst();
        return known.isPresent() ? known : PathToken.of(word).map(Token::new);
    }
}
