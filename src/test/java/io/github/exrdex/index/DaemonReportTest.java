package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.HookLoad;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DaemonReportTest {
    /** Writer and reader are in packages that do not know each other. */
    @Test
    void whatTheDaemonSaysOfItsHooksIsWhatAQuestionReads() {
        HookCounts counts = new HookCounts("cut", 1, 2, 3, 4, 5, 6);
        String report = DaemonReport.of(
                List.of(), 0, new WriteRate.Rate(0, 0), new Latencies(), new IndexStats().snapshot(), List.of(counts));
        assertEquals(
                List.of(new HookLoad("cut", 1, 2, 3, 4, 5, 6)), new Daemon(1, 0, 0, Optional.empty(), report).hooks());
    }
}
