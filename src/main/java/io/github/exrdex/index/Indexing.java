package io.github.exrdex.index;

import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.IndexDatabase;
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
        LongSupplier clockMs) {}
