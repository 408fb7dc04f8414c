package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

/** Which Java the launcher starts, and with which flags, told by a Java that prints its own words. */
class LauncherTest {
    private static final String FOR_QUESTIONS = "-XX:+UseSerialGC";
    private static final String FOR_INDEXERS = "-Xmn100m";

    @TempDir
    private Path javaHome;

    @BeforeEach
    void aJavaThatPrintsItsWords() throws IOException {
        Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\n' \"$word\"; done\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> javaWords(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "src/main/launcher/exrdex"));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("EXRDEX_QUICK_START", "off");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out.lines().toList();
    }

    private void isTunedWith(String flag, String... words) throws IOException, InterruptedException {
        List<String> started = javaWords(words);
        assertTrue(started.contains(flag), started::toString);
        assertEquals(List.of(words), started.subList(started.size() - words.length, started.size()));
    }

    @Test
    void indexersAndQuestionsGetTheFlagsThatSuitThem() throws IOException, InterruptedException {
        isTunedWith(FOR_INDEXERS, "scan", "/renders");
        isTunedWith(FOR_QUESTIONS, "watch"); // little memory
        isTunedWith(FOR_QUESTIONS, "find", "scan");
        isTunedWith(FOR_QUESTIONS);
    }

    @Test
    void theValueOfAnOptionIsNotTakenForTheVerb() throws IOException, InterruptedException {
        isTunedWith(FOR_INDEXERS, "--db", "find", "scan", "/renders");
        isTunedWith(FOR_INDEXERS, "--debug", "--db=x", "--config", "a b.toml", "scan");
        isTunedWith(FOR_INDEXERS, "--db", "--db", "scan");
        isTunedWith(FOR_INDEXERS, "--db", "", "scan");
        isTunedWith(FOR_QUESTIONS, "--db", "scan", "find");
        isTunedWith(FOR_QUESTIONS, "--config", "watch");
    }

    /** A new option of that kind has to be told to the launcher too. */
    @Test
    void everyOptionWithAValueThatMayStandBeforeTheVerbIsKnownToIt() throws IOException, InterruptedException {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        List<OptionSpec> options = Wiring.commandLine(
                        Map.of(), InputStream.nullInputStream(), Terminal.ofPipe(nowhere, nowhere), () -> 0)
                .getCommandSpec()
                .options();
        for (OptionSpec option : options) {
            for (String name : option.names()) {
                if (option.arity().max() > 0) {
                    isTunedWith(FOR_INDEXERS, name, "find", "scan");
                } else {
                    isTunedWith(FOR_QUESTIONS, name, "find", "scan");
                }
            }
        }
    }
}
