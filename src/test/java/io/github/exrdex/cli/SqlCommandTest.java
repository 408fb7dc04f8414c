package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCommandTest {
    @TempDir
    static Path folder = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", PathTokens.NONE)) {
            database = index.database();
            index.putFrames("a/shot.%04d.exr", 1001, 1003, DisklessIndex.part("R"))
                    .put("a/shot.1004.exr", FileState.EMPTY);
        }
    }

    private static Ran sql(String... words) {
        return Ran.verb(database, "sql", words);
    }

    @Test
    void printsTheRowsOfAQuestion() {
        Ran ran = sql("SELECT name, frame, state FROM v_file ORDER BY frame", "--limit", "2");
        assertEquals(
                List.of("name\tframe\tstate", "shot.1001.exr\t1001\tcomplete", "shot.1002.exr\t1002\tcomplete"),
                ran.lines());
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals("", ran.err());
    }

    @Test
    void aTerminalIsToldHowManyAndHowOld() {
        Ran ran = Ran.onTerminal(80, "sql", "SELECT name FROM v_file", "--db", database.toString());
        assertTrue(ran.err().startsWith("4 rows, "), ran.err());
        assertTrue(ran.err().contains("/renders was never seen completely"), ran.err());
    }

    @Test
    void framesAreToldAsRanges() {
        Ran ran = sql("SELECT state, frames(frame) AS f FROM v_file GROUP BY state ORDER BY state DESC");
        assertEquals(List.of("state\tf", "empty\t1004", "complete\t1001-1003"), ran.lines());
        assertEquals(
                List.of("f", ""),
                sql("SELECT frames(frame) AS f FROM v_file WHERE 0").lines());
        assertEquals(
                List.of("f", "1,3"),
                sql("SELECT frames(column1) AS f FROM (VALUES (3), (1), ('x'), (NULL), (3))")
                        .lines());
    }

    @Test
    void anAovIsFoundAsFindFindsIt() {
        assertEquals(
                List.of("f", "1001-1003"),
                sql("SELECT frames(frame) AS f FROM v_file WHERE has_aov(file_id, 'beauty')")
                        .lines());
        assertEquals(
                List.of("a\tb\tc\td", "0\t\t\t1"),
                sql("SELECT has_aov(file_id, 'N') a, has_aov(NULL, 'N') b, has_aov(file_id, NULL) c,"
                                + " has_aov(file_id, 'R') d FROM v_file WHERE frame = 1001")
                        .lines());
        assertEquals(
                List.of("n", "0"),
                sql("SELECT count(*) n FROM v_file WHERE has_aov(file_id, 'N') OR has_aov(-1, 'R')")
                        .lines());
    }

    @Test
    void anAnswerThatTakesTooLongIsBrokenOff() {
        String endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        Ran ran = sql(endless, "--timeout", "1s");
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals(
                "exrdex: sql: stopped after 1 s; narrow the question, or give it longer with --timeout\n", ran.err());
    }

    @Test
    void numbersStandToTheRightInATable() {
        Ran ran = sql("SELECT state, count(*) * 1000 AS n FROM v_file GROUP BY 1 ORDER BY 1", "--format", "table");
        assertEquals(List.of("STATE        N", "complete  3000", "empty     1000"), ran.lines());
    }

    @Test
    void jsonKeepsTypesAndEveryColumn() {
        Ran ran = sql(
                "SELECT 1 AS a, 2.5 AS a, 'x' AS b, NULL AS c, x'00ff' AS a, 9007199254740993 AS big",
                "--format",
                "jsonl");
        assertEquals(
                "{\"a\":1,\"a_2\":2.5,\"b\":\"x\",\"c\":null,\"a_3\":\"00ff\",\"big\":9007199254740993}\n", ran.out());
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        Ran ran = sql("SELECT 'a,b' AS x, 'say \"no\"' AS y, NULL AS z", "--format", "csv");
        assertEquals("x,y,z\n\"a,b\",\"say \"\"no\"\"\",\n", ran.out());
    }

    @Test
    void tabsAndNewlinesDoNotBreakALineOfTsv() {
        Ran ran = sql("SELECT 'a' || char(9) || 'b' || char(10) || 'c\\d' || char(27) AS x");
        assertEquals("x\na\\tb\\nc\\\\d\\x1b\n", ran.out());
    }

    @Test
    void readsFromStdin() {
        Ran ran = Ran.run(
                Map.of("EXRDEX_DB", database.toString()),
                "SELECT count(*) AS n\nFROM v_file; -- all of them\n",
                "sql",
                "-");
        assertEquals("n\n4\n", ran.out());
    }

    @Test
    void nothingFoundIsAnExitCode() {
        Ran ran = sql("SELECT path FROM v_file WHERE frame = 9", "--format", "json");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals("[]\n", ran.out());
        assertEquals("0\n", sql("SELECT 1 WHERE 0", "--format", "count").out());
    }

    @Test
    void aMistakeIsToldInOneLineOfSqlitesOwn() {
        Ran ran = sql("SELECT shotx FROM v_file");
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals("exrdex: sql: no such column: shotx; did you mean shot?\n", ran.err());
        assertEquals("", ran.out());
        assertEquals(
                "exrdex: sql: near \"FORM\": syntax error\n",
                sql("SELECT * FORM v_file").err());
    }

    @Test
    void debugShowsWhereAnErrorCameFrom() {
        Ran ran = sql("SELECT shotx FROM v_file", "--debug");
        assertTrue(ran.err().contains("\tat io.github.exrdex.query.RawSql"), ran.err());
        assertEquals(ExitCode.USAGE, ran.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM file",
                "WITH x AS (SELECT 1) DELETE FROM file",
                "WITH x AS (SELECT 1) INSERT INTO root (path_key, path, mode) SELECT '/x', '/x', 'scan' RETURNING *",
                "SELECT 1; DROP TABLE file",
                "PRAGMA query_only = 0",
                "PRAGMA journal_mode = DELETE",
                "ATTACH '@/made.db' AS made",
                "VACUUM INTO '@/made.db'",
                "backup to @/made.db",
                "CREATE TEMP TABLE x (a)",
                "SELECT load_extension('@/made.so')",
                "SELECT writefile('@/made.db', 'x')",
            })
    void nothingCanBeChangedOrWrittenElsewhere(String statement) throws IOException {
        byte[] before = Files.readAllBytes(database);
        Path empty = Files.createDirectories(folder.resolve("elsewhere"));
        Ran ran = sql(statement.replace("@", empty.toString()));
        assertEquals(ExitCode.USAGE, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals("", ran.out());
        try (Stream<Path> files = Files.list(empty)) {
            assertEquals(List.of(), files.toList());
        }
        assertTrue(Arrays.equals(before, Files.readAllBytes(database)));
    }

    @Test
    void rowsFlowInsteadOfGathering() {
        // A billion rows would neither fit nor end; ten of them come at once.
        Ran ran = sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000000) SELECT i FROM n",
                "--limit",
                "10",
                "--format",
                "csv");
        assertEquals(11, ran.lines().size());
    }

    @Test
    void whoDoesNotSayHowManyRowsGetsAMillionAndIsTold() {
        String endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
        Ran ran = sql(endless, "--format", "count");
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals(
                "exrdex: sql: stopped after 1,000,000 rows; narrow the question, or say with --limit how many\n",
                ran.err());
        assertEquals(
                ExitCode.FOUND,
                sql(endless, "--limit", "1000001", "--format", "count").code());
    }

    @Test
    void wantsAStatement() {
        Ran ran = sql();
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals(ExitCode.USAGE, sql("SELECT 1", "--format", "paths").code());
    }
}
