package io.github.exrdex.cli;

import io.github.exrdex.hook.Hooks;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.index.Opening;
import io.github.exrdex.index.WatchListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code exrdex watch}: keeps the index true to folders until SIGTERM or Ctrl-C, which end it in good order. */
@Command(
        name = "watch",
        header = "Index every EXR file below the folders and follow what happens to them, until told to stop.",
        description = {
            "SIGTERM or Ctrl-C end it in good order: what is known by then is kept.",
            "Where the disk of the index is full, or the index locked, it waits and goes on by itself; exrdex status says so.",
            "Folders of the config file that are not there yet are waited for.",
            "The [[on]] hooks of the config file are run for what happens meanwhile."
        },
        footer = {
            "",
            "Examples:",
            "  exrdex watch                                      the roots of the config file",
            "  exrdex watch /mnt/abc/renders",
            "  exrdex watch --config /etc/exrdex/exrdex.toml     as sample-config/exrdex.service does",
        })
public final class WatchCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<IndexSetup> setup;
    private final Supplier<Hooks> hooks;
    private final StopSignal stopSignal;
    private final Map<String, String> environment;
    private final LongSupplier clockMs;

    @Parameters(paramLabel = "ROOT", arity = "0..*", description = "Folders; none: those of the config file.")
    private List<Path> roots = List.of();

    /**
     * @param environment says whether systemd wants to be told how it goes
     * @param clockMs milliseconds since 1970
     */
    public WatchCommand(
            Terminal terminal,
            Supplier<IndexSetup> setup,
            Supplier<Hooks> hooks,
            StopSignal stopSignal,
            Map<String, String> environment,
            LongSupplier clockMs) {
        this.terminal = terminal;
        this.setup = setup;
        this.hooks = hooks;
        this.stopSignal = stopSignal;
        this.environment = Map.copyOf(environment);
        this.clockMs = clockMs;
    }

    /** @throws io.github.exrdex.store.IndexUnavailableException where the index cannot be written */
    @Override
    public Integer call() throws InterruptedException {
        IndexSetup given = setup.get();
        List<IndexRoot> watched = GivenRoots.of(roots, given);
        Optional<String> fault =
                roots.isEmpty() && !watched.isEmpty() ? Optional.empty() : GivenRoots.fault(watched, "watch");
        if (fault.isPresent()) {
            terminal.note(fault.get());
            return ExitCode.USAGE;
        }
        PrintStream usual = System.err;
        try (PatientLog log = PatientLog.before(usual)) {
            System.setErr(log.asStream());
            return watch(given, watched);
        } finally {
            System.setErr(usual);
        }
    }

    private int watch(IndexSetup given, List<IndexRoot> watched) throws InterruptedException {
        try (ServiceNotice notice = ServiceNotice.of(environment);
                Hooks running = hooks.get()) {
            Opening opening = new Opening(given.database(), given.options(), running, clockMs);
            stopSignal.whenAsked(() -> {
                notice.stopping();
                running.stop();
                opening.stop();
            });
            Optional<Indexer> opened = opening.await(notice::alive);
            if (opened.isEmpty()) {
                terminal.note("stopped before the index could be opened");
                return ExitCode.INTERRUPTED;
            }
            try (Indexer indexer = opened.get()) {
                running.start();
                indexer.watch(watched, listener(notice));
            }
        }
        terminal.note("stopped, the index is up to date as far as it was told");
        return ExitCode.FOUND;
    }

    private WatchListener listener(ServiceNotice notice) {
        return new WatchListener() {
            @Override
            public void ready(int count, int watchedFolders, int unwatchedFolders) {
                String text = "watching " + counted(watchedFolders, "folder") + " below " + counted(count, "root")
                        + (unwatchedFolders == 0
                                ? ""
                                : "; " + unwatchedFolders + " more cannot be watched and are polled");
                terminal.note(text);
                notice.ready(text);
            }

            @Override
            public void alive(String summary) {
                notice.alive(summary);
            }

            @Override
            public void paused(String summary) {
                notice.alive(summary);
            }
        };
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
