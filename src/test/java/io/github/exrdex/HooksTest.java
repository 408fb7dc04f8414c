package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hooks of {@code sample-config}, with the program as a farm would start it. */
class HooksTest {
    private static final Path HOOKS = Path.of("sample-config/hooks").toAbsolutePath();

    /** What Deadline hands to a script. */
    private static final String DEADLINE = """
            import importlib.util, sys
            spec = importlib.util.spec_from_file_location("hook", sys.argv[1])
            hook = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(hook)
            class Job:
                OutputDirectories = [sys.argv[2]]
                OutputFileNames = ["x.####.exr"]
            class Plugin:
                def GetJob(self): return Job()
                def GetStartFrame(self): return 1001
                def GetEndFrame(self): return 1003
                def LogInfo(self, line): print("info " + line)
                def LogWarning(self, line): print("warning " + line)
            getattr(hook, "__main__")(Plugin())
            """;

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path database = Path.of("");
    private Path program = Path.of("");

    @BeforeEach
    void scanARoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        database = temp.resolve("index.db");
        TinyExr.scanline(8, 8).writeTo(root.resolve("sh010/x.1001.exr"));
        assertEquals(0, Ran.ask(database, "scan", root.toString()).code());
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        program = Files.writeString(
                temp.resolve("exrdex"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home", ""), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -cp '" + classPath + "' io.github.exrdex.Main \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(String exrdex, String... words) throws IOException, InterruptedException {
        Path out = temp.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("EXRDEX", exrdex);
        builder.environment().put("EXRDEX_DB", database.toString());
        builder.environment().remove("EXRDEX_HOST");
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ran(process.exitValue(), Files.readString(out), "");
    }

    private List<String> spooledLines() throws IOException {
        Path spool = temp.resolve("index.db.spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.sorted()
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            return Stream.of(e.toString());
                        }
                    })
                    .toList();
        }
    }

    @Test
    void openCueFramesAreToldWithTheExitCodeOfTheRender() throws IOException, InterruptedException {
        String hook = HOOKS.resolve("opencue_post_render.sh").toString();
        Path frame = root.resolve("sh 010/y.1001.exr");

        Ran ran = run(program.toString(), hook, frame.toString(), "--", "sh", "-c", "echo rendered; exit 7");

        assertEquals(new Ran(7, "rendered\n", ""), ran);
        assertEquals(List.of("look", frame.toString().replace(" ", "%20"), "end"), spooledLines());
    }

    @Test
    void anOpenCueFrameDoesNotFailForWantOfAnIndexer() throws IOException, InterruptedException {
        String hook = HOOKS.resolve("opencue_post_render.sh").toString();
        Ran ran = run("/nowhere/exrdex", hook, root + "/x.exr", "--", "true");
        assertEquals(0, ran.code(), ran.out());
        assertTrue(ran.out().contains("exrdex was not told"), ran.out());
        assertEquals(2, run(program.toString(), hook, "no-command").code());
    }

    @Test
    void deadlineTasksAreToldFrameByFrame() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "skipped: no python3 here to run the hook with");
        Path deadline = Files.writeString(temp.resolve("deadline.py"), DEADLINE);
        String hook = HOOKS.resolve("deadline_post_task.py").toString();
        String folder = root.resolve("sh010").toString();

        Ran told = run(program.toString(), "python3", deadline.toString(), hook, folder);
        assertEquals(new Ran(0, "info exrdex was told of 3 paths\n", ""), told);
        assertEquals(
                List.of("look", folder + "/x.1001.exr", folder + "/x.1002.exr", folder + "/x.1003.exr", "end"),
                spooledLines());

        Ran elsewhere = run(program.toString(), "python3", deadline.toString(), hook, "/elsewhere");
        assertEquals(0, elsewhere.code());
        assertTrue(elsewhere.out().startsWith("warning exrdex was not told of 3 paths: "), elsewhere.out());
    }

    @Test
    void cutFramesAreNotedSequenceBySequence() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "skipped: no python3 here to run the hook with");
        String hook = HOOKS.resolve("note_frames.py").toString();
        String event = "{\"event\":\"file\",\"path\":\"%s\",\"state\":\"truncated\",\"frame\":%s,\"sequence\":%s,"
                + "\"problems\":[{\"detail\":\"ends too soon\"}],\"shot\":%s}\n";
        Path events = Files.writeString(
                temp.resolve("events"),
                event.formatted("/r/a/x.1001.exr", "1001", "\"x.1001-1008#.exr\"", "\"sh010\"")
                        + event.formatted("/r/a/x.1003.exr", "1003", "\"x.1001-1008#.exr\"", "\"sh010\"")
                        + event.formatted("/r/b c/still.exr", "null", "null", "null"));
        String note = "sh010: truncated x.1001-1008#.exr, frames 1001,1003 (ends too soon)\n"
                + "/r/b c: truncated /r/b c/still.exr (ends too soon)";

        Ran ran = run("", "sh", "-c", "exec \"$1\" <\"$2\"", "sh", hook, events.toString());
        assertEquals(new Ran(0, note + "\n", ""), ran);

        BlockingQueue<String> posted = new ArrayBlockingQueue<>(1);
        HttpServer chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/hooks/abc", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        chat.start();
        try {
            String address = "http://127.0.0.1:" + chat.getAddress().getPort() + "/hooks/abc";
            ran = run("", "sh", "-c", "exec \"$1\" \"$3\" <\"$2\"", "sh", hook, events.toString(), address);
            assertEquals(new Ran(0, "", ""), ran);
            assertEquals("{\"text\": \"" + note.replace("\n", "\\n") + "\"}", posted.poll(20, TimeUnit.SECONDS));
        } finally {
            chat.stop(0);
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
