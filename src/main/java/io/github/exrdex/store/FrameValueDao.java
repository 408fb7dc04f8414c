package io.github.exrdex.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
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
    static final int COLUMNS = 12;

    private final Connection connection;
    private final KeptStatement delete;

    /** By values in columns; the last one has the column for all others too. */
    private final @Nullable KeptStatement[] inserts = new KeptStatement[COLUMNS + 2];

    FrameValueDao(Connection connection) {
        this.connection = connection;
        this.delete = new KeptStatement(connection, "DELETE FROM frame_values WHERE file_id = ?");
    }

    /** @param values one for each slot of the file's header; none writes no row */
    void insert(long fileId, List<FrameValue> values) {
        if (values.isEmpty()) {
            return;
        }
        int columns = Math.min(values.size(), COLUMNS);
        @Nullable Object[] row = new Object[1 + Math.min(values.size(), COLUMNS + 1)];
        row[0] = fileId;
        for (int i = 0; i < columns; i++) {
            FrameValue value = values.get(i);
            row[i + 1] = value.json() ? value.text().getBytes(StandardCharsets.UTF_8) : value.text();
        }
        if (values.size() > COLUMNS) {
            row[COLUMNS + 1] = values.subList(COLUMNS, values.size()).stream()
                    .map(FrameValue::element)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        insertOf(row.length - 1).write(row);
    }

    private KeptStatement insertOf(int columns) {
        KeptStatement known = inserts[columns];
        if (known != null) {
            return known;
        }
        String names = IntStream.range(0, columns)
                .mapToObj(column -> column < COLUMNS ? "value_" + column : "more")
                .collect(Collectors.joining(", "));
        KeptStatement insert = new KeptStatement(
                connection,
                "INSERT INTO frame_values (file_id, " + names + ") VALUES (?" + ", ?".repeat(columns) + ")");
        inserts[columns] = insert;
        return insert;
    }

    void delete(long fileId) {
        delete.write(fileId);
    }

    @Override
    public void close() {
        delete.close();
        for (KeptStatement insert : inserts) {
            if (insert != null) {
                insert.close();
            }
        }
    }
}
