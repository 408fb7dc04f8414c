package io.github.exrdex.config;

import java.util.List;
import java.util.Optional;

/**
 * A table of a file and the keys that it knows.
 *
 * @param isList the table may stand several times
 */
public record ConfigKeys(String table, boolean isList, List<String> keys) {
    static final ConfigKeys INDEX = new ConfigKeys(
            "index",
            false,
            List.of(
                    "database",
                    "workers",
                    "writing_minutes",
                    "settle_seconds",
                    "poll_seconds",
                    "sweep_minutes",
                    "header_limit_mib",
                    "value_limit_kib",
                    "history_days"));
    static final ConfigKeys ROOT = new ConfigKeys("root", true, List.of("path", "mode", "exclude"));
    static final ConfigKeys TEMPLATE = new ConfigKeys("template", true, List.of("name", "pattern"));
    static final ConfigKeys GROUP = new ConfigKeys("group", true, List.of("name", "channels"));
    static final ConfigKeys ALIAS = new ConfigKeys("alias", true, List.of("aov", "also"));
    static final ConfigKeys QUESTION = new ConfigKeys("question", true, List.of("name", "help", "args"));
    static final ConfigKeys ON = new ConfigKeys(
            "on",
            true,
            List.of(
                    "name",
                    "state",
                    "sequence",
                    "paths",
                    "command",
                    "quiet_seconds",
                    "timeout_seconds",
                    "at_once",
                    "batch"));
    static final List<ConfigKeys> ALL = List.of(INDEX, ROOT, TEMPLATE, GROUP, ALIAS, QUESTION, ON);

    public ConfigKeys {
        keys = List.copyOf(keys);
    }

    /** As it stands in the file: {@code [index]} or {@code [[root]]}. */
    public String heading() {
        return isList ? "[[" + table + "]]" : "[" + table + "]";
    }

    /** The one table that knows a key, where there is just one. */
    static Optional<ConfigKeys> ownerOf(String key, List<ConfigKeys> among) {
        List<ConfigKeys> owners =
                among.stream().filter(keys -> keys.keys.contains(key)).toList();
        return owners.size() == 1 ? Optional.of(owners.get(0)) : Optional.empty();
    }
}
