package io.github.exrdex.query;

import io.github.exrdex.query.SqlHandle.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One state of the index, which may be looked at by two connections at the same time, each in a read transaction. Most of what a
 * question about everything costs is SQLite going from row to row, and two threads go through a half of the rows each.
 *
 * <p>Threads: the one that asks; what it hands to a half runs there and in another one.
 */
final class Snapshot {
    /** A writer commits many times a second at most. */
    private static final int TRIES = 3;

    private final SqlHandle handle;
    private final Optional<SqlHandle> second;

    private Snapshot(SqlHandle handle, Optional<SqlHandle> second) {
        this.handle = handle;
        this.second = second;
    }

    /**
     * A share of the index, and the connection to ask for it.
     *
     * @param rows empty where it is all of it
     */
    record Half(SqlHandle handle, Optional<Rows> rows) {
        static Half whole(SqlHandle handle) {
            return new Half(handle, Optional.empty());
        }
    }

    /** The rows before one in the middle, or those from it on. */
    record Rows(long middle, boolean first) {
        String clause(String column, Conditions conditions) {
            return column + (first ? " < " : " >= ") + conditions.bind(middle);
        }
    }

    /** Of one connection. */
    static <T> T of(SqlHandle handle, Function<Snapshot, T> question) {
        return handle.inTransaction(transaction -> question.apply(new Snapshot(transaction, Optional.empty())));
    }

    /**
     * Of two, where nothing is written in between; else of the first.
     *
     * <p>The version of the data changes when a connection sees that another one has committed (pragma data_version of SQLite's
     * documentation). The second connection asks before the first one begins and when it has begun itself: what it has not
     * seen in between did not happen in between.
     */
    static <T> T of(SqlHandle handle, SqlHandle second, Function<Snapshot, T> question) {
        for (int i = 0; i < TRIES; i++) {
            long before = dataVersion(second);
            try (Transaction one = handle.begin();
                    Transaction other = second.begin()) {
                // The state of a transaction is that of its first statement.
                dataVersion(one.handle());
                if (dataVersion(other.handle()) == before) {
                    return question.apply(new Snapshot(one.handle(), Optional.of(other.handle())));
                }
            }
        }
        return of(handle, question);
    }

    private static long dataVersion(SqlHandle handle) {
        return handle.select("PRAGMA data_version").longs().one();
    }

    SqlHandle handle() {
        return handle;
    }

    /** Asks about halves of the sequences, in the order of their numbers. */
    <T> List<T> bySequence(Function<Half, T> question) {
        return second.isEmpty()
                ? List.of(question.apply(Half.whole(handle)))
                : byRows(sequenceOf(middleFileId(0)), question);
    }

    /** Asks about halves of the files from one on, in the order of their numbers. */
    <T> List<T> byFile(long firstFileId, Function<Half, T> question) {
        return second.isEmpty()
                ? List.of(question.apply(Half.whole(handle)))
                : byRows(middleFileId(firstFileId), question);
    }

    /** Two answers. */
    record Both<A, B>(A one, B other) {}

    /** Asks two questions. */
    <A, B> Both<A, B> both(Function<SqlHandle, A> one, Function<SqlHandle, B> other) {
        return second.isEmpty()
                ? new Both<>(one.apply(handle), other.apply(handle))
                : atOnce(() -> one.apply(handle), () -> other.apply(second.get()));
    }

    private long middleFileId(long firstFileId) {
        return firstFileId + (lastFileId(handle) - firstFileId) / 2;
    }

    /** Of what is or was in the index; 0 where that is nothing. */
    static long lastFileId(SqlHandle handle) {
        return handle.select("SELECT coalesce(max(file_id), 0) FROM file")
                .longs()
                .one();
    }

    private long sequenceOf(long fileId) {
        return handle.select("SELECT sequence_id FROM file WHERE file_id >= :file ORDER BY file_id LIMIT 1")
                .bind("file", fileId)
                .longs()
                .findOne()
                .orElse(0L);
    }

    private <T> List<T> byRows(long middle, Function<Half, T> question) {
        Both<T, T> halves = atOnce(
                () -> question.apply(new Half(handle, Optional.of(new Rows(middle, true)))),
                () -> question.apply(new Half(second.orElseThrow(), Optional.of(new Rows(middle, false)))));
        return List.of(halves.one(), halves.other());
    }

    /** Returns, or throws, when both are over: a connection must not be closed beneath who asks it. */
    private static <A, B> Both<A, B> atOnce(Supplier<A> one, Supplier<B> other) {
        FutureTask<B> task = new FutureTask<>(other::get);
        Thread thread = new Thread(task, "exrdex-half");
        thread.setDaemon(true);
        thread.start();
        A first;
        try {
            first = one.get();
        } finally {
            join(thread);
        }
        try {
            return new Both<>(first, task.get());
        } catch (InterruptedException e) {
            throw new IllegalStateException("it was over", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
