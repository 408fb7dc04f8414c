package io.github.exrdex.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the settings: flag before environment before config file before default.
 *
 * <p>Reading a TOML file costs a tenth of a second of a cold start, so whoever only wants to ask calls {@link #database}.
 */
public final class SettingsLoader {
    private static final String FILE_NAME = "exrdex.toml";

    private final Flags flags;
    private final Map<String, String> environment;
    private final Path workingFolder;
    private final Path home;
    private final UserPaths paths;

    /**
     * What was typed.
     *
     * @param db value of {@code --db}
     * @param config value of {@code --config}
     */
    public record Flags(Optional<String> db, Optional<String> config) {
        public static final Flags NONE = new Flags(Optional.empty(), Optional.empty());
    }

    private record Named(Path path, String from) {}

    private SettingsLoader(Flags flags, Map<String, String> environment, Path workingFolder, Path home) {
        this.flags = flags;
        this.environment = environment;
        this.workingFolder = workingFolder;
        this.home = home;
        this.paths = new UserPaths(home);
    }

    /**
     * All settings.
     *
     * @param home of the user, for {@code ~/} and the XDG defaults
     * @throws ConfigException with one line for the user
     */
    public static Settings load(Flags flags, Map<String, String> environment, Path workingFolder, Path home) {
        SettingsLoader loader = new SettingsLoader(flags, environment, workingFolder, home);
        Optional<Path> file = loader.configFile();
        FileSettings said = file.map(found -> ConfigFile.read(found, home)).orElse(FileSettings.NONE);
        return new Settings(
                loader.database(file, said),
                file,
                said.tuning(),
                said.roots(),
                said.templates(),
                said.groups(),
                said.aliases(),
                said.questions(),
                said.hooks());
    }

    /**
     * The database alone; the config file is not read where a flag or the environment names one.
     *
     * @param home of the user, for {@code ~/} and the XDG defaults
     * @throws ConfigException with one line for the user
     */
    public static DatabaseChoice database(Flags flags, Map<String, String> environment, Path workingFolder, Path home) {
        SettingsLoader loader = new SettingsLoader(flags, environment, workingFolder, home);
        return loader.namedDatabase()
                .orElseGet(() -> load(flags, environment, workingFolder, home).database());
    }

    private DatabaseChoice database(Optional<Path> file, FileSettings said) {
        Optional<DatabaseChoice> named = namedDatabase();
        if (named.isPresent()) {
            return named.get();
        }
        if (file.isPresent() && said.database().isPresent()) {
            return new DatabaseChoice(said.database().get(), file.get().toString());
        }
        Path data = baseFolder("XDG_DATA_HOME", ".local/share");
        return new DatabaseChoice(data.resolve("exrdex").resolve("index.db").normalize(), "default");
    }

    private Optional<DatabaseChoice> namedDatabase() {
        return named(flags.db(), "--db", "EXRDEX_DB").map(named -> new DatabaseChoice(named.path(), named.from()));
    }

    private Optional<Path> configFile() {
        Optional<Named> named = named(flags.config(), "--config", "EXRDEX_CONFIG");
        if (named.isPresent()) {
            Path path = named.get().path();
            if (!Files.exists(path)) {
                throw new ConfigException(OneLine.of(
                        named.get().from() + ": no such config file: " + path + " (sample-config/exrdex.toml is one)"));
            }
            return Optional.of(path);
        }
        Path here = workingFolder.resolve(FILE_NAME).toAbsolutePath().normalize();
        if (Files.exists(here)) {
            return Optional.of(here);
        }
        Path own = baseFolder("XDG_CONFIG_HOME", ".config").resolve("exrdex").resolve(FILE_NAME);
        return Files.exists(own) ? Optional.of(own) : Optional.empty();
    }

    private Optional<Named> named(Optional<String> flag, String flagName, String variable) {
        if (flag.isPresent()) {
            if (flag.get().isBlank()) {
                throw new ConfigException(flagName + ": needs a path");
            }
            return Optional.of(named(flag.get(), flagName));
        }
        return variable(variable).map(value -> named(value, variable));
    }

    private Named named(String text, String from) {
        try {
            return new Named(paths.resolve(text, workingFolder), from);
        } catch (PatternException e) {
            throw new ConfigException(OneLine.of(from + ": " + e.reason()));
        }
    }

    /** By the XDG base directory specification a relative path counts as none. */
    private Path baseFolder(String variable, String usual) {
        return variable(variable)
                .filter(value -> value.startsWith("/"))
                .map(value -> named(value, variable).path())
                .orElseGet(() -> home.resolve(usual).toAbsolutePath().normalize());
    }

    /** A variable that is set to nothing is not set. */
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
