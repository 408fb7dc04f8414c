package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.Column.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TablePrinterTest {
    private static final List<Column> COLUMNS =
            List.of(Column.of("size_bytes", Kind.BYTES), Column.of("state", Kind.TEXT), Column.of("path", Kind.PATH));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private List<String> table(int widthChars, List<? extends List<? extends @Nullable Object>> rows) {
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
    void aNarrowTerminalDoesNotMakePathsUseless() {
        List<String> lines = table(10, List.of(List.of(1L, "complete", "/mnt/projects/abc/seq010/sh010.1001.exr")));
        assertEquals("       1 B  complete  /mnt/pr...sh010.1001.exr", lines.get(1));
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
