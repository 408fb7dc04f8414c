package io.github.exrdex.store;

import io.github.exrdex.json.JsonText;
import io.github.exrdex.naming.ChannelNaming;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Brings an index that was made with another configuration up to date: groups and AOVs of channels, tokens of paths. No
 * header is read for it.
 *
 * <p>Threads: the writer's own.
 */
public final class ConfiguredNames {
    private static final String NAMING = "channel_naming";
    private static final String TOKENS = "path_tokens";

    /** A JSON object, other name of an AOV to its proper one: for questions that use the other. */
    private static final String ALIASES = "aov_aliases";

    private final ChannelNaming naming;
    private final PathTokens tokens;

    /**
     * How many sequences were looked at.
     *
     * @param matched some template fits
     * @param changed they say something else than before
     */
    public record Reapplied(long sequences, long matched, long changed) {}

    public ConfiguredNames(ChannelNaming naming, PathTokens tokens) {
        this.naming = naming;
        this.tokens = tokens;
    }

    /** Does nothing where the index was made with the same configuration. */
    void applyChanged(Handle handle) {
        applyNaming(handle);
        if (!isUpToDate(handle, TOKENS, tokensFingerprint())) {
            applyTokens(handle);
        }
    }

    /** Works everything out again. */
    public Reapplied apply(Handle handle) {
        applyNaming(handle);
        return applyTokens(handle);
    }

    private void applyNaming(Handle handle) {
        ChannelSetDao channelSets = new ChannelSetDao(naming);
        String fingerprint = channelSets.namingFingerprint();
        if (!isUpToDate(handle, NAMING, fingerprint)) {
            channelSets.rename(handle);
            channelSets.renameParts(handle);
            remember(handle, ALIASES, JsonText.of(new TreeMap<>(naming.aliases())));
            remember(handle, NAMING, fingerprint);
        }
    }

    private Reapplied applyTokens(Handle handle) {
        Reapplied reapplied = new SequenceTokens(tokens, naming).reapply(handle);
        remember(handle, TOKENS, tokensFingerprint());
        return reapplied;
    }

    /** AOVs in paths have aliases too. */
    private String tokensFingerprint() {
        Digest.Builder digest = Digest.builder().add(tokens.fingerprint());
        new TreeMap<>(naming.aliases()).forEach((also, aov) -> digest.add(also).add(aov));
        return digest.build().text();
    }

    private static boolean isUpToDate(Handle handle, String name, String fingerprint) {
        Optional<String> last = handle.createQuery("SELECT value FROM setting WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
        return last.isPresent() && last.get().equals(fingerprint);
    }

    private static void remember(Handle handle, String name, String fingerprint) {
        handle.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                fingerprint);
    }
}
