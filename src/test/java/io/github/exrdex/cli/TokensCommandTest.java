package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensCommandTest {
    private static final String LIGHTING = """
            [[template]]
            name = "lighting"
            pattern = "**/{show}/{shot}/{layer}/v{version}/{shot}_{layer}_v{version}.{frame}.exr"
            """;

    private static final String BY_TASK = """
            [[template]]
            name = "by task"
            pattern = "**/{show}/{shot}/{task}/v{version}/*.{frame}.exr"
            """;

    @TempDir
    Path folder;

    private Ran run(String config, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("exrdex.toml"), config);
        Map<String, String> environment = Map.of(
                "EXRDEX_CONFIG",
                file.toString(),
                "EXRDEX_DB",
                folder.resolve("index.db").toString());
        return Ran.run(environment, "", words);
    }

    @Test
    void aPathIsExplainedWithoutAnIndex() throws IOException {
        Ran ran =
                run(LIGHTING, "tokens", "test", "/mnt/abc/sh010/key/v003/sh010_key_v003.1001.exr", "--format", "table");
        assertEquals("""
                /mnt/abc/sh010/key/v003/sh010_key_v003.1001.exr
                  template  lighting
                  show      abc
                  shot      sh010
                  layer     key
                  version   003
                  frame     1001
                """, ran.out());
        assertEquals("", ran.err());
        assertEquals(ExitCode.FOUND, ran.code());
        assertTrue(Files.notExists(folder.resolve("index.db")));
    }

    @Test
    void aPathThatNoTemplateFitsIsToldWhyNot() throws IOException {
        String path = "/mnt/abc/sh010/key/v003/sh020_key_v003.1001.exr";
        Ran ran = run(LIGHTING, "tokens", "test", path, "--format", "table");
        assertEquals("""
                /mnt/abc/sh010/key/v003/sh020_key_v003.1001.exr
                  template  none fits
                  shot      sh010
                  version   003
                  why not lighting: {shot} is "sh010" before, and here the path has "sh020_key_v003.1001.exr"
                """, ran.out());
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        Ran rows = run(LIGHTING, "tokens", "test", path, "--format", "tsv");
        assertEquals(
                List.of("path\ttemplate\ttoken\tvalue", path + "\t\tshot\tsh010", path + "\t\tversion\t003"),
                rows.lines());
        assertTrue(rows.err().startsWith("exrdex: " + path + " does not fit lighting: {shot} is"), rows.err());
        assertTrue(run("", "tokens", "test", "/x/y.exr", "--format", "table")
                .out()
                .contains("none, the config has no [[template]]"));
    }

    private void renders() throws IOException {
        Path place = Files.createDirectories(folder.resolve("farm/abc/sh010/key/v003"));
        byte[] exr = TinyExr.scanline(8, 8).channels("R", "G", "B").bytes();
        Files.write(place.resolve("sh010_key_v003.1001.exr"), exr);
        Files.write(place.resolve("sh010_key_v003.1002.exr"), exr);
        Files.write(place.resolve("test.1001.exr"), exr);
    }

    private String farm() {
        return folder.resolve("farm").toString();
    }

    @Test
    void foldersWithoutATemplateAreListedAndStayInTheIndex() throws IOException {
        renders();
        assertEquals(ExitCode.FOUND, run(LIGHTING, "scan", farm()).code());
        Ran ran = run(LIGHTING, "tokens", "unmatched", "--format", "csv");
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals(2, ran.lines().size());
        assertEquals("directory,sequences,files,size_bytes,example", ran.lines().get(0));
        String[] row = ran.lines().get(1).split(",", -1);
        assertTrue(row[0].endsWith("/farm/abc/sh010/key/v003"), row[0]);
        assertEquals(List.of("1", "1"), List.of(row[1], row[2]));
        assertTrue(row[4].endsWith("/test.1001.exr"), row[4]);
        assertEquals("2\n", run(LIGHTING, "find", "--format", "count").out());
        assertEquals(
                "lighting\n\n",
                run(LIGHTING, "sql", "SELECT template FROM v_sequence ORDER BY pattern")
                        .out()
                        .substring("template\n".length()));
        assertEquals(
                ExitCode.NOTHING_FOUND,
                run(LIGHTING, "tokens", "unmatched", "layer=key").code());
    }

    @Test
    void anotherConfigIsReappliedWithoutALookAtTheFiles() throws IOException {
        renders();
        run(LIGHTING, "scan", farm());
        assertEquals(
                "1\n", run(LIGHTING, "find", "layer=key", "--format", "count").out());
        Files.writeString(folder.resolve("farm/abc/sh010/key/v003/test.1001.exr"), "not read any more");
        Ran ran = run(BY_TASK, "tokens", "reapply");
        assertEquals("2 sequences: a template fits 2, 2 say something else than before\n", ran.out());
        assertEquals(
                "2\n", run(BY_TASK, "find", "task=key", "--format", "count").out());
        assertEquals(ExitCode.NOTHING_FOUND, run(BY_TASK, "find", "layer=key").code());
        assertEquals(ExitCode.NOTHING_FOUND, run(BY_TASK, "tokens", "unmatched").code());
        assertEquals(
                "2 sequences: a template fits 2, 0 say something else than before\n",
                run(BY_TASK, "tokens", "reapply").out());
        assertEquals(
                "3\n",
                run(BY_TASK, "find", "--state", "complete", "--files", "--format", "count")
                        .out());
    }

    @Test
    void aScanWithAnotherConfigReappliesByItself() throws IOException {
        renders();
        run(LIGHTING, "scan", farm());
        Ran again = run(BY_TASK, "scan", farm(), "--format", "json");
        assertEquals(ExitCode.FOUND, again.code());
        assertEquals(
                "2\n", run(BY_TASK, "find", "task=key", "--format", "count").out());
    }

    @Test
    void withoutAnIndexThereIsNothingToReapplyTo() throws IOException {
        Ran ran = run(LIGHTING, "tokens", "reapply");
        assertEquals(ExitCode.NOT_INDEXED, ran.code());
        assertTrue(Files.notExists(folder.resolve("index.db")));
    }

    @Test
    void aloneItSaysWhatThereIs() throws IOException {
        Ran ran = run("", "tokens");
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("unmatched"), ran.err());
        for (String verb : List.of("test", "unmatched", "reapply")) {
            Ran help = run("", "tokens", verb, "--help");
            assertEquals(
                    3,
                    help.lines().stream()
                            .filter(line -> line.startsWith("  exrdex tokens"))
                            .count(),
                    help.out());
            assertTrue(help.out().contains("Exit codes:"), help.out());
        }
    }
}
