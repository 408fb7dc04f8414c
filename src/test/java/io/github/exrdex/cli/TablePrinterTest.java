package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.Column.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablePrinterTest {
    private static final List<Column> COLUMNS =
            List.of(Column.of("size_bytes", Kind.BYTES), Column.of("state", Kind.TEXT), Column.of("path", Kind.PATH));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private List<String> table(int widthChars, List<? extends List<? extends @Nullable Object>> rows) {
        bytes.reset();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, new Terminal(out, out, true, widthChars), COLUMNS)) {
            rows.forEach(printer::row);
        }
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void sizesAreForPeopleAndStandToTheRight() {
        List<String> lines = table(
                80,
                List.of(
                        List.of(512L, "complete", "/a"),
                        List.of(1536L * 1024 * 1024, "empty", "/b"),
                        Arrays.asList(null, "x", null)));
        assertEquals(
                List.of(
                        "SIZE BYTES  STATE     PATH",
                        "     512 B  complete  /a",
                        "   1.5 GiB  empty     /b",
                        "         -  x         -"),
                lines);
    }

    @Test
    void aLongPathLosesItsMiddleAndNothingElseDoes() {
        String path = "/mnt/projects/abc/seq010/sh010/render/lighting/v012/sh010_lighting_v012.1001.exr";
        List<String> lines = table(60, List.of(List.of(1L, "incomplete", path)));
        assertEquals("       1 B  incomplete  /mnt/projec...lighting_v012.1001.exr", lines.get(1));
        assertTrue(lines.stream().allMatch(line -> line.length() <= 60), lines.toString());
    }

    @Test
    void whatDoesNotFitBesideTheRestStandsBelowItWithTheFirstColumnAgain() {
        List<String> lines = table(
                24,
                List.of(
                        List.of(1L, "complete", "/mnt/projects/abc/seq010/sh010.1001.exr"),
                        List.of(2L, "empty", "/b")));
        assertEquals(
                List.of(
                        "SIZE BYTES  STATE",
                        "       1 B  complete",
                        "       2 B  empty",
                        "",
                        "SIZE BYTES  PATH",
                        "       1 B  /mn...01.exr",
                        "       2 B  /b"),
                lines.stream().map(String::stripTrailing).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 120})
    void noLineIsWiderThanTheTerminalAndColumnsStandBelowEachOther(int widthChars) {
        String kanji = "\u6620\u50cf";
        List<List<Object>> rows = List.of(
                List.of(12L, "complete", "/mnt/" + kanji + "/renders/sh010/" + kanji.repeat(30) + ".1001.exr"),
                List.of(
                        1L << 40,
                        "a long text with a control \u001b[31m, an accent e\u0301 and " + kanji.repeat(20)
                                + " \ud83c\udfac",
                        "/mnt/projects/abc/seq010/sh010/render/lighting/v012/sh010_lighting_v012.1001.exr"),
                List.of(5L, kanji, "/b"));
        List<String> lines = table(widthChars, rows);
        assertTrue(lines.stream().allMatch(line -> TextWidth.of(line) <= widthChars), () -> String.join("\n", lines));
        assertTrue(lines.stream().noneMatch(line -> line.contains("\u001b")));
        if (widthChars >= 60) {
            assertEquals(4, lines.size());
            int path = lines.get(0).indexOf("PATH");
            lines.stream()
                    .skip(1)
                    .forEach(line -> assertEquals(
                            "  /",
                            TextWidth.head(line, path + 1)
                                    .substring(TextWidth.head(line, path - 2).length())));
        }
    }

    @Test
    void theFirstColumnStaysTellingHoweverNarrowTheTerminal() {
        List<Column> columns = List.of(
                Column.of("pattern", Kind.PATH), Column.of("state", Kind.VERDICT), Column.of("directory", Kind.PATH));
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, new Terminal(out, out, true, 50), columns)) {
            printer.row(
                    List.of("sh010_lighting_v012.1001-1008#.exr", "complete,truncated", "/mnt/abc/sh010/render/v012"));
            printer.row(List.of("sh010_lighting_v013.1001-1008#.exr", "complete", "/mnt/abc/sh010/render/v013"));
        }
        out.flush();
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(1).contains("v012.1001"), lines::toString);
        assertTrue(lines.get(2).contains("v013.1001"), lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 50), lines::toString);
    }

    @Test
    void theNameOfASequenceTellsWhichRowItIsWhereverItStands() {
        List<Column> columns = List.of(
                Column.of("severity", Kind.VERDICT),
                Column.of("pattern", Kind.PATH),
                Column.of("frames", Kind.TEXT),
                Column.of("directory", Kind.PATH));
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, new Terminal(out, out, true, 60), columns)) {
            printer.row(List.of("error", "sh010_lgt_v012.1001-1096#.exr", "1001,1003,1007", "/mnt/abc/sh010/lgt/v012"));
        }
        out.flush();
        assertEquals(
                List.of(
                        "SEVERITY  PATTERN                        FRAMES",
                        "error     sh010_lgt_v012.1001-1096#.exr  1001,1003,1007",
                        "",
                        "PATTERN                        DIRECTORY",
                        "sh010_lgt_v012.1001-1096#.exr  /mnt/abc/sh010/lgt/v012"),
                bytes.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(String::stripTrailing)
                        .toList());
    }

    @Test
    void aNarrowTerminalLeavesEveryColumnSomethingToSay() {
        List<Column> columns = List.of(Column.of("pattern", Kind.PATH), Column.of("missing", Kind.TEXT));
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, new Terminal(out, out, true, 40), columns)) {
            printer.row(List.of("sh010_lighting_v012.1001-1096#.exr", "1004-1005,1044-1045"));
        }
        out.flush();
        assertEquals(
                List.of("PATTERN                     MISSING", "sh010_l...2.1001-1096#.exr  1004-1005..."),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void aLateRowThatIsLongerIsWholeWhereTheLineHasRoomForIt() {
        List<List<Object>> rows = new ArrayList<>(Collections.nCopies(1000, List.of(1L, "x", "/a")));
        rows.add(List.of(1L, "much longer than the rows before it", "/a/b"));
        assertEquals(
                "       1 B  much longer than the rows before it  /a/b",
                table(200, rows).get(1001));
        assertEquals("       1 B  much longe...  /a/b", table(31, rows).get(1001));
    }

    @Test
    void coloursChangeNothingButTheColours() {
        List<Column> columns = List.of(Column.of("state", Kind.VERDICT), Column.of("path", Kind.PATH));
        List<List<String>> rows =
                List.of(List.of("complete", "/a"), List.of("complete,truncated", "/b"), List.of("writing", "/c"));
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, new Terminal(out, out, true, 80, true), columns)) {
            rows.forEach(printer::row);
        }
        out.flush();
        String colourful = bytes.toString(StandardCharsets.UTF_8);
        assertEquals("""
                STATE               PATH
                complete            /a
                complete,truncated  /b
                writing             /c
                """, colourful.replaceAll("\u001b\\[[0-9]+m", ""));
        List<String> lines = colourful.lines().toList();
        assertTrue(lines.get(0).startsWith("\u001b[1mSTATE\u001b[0m "), lines.get(0));
        assertTrue(lines.get(1).startsWith("\u001b[32mcomplete\u001b[0m "), lines.get(1));
        assertTrue(lines.get(2).startsWith("\u001b[31mcomplete,truncated\u001b[0m "), lines.get(2));
        assertTrue(lines.get(3).startsWith("\u001b[33mwriting\u001b[0m "), lines.get(3));
    }

    @Test
    void coloursAreWantedUnlessSomebodySaysNo() {
        assertTrue(Terminal.wantsColours(Map.of("TERM", "xterm-256color")));
        assertTrue(Terminal.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "")), "as https://no-color.org has it");
        assertFalse(Terminal.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "1")));
        assertFalse(Terminal.wantsColours(Map.of("TERM", "dumb")));
        assertFalse(Terminal.wantsColours(Map.of()));
    }

    @Test
    void namesCannotMoveTheCursor() {
        List<String> lines = table(80, List.of(List.of(1L, "a\tb", "/x\n\u001b[2J\u202ey\u0085")));
        assertEquals("       1 B  a\\tb   /x\\n\\x1b[2J\\u202ey\\x85", lines.get(1));
        assertEquals(2, lines.size());
    }

    @Test
    void anEmptyTableIsNothingAtAll() {
        assertEquals(List.of(), table(80, List.of()));
    }
}
