package io.github.exrdex.cli;

import io.github.exrdex.config.SavedQuestion;
import io.github.exrdex.config.Settings;
import io.github.exrdex.query.Completions;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.SequenceStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    /** The spec of {@code check}, and the scope behind it. */
    static final String SPEC = "spec";

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
            if (kind.equals(SPEC) && !begun.contains("=")) {
                return specs();
            }
            if (kind.equals(SPEC)) {
                return wordsOfIndex(Completions.Kind.SCOPE);
            }
            Optional<Completions.Kind> known = Completions.Kind.of(kind);
            return known.isEmpty() ? List.of() : wordsOfIndex(known.get());
        } catch (RuntimeException e) {
            return List.of(); // whatever it is: the next real command says it
        }
    }

    private List<String> wordsOfIndex(Completions.Kind known) {
        List<String> columns = Stream.concat(
                        FindCells.ofSequences(SequenceStyle.FILESEQ).stream(), FindCells.ofFiles().stream())
                .map(cell -> cell.column().name())
                .toList();
        try (IndexReader index = IndexReader.open(database.get())) {
            return new Completions(index, columns, Path.of("")).of(known, begun, MOST);
        }
    }

    /** Specs and folders beside what is typed, and behind the spec a scope. */
    private List<String> specs() {
        String above = begun.substring(0, begun.lastIndexOf('/') + 1);
        List<String> words = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(above.isEmpty() ? "." : above))) {
            files.filter(file -> file.toString().endsWith(".toml") || Files.isDirectory(file))
                    .map(file -> above + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(word -> word.startsWith(begun))
                    .sorted()
                    .limit(MOST)
                    .forEach(words::add);
        } catch (IOException e) {
            return List.of(); // no such folder, so nothing is in it
        }
        return words;
    }
}
