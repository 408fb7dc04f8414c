package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.exrdex.config.SettingsLoader.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    @TempDir
    private Path folder;

    private Path working;
    private Path home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeFolders() throws IOException {
        working = Files.createDirectory(folder.resolve("working"));
        home = Files.createDirectory(folder.resolve("home"));
    }

    private Settings load(Flags flags) {
        return SettingsLoader.load(flags, environment, working, home);
    }

    private static Flags config(String path) {
        return new Flags(Optional.empty(), Optional.of(path));
    }

    private static Flags db(String path) {
        return new Flags(Optional.of(path), Optional.empty());
    }

    private static Path write(Path file, String database) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "[index]\ndatabase = '" + database + "'\n");
    }

    @Test
    void withNothingSaidTheDefaultsHold() {
        Settings settings = load(Flags.NONE);
        assertEquals(new DatabaseChoice(home.resolve(".local/share/exrdex/index.db"), "default"), settings.database());
        assertEquals(Optional.empty(), settings.file());
        assertEquals(Tuning.DEFAULT, settings.tuning());
        assertEquals(ChannelGroup.BUILT_IN, settings.groups());
    }

    @Test
    void theDataFolderIsTheOneOfXdg() {
        environment.put("XDG_DATA_HOME", "/data");
        assertEquals(
                Path.of("/data/exrdex/index.db"), load(Flags.NONE).database().path());
        environment.put("XDG_DATA_HOME", "relative/counts/as/none");
        assertEquals(
                home.resolve(".local/share/exrdex/index.db"),
                load(Flags.NONE).database().path());
    }

    @Test
    void theFlagBeatsTheEnvironmentAndThatTheFile() throws IOException {
        Path file = write(working.resolve("exrdex.toml"), "/from/file.db");
        assertEquals(
                new DatabaseChoice(Path.of("/from/file.db"), file.toString()),
                load(Flags.NONE).database());
        environment.put("EXRDEX_DB", "/from/environment.db");
        assertEquals(
                new DatabaseChoice(Path.of("/from/environment.db"), "EXRDEX_DB"),
                load(Flags.NONE).database());
        assertEquals(
                new DatabaseChoice(working.resolve("flag.db"), "--db"),
                load(db("flag.db")).database());
    }

    @Test
    void theConfigFileIsTheFirstOfFour() throws IOException {
        Path own = write(home.resolve(".config/exrdex/exrdex.toml"), "/own.db");
        assertEquals(Optional.of(own), load(Flags.NONE).file());
        Path xdg = write(folder.resolve("xdg/exrdex/exrdex.toml"), "/xdg.db");
        environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        assertEquals(Optional.of(xdg), load(Flags.NONE).file());
        Path here = write(working.resolve("exrdex.toml"), "/here.db");
        assertEquals(Optional.of(here), load(Flags.NONE).file());
        Path named = write(working.resolve("other.toml"), "/named.db");
        environment.put("EXRDEX_CONFIG", "other.toml");
        assertEquals(Optional.of(named), load(Flags.NONE).file());
        Path flagged = write(home.resolve("flagged.toml"), "/flagged.db");
        assertEquals(Optional.of(flagged), load(config("~/flagged.toml")).file());
        assertEquals(
                Path.of("/flagged.db"),
                load(config("~/flagged.toml")).database().path());
    }

    @Test
    void aNamedConfigFileThatIsNotThereIsAnError() {
        assertEquals(
                "--config: no such config file: " + working.resolve("no.toml") + " (sample-config/exrdex.toml is one)",
                assertThrows(ConfigException.class, () -> load(config("no.toml")))
                        .getMessage());
        environment.put("EXRDEX_CONFIG", "/no/such.toml");
        assertEquals(
                "EXRDEX_CONFIG: no such config file: /no/such.toml (sample-config/exrdex.toml is one)",
                assertThrows(ConfigException.class, () -> load(Flags.NONE)).getMessage());
    }

    @Test
    void aVariableThatIsSetToNothingIsNotSet() {
        environment.put("EXRDEX_DB", "");
        environment.put("EXRDEX_CONFIG", "");
        assertEquals("default", load(Flags.NONE).database().from());
    }

    @Test
    void aFlagWithoutAPathIsAnError() {
        assertEquals(
                "--db: needs a path",
                assertThrows(ConfigException.class, () -> load(db(""))).getMessage());
    }

    @Test
    void aFaultInTheFileStopsEvenWhereTheFlagNamesTheDatabase() throws IOException {
        Files.writeString(working.resolve("exrdex.toml"), "[index]\nworkes = 1\n");
        assertThrows(ConfigException.class, () -> load(db("/x.db")));
    }

    @Test
    void whoOnlyAsksForANamedDatabaseNeverReadsTheFile() throws IOException {
        Files.writeString(working.resolve("exrdex.toml"), "[index]\nworkes = 1\n");
        assertEquals(
                Path.of("/x.db"),
                SettingsLoader.database(db("/x.db"), environment, working, home).path());
        assertThrows(ConfigException.class, () -> SettingsLoader.database(Flags.NONE, environment, working, home));
    }
}
