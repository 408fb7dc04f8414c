package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Verdict;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The rules that are pure functions. */
class RulesTest {
    private static final long NOW = 1_700_000_000_123L;
    private static final StateRule RULE = new StateRule(600_000, 3_000);

    private static FileStamp touched(long agoMs) {
        long ns = (NOW - agoMs) * 1_000_000 + 1;
        return new FileStamp(100, ns, ns, 7);
    }

    @Test
    void anUnfinishedFileIsWritingWhileItIsYoung() {
        assertEquals(
                FileState.WRITING,
                RULE.judge(Verdict.CHUNKS_MISSING, touched(5_000), NOW).state());
        assertEquals(
                FileState.INCOMPLETE,
                RULE.judge(Verdict.CHUNKS_MISSING, touched(600_001), NOW).state());
        assertEquals(
                FileState.TRUNCATED,
                RULE.judge(Verdict.CUT_SHORT, touched(5_000), NOW).state());
    }

    @Test
    void aWritingFileIsJudgedAgainWhenItStopsBeingYoung() {
        assertEquals(
                OptionalLong.of(NOW + 1_000 * 10),
                RULE.judge(Verdict.NOTHING_WRITTEN, touched(590_000), NOW).recheckAt());
        assertEquals(
                OptionalLong.of(NOW + 60_000),
                RULE.judge(Verdict.NOTHING_WRITTEN, touched(5_000), NOW).recheckAt());
    }

    @Test
    void aStampOfThisVeryMomentProvesNothing() {
        assertEquals(
                OptionalLong.of(NOW + 3_000),
                RULE.judge(Verdict.COMPLETE, touched(3), NOW).recheckAt());
        assertEquals(
                OptionalLong.empty(),
                RULE.judge(Verdict.COMPLETE, touched(100), NOW).recheckAt());
    }

    @Test
    void stampsInWholeSecondsNeedLonger() {
        long second = NOW / 1000 * 1_000_000_000;
        FileStamp coarse = new FileStamp(100, second, second, 7);

        assertEquals(
                OptionalLong.of(NOW + 3_000),
                RULE.judge(Verdict.COMPLETE, coarse, NOW).recheckAt());
    }

    @Test
    void aStampFromTheFutureIsNotWaitedFor() {
        assertEquals(
                OptionalLong.empty(),
                RULE.judge(Verdict.COMPLETE, touched(-3_600_000), NOW).recheckAt());
    }

    @Test
    void onAFileServerAStampIsYoungForAMinuteByWhateverClock() {
        StateRule shared = new StateRule(600_000, 63_000, true);

        assertEquals(
                OptionalLong.of(NOW + 63_000),
                shared.judge(Verdict.COMPLETE, touched(62_000), NOW).recheckAt());
        assertEquals(
                OptionalLong.of(NOW + 63_000),
                shared.judge(Verdict.COMPLETE, touched(-3_600_000), NOW).recheckAt());
        assertEquals(
                OptionalLong.empty(),
                shared.judge(Verdict.COMPLETE, touched(63_000), NOW).recheckAt());
        assertEquals(
                OptionalLong.of(NOW + 63_000),
                shared.judge(Verdict.CHUNKS_MISSING, touched(100_000), NOW).recheckAt(),
                "never before it is settled");
    }

    @Test
    void theSameStampASecondTimeIsSettledThoughItIsFromTheFuture() {
        StateRule shared = new StateRule(600_000, 63_000, true);
        FileStamp future = touched(-3_600_000);

        assertEquals(
                OptionalLong.empty(),
                shared.judge(Verdict.COMPLETE, future, NOW, Optional.of(future)).recheckAt());
        assertEquals(
                OptionalLong.of(NOW + 63_000),
                shared.judge(Verdict.COMPLETE, future, NOW, Optional.of(touched(7)))
                        .recheckAt());
    }

