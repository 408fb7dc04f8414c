package io.github.exrdex.index;

/**
 * How one hook does.
 *
 * @param waiting files or sequences that it was not run for yet
 * @param running commands that run now
 * @param runs that ended
 * @param failed of those, with another exit code than 0, or they could not be started
 * @param timedOut of those, killed when their time was over
 * @param dropped files or sequences that it was never run for, as too many waited
 */
public record HookCounts(
        String name, long waiting, long running, long runs, long failed, long timedOut, long dropped) {}
