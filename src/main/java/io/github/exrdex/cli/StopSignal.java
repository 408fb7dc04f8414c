package io.github.exrdex.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** How the outside asks a long job to end. */
@FunctionalInterface
public interface StopSignal {
    /** @param stop asks the job to end in good order; returns at once */
    void whenAsked(Runnable stop);

    /**
     * SIGINT and SIGTERM of this process: the first asks, the second ends it at once. A shutdown hook would not do, for the
     * process would then end with the signal's exit code.
     */
    StopSignal OF_PROCESS = stop -> {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : List.of("INT", "TERM")) {
            handle(name, () -> {
                if (asked.getAndSet(true)) {
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
                stop.run();
            });
        }
    };

    /** By reflection, for javac warns of every direct use of {@code sun.misc.Signal} and there is no other way to it. */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> action.run();
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            default -> {
                                return name;
                            }
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // A JVM without it, or one that keeps the signal for itself (-Xrs): a hook is the next best.
            Runtime.getRuntime().addShutdownHook(new Thread(action));
        }
    }
}
