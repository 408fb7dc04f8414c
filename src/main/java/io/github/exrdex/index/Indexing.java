package io.github.exrdex.index;

import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.IndexWriter;
import java.util.function.LongSupplier;

/**
 * What all roots of a running service share. Threads: every part can be used by any but the
 * encoder, of which each takes {@linkplain HeaderEncoder#another another one}.
 *
 * @param clockMs milliseconds since 1970
 */
record Indexing(
        IndexOptions options,
        IndexDatabase database,
        WriteLoop writes,
        Observations observations,
        HeaderEncoder encoder,
        IndexStats stats,
        InHand inHand,
        Quarantine quarantine,
        FolderFacts folderFacts,
        LongSupplier clockMs) {
    /** What happened longer ago than the settings say is forgotten. */
    void forgetOldHistory() throws InterruptedException {
        long beforeAt = clockMs.getAsLong() - options.historyMs();
        writes.askWriter(writer -> {
            writer.pruneHistory(beforeAt);
            return true;
        });
    }

    /**
     * Has the writer count some of the sequences that changed, behind everything that was put before.
     *
     * @return whether there may be more
     */
    boolean countSequences() throws InterruptedException {
        return writes.askWriter(IndexWriter::countSequences);
    }

    /** Where other processes leave their wishes, without what none of them needs any more. */
    Spool tidySpool() {
        Spool spool = Spool.beside(database.path());
        spool.tidy();
        return spool;
    }
}
