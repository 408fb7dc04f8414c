package io.github.exrdex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The program in a JVM of its own, with the classes under test.
 *
 * @param index the database that it is told of
 * @param log where its output goes
 * @param before shell words in front of it
 * @param flags of the JVM
 */
record ChildProgram(Path index, Path log, String before, List<String> flags, Map<String, String> environment) {
    private static final long MOST_SECONDS = 90;

    ChildProgram {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    static ChildProgram of(Path index, Path log) {
        return new ChildProgram(index, log, "", List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), Map.of());
    }

    ChildProgram after(String words) {
        return new ChildProgram(index, log, words, flags, environment);
    }

    ChildProgram with(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new ChildProgram(index, log, before, all, environment);
    }

    ChildProgram set(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new ChildProgram(index, log, before, flags, more);
    }

    Process start(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "sh",
                "-c",
                before + " exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString()));
        words.addAll(flags);
        words.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                "io.github.exrdex.Main"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("EXRDEX_DB", index.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs it to its end. */
    int run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + said());
        }
        return process.exitValue();
    }

    String said() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
