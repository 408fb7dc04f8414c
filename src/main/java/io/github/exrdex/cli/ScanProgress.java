package io.github.exrdex.cli;

import io.github.exrdex.index.Counts;
import io.github.exrdex.index.ScanListener;
import io.github.exrdex.index.UnreadFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What a person sees of a scan while it runs: a bar once it takes longer than a second, and warnings. */
final class ScanProgress implements ScanListener, AutoCloseable {
    private static final long QUICK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int UPDATE_MS = 200;
    private static final int WIDTH_CHARS = 60;

    /** Many unreadable folders have one cause; the summary counts the rest. */
    private static final int MOST_WARNINGS = 20;

    private final Terminal terminal;
    private final boolean showBar;
    private final long startedAt = System.nanoTime();
    private final List<UnreadFolder> unread = new ArrayList<>();
    private Optional<ProgressBar> bar = Optional.empty();
    private long unreadCount;

    ScanProgress(Terminal terminal) {
        this.terminal = terminal;
        this.showBar = terminal.outIsTerminal() && Files.isWritable(Path.of("/dev/tty"));
    }

    @Override
    public synchronized void progress(Counts counts) {
        if (!showBar) {
            return;
        }
        if (bar.isEmpty() && System.nanoTime() - startedAt > QUICK_NS) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName("scan")
                    .setInitialMax(-1) // nobody knows how many there are before all were seen
                    .setUnit(" files", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MS)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH_CHARS))
                    .showSpeed()
                    .build());
        }
        bar.ifPresent(shown -> shown.stepTo(counts.unchanged() + counts.opens()));
    }

    @Override
    public synchronized void unread(UnreadFolder folder) {
        unreadCount++;
        if (unreadCount > MOST_WARNINGS) {
            return;
        }
        if (bar.isPresent()) {
            unread.add(folder);
        } else {
            warn(folder);
        }
    }

    private void warn(UnreadFolder folder) {
        terminal.note(
                "cannot read " + folder.path() + " (" + folder.reason() + "); what the index knows of it is kept");
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
        unread.forEach(this::warn);
        unread.clear();
        if (unreadCount > MOST_WARNINGS) {
            terminal.note("and " + (unreadCount - MOST_WARNINGS) + " more folders that cannot be read");
            unreadCount = 0;
        }
    }
}
