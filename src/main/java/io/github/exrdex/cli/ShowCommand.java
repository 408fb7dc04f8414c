package io.github.exrdex.cli;

import io.github.exrdex.cli.ShowSource.Answer;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.query.FactsJson;
import io.github.exrdex.query.FileFacts;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex show}. */
@Command(
        name = "show",
        header = "Show everything known of a file.",
        description = {
            "State, problems, and of each part windows, channels and attributes. A folder stands for all EXR files below"
                    + " it, in the order of their paths.",
        },
        footer = {
            "",
            "Examples:",
            "  exrdex show sh010_beauty.1001.exr",
            "  exrdex show --read /tmp/test.exr          needs no index",
            "  exrdex show --raw --format table broken.exr",
            "  exrdex show /mnt/abc/renders | jq -r 'select(.state == \"truncated\") | .path'",
        })
public final class ShowCommand implements Callable<Integer> {
    static final Set<Format> FORMATS = EnumSet.of(Format.TABLE, Format.TSV, Format.JSON, Format.JSONL);

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final Supplier<IndexSetup> setup;
    private final LongSupplier clockMs;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders of files.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--read",
            description =
                    "Read the files themselves; no index is needed. What the config excludes is left out of folders here too.")
    private boolean read;

    @Option(
            names = "--raw",
            description =
                    "Add offset and size in bytes of every attribute, the channel list too. Reads the files: implies --read.")
    private boolean raw;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How it is written: table (a page for people), tsv (a fact a line), json (an object) or jsonl (an"
                            + " object a line). A terminal gets table. A pipe gets json for one file, and jsonl for several or for a"
                            + " folder; json means jsonl there too.")
    private @Nullable String format;

    private long shown;

    /**
     * @param database asked only where the index is needed
     * @param setup asked only where files are read, so that they read as they are indexed
     * @param clockMs milliseconds since 1970
     */
    public ShowCommand(Terminal terminal, Supplier<Path> database, Supplier<IndexSetup> setup, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.setup = setup;
        this.clockMs = clockMs;
    }

    /** Prints facts of one file after the other. */
    interface Printer {
        void print(FileFacts facts);
    }

    @Override
    public Integer call() {
        Optional<Format> wanted =
                Optional.ofNullable(format).map(word -> AnswerOptions.format(word, terminal, FORMATS));
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
            long nowAt = clockMs.getAsLong();
            source.freshness(nowAt)
                    .ifPresent(freshness -> Footer.print(terminal, PlainText.count(shown, "file"), freshness, nowAt));
        }
        return exitCode;
    }

    private ShowSource source() {
        return read || raw ? new DiskSource(setup.get(), clockMs) : new IndexSource(database.get());
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
            shown++;
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
