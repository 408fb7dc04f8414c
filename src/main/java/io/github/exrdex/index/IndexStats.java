package io.github.exrdex.index;

import java.util.concurrent.atomic.LongAdder;

/** Counts what the service does. Threads: any number count; {@link #snapshot} may be a moment behind. */
final class IndexStats {
    final LongAdder folders = new LongAdder();
    final LongAdder unreadFolders = new LongAdder();
    final LongAdder files = new LongAdder();
    final LongAdder unchanged = new LongAdder();
    final LongAdder links = new LongAdder();
    final LongAdder opens = new LongAdder();
    final LongAdder readCalls = new LongAdder();
    final LongAdder bytesRead = new LongAdder();
    final LongAdder added = new LongAdder();
    final LongAdder changed = new LongAdder();
    final LongAdder gone = new LongAdder();
    final LongAdder batches = new LongAdder();
    final LongAdder rows = new LongAdder();
    final Latencies latencies = new Latencies();

    Counts snapshot() {
        return new Counts(
                folders.sum(),
                unreadFolders.sum(),
                files.sum(),
                unchanged.sum(),
                links.sum(),
                opens.sum(),
                readCalls.sum(),
                bytesRead.sum(),
                added.sum(),
                changed.sum(),
                gone.sum());
    }
}
