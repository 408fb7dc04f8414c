package io.github.exrdex;

import io.github.exrdex.config.Settings;
import io.github.exrdex.config.SettingsLoader;
import io.github.exrdex.config.Tuning;
import io.github.exrdex.config.WatchedRoot;
import io.github.exrdex.hook.HookPlace;
import io.github.exrdex.hook.Hooks;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.tokens.TemplateTokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What was typed, exported and written into the config file, in the shapes that the stages take. Reads nothing until asked. */
final class GivenSettings {
    private final Supplier<SettingsLoader.Flags> flags;
    private final Map<String, String> environment;

    GivenSettings(Supplier<SettingsLoader.Flags> flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = Map.copyOf(environment);
    }

    Path database() {
        return SettingsLoader.database(flags.get(), environment, workingFolder(), home())
                .path();
    }

    IndexSetup indexSetup() {
        Settings settings = settings();
        List<IndexRoot> roots =
                settings.roots().stream().map(GivenSettings::root).toList();
        return new IndexSetup(settings.database().path(), roots, options(settings));
    }

    /** What is run when files reach a state; not started. */
    Hooks hooks(LongSupplier clockMs) {
        Settings settings = settings();
        return new Hooks(settings.hooks(), HookPlace.of(settings.database().path(), settings.file(), clockMs));
    }

    TemplateTokens templateTokens() {
        return new TemplateTokens(settings().templates());
    }

    Settings settings() {
        return SettingsLoader.load(flags.get(), environment, workingFolder(), home());
    }

    private static ChannelNaming naming(Settings settings) {
        return new ChannelNaming(
                settings.groups().stream()
                        .map(group -> new ChannelNaming.Group(group.name(), group.channels()))
                        .toList(),
                settings.properAovs());
    }

    private static IndexRoot root(WatchedRoot root) {
        IndexRoot.Mode mode = switch (root.mode()) {
            case AUTO -> IndexRoot.Mode.AUTO;
            case WATCH -> IndexRoot.Mode.WATCH;
            case POLL -> IndexRoot.Mode.POLL;
        };
        return new IndexRoot(root.path(), mode, root::excludes);
    }

    private static IndexOptions options(Settings settings) {
        Tuning tuning = settings.tuning();
        HeaderLimits limits = HeaderLimits.DEFAULT
                .withHeaderBytes(tuning.headerLimitBytes())
                .withValueBytes(tuning.valueLimitBytes());
        boolean freeToChoose = tuning.workers() == 0;
        IndexOptions.Pace pace = new IndexOptions.Pace(
                tuning.settleMs(),
                tuning.networkSettleMs(),
                tuning.writingMs(),
                new IndexOptions.Polling(tuning.hotPollMs(), tuning.pollMs(), tuning.recentPollMs()),
                tuning.sweepMs(),
                IndexOptions.Pace.HANG_MS);
        return new IndexOptions(
                naming(settings),
                new TemplateTokens(settings.templates()),
                limits,
                freeToChoose ? IndexOptions.DEFAULT.workers() : tuning.workers(),
                freeToChoose ? IndexOptions.DEFAULT.mostWorkers() : tuning.workers(),
                pace,
                false,
                tuning.historyMs());
    }

    private static Path workingFolder() {
        return Path.of("").toAbsolutePath();
    }

    private Path home() {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home", "/") : home);
    }
}
