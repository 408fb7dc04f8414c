package io.github.exrdex.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Statements of {@code frame_values}: what a file has of its own, in one row, each value in the column that
 * {@code frame_slot} gives its attribute. One row a value took twice the statements' time and a third more space.
 *
 * <p>Threads: the writer's own.
 */
final class FrameValueDao implements AutoCloseable {
    /** Columns for values; what comes after them shares the last one. */
    private static final int COLUMNS = 12;

    private final Connection connection;
    private final PreparedStatement delete;

    /** By values in columns; the last one has the column for all others too. */
    private final @Nullable PreparedStatement[] inserts = new PreparedStatement[COLUMNS + 2];

    FrameValueDao(Connection connection) {
        this.connection = connection;
        try {
            this.delete = connection.prepareStatement("DELETE FROM frame_values WHERE file_id = ?");
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    /** @param values one for each slot of the file's header; none writes no row */
    void insert(long fileId, List<FrameValue> values) {
        if (values.isEmpty()) {
            return;
        }
        try {
            PreparedStatement insert = insertOf(Math.min(values.size(), COLUMNS + 1));
            insert.setLong(1, fileId);
            for (int i = 0; i < Math.min(values.size(), COLUMNS); i++) {
                FrameValue value = values.get(i);
                if (value.json()) {
                    insert.setBytes(i + 2, value.text().getBytes(StandardCharsets.UTF_8));
                } else {
                    insert.setString(i + 2, value.text());
                }
            }
            if (values.size() > COLUMNS) {
                insert.setString(
                        COLUMNS + 2,
                        values.subList(COLUMNS, values.size()).stream()
                                .map(FrameValue::element)
                                .collect(Collectors.joining(",", "[", "]")));
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    private PreparedStatement insertOf(int columns) throws SQLException {
        PreparedStatement known = inserts[columns];
        if (known != null) {
            return known;
        }
        String names = IntStream.range(0, columns)
                .mapToObj(column -> column < COLUMNS ? "value_" + column : "more")
                .collect(Collectors.joining(", "));
        PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO frame_values (file_id, " + names + ") VALUES (?" + ", ?".repeat(columns) + ")");
        inserts[columns] = insert;
        return insert;
    }

    void delete(long fileId) {
        try {
            delete.setLong(1, fileId);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    @Override
    public void close() {
        List<PreparedStatement> kept = new ArrayList<>(List.of(delete));
        for (PreparedStatement insert : inserts) {
            if (insert != null) {
                kept.add(insert);
            }
        }
        KeptStatements.close(kept);
    }
}
