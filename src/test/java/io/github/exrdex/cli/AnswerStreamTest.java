package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Main;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStreamTest {
    /** More rows than anybody waits for: the program must notice by itself that nobody reads them. */
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 'some text' FROM n";

    @TempDir
    Path folder;

    /** Takes some bytes, then fails as the system would. */
    private static final class Full extends OutputStream {
        private final String reason;
        private long left;

        Full(long left, String reason) {
            this.left = left;
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            if (left-- <= 0) {
                throw new IOException(reason);
            }
        }
    }

    private record Answered(int code, String err) {}

    private Answered ask(OutputStream out, String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.ofPipe(AnswerStream.over(out), new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = Main.run(
                words,
                Map.of("EXRDEX_DB", folder.resolve("index.db").toString()),
                InputStream.nullInputStream(),
                terminal,
                () -> 0);
        return new Answered(code, err.toString(StandardCharsets.UTF_8));
    }

    private void fill() {
        new DisklessIndex(folder, "/renders", PathTokens.NONE)
                .putFrames("a.%04d.exr", 1, 3, DisklessIndex.part("R"))
                .close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TABLE", "TSV", "CSV", "JSON", "JSONL"})
    void endsQuietlyWhenItsReaderHasLeft(Format format) {
        fill();
        Answered answered = ask(new Full(200_000, "Broken pipe"), "sql", ENDLESS, "--format", format.text());
        assertEquals(new Answered(ExitCode.FOUND, ""), answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tsv", "csv", "json", "count", "paths", "frames", "table"})
    void aShortAnswerThatNobodyReadsIsNoErrorEither(String format) {
        fill();
        assertEquals(new Answered(ExitCode.FOUND, ""), ask(new Full(0, "Broken pipe"), "find", "--format", format));
    }

    @Test
    void aFullDiskIsNoQuietEnd() {
        fill();
        Answered answered = ask(new Full(10, "No space left on device"), "find", "--format", "csv");
        assertEquals(ExitCode.INTERRUPTED, answered.code());
        assertEquals("exrdex: cannot write the answer: No space left on device\n", answered.err());
    }

    @Test
    void helpThatNobodyReadsIsNoError() {
        Answered answered = ask(new Full(0, "Broken pipe"), "find", "--help");
        assertEquals(ExitCode.FOUND, answered.code());
        assertTrue(answered.err().isEmpty(), answered.err());
    }
}
