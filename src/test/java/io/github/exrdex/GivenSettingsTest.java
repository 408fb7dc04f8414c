package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.config.SettingsLoader.Flags;
import io.github.exrdex.index.IndexOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenSettingsTest {
    @TempDir
    Path home;

    private IndexOptions optionsOf(String toml) throws IOException {
        Path config = Files.writeString(home.resolve("exrdex.toml"), toml);
        Flags flags = new Flags(Optional.empty(), Optional.of(config.toString()));
        return new GivenSettings(() -> flags, Map.of("HOME", home.toString()))
                .indexSetup()
                .options();
    }

    @Test
    void aNumberOfWorkersInTheConfigIsKeptToHoweverLongTheyWait() throws IOException {
        IndexOptions given = optionsOf("[index]\nworkers = 3\n");

        assertEquals(3, given.workers());
        assertEquals(3, given.mostWorkers());
    }

    @Test
    void whereTheConfigNamesNoneThereMayBeMoreWhileTheyWait() throws IOException {
        IndexOptions given = optionsOf("[index]\nworkers = 0\n");

        assertEquals(IndexOptions.DEFAULT.workers(), given.workers());
        assertTrue(given.mostWorkers() >= 16, () -> "only " + given.mostWorkers());
    }
}
