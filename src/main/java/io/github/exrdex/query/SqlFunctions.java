package io.github.exrdex.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.core.Codes;

/** Functions of ours inside SQLite. Threads: the connection's. */
final class SqlFunctions {
    private SqlFunctions() {}

    static void install(Connection connection) throws SQLException {
        Function.create(connection, "regexp", new Regexp(), 2, Function.FLAG_DETERMINISTIC);
        Function.create(connection, "names_match", new NamesMatch(), 6, Function.FLAG_DETERMINISTIC);
        Function.create(connection, "has_aov", new HasAov(connection), 2, 0);
        Function.create(connection, "frames", new Frames());
    }

    /**
     * {@code has_aov(file_id, name)}: 1 where the file has that AOV, in whatever way {@code find --has} would find it, else 0;
     * null of null.
     */
    private static final class HasAov extends Function {
        private final Connection connection;
        private final Map<String, BitSet> files = new HashMap<>();

        HasAov(Connection connection) {
            this.connection = connection;
        }

        @Override
        protected void xFunc() throws SQLException {
            @Nullable String name = value_text(1);
            if (value_type(0) != Codes.SQLITE_INTEGER || name == null) {
                result();
                return;
            }
            long fileId = value_long(0);
            try {
                // One pass for a name: asked of every file of its own, the lookups would cost more than all files do.
                BitSet having = files.computeIfAbsent(name, this::filesWith);
                result(fileId >= 0 && fileId <= Integer.MAX_VALUE && having.get((int) fileId) ? 1 : 0);
            } catch (RuntimeException e) {
                error(String.valueOf(e.getMessage()));
            }
        }

        private BitSet filesWith(String name) {
            BitSet having = new BitSet();
            // The handle is not closed: the connection is the reader's.
            SqlHandle handle = new SqlHandle(connection);
            Conditions conditions = new Conditions();
            String has = new NameClauses(conditions, handle).has(name);
            conditions
                    .query(handle, "SELECT f.file_id FROM file f WHERE " + has)
                    .longs()
                    .forEach(file -> having.set(file.intValue()));
            return having;
        }
    }

    /** {@code frames(frame)}, an aggregate: all of them as ranges, {@code 1001-1006,1008}; null of none. */
    private static final class Frames extends Function.Aggregate {
        private NavigableSet<Long> seen = new TreeSet<>();

        @Override
        protected void xStep() throws SQLException {
            if (value_type(0) == Codes.SQLITE_INTEGER) {
                seen.add(value_long(0));
            }
        }

        @Override
        protected void xFinal() throws SQLException {
            FrameRanges ranges = new FrameRanges();
            seen.forEach(ranges::add);
            if (seen.isEmpty()) {
                result();
            } else {
                result(ranges.take());
            }
            seen.clear();
        }

        /** The driver makes one for each group by copying the first. */
        @Override
        public Object clone() throws CloneNotSupportedException {
            Frames copy = (Frames) super.clone();
            copy.seen = new TreeSet<>();
            return copy;
        }
    }

    /** Expressions by their text. A statement asks with one, or a few; reading it for every row would cost more than the search. */
    private static final class Patterns extends LinkedHashMap<String, TextRegex> {
        private static final long serialVersionUID = 1;

        private static final int REMEMBERED = 16;

        Patterns() {
            super(REMEMBERED, 0.75f, true);
        }

        TextRegex parsed(String pattern) {
            return computeIfAbsent(pattern, TextRegex::parse);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TextRegex> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** {@code regexp(pattern, text)}, which SQLite calls for {@code text REGEXP pattern}; null of null. */
    private static final class Regexp extends Function {
        private final Patterns patterns = new Patterns();

        @Override
        protected void xFunc() throws SQLException {
            @Nullable String pattern = value_text(0);
            @Nullable String text = value_text(1);
            if (pattern == null || text == null) {
                result();
                return;
            }
            try {
                result(patterns.parsed(pattern).isFoundIn(text) ? 1 : 0);
            } catch (QueryException e) {
                error(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * {@code names_match(pattern, prefix, padding, suffix, first, last)}, for statements of ours: 1 where all names of a sequence
     * match, 0 where none does, null where that depends on the frame.
     */
    private static final class NamesMatch extends Function {
        private final Patterns patterns = new Patterns();

        @Override
        protected void xFunc() throws SQLException {
            if (value_type(4) != Codes.SQLITE_INTEGER || value_type(5) != Codes.SQLITE_INTEGER) {
                result();
                return;
            }
            try {
                Optional<Boolean> all = patterns.parsed(value_text(0))
                        .isFoundInNames(value_text(1), value_int(2), value_text(3), value_long(4), value_long(5));
                if (all.isEmpty()) {
                    result();
                } else {
                    result(all.get() ? 1 : 0);
                }
            } catch (QueryException e) {
                error(String.valueOf(e.getMessage()));
            }
        }
    }
}
