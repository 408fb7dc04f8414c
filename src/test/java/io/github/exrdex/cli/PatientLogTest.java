package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatientLogTest {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch reading = new CountDownLatch(1);

    /** A pipe whose reader has stopped. */
    private final OutputStream pipe = new OutputStream() {
        @Override
        public void write(int oneByte) {
            throw new AssertionError("one by one");
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            read.write(bytes, from, count);
        }
    };

    @Test
    void aReaderThatHasStoppedHoldsUpNobodyAndHearsLaterHowMuchItMissed() {
        try (PatientLog log = PatientLog.before(pipe)) {
            PrintStream lines = log.asStream();
            for (int i = 0; i < 100_000; i++) {
                lines.print("line " + i + "\n");
            }
            reading.countDown();
        }
        List<String> said = read.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals("line 0", said.get(0));
        String count = said.stream()
                .filter(line -> line.startsWith("lines left out class=log count="))
                .findFirst()
                .orElseThrow();
        assertTrue(said.size() < 5_000, "lines " + said.size());
        assertEquals(100_000, said.size() - 1 + Long.parseLong(count.substring(count.lastIndexOf('=') + 1)));
    }

    @Test
    void aReaderThatNeverComesBackHoldsUpTheEndForAMomentOnly() {
        PatientLog log = PatientLog.before(pipe);
        log.asStream().println("nobody reads this");
        log.close();
        assertEquals("", read.toString(StandardCharsets.UTF_8));
        reading.countDown();
    }
}
