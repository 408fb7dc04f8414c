package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Settings settings(List<WatchedRoot> roots, List<AovAlias> aliases) {
        return new Settings(
                new DatabaseChoice(Path.of("/x.db"), "--db"),
                Optional.empty(),
                Tuning.DEFAULT,
                roots,
                List.of(),
                ChannelGroup.BUILT_IN,
                aliases,
                List.of(),
                List.of());
    }

    @Test
    void aFolderOfTheCommandLineIsTreatedAsTheNearestRootThatHoldsIt() throws PatternException {
        List<PathGlob> noTmp = List.of(PathGlob.parse("**/tmp/**"));
        Settings settings = settings(
                List.of(
                        new WatchedRoot(Path.of("/mnt"), RootMode.WATCH, List.of()),
                        new WatchedRoot(Path.of("/mnt/renders"), RootMode.POLL, noTmp)),
                List.of());
        assertEquals(
                new WatchedRoot(Path.of("/mnt/renders/abc"), RootMode.POLL, noTmp),
                settings.rootAt(Path.of("/mnt/renders/abc")));
        assertEquals(
                new WatchedRoot(Path.of("/mnt/renders2"), RootMode.WATCH, List.of()),
                settings.rootAt(Path.of("/mnt/renders2")));
        assertEquals(new WatchedRoot(Path.of("/srv"), RootMode.AUTO, List.of()), settings.rootAt(Path.of("/srv")));
    }

    @Test
    void everyOtherNameLeadsToTheProperOne() {
        Settings settings = settings(
                List.of(),
                List.of(
                        new AovAlias("specular", List.of("spec", "specular_direct")),
                        new AovAlias("N", List.of("normals"))));
        assertEquals(Map.of("spec", "specular", "specular_direct", "specular", "normals", "N"), settings.properAovs());
    }
}
