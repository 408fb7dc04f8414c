package io.github.exrdex.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a config file says; absent where it says nothing, but for the tunables, which have their defaults. */
record FileSettings(
        Optional<Path> database,
        Tuning tuning,
        List<WatchedRoot> roots,
        List<NamedTemplate> templates,
        List<ChannelGroup> groups,
        List<AovAlias> aliases,
        List<SavedQuestion> questions,
        List<HookRule> hooks) {
    static final FileSettings NONE = new FileSettings(
            Optional.empty(),
            Tuning.DEFAULT,
            List.of(),
            List.of(),
            ChannelGroup.BUILT_IN,
            List.of(),
            List.of(),
            List.of());
}
