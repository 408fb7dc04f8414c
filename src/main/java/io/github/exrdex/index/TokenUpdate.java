package io.github.exrdex.index;

import io.github.exrdex.store.ConfiguredNames;
import io.github.exrdex.store.IndexDatabase;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;

/**
 * Brings what paths say in an index up to date with the config, without a look at any file.
 *
 * @param sequences that were looked at
 * @param matched some template fits
 * @param changed they say something else than before
 */
public record TokenUpdate(long sequences, long matched, long changed) {
    /**
     * @param index must be there
     * @throws io.github.exrdex.store.IndexUnavailableException where the index cannot be written
     */
    public static TokenUpdate run(Path index, IndexOptions options) {
        ConfiguredNames names = new ConfiguredNames(options.naming(), options.tokens());
        try (IndexDatabase database = IndexDatabase.open(index);
                Handle handle = database.writeHandle()) {
            ConfiguredNames.Reapplied done = handle.inTransaction(names::apply);
            return new TokenUpdate(done.sequences(), done.matched(), done.changed());
        }
    }
}
