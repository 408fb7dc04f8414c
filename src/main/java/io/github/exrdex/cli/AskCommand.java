package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.config.ConfigException;
import io.github.exrdex.config.SavedQuestion;
import io.github.exrdex.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code exrdex ask}: the questions of the config file, by name. */
@Command(
        name = "ask",
        header = "Ask a question that the config file has a name for.",
        description = {
            "Runs the args of the [[question]] of that name; words behind the name are put behind them. Without a name it"
                    + " lists the questions that there are. The exit code is that of what was asked.",
        },
        exitCodeList = {"0:as of what was asked", "1:as of what was asked"},
        footer = {
            "",
            "Examples:",
            "  exrdex ask                                        what can be asked",
            "  exrdex ask no-crypto",
            "  exrdex ask no-crypto 'shot=sh0*' --format csv     the same, of some shots, as CSV",
        })
public final class AskCommand implements Callable<Integer> {
    /** A config file may be somebody else's, in a folder that one happens to stand in: it may ask and do nothing else. */
    private static final Set<String> ASKING = Set.of(
            "audit",
            "channels",
            "check",
            "diff",
            "doctor",
            "drift",
            "du",
            "find",
            "frames",
            "history",
            "show",
            "sql",
            "stats",
            "status",
            "values");

    private static final List<Column> COLUMNS =
            List.of(Column.of("name", Kind.TEXT), Column.of("asks", Kind.TEXT), Column.of("runs", Kind.TEXT));

    private final Terminal terminal;
    private final Supplier<Settings> settings;
    private final Supplier<List<String>> typed;
    private final ToIntFunction<List<String>> exrdex;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME [WORD...]",
            hideParamSyntax = true,
            description = "Of the question, and words to put behind its own. Without them all questions are listed.")
    private List<String> words = new ArrayList<>();

    /**
     * @param typed the options of every verb that were typed, for the question needs them too
     * @param exrdex runs a command line of this program
     */
    public AskCommand(
            Terminal terminal,
            Supplier<Settings> settings,
            Supplier<List<String>> typed,
            ToIntFunction<List<String>> exrdex) {
        this.terminal = terminal;
        this.settings = settings;
        this.typed = typed;
        this.exrdex = exrdex;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            return list(settings.get());
        }
        if (words.get(0).startsWith("-")) {
            terminal.note(
                    "the name of the question comes before " + words.get(0) + ": exrdex ask NAME " + words.get(0));
            return ExitCode.USAGE;
        }
        SavedQuestion question = settings.get().question(words.get(0));
        List<String> line = new ArrayList<>(typed.get());
        line.addAll(asking(question));
        line.addAll(words.subList(1, words.size()));
        int code = exrdex.applyAsInt(line);
        if (code == ExitCode.USAGE) {
            terminal.note("the [[question]] " + question.name() + " runs: exrdex " + ShellWords.join(question.args()));
        }
        return code;
    }

    private static List<String> asking(SavedQuestion question) {
        String verb = question.args().get(0);
        if (!ASKING.contains(verb)) {
            throw new ConfigException("the [[question]] " + question.name() + " runs " + PlainText.oneLine(verb)
                    + ", which is no verb that asks; those are "
                    + String.join(", ", ASKING.stream().sorted().toList()));
        }
        return question.args();
    }

    private int list(Settings settings) {
        if (settings.questions().isEmpty()) {
            terminal.note(settings.file()
                            .map(file -> file + " has no [[question]]")
                            .orElse("there is no config file (--config FILE, EXRDEX_CONFIG or ./exrdex.toml), and so no"
                                    + " [[question]] in it")
                    + "; sample-config/exrdex.toml shows two");
            return ExitCode.NOTHING_FOUND;
        }
        Format format = terminal.outIsTerminal() ? Format.TABLE : Format.TSV;
        try (RowPrinter printer = RowPrinter.of(format, terminal, COLUMNS)) {
            for (SavedQuestion question : settings.questions()) {
                printer.row(List.of(question.name(), question.help(), ShellWords.join(question.args())));
            }
        }
        terminal.out().flush();
        return ExitCode.FOUND;
    }
}
