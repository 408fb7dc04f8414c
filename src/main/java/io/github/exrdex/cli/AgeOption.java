package io.github.exrdex.cli;

import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How old an answer may be. */
final class AgeOption {
    @Option(
            names = "--max-age",
            paramLabel = "AGE",
            description = "Refuse to answer (exit 3) where the index is older: 30s, 10m, 2h, 7d.")
    private @Nullable Age maxAge;

    /**
     * How old the answer is.
     *
     * @param nowAt milliseconds since 1970
     * @throws io.github.exrdex.query.QueryException where that is more than was asked for
     */
    Freshness freshness(IndexReader index, Scope scope, long nowAt) {
        Freshness freshness = Freshness.of(index, scope, nowAt);
        require(freshness, nowAt);
        return freshness;
    }

    /**
     * @param nowAt milliseconds since 1970
     * @throws io.github.exrdex.query.QueryException where it is older than was asked for
     */
    void require(Freshness freshness, long nowAt) {
        if (maxAge != null) {
            freshness.requireAtMost(maxAge.ms(), nowAt);
        }
    }
}
