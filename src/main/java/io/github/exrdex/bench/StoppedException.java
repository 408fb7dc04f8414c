package io.github.exrdex.bench;

/** Somebody wants the run to end. Unchecked, as it comes from deep inside and only {@link Bench} has an answer. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
        super("stopped");
    }
}
