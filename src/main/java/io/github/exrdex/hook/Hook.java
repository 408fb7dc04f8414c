package io.github.exrdex.hook;

import io.github.exrdex.config.HookRule;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.index.HookCounts;
import io.github.exrdex.index.LineBudget;
import io.github.exrdex.query.FileBrief;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.SequenceBrief;
import io.github.exrdex.store.ReachedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code [[on]]}: what waits for it, and the threads that run its command.
 *
 * <p>Threads: {@link #hear} on the writer's, {@link #start}, {@link #stop} and {@link #awaitStopped} by the owner, {@link
 * #counts} by any.
 */
final class Hook {
    private static final Logger LOG = LoggerFactory.getLogger(Hook.class);

    /** Picked: an hour of a busy farm, in a few MiB. */
    static final int MOST_WAITING = 10_000;

    private static final int FAILURES_A_MINUTE = 10;
    private static final int RUNS_A_MINUTE = 60;
    private static final int LINES_A_MINUTE = 1_000;

    private final HookRule rule;
    private final HookPlace place;
    private final BooleanSupplier mustEnd;
    private final EventJson json;
    private final ChildRun run;
    private final WaitingEvents waiting;
    private final List<Thread> threads = new ArrayList<>();

    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder runs = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LineBudget drops;
    private final LineBudget failures;
    private final LineBudget successes;
    private final LineBudget lines;

    /** @param mustEnd true once commands that run have to be ended */
    Hook(HookRule rule, HookPlace place, BooleanSupplier mustEnd) {
        this.rule = rule;
        this.place = place;
        this.mustEnd = mustEnd;
        this.json = new EventJson(rule.name());
        this.run = new ChildRun(
                rule.command(),
                place.environment(),
                TimeUnit.SECONDS.toMillis(rule.pace().timeoutSeconds()),
                place.nanoTime());
        this.waiting = new WaitingEvents(
                place.mostWaiting(), TimeUnit.SECONDS.toNanos(rule.pace().quietSeconds()), place.nanoTime());
        this.drops = new LineBudget(1, place.nanoTime());
        this.failures = new LineBudget(FAILURES_A_MINUTE, place.nanoTime());
        this.successes = new LineBudget(RUNS_A_MINUTE, place.nanoTime());
        this.lines = new LineBudget(LINES_A_MINUTE, place.nanoTime());
    }

    void start() {
        for (int i = 0; i < rule.pace().atOnce(); i++) {
            Thread thread = new Thread(this::work, "exrdex-hook-" + rule.name() + "-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Keeps what concerns it, and runs nothing here. */
    void hear(ReachedFile file) {
        boolean ofSequences = rule.isOfSequences();
        long id = ofSequences ? file.sequenceId() : file.fileId();
        boolean reached = !file.before().equals(Optional.of(file.state()))
                || (file.state() == FileState.COMPLETE && file.rewritten());
        boolean concerns = ofSequences
                ? file.state() == FileState.COMPLETE && reached
                // What is being copied may be cut short again and again before it is whole.
                : rule.states().contains(file.state()) && (reached || waiting.has(id));
        if (concerns && isAbout(file)) {
            put(new HookEvent(id, file.before(), file.state(), place.clockMs().getAsLong()));
        }
    }

    private boolean isAbout(ReachedFile file) {
        return rule.paths().isEmpty()
                || rule.isAbout(file.root().toPath(), file.path().toPath());
    }

    private void put(HookEvent event) {
        if (!waiting.put(event)) {
            drop(1);
        }
    }

    /** Of so many nobody will be told. */
    void drop(long count) {
        dropped.add(count);
        if (drops.admits()) {
            LOG.warn(
                    "hook cannot follow, the oldest events are dropped; give it more at_once or a larger batch"
                            + " hook={} dropped={}",
                    rule.name(),
                    dropped.sum());
        }
    }

    private void work() {
        try {
            for (List<HookEvent> due = take(); !due.isEmpty(); due = take()) {
                try {
                    tell(due);
                } catch (RuntimeException e) {
                    runs.increment();
                    failed.increment();
                    fail("hook failed hook=" + rule.name() + " reason=" + Reasons.of(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<HookEvent> take() throws InterruptedException {
        return waiting.take(rule.pace().batch());
    }

    private void tell(List<HookEvent> due) throws InterruptedException {
        StringBuilder input = new StringBuilder();
        int events = 0;
        try (IndexReader index = IndexReader.open(place.database())) {
            Map<Long, Optional<SequenceBrief>> sequences = new HashMap<>();
            for (HookEvent event : due) {
                Optional<String> line =
                        rule.isOfSequences() ? ifStillWhole(index, event) : ifStillSo(index, event, sequences);
                events += line.isPresent() ? 1 : 0;
                line.ifPresent(input::append);
            }
        }
        if (events > 0) {
            runCommand(input.toString(), events);
        }
    }

    /** A file that is in another state by now has an event of its own for that, where somebody waits for it. */
    private Optional<String> ifStillSo(
            IndexReader index, HookEvent event, Map<Long, Optional<SequenceBrief>> sequences) {
        return FileBrief.of(index, event.id())
                .filter(file -> file.state() == event.state())
                .map(file -> json.ofFile(
                        event, file, sequences.computeIfAbsent(file.sequenceId(), id -> SequenceBrief.of(index, id))));
    }

    private Optional<String> ifStillWhole(IndexReader index, HookEvent event) {
        Optional<SequenceBrief> whole = SequenceBrief.of(index, event.id()).filter(SequenceBrief::isWhole);
        if (whole.isPresent() && whole.get().settlingCount() > 0) {
            put(event);
            return Optional.empty();
        }
        return whole.map(sequence -> json.ofSequence(event, sequence));
    }

    private void runCommand(String input, int events) throws InterruptedException {
        running.incrementAndGet();
        try {
            ended(run.run(input, this::logLine, mustEnd), events);
        } catch (IOException e) {
            runs.increment();
            failed.increment();
            fail("hook cannot be started hook=" + rule.name() + " command="
                    + rule.command().get(0) + " reason=" + Reasons.of(e));
        } finally {
            running.decrementAndGet();
        }
    }

    private void logLine(long pid, String line) {
        if (lines.admits()) {
            LOG.info("hook said hook={} pid={} line={}", rule.name(), pid, line);
        }
    }

    private void ended(ChildRun.Result result, int events) {
        runs.increment();
        String how = "hook=" + rule.name() + " events=" + events + " millis=" + result.millis();
        switch (result.end()) {
            case STOPPED -> LOG.warn("hook killed, as the daemon stops {}", how);
            case TIMED_OUT -> {
                failed.increment();
                timedOut.increment();
                fail("hook timed out and was killed " + how);
            }
            case BY_ITSELF -> {
                if (result.code() != 0) {
                    failed.increment();
                    fail("hook failed " + how + " code=" + result.code());
                } else if (successes.admits()) {
                    LOG.info("hook ran {} code=0{}", how, leftOut(successes));
                }
            }
        }
    }

    private void fail(String line) {
        if (failures.admits()) {
            LOG.warn("{}{}", line, leftOut(failures));
        }
    }

    private static String leftOut(LineBudget budget) {
        long count = budget.takeLeftOut();
        return count == 0 ? "" : " not_logged=" + count;
    }

    HookCounts counts() {
        return new HookCounts(
                rule.name(), waiting.size(), running.get(), runs.sum(), failed.sum(), timedOut.sum(), dropped.sum());
    }

    /** Nothing more is run; what runs goes on. Returns at once. */
    void stop() {
        waiting.close();
    }

    /** @return false where a thread still runs a command when the time is over */
    boolean awaitStopped(long untilNs) throws InterruptedException {
        for (Thread thread : threads) {
            long leftMs =
                    TimeUnit.NANOSECONDS.toMillis(untilNs - place.nanoTime().getAsLong());
            thread.join(Math.max(1, leftMs));
        }
        int left = waiting.size();
        if (left > 0) {
            LOG.warn("hook was not run for all, see exrdex history hook={} waiting={}", rule.name(), left);
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }
}
