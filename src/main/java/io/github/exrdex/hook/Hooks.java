package io.github.exrdex.hook;

import io.github.exrdex.config.HookRule;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.HookCounts;
import io.github.exrdex.index.StateListener;
import io.github.exrdex.store.ReachedFile;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All {@code [[on]]} tables of a running daemon.
 *
 * <p>Threads: {@link #reached} on the writer's, {@link #stop} from any, also from a signal handler; {@link #start} and {@link
 * #close} by the owner.
 */
public final class Hooks implements StateListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final List<HookRule> rules;
    private final HookPlace place;
    private final List<Hook> hooks;
    private volatile boolean stopping;
    private volatile long stoppingSinceNs;

    public Hooks(List<HookRule> rules, HookPlace place) {
        this.rules = List.copyOf(rules);
        this.place = place;
        this.hooks = rules.stream()
                .map(rule -> new Hook(rule, place, this::isGraceOver))
                .toList();
    }

    /** Says in the log what will be run, and begins to run it. */
    public void start() {
        for (HookRule rule : rules) {
            LOG.info(
                    "hook ready hook={} on={} command={}",
                    rule.name(),
                    rule.isOfSequences() ? "sequence" : text(rule.states()),
                    // Not the arguments: they may hold what nobody should read in a log.
                    rule.command().get(0));
        }
        hooks.forEach(Hook::start);
    }

    private static List<String> text(Set<FileState> states) {
        return states.stream().sorted().map(FileState::text).toList();
    }

    @Override
    public Set<FileState> states() {
        Set<FileState> states = EnumSet.noneOf(FileState.class);
        for (HookRule rule : rules) {
            states.addAll(rule.isOfSequences() ? Set.of(FileState.COMPLETE) : rule.states());
        }
        return states;
    }

    @Override
    public void reached(List<ReachedFile> files, long lost) {
        try {
            for (Hook hook : hooks) {
                if (lost > 0) {
                    hook.drop(lost);
                }
                files.forEach(hook::hear);
            }
        } catch (RuntimeException e) {
            // Our own mistake must not stop the writer.
            LOG.error("hooks were not told, please report files={}", files.size(), e);
        }
    }

    @Override
    public List<HookCounts> counts() {
        return hooks.stream().map(Hook::counts).toList();
    }

    private boolean isGraceOver() {
        return stopping
                && place.nanoTime().getAsLong() - stoppingSinceNs > TimeUnit.MILLISECONDS.toNanos(place.graceMs());
    }

    /** Nothing more is run, and what runs has to end soon. Returns at once. */
    public void stop() {
        if (!stopping) {
            stoppingSinceNs = place.nanoTime().getAsLong();
            stopping = true;
        }
        hooks.forEach(Hook::stop);
    }

    /** Waits for commands that run, and kills those that take too long. */
    @Override
    public void close() {
        stop();
        long untilNs = stoppingSinceNs + TimeUnit.MILLISECONDS.toNanos(place.graceMs() + 3 * ChildRun.KILL_MS);
        try {
            for (Hook hook : hooks) {
                if (!hook.awaitStopped(untilNs)) {
                    LOG.warn(
                            "a hook does not die, left alone hook={}",
                            hook.counts().name());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
