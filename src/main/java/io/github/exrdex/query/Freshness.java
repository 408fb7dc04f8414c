package io.github.exrdex.query;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How old an answer is: as old as the least fresh root that it draws on.
 *
 * @param oldestRoot for people; empty text where there is no root
 * @param asOf milliseconds since 1970; empty where that root was never seen completely
 */
public record Freshness(String oldestRoot, OptionalLong asOf) {
    /** @param nowAt milliseconds since 1970 */
    public static Freshness of(IndexReader reader, Scope scope, long nowAt) {
        SqlHandle handle = reader.handle();
        Optional<Daemon> daemon = Daemon.of(handle);
        return RootStatus.of(handle, scope).stream()
                .map(root -> new Freshness(root.path(), root.asOf(daemon, nowAt)))
                .min(Comparator.comparingLong(freshness -> freshness.asOf().orElse(Long.MIN_VALUE)))
                .orElse(new Freshness("", OptionalLong.empty()));
    }

    /** @throws QueryException where the answer would be older than {@code maxAgeMs} */
    public void requireAtMost(long maxAgeMs, long nowAt) {
        if (asOf.isPresent() && nowAt - asOf.getAsLong() <= maxAgeMs) {
            return;
        }
        String what = oldestRoot.isEmpty()
                ? "no folder is indexed yet"
                : asOf.isEmpty()
                        ? oldestRoot + " was never seen completely"
                        : oldestRoot + " was last seen completely " + (nowAt - asOf.getAsLong()) / 1000
                                + " s ago, more than the " + maxAgeMs / 1000 + " s of --max-age";
        throw new QueryException(QueryException.Fault.TOO_OLD, what + "; run `exrdex scan` on it, or start the daemon");
    }
}
