package io.github.exrdex.spec;

import io.github.exrdex.config.ConfigException;
import io.github.exrdex.config.ConfigKeys;
import io.github.exrdex.config.ConfigTable;
import io.github.exrdex.config.ConfigTable.Word;
import io.github.exrdex.config.TomlFile;
import io.github.exrdex.file.NearestWord;
import io.github.exrdex.query.CheckRule;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.Waiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a spec. Nothing in it is passed over: what is not understood is refused, with its place. */
public final class SpecFile {
    static final ConfigKeys SPEC = new ConfigKeys("spec", false, List.of("applies"));
    static final ConfigKeys RULE = new ConfigKeys("rule", true, RuleTable.KEYS);
    static final ConfigKeys WAIVER = new ConfigKeys("waiver", true, List.of("rule", "scope", "until", "reason"));
    static final List<ConfigKeys> ALL = List.of(SPEC, RULE, WAIVER);

    private static final List<String> SEVERITIES = List.of("error", "warn");

    private final TomlFile toml;
    private final Path workingFolder;
    private final long nowAt;

    private SpecFile(TomlFile toml, Path workingFolder, long nowAt) {
        this.toml = toml;
        this.workingFolder = workingFolder;
        this.nowAt = nowAt;
    }

    /**
     * @param workingFolder that relative paths of waivers start from
     * @param nowAt milliseconds since 1970, for ages in expressions
     * @throws ConfigException with one line that names file, line and column of the first fault
     */
    public static Spec read(Path file, Path workingFolder, long nowAt) {
        if (Files.notExists(file)) {
            throw new ConfigException(file + ": no such spec; " + SampleSpecs.hint());
        }
        TomlFile toml = TomlFile.read(file, "spec", ALL);
        Spec spec = new SpecFile(toml, workingFolder, nowAt).spec();
        toml.throwIfAnyProblem();
        return spec;
    }

    private Spec spec() {
        List<ConfigTable> head = toml.tables(SPEC);
        Scope applies = head.isEmpty() ? Scope.EVERYTHING : tokens(head.get(0));
        List<CheckRule> rules = new ArrayList<>();
        List<ConfigTable> tables = toml.tables(RULE);
        if (tables.isEmpty()) {
            toml.refuse("a spec needs at least one [[rule]]");
        }
        List<String> ids = new ArrayList<>();
        for (ConfigTable table : tables) {
            Optional<Word> id = table.requiredText("id");
            id.filter(word -> ids.contains(word.text()))
                    .ifPresent(word ->
                            toml.refuse(word.position(), "a second rule " + word.text() + ", each id stands once"));
            id.ifPresent(word -> ids.add(word.text()));
            CheckRule.Severity severity = severity(table);
            Scope where = tokens(table);
            new RuleTable(table, toml, nowAt)
                    .requirement()
                    .ifPresent(requirement ->
                            rules.add(new CheckRule(id.map(Word::text).orElse(""), severity, where, requirement)));
        }
        return new Spec(applies, rules, waivers(ids));
    }

    private CheckRule.Severity severity(ConfigTable table) {
        Optional<Word> word = table.text("severity");
        if (word.isPresent() && !SEVERITIES.contains(word.get().text())) {
            toml.refuse(
                    word.get().position(),
                    "unknown severity " + word.get().text() + ", "
                            + NearestWord.advice(word.get().text(), SEVERITIES));
        }
        return word.filter(said -> said.text().equals("warn")).isPresent()
                ? CheckRule.Severity.WARN
                : CheckRule.Severity.ERROR;
    }

    /** The tokens of {@code applies}. */
    private Scope tokens(ConfigTable table) {
        List<Word> words = table.texts("applies");
        Optional<Scope> scope = understood(words, () -> scope(words));
        if (scope.isPresent() && !scope.get().places().isEmpty()) {
            toml.refuse(
                    words.get(0).position(),
                    "applies takes TOKEN=GLOB alone, as in [\"task=lgt\"]; folders are named on the command line");
        }
        return scope.orElse(Scope.EVERYTHING);
    }

    private Scope scope(List<Word> words) {
        return Scope.parse(words.stream().map(Word::text).toList(), workingFolder)
                .knownWithoutIndex();
    }

    private <T> Optional<T> understood(List<Word> words, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (QueryException e) {
            toml.refuse(words.get(0).position(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private List<Waiver> waivers(List<String> ids) {
        List<Waiver> waivers = new ArrayList<>();
        for (ConfigTable table : toml.tables(WAIVER)) {
            Optional<Word> rule = table.requiredText("rule");
            rule.filter(word -> !ids.contains(word.text()))
                    .ifPresent(word -> toml.refuse(
                            word.position(),
                            "no rule has the id " + word.text() + ", " + NearestWord.advice(word.text(), ids)));
            List<Word> words = table.requiredTexts("scope");
            Optional<Scope> scope = words.isEmpty() ? Optional.empty() : understood(words, () -> scope(words));
            Optional<LocalDate> until = table.requiredDate("until");
            Optional<Word> reason = table.requiredText("reason");
            if (rule.isPresent() && scope.isPresent() && until.isPresent() && reason.isPresent()) {
                waivers.add(new Waiver(
                        rule.get().text(),
                        scope.get(),
                        words.stream().map(Word::text).collect(Collectors.joining(" ")),
                        until.get(),
                        reason.get().text()));
            }
        }
        return waivers;
    }
}
