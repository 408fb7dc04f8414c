package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are settings, or are refused in one line. */
class ConfigFileFuzzTest {
    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("exrdex", ".toml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<byte[]> files() throws IOException {
        return List.of(
                Files.readAllBytes(Path.of("../../sample-config/exrdex.toml")), """
                [index]
                database = "~/index.db"
                workers = 8
                writing_minutes = 90
                settle_seconds = 5
                header_limit_mib = 32
                value_limit_kib = 128
                [[root]]
                path = "/mnt/renders"
                mode = "poll"
                exclude = ["**/.snapshot/**", "tmp?"]
                [[template]]
                name = "lighting"
                pattern = "**/{show}/<{aov:[a-z]+}_>{shot}.{frame}.exr"
                [[group]]
                name = "mattes"
                channels = ["matte*"]
                [[alias]]
                aov = "specular"
                also = ["spec", "specular_direct"]
                """.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "60s")
    void everyFileIsReadOrRefusedInOneLine(byte @NotNull [] toml) throws IOException {
        Files.write(FILE, toml);
        try {
            ConfigFile.read(FILE, Path.of("/home/ann"));
        } catch (ConfigException e) {
            assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
        }
    }
}
