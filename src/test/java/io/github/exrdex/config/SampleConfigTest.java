package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleConfigTest {
    private static final Path SAMPLE = Path.of("sample-config", "exrdex.toml");

    @TempDir
    private Path folder;

    @Test
    void loadsAsItStands() {
        FileSettings sample = ConfigFile.read(SAMPLE, folder);
        assertEquals(Path.of("/var/lib/exrdex/index.db"), sample.database().orElseThrow());
        assertEquals(
                List.of(Path.of("/mnt/renders")),
                sample.roots().stream().map(WatchedRoot::path).toList());
        assertEquals(
                List.of("lighting", "plates"),
                sample.templates().stream().map(NamedTemplate::name).toList());
        assertEquals(ChannelGroup.BUILT_IN, sample.groups());
        assertEquals(List.of(new AovAlias("specular", List.of("spec", "specular_direct"))), sample.aliases());
        assertEquals(
                List.of("no-crypto", "broken"),
                sample.questions().stream().map(SavedQuestion::name).toList());
        HookRule hook = sample.hooks().get(0);
        assertEquals("cut-frames", hook.name());
        assertEquals(new HookRule.Pace(5, 60, 1, 100), hook.pace());
        assertTrue(hook.isAbout(Path.of("/mnt/renders"), Path.of("/mnt/renders/a/render/x.exr")));
    }

    @Test
    void showsTheDefaultsOfAllThatIsCommentedOut() throws IOException {
        String uncommented = Files.readString(SAMPLE).replaceAll("(?m)^# ([a-z_]+ = \\d+)$", "$1");
        Path file = Files.writeString(folder.resolve("exrdex.toml"), uncommented);
        assertEquals(Tuning.DEFAULT, ConfigFile.read(file, folder).tuning());
    }

    @Test
    void namesEveryKeyThatThereIs() throws IOException {
        String text = Files.readString(SAMPLE);
        for (ConfigKeys keys : ConfigKeys.ALL) {
            int start = text.indexOf("\n" + keys.heading() + "\n");
            assertTrue(start >= 0, keys.heading() + " is missing from " + SAMPLE);
            int next = text.indexOf("\n[", start + 1);
            String section = next < 0 ? text.substring(start) : text.substring(start, next);
            for (String key : keys.keys()) {
                boolean there = section.contains("\n" + key + " = ") || section.contains("\n# " + key + " = ");
                assertTrue(there, keys.heading() + " " + key + " is missing from " + SAMPLE);
            }
        }
    }
}
