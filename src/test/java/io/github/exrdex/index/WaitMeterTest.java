package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's own counts. Sleeping is what waiting for a disk is to it; a busy machine makes the other kind longer and no less busy. */
class WaitMeterTest {
    private static final long ENOUGH_MS = 300;

    @BeforeEach
    void theKernelTells() {
        assumeTrue(
                Files.exists(Path.of("/proc/thread-self/schedstat")),
                "this kernel does not tell what threads wait for");
    }

    private static OptionalDouble waited(WaitMeter meter, boolean sleeps) throws InterruptedException {
        meter.start();
        if (sleeps) {
            Thread.sleep(ENOUGH_MS);
        } else {
            long until = System.nanoTime() + ENOUGH_MS * 1_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
        return meter.stop();
    }

    @Test
    void whoSleepsWaitsAllTheTime() throws InterruptedException {
        try (WaitMeter meter = WaitMeter.ofThisThread()) {
            assertTrue(waited(meter, true).orElseThrow() > 0.9);
        }
    }

    @Test
    void whoRunsWaitsForNothing() throws InterruptedException {
        try (WaitMeter meter = WaitMeter.ofThisThread()) {
            double least = 1;
            // The host of a virtual machine may take its processor away, which looks like waiting.
            for (int i = 0; i < 10 && least > 0.1; i++) {
                least = Math.min(least, waited(meter, false).orElseThrow());
            }
            assertTrue(least <= 0.1, () -> "waits though it runs");
        }
    }

    @Test
    void oneShortPieceOfWorkTellsNothing() {
        try (WaitMeter meter = WaitMeter.ofThisThread()) {
            meter.start();
            assertEquals(OptionalDouble.empty(), meter.stop());
        }
    }
}
