package io.github.exrdex;

import io.github.exrdex.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What one command line did, run in this process as the launcher would run it. */
public record Ran(int code, String out, String err) {
    /** When the program believes that it runs, milliseconds since 1970: 2026-11-24 10:00:00 UTC. */
    public static final long NOW_MS = 1_795_514_400_000L;

    /** Into a pipe. */
    public static Ran run(String... words) {
        return run(Map.of(), "", words);
    }

    public static Ran run(Map<String, String> environment, String stdin, String... words) {
        Streams streams = new Streams();
        return streams.run(environment, stdin, Terminal.ofPipe(streams.out(), streams.err()), () -> NOW_MS, words);
    }

    /** On a terminal of that width. */
    public static Ran onTerminal(int widthChars, String... words) {
        Streams streams = new Streams();
        Terminal terminal = new Terminal(streams.out(), streams.err(), true, widthChars);
        return streams.run(Map.of(), "", terminal, () -> NOW_MS, words);
    }

    /** Asks the index at that path, into a pipe. */
    public static Ran ask(Path database, String... words) {
        return run(Map.of("EXRDEX_DB", database.toString()), "", words);
    }

    /** A verb with words behind it, asked of the index at that path. */
    public static Ran verb(Path database, String verb, String... words) {
        return ask(database, Stream.concat(Stream.of(verb), Stream.of(words)).toArray(String[]::new));
    }

    /** As {@link #ask}, by the clock of the machine, where files are made that have to be young. */
    public static Ran askNow(Path database, String... words) {
        Streams streams = new Streams();
        return streams.run(
                Map.of("EXRDEX_DB", database.toString()),
                "",
                Terminal.ofPipe(streams.out(), streams.err()),
                System::currentTimeMillis,
                words);
    }

    /** Lines of the answer. */
    public List<String> lines() {
        return out.lines().toList();
    }

    private record Streams(ByteArrayOutputStream outBytes, ByteArrayOutputStream errBytes) {
        Streams() {
            this(new ByteArrayOutputStream(), new ByteArrayOutputStream());
        }

        PrintStream out() {
            return new PrintStream(outBytes, false, StandardCharsets.UTF_8);
        }

        PrintStream err() {
            return new PrintStream(errBytes, true, StandardCharsets.UTF_8);
        }

        Ran run(
                Map<String, String> environment,
                String stdin,
                Terminal terminal,
                LongSupplier clockMs,
                String... words) {
            InputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
            int code = Main.run(words, environment, in, terminal, clockMs);
            return new Ran(code, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        }
    }
}
