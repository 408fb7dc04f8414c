package io.github.exrdex.query;

/**
 * How a hook of a running daemon does, by the daemon's last word.
 *
 * @param waiting files or sequences that it was not run for yet
 * @param running commands that run now
 * @param runs that ended since the daemon started
 * @param failed of those, with another exit code than 0, or they could not be started
 * @param timedOut of those, killed when their time was over
 * @param dropped files or sequences that it was never run for, as too many waited
 */
public record HookLoad(String name, long waiting, long running, long runs, long failed, long timedOut, long dropped) {
    static HookLoad of(JsonWord hook) {
        return new HookLoad(
                hook.text("name"),
                hook.number("waiting").orElse(0),
                hook.number("running").orElse(0),
                hook.number("runs").orElse(0),
                hook.number("failed").orElse(0),
                hook.number("timedOut").orElse(0),
                hook.number("dropped").orElse(0));
    }
}