    @Test
    void fewMayVanishAndManyAtOnceAreHeld() {
        assertFalse(VanishingRule.hold(0, 0, 0));
        assertFalse(VanishingRule.hold(100, 100, 0));
        assertTrue(VanishingRule.hold(101, 101, 0));
        assertFalse(VanishingRule.hold(900, 1_000, 100));
        assertTrue(VanishingRule.hold(1_001, 5_000, 3_999));
        assertFalse(VanishingRule.hold(1_001, 50_000, 48_999));
        assertTrue(VanishingRule.hold(10_001, 1_000_000, 989_999));
    }

    @Test
    void lookingAgainComesOftenOnlyWhereTheKernelTellsNothing() {
        PassTimes times = new PassTimes(IndexOptions.Pace.DEFAULT, 100);

        assertEquals(100 + 3_600_000, times.nextMs(true));
        assertEquals(100 + 5_000, times.nextMs(false));
        assertEquals(Optional.empty(), times.due(100 + 4_999, false));
        assertEquals(Optional.of(Pass.HOT_FOLDERS), times.due(100 + 5_000, false));
        assertEquals(Optional.empty(), times.due(100 + 400_000, true));
        assertEquals(Optional.of(Pass.SWEEP), times.due(100 + 3_600_000, true));
    }

    @Test
    void aThoroughPassStandsForTheLesserOnes() {
        PassTimes times = new PassTimes(IndexOptions.Pace.DEFAULT, 0);
        assertEquals(Optional.of(Pass.RECENT_FILES), times.due(300_000, false), "all lesser ones are due as well");
        times.ended(Pass.RECENT_FILES, 300_000, 301_000);

        assertEquals(306_000, times.nextMs(false));
        times.ended(Pass.HOT_FOLDERS, 306_000, 306_000);
        assertEquals(Optional.of(Pass.FOLDERS), times.due(361_000, false));
        assertEquals(Optional.of(Pass.SWEEP), times.due(3_600_000, false));
    }

    @Test
    void aPassThatTakesLongLeavesHalfOfTheTime() {
        PassTimes times = new PassTimes(IndexOptions.Pace.DEFAULT, 0);
        times.ended(Pass.FOLDERS, 100_000, 200_000);

        assertEquals(300_000, times.nextMs(false));
    }

    @Test
    void howeverOftenEventsAreLostHalfOfTheTimeIsLeft() {
        assertEquals(500, PassTimes.afterLossMs(0));
        assertEquals(90_000, PassTimes.afterLossMs(90_000));
    }

    @Test
    void quantilesAreRightToAFifth() {
        Latencies latencies = new Latencies();
        assertEquals(OptionalLong.empty(), latencies.quantile(0.5));
        for (int i = 1; i <= 1000; i++) {
            latencies.record(i, 0);
        }
        long median = latencies.quantile(0.5).orElseThrow();
        assertTrue(median >= 500 && median < 625, "" + median);
        long most = latencies.quantile(0.99).orElseThrow();
        assertTrue(most >= 990 && most < 1240, "" + most);
        latencies.record(Long.MAX_VALUE, 0);
        assertTrue(latencies.quantile(1).orElseThrow() > 1L << 40);
    }

    @Test
    void latenciesOfLongAgoAreForgotten() {
        Latencies latencies = new Latencies();
        latencies.record(5_000, 0);
        latencies.record(2, 300_000);
        assertEquals(OptionalLong.of(2), latencies.quantile(0.5));
        assertTrue(latencies.quantile(1).orElseThrow() >= 5_000);
        latencies.record(2, 600_000);
        assertEquals(OptionalLong.of(2), latencies.quantile(1));
        latencies.record(3, 5_000_000);
        assertEquals(OptionalLong.of(3), latencies.quantile(0.01));
    }

    @Test
    void theWriteRateIsThatOfTheLastMinute() {
        WriteRate rate = new WriteRate();
        assertEquals(new WriteRate.Rate(0, 0), rate.at(0, 0, 0));
        assertEquals(new WriteRate.Rate(12, 1200), rate.at(5_000, 1, 100));
        rate.at(100_000, 1, 100);
        assertEquals(new WriteRate.Rate(0, 0), rate.at(120_000, 1, 100));
    }
}
