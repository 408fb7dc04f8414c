package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Settings settings(List<AovAlias> aliases) {
        return new Settings(
                new DatabaseChoice(Path.of("/x.db"), "--db"),
                Optional.empty(),
                Tuning.DEFAULT,
                List.of(),
                List.of(),
                ChannelGroup.BUILT_IN,
                aliases,
                List.of(),
                List.of());
    }

    @Test
    void everyOtherNameLeadsToTheProperOne() {
        Settings settings = settings(List.of(
                new AovAlias("specular", List.of("spec", "specular_direct")), new AovAlias("N", List.of("normals"))));
        assertEquals(Map.of("spec", "specular", "specular_direct", "specular", "normals", "N"), settings.properAovs());
    }
}
