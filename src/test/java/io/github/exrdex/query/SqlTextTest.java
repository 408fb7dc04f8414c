package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select ';' -- one; two\n, ';;' /* ; */ , \"a;b\", `c;d`, [e;f], 'it''s; fine'",
                "  /* a question */ -- really\n WITH x AS (SELECT 1) SELECT * FROM x",
                "VALUES (1), (2)",
                "EXPLAIN QUERY PLAN SELECT 1",
            })
    void aQuestionIsPassedOnAsItStands(String sql) {
        assertEquals(sql, SqlText.question(sql));
    }

    @Test
    void semicolonsAndCommentsMayFollow() {
        assertEquals("SELECT 1", SqlText.question("SELECT 1; ; -- done; really\n /* yes */"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT ';'; DROP TABLE file",
                "SELECT 1; -- harmless\n DELETE FROM file",
                "SELECT 1 /* ; */; /**/ VALUES (1)",
            })
    void aSecondStatementIsRefused(String sql) {
        assertTrue(refusal(sql).contains("one statement"), refusal(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM file",
                "PRAGMA writable_schema = 1",
                "ATTACH '/tmp/x.db' AS x",
                "VACUUM INTO '/tmp/x.db'",
                "backup to /tmp/x.db",
                "restore from /tmp/x.db",
                "/* SELECT */ CREATE TEMP TABLE x (a)",
                "(SELECT 1)",
                "SELECTED",
            })
    void whatIsNoQuestionIsRefused(String sql) {
        assertTrue(refusal(sql).contains("only asks"), refusal(sql));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", ";", "-- nothing", "/* open"})
    void nothingIsRefused(String sql) {
        assertTrue(refusal(sql).contains("no SQL given"), refusal(sql));
    }

    private static String refusal(String sql) {
        return String.valueOf(
                assertThrows(QueryException.class, () -> SqlText.question(sql)).getMessage());
    }
}
