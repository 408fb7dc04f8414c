package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineBudgetTest {
    @Test
    void soManyLinesAMinuteAreWrittenAndTheOthersCounted() {
        AtomicLong nowNs = new AtomicLong();
        LineBudget budget = new LineBudget(2, nowNs::get);
        assertEquals(
                List.of(true, true, false, false),
                List.of(budget.admits(), budget.admits(), budget.admits(), budget.admits()));
        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertTrue(budget.admits());
        assertEquals(2, budget.takeLeftOut());
        assertEquals(0, budget.takeLeftOut());
    }
}
