package io.github.exrdex.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** Functions of ours inside SQLite. Threads: the connection's. */
final class SqlFunctions {
    private SqlFunctions() {}

    static void install(Connection connection) throws SQLException {
        Function.create(connection, "regexp", new Regexp(), 2, Function.FLAG_DETERMINISTIC);
    }

    /** {@code regexp(pattern, text)}, which SQLite calls for {@code text REGEXP pattern}; null of null. */
    private static final class Regexp extends Function {
        /** A statement asks with one pattern, or a few; reading it for every row would cost more than the search. */
        private static final int REMEMBERED = 16;

        private final Map<String, TextRegex> patterns = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, TextRegex> eldest) {
                return size() > REMEMBERED;
            }
        };

        @Override
        protected void xFunc() throws SQLException {
            @Nullable String pattern = value_text(0);
            @Nullable String text = value_text(1);
            if (pattern == null || text == null) {
                result();
                return;
            }
            try {
                result(patterns.computeIfAbsent(pattern, TextRegex::parse).isFoundIn(text) ? 1 : 0);
            } catch (QueryException e) {
                error(String.valueOf(e.getMessage()));
            }
        }
    }
}
