package io.github.exrdex.query;

import java.util.Optional;

/** What the config said, when the index was written, that AOVs are called too. */
final class AovAliases {
    private AovAliases() {}

    /** The name that an alias stands for; empty where it is none. */
    static Optional<String> proper(SqlHandle handle, String aov) {
        return handle.select("""
                        SELECT e.value FROM setting a, json_each(a.value) e
                        WHERE a.name = 'aov_aliases' AND e.key = :aov""").bind("aov", aov).texts().findOne();
    }
}
