package io.github.exrdex.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputLinesTest {
    private final List<String> log = new ArrayList<>();
    private final OutputLines lines = new OutputLines(log::add);

    private void say(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Byte by byte, for a pipe cuts where it likes.
        for (byte b : bytes) {
            lines.add(new byte[] {b}, 1);
        }
    }

    @Test
    void linesAreLoggedAsTheyAreAndNoneCanPassForOneOfOurs() {
        say("schön\n\nspoof\rWARN x\u001b[31m\r\nlast");
        lines.end();
        assertEquals(List.of("schön", "spoof?WARN x?[31m?", "last"), log);
    }

    @Test
    void whatIsTooLongIsCutAndCounted() {
        say("x".repeat(OutputLines.MOST_LINE_BYTES + 5) + "\n" + "y\n".repeat(OutputLines.MOST_LINES + 1));
        lines.end();
        assertEquals(OutputLines.MOST_LINES + 1, log.size());
        assertEquals("x".repeat(OutputLines.MOST_LINE_BYTES), log.get(0));
        assertTrue(log.get(log.size() - 1).startsWith("(7 bytes more"), log.get(log.size() - 1));
    }
}
