package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.PathToken;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the path says, the last columns of rows about sequences; people read it off the path. */
final class TokenColumns {
    private static final List<PathToken> TOKENS = List.of(PathToken.values());

    private TokenColumns() {}

    static List<Column> all() {
        return TOKENS.stream()
                .map(token -> new Column(token.text(), Kind.TEXT, Audience.MACHINES))
                .toList();
    }

    /** The values in the order of the columns. */
    static List<@Nullable Object> values(Function<PathToken, @Nullable Object> value) {
        return Arrays.asList(TOKENS.stream().map(value).toArray());
    }
}
