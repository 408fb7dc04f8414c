package io.github.exrdex.config;

import io.github.exrdex.config.ConfigTable.Word;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.NearestWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code [[on]]} tables.
 *
 * @param folder that the path of a command starts from
 */
record HookTables(TomlFile toml, UserPaths paths, Path folder) {
    private static final String WHOLE = "complete";

    List<HookRule> rules() {
        List<HookRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigTable table : toml.tables(ConfigKeys.ON)) {
            rule(table, names).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<HookRule> rule(ConfigTable table, Set<String> names) {
        Optional<Word> name = table.requiredText("name");
        name.ifPresent(word -> refuseBadName(names, word));
        Set<FileState> states = states(table);
        boolean ofSequences = isOfSequences(table);
        List<PathGlob> globs = new ArrayList<>();
        table.texts("paths").forEach(word -> glob(word).ifPresent(globs::add));
        List<String> command = command(table);
        HookRule.Pace pace = pace(table, ofSequences);
        boolean sound = name.isPresent() && ofSequences == states.isEmpty() && !command.isEmpty();
        return sound ? Optional.of(new HookRule(name.get().text(), states, globs, command, pace)) : Optional.empty();
    }

    private void refuseBadName(Set<String> names, Word name) {
        if (!names.add(name.text())) {
            toml.refuse(name.position(), "a second hook " + name.text() + ", each name stands once");
        }
        if (!SavedQuestion.isName(name.text())) {
            toml.refuse(
                    name.position(),
                    "name " + name.text() + ": it stands in log lines as one word, of letters, digits, . _ and -");
        }
    }

    private Set<FileState> states(ConfigTable table) {
        Set<FileState> states = EnumSet.noneOf(FileState.class);
        List<Word> words = table.has("state") ? table.requiredTexts("state") : List.of();
        List<String> known =
                Arrays.stream(FileState.values()).map(FileState::text).toList();
        for (Word word : words) {
            FileState.of(word.text())
                    .ifPresentOrElse(
                            states::add,
                            () -> toml.refuse(
                                    word.position(),
                                    "unknown state " + word.text() + ", " + NearestWord.advice(word.text(), known)));
        }
        return states;
    }

    private boolean isOfSequences(ConfigTable table) {
        Optional<Word> written = table.text("sequence");
        written.filter(word -> !word.text().equals(WHOLE))
                .ifPresent(word ->
                        toml.refuse(word.position(), "sequence knows one word, \"" + WHOLE + "\", not " + word.text()));
        if (table.has("state") && table.has("sequence")) {
            toml.refuse(
                    table.position("sequence"),
                    "a hook is told of files (state) or of sequences (sequence), write a second [[on]] for the other");
        } else if (!table.has("state") && !table.has("sequence")) {
            toml.refuse(table.heading(), "[[on]] needs the key state, or sequence = \"" + WHOLE + "\"");
        }
        return written.isPresent();
    }

    private List<String> command(ConfigTable table) {
        if (table.isText("command")) {
            toml.refuse(
                    table.position("command"),
                    "command must be a list with a text for each word, as in [\"/usr/local/bin/tell\", \"--cut\"]:"
                            + " no shell takes it apart");
            return List.of();
        }
        List<Word> words = table.requiredTexts("command");
        List<String> command = new ArrayList<>();
        for (Word word : words) {
            command.add(command.isEmpty() ? program(word) : word.text());
        }
        return command;
    }

    /** A name without a slash is looked for on the PATH. */
    private String program(Word word) {
        if (!word.text().contains("/")) {
            return word.text();
        }
        try {
            return paths.resolve(word.text(), folder).toString();
        } catch (PatternException e) {
            toml.refuse(word.position(), "command: " + e.reason());
            return word.text();
        }
    }

    private HookRule.Pace pace(ConfigTable table, boolean ofSequences) {
        int quiet = ofSequences ? HookRule.Pace.SEQUENCE_QUIET_SECONDS : HookRule.Pace.FILE_QUIET_SECONDS;
        return new HookRule.Pace(
                table.number("quiet_seconds", quiet, ofSequences ? 1 : 0, HookRule.Pace.MOST_SECONDS),
                table.number("timeout_seconds", HookRule.Pace.TIMEOUT_SECONDS, 1, HookRule.Pace.MOST_SECONDS),
                table.number("at_once", 1, 1, HookRule.Pace.MOST_AT_ONCE),
                table.number("batch", 1, 1, HookRule.Pace.MOST_BATCH));
    }

    private Optional<PathGlob> glob(Word word) {
        try {
            return Optional.of(PathGlob.parse(word.text()));
        } catch (PatternException e) {
            toml.refuse(word.position(), "paths " + word.text() + ": " + e.reason());
            return Optional.empty();
        }
    }
}
