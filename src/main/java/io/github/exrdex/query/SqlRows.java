package io.github.exrdex.query;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a {@link Select} answers. It is asked when one of these is called, and once. */
final class SqlRows<T> {
    private final Select select;
    private final Select.RowReader<T> reader;

    SqlRows(Select select, Select.RowReader<T> reader) {
        this.select = select;
        this.reader = reader;
    }

    /** Row by row, none of them kept. */
    void forEach(Consumer<? super T> action) {
        whileTrue(row -> {
            action.accept(row);
            return true;
        });
    }

    /** The same as long as it is worth it. */
    void whileTrue(Predicate<? super T> goOn) {
        try (PreparedStatement statement = select.prepared();
                ResultSet row = statement.executeQuery()) {
            boolean goesOn = true;
            while (goesOn && row.next()) {
                T read = reader.read(row);
                goesOn = read == null || goOn.test(read);
            }
        } catch (SQLException e) {
            throw Select.failed(e);
        }
    }

    List<T> list() {
        List<T> rows = new ArrayList<>();
        forEach(rows::add);
        return rows;
    }

    Set<T> set() {
        Set<T> rows = new HashSet<>();
        forEach(rows::add);
        return rows;
    }

    Stream<T> stream() {
        return list().stream();
    }

    /** Of a statement that has one row. */
    T one() {
        return findOne().orElseThrow();
    }

    /** Of a statement that has one row at most. */
    Optional<T> findOne() {
        List<T> rows = list();
        if (rows.size() > 1) {
            throw new IllegalStateException("more than one row");
        }
        return rows.stream().findFirst();
    }
}
