package io.github.exrdex.index;

import io.github.exrdex.store.IndexAwayException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an index for a daemon. A disk that is full when the host starts is mended hours later, when whoever restarts daemons
 * has long given up; so it waits, and says so once.
 *
 * <p>Threads: {@link #await} one; {@link #stop} any, also a signal handler.
 */
public final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private static final long TELL_MS = 1_000;
    private static final int TRY_EACH = 10;

    private final Path index;
    private final IndexOptions options;
    private final StateListener states;
    private final LongSupplier clockMs;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile Optional<Indexer> opened = Optional.empty();

    /**
     * @param states wants to hear of files that reach a state
     * @param clockMs milliseconds since 1970
     */
    public Opening(Path index, IndexOptions options, StateListener states, LongSupplier clockMs) {
        this.index = index;
        this.options = options;
        this.states = states;
        this.clockMs = clockMs;
    }

    /**
     * @param waiting told every second why it cannot be opened yet
     * @return empty where somebody stopped it before
     * @throws io.github.exrdex.store.IndexUnavailableException where there is no sense in waiting
     */
    public Optional<Indexer> await(Consumer<String> waiting) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                return Optional.of(opened(Indexer.open(index, options, states, clockMs)));
            } catch (IndexAwayException e) {
                String reason = String.valueOf(e.getMessage());
                if (tries == 0) {
                    LOG.warn("the start waits until the index can be written reason={}", reason);
                }
                // At first each second, for most troubles are short.
                for (int i = 0; i < Math.min(TRY_EACH, tries + 1); i++) {
                    waiting.accept("the start waits: " + reason);
                    if (stopAsked.await(TELL_MS, TimeUnit.MILLISECONDS)) {
                        return Optional.empty();
                    }
                }
            }
        }
    }

    private Indexer opened(Indexer indexer) {
        opened = Optional.of(indexer);
        if (stopAsked.getCount() == 0) {
            indexer.stop();
        }
        return indexer;
    }

    /** Gives up waiting, or stops what was opened. Returns at once. */
    public void stop() {
        stopAsked.countDown();
        opened.ifPresent(Indexer::stop);
    }
}
