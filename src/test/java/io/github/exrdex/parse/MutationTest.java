package io.github.exrdex.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reader against two hundred thousand damaged headers in a heap of 64 MiB. */
class MutationTest {
    private static final int MUTATIONS = 200_000;
    private static final long SEED = 20_261_126;

    /** Of one thread's own work, so a busy machine does not count. */
    private static final long WORST_CPU_US = 50_000;

    @Test
    void noHostileByteGetsThrough() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MutationRun.class.getName(),
                        Integer.toString(MUTATIONS),
                        Long.toString(SEED))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), output);
        Matcher report =
                Pattern.compile("mutations=(\\d+) .*worst_cpu_us=(\\d+)").matcher(output);
        assertTrue(report.find(), output);
        assertEquals(MUTATIONS, Integer.parseInt(report.group(1)));
        assertTrue(Long.parseLong(report.group(2)) <= WORST_CPU_US, output);
    }
}
