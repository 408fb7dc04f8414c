package io.github.exrdex.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where answers and notes go.
 *
 * @param out answers, in UTF-8
 * @param err progress, notes and errors
 * @param outIsTerminal a person reads the answer as it is: tables, sizes in words, a footer
 * @param widthChars of a line; tables fit into it
 * @param colours the terminal can show them, and nobody asked for none (https://no-color.org)
 */
public record Terminal(PrintStream out, PrintStream err, boolean outIsTerminal, int widthChars, boolean colours) {
    /** What terminals have had since the VT100. */
    private static final int USUAL_WIDTH_CHARS = 80;

    /** A table in a pipe or a file may be as wide as it likes. */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    /** One without colours. */
    public Terminal(PrintStream out, PrintStream err, boolean outIsTerminal, int widthChars) {
        this(out, err, outIsTerminal, widthChars, false);
    }

    /** Those of the running program. */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean interactive = isTerminal(STDOUT);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Terminal(
                AnswerStream.over(new FileOutputStream(FileDescriptor.out)),
                err,
                interactive,
                interactive ? width(environment) : UNBOUNDED,
                interactive && wantsColours(environment));
    }

    /** Set to anything but nothing, NO_COLOR is a no; so is a terminal that can do nothing. */
    static boolean wantsColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** For answers that no person reads as they are. */
    public static Terminal ofPipe(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, UNBOUNDED);
    }

    /** Linux tells which device a descriptor is; Java's console also minds stdin, and from 22 on is there in pipes too. */
    private static boolean isTerminal(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no Linux: plain columns serve everybody
        }
    }

    private static int width(Map<String, String> environment) {
        int stated = number(environment.getOrDefault("COLUMNS", ""));
        return stated > 0 ? stated : askedWidth();
    }

    /** Java does not know; {@code stty} does, and answers {@code rows columns}. */
    private static int askedWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            int width = number(answer.strip().replaceFirst("^.* ", ""));
            return width > 0 ? width : USUAL_WIDTH_CHARS;
        } catch (IOException e) {
            return USUAL_WIDTH_CHARS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH_CHARS;
        }
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** One line for people beside the answer. */
    public void note(String line) {
        err.println("exrdex: " + PlainText.oneLine(line));
    }
}
