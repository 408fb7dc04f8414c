package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LineLimitTest {
    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow at any moment
    private final LineLimit lines = new LineLimit(LoggerFactory.getLogger(LineLimitTest.class), "files", nowNs::get);
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setErr(usualErr);
    }

    private List<String> said() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(" - ") + 3))
                .toList();
    }

    @Test
    void theFirstOfEachMinuteAreWrittenAndTheOthersCounted() {
        for (int i = 0; i < 12_365; i++) {
            lines.warn("bad path={}", i);
        }
        assertEquals(20, said().size());
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(59));
        lines.tick();
        assertEquals(20, said().size(), "the minute is not over");
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.tick();
        assertEquals("lines left out class=files count=12345", said().get(20));
        lines.warn("bad path={}", "next");
        assertEquals("bad path=next", said().get(21));
        lines.tick();
        lines.finish();
        assertEquals(22, said().size(), "nothing was left out since");
    }

    @Test
    void aMillionBadFilesInTenMinutesAreLessThanAMegabyteWithAllStacks() {
        IllegalStateException fault = new IllegalStateException("a fault of ours");
        for (int i = 0; i < 1_000_000; i++) {
            nowNs.addAndGet(TimeUnit.MICROSECONDS.toNanos(600));
            lines.error("reader failed path={}", "/renders/show/sh010/render/beauty." + i + ".exr", fault);
        }
        lines.finish();
        assertTrue(log.size() < 1 << 20, "bytes " + log.size());
        assertEquals(
                1_000_000,
                said().stream()
                        .mapToLong(line -> line.startsWith("reader failed")
                                ? 1
                                : line.startsWith("lines left out")
                                        ? Long.parseLong(line.substring(line.lastIndexOf('=') + 1))
                                        : 0)
                        .sum());
    }
}
