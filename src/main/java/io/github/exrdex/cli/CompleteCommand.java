package io.github.exrdex.cli;

import io.github.exrdex.config.SavedQuestion;
import io.github.exrdex.config.Settings;
import io.github.exrdex.query.Completions;
import io.github.exrdex.query.IndexReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code exrdex complete}: what the scripts of {@code exrdex completion} ask when somebody presses the tab key. */
@Command(
        name = "complete",
        hidden = true,
        header = "Words of the index that begin so, one a line; for the completion of shells.",
        description = "Says nothing where anything is wrong: a shell that is asked for words has no place for errors.")
public final class CompleteCommand implements Callable<Integer> {
    /** More than anybody reads through; picked. */
    private static final int MOST = 500;

    /** Beside the kinds that the index knows: names of saved questions. */
    static final String QUESTION = "question";

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final Supplier<Settings> settings;

    @Parameters(index = "0", paramLabel = "KIND", description = "Which words: aov, channel, key, scope and others.")
    private String kind = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "BEGUN", description = "What is typed so far.")
    private String begun = "";

    public CompleteCommand(Terminal terminal, Supplier<Path> database, Supplier<Settings> settings) {
        this.terminal = terminal;
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        words().forEach(word -> terminal.out().append(word).append('\n'));
        terminal.out().flush();
        return ExitCode.FOUND;
    }

    private List<String> words() {
        try {
            if (kind.equals(QUESTION)) {
                return settings.get().questions().stream()
                        .map(SavedQuestion::name)
                        .filter(name -> name.startsWith(begun))
                        .toList();
            }
            Optional<Completions.Kind> known = Completions.Kind.of(kind);
            return known.isEmpty() ? List.of() : wordsOfIndex(known.get());
        } catch (RuntimeException e) {
            return List.of(); // whatever it is: the next real command says it
        }
    }

    private List<String> wordsOfIndex(Completions.Kind known) {
        try (IndexReader index = IndexReader.open(database.get())) {
            return new Completions(index).of(known, begun, MOST);
        }
    }
}
