package io.github.exrdex.cli;

import io.github.exrdex.cli.ShowSource.Answer;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.query.FactsJson;
import io.github.exrdex.query.FileFacts;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code exrdex show}: everything known of a file. */
@Command(
        name = "show",
        description = {
            "Everything known of a file: its state, what is wrong with it, and for each part windows, channels and attributes.",
            "A folder stands for all EXR files below it, in the order of their paths."
        },
        footer = {
            "",
            "Formats: table is a page for people, tsv has one fact a line, json is one object,",
            "jsonl one object a line. Without --format: table on a terminal; in a pipe json for one",
            "file, and jsonl for several files or a folder, for which json means jsonl as well.",
            "",
            "Exit codes: 0 everything shown, 1 a file or folder has nothing to show, 2 wrong usage,",
            "3 a path is not in the index, 4 the index cannot be used.",
            "",
            "  exrdex show sh010_beauty.1001.exr",
            "  exrdex show --read /tmp/test.exr        read the file itself; needs no index",
            "  exrdex show --raw broken.exr            with the place of every attribute in the file",
            "  exrdex show /mnt/renders/sh010 | jq -r 'select(.state != \"complete\") | .path'"
        })
public final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;
    private final Supplier<ChannelNaming> naming;
    private final LongSupplier clockMs;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders of files.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--read", description = "Read the files themselves rather than the index.")
    private boolean read;

    @Option(
            names = "--raw",
            description =
                    "Add offset and size in bytes of every attribute, the channel list too. Reads the files: implies --read.")
    private boolean raw;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, tsv, json or jsonl.")
    private @Nullable String format;

    /**
     * @param database asked only where the index is needed
     * @param naming asked only where files are read
     * @param clockMs milliseconds since 1970
     */
    public ShowCommand(
            Terminal terminal, Supplier<Path> database, Supplier<ChannelNaming> naming, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.naming = naming;
        this.clockMs = clockMs;
    }

    /** Prints facts of one file after the other. */
    interface Printer {
        void print(FileFacts facts);
    }

    @Override
    public Integer call() {
        Optional<Format> wanted = Optional.ofNullable(format).map(this::parse);
        int exitCode = ExitCode.FOUND;
        Printer printer = null;
        try (ShowSource source = source()) {
            for (Path path : paths) {
                Answer answer = source.find(path);
                if (printer == null && !(answer instanceof Answer.None)) {
                    boolean single = paths.size() == 1 && answer instanceof Answer.One;
                    printer = printer(wanted, single);
                }
                exitCode = Math.max(exitCode, show(answer, printer));
            }
        } finally {
            terminal.out().flush();
        }
        return exitCode;
    }

    private Format parse(String word) {
        return Format.of(word)
                .filter(f -> f == Format.TABLE || f == Format.TSV || f == Format.JSON || f == Format.JSONL)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "show has no format " + word + "; it has table, tsv, json and jsonl"));
    }

    private ShowSource source() {
        return read || raw ? new DiskSource(naming.get(), clockMs) : new IndexSource(database.get());
    }

    private Printer printer(Optional<Format> wanted, boolean single) {
        Format chosen = wanted.orElse(terminal.outIsTerminal() ? Format.TABLE : Format.JSON);
        return switch (chosen) {
            case TABLE -> new ShowPage(terminal, raw, clockMs);
            case TSV -> new ShowRows(terminal, raw);
            default -> json(chosen == Format.JSON && single ? FactsJson.Layout.INDENTED : FactsJson.Layout.ONE_LINE);
        };
    }

    private Printer json(FactsJson.Layout layout) {
        FactsJson json = new FactsJson(layout, raw);
        PrintStream out = terminal.out();
        return facts -> {
            byte[] utf8 = (json.print(facts) + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(utf8, 0, utf8.length);
        };
    }

    /** @return the exit code that this answer asks for */
    private int show(Answer answer, @Nullable Printer printer) {
        if (answer instanceof Answer.None none) {
            terminal.note(none.line());
            return none.exitCode();
        }
        if (printer != null && answer instanceof Answer.One one) {
            printer.print(one.facts());
        }
        int exitCode = ExitCode.FOUND;
        if (answer instanceof Answer.Many many) {
            while (many.files().hasNext()) {
                exitCode = Math.max(exitCode, show(many.files().next(), printer));
            }
        }
        return exitCode;
    }
}
