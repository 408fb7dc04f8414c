package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectTest {
    private static final String TO_FIVE =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n";

    private SqlHandle handle;

    @BeforeEach
    void open() throws SQLException {
        handle = new SqlHandle(DriverManager.getConnection("jdbc:sqlite::memory:"));
    }

    @AfterEach
    void close() {
        handle.close();
    }

    @Test
    void valuesGoByTheirNamesHoweverOftenTheyStand() {
        assertEquals(
                new NamedValues("SELECT ?1 + ?2 * ?1", List.of("a", "b_2")), NamedValues.of("SELECT :a + :b_2 * :a"));
        assertEquals(
                List.of(2L + 3 * 2),
                handle.select("SELECT :a + :b_2 * :a")
                        .bind("b_2", 3)
                        .bind("a", 2L)
                        .longs()
                        .list());
    }

    @Test
    void whatStandsInQuotesOrInACommentIsNoName() {
        String sql = "SELECT ':a', 'it''s :b', \":c\" -- :d\nFROM (SELECT :e AS \":c\") WHERE ':' <> ':f' --";
        assertEquals(new NamedValues(sql.replace(":e", "?1"), List.of("e")), NamedValues.of(sql), "only :e is a value");
        assertEquals(
                List.of(":a it's :b five"),
                handle.select(sql)
                        .bind("e", "five")
                        .map(row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                        .list());
    }

    /** Half a statement is SQLite's to refuse, not ours to stumble over. */
    @Test
    void quotesThatDoNotEndGoToTheEnd() {
        for (String sql : List.of("SELECT 'a :b", "SELECT \":b", "SELECT 1 -- :b", ":", "")) {
            assertEquals(new NamedValues(sql, List.of()), NamedValues.of(sql));
        }
    }

    @Test
    void valuesKeepTheirTypesAndNamesThatAreNotThereDoNoHarm() {
        assertEquals(
                List.of("text integer real integer blob"),
                handle.select("SELECT typeof(:t) || ' ' || typeof(:i) || ' ' || typeof(:r) || ' ' || typeof(:b) || ' '"
                                + " || typeof(:x)")
                        .bindAll(Map.of("t", "7", "i", 7, "r", 7.0, "b", true, "x", new byte[] {7}, "unused", 1))
                        .texts()
                        .list());
    }

    @Test
    void aValueThatWasForgottenIsCalledByItsName() {
        IllegalStateException forgotten = assertThrows(
                IllegalStateException.class,
                () -> handle.select("SELECT :here, :forgotten")
                        .bind("here", 1)
                        .longs()
                        .list());
        assertTrue(String.valueOf(forgotten.getMessage()).contains(":forgotten"), forgotten.getMessage());
    }

    @Test
    void rowsWithoutAValueAreLeftOut() {
        String some = "SELECT NULL UNION ALL SELECT 0 UNION ALL SELECT 4";
        assertEquals(List.of(0L, 4L), handle.select(some).longs().list());
        assertEquals(List.of("0", "4"), handle.select(some).texts().list());
        assertEquals(List.of(false, false, true), handle.select(some).truths().list());
        assertEquals(Optional.empty(), handle.select("SELECT NULL").longs().findOne());
    }

    @Test
    void oneRowIsOneRow() {
        assertEquals(5L, handle.select("SELECT 5").longs().one());
        assertEquals(Set.of(1L, 2L, 3L, 4L, 5L), handle.select(TO_FIVE).longs().set());
        assertThrows(
                NoSuchElementException.class,
                () -> handle.select("SELECT 5 WHERE FALSE").longs().one());
        assertThrows(
                IllegalStateException.class,
                () -> handle.select(TO_FIVE).longs().findOne());
    }

    @Test
    void whoHasEnoughGetsNoMoreRows() {
        List<Long> read = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        handle.select(TO_FIVE)
                .map(row -> {
                    read.add(row.getLong(1));
                    return row.getLong(1);
                })
                .whileTrue(number -> kept.add(number) && number < 3);
        assertEquals(List.of(1L, 2L, 3L), kept);
        assertEquals(kept, read);
    }

    @Test
    void aTransactionInsideAnotherIsTheSame() {
        assertEquals(7L, handle.<Long>inTransaction(outer -> {
            long inner =
                    outer.inTransaction(same -> same.select("SELECT 7").longs().one());
            // It is still open, so there is something to end.
            assertThrows(
                    QueryException.class,
                    () -> outer.select("BEGIN").map(row -> 1).list());
            return inner;
        }));
        assertThrows(
                IllegalStateException.class,
                () -> handle.inTransaction(question -> {
                    throw new IllegalStateException("in the middle of it");
                }));
        assertEquals(
                Long.valueOf(8),
                handle.inTransaction(next -> next.select("SELECT 8").longs().one()));
    }

    @Test
    void aFailureIsToldThoughTheTransactionCannotBeEndedBehindIt() {
        IllegalStateException failure = new IllegalStateException("the first one");
        assertSame(
                failure,
                assertThrows(
                        RuntimeException.class,
                        () -> handle.inTransaction(question -> {
                            question.close();
                            throw failure;
                        })));
    }

    @Test
    void whatSqliteRefusesIsAnIndexThatCannotBeRead() {
        QueryException refused = assertThrows(
                QueryException.class,
                () -> handle.select("SELECT * FROM nowhere").longs().list());
        assertEquals(QueryException.Fault.UNUSABLE_INDEX, refused.fault());
        assertTrue(String.valueOf(refused.getMessage()).contains("no such table: nowhere"), refused.getMessage());
    }
}
