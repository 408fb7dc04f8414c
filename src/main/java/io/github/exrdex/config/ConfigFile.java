package io.github.exrdex.config;

import io.github.exrdex.config.ConfigTable.Word;
import io.github.exrdex.file.NearestWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlPosition;

/** Reads {@code exrdex.toml}. Nothing in it is passed over: what is not understood is refused, with its place. */
final class ConfigFile {
    private final Path folder;
    private final UserPaths paths;
    private final TomlFile toml;

    private ConfigFile(Path folder, UserPaths paths, TomlFile toml) {
        this.folder = folder;
        this.paths = paths;
        this.toml = toml;
    }

    /**
     * @param file relative paths in it start from its folder
     * @param home what {@code ~/} stands for in it
     * @throws ConfigException with one line that names file, line and column of the first fault
     */
    static FileSettings read(Path file, Path home) {
        TomlFile toml = TomlFile.read(file, "config file", ConfigKeys.ALL);
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file.toAbsolutePath().getRoot());
        FileSettings settings = new ConfigFile(folder, new UserPaths(home), toml).settings();
        toml.throwIfAnyProblem();
        return settings;
    }

    private FileSettings settings() {
        List<ConfigTable> index = toml.tables(ConfigKeys.INDEX);
        List<ChannelGroup> groups = groups(toml.tables(ConfigKeys.GROUP));
        return new FileSettings(
                index.isEmpty()
                        ? Optional.empty()
                        : index.get(0).text("database").flatMap(this::path),
                index.isEmpty() ? Tuning.DEFAULT : tuning(index.get(0)),
                roots(toml.tables(ConfigKeys.ROOT)),
                templates(toml.tables(ConfigKeys.TEMPLATE)),
                groups.isEmpty() ? ChannelGroup.BUILT_IN : groups,
                aliases(toml.tables(ConfigKeys.ALIAS)),
                questions(toml.tables(ConfigKeys.QUESTION)),
                new HookTables(toml, paths, folder).rules());
    }

    private Tuning tuning(ConfigTable index) {
        Tuning usual = Tuning.DEFAULT;
        return new Tuning(
                index.number("workers", usual.workers(), 0, Tuning.MOST_WORKERS),
                index.number("writing_minutes", usual.writingMinutes(), 1, Tuning.MOST_WRITING_MINUTES),
                index.number("settle_seconds", usual.settleSeconds(), 1, Tuning.MOST_SETTLE_SECONDS),
                index.number("network_settle_seconds", usual.networkSettleSeconds(), 1, Tuning.MOST_SETTLE_SECONDS),
                index.number("hot_poll_seconds", usual.hotPollSeconds(), 1, Tuning.MOST_POLL_SECONDS),
                index.number("poll_seconds", usual.pollSeconds(), 1, Tuning.MOST_POLL_SECONDS),
                index.number("recent_poll_minutes", usual.recentPollMinutes(), 1, Tuning.MOST_SWEEP_MINUTES),
                index.number("sweep_minutes", usual.sweepMinutes(), 1, Tuning.MOST_SWEEP_MINUTES),
                index.number("header_limit_mib", usual.headerLimitMib(), 1, Tuning.MOST_HEADER_MIB),
                index.number("value_limit_kib", usual.valueLimitKib(), 1, Tuning.MOST_VALUE_KIB),
                index.number("history_days", usual.historyDays(), 1, Tuning.MOST_HISTORY_DAYS));
    }

    private List<WatchedRoot> roots(List<ConfigTable> tables) {
        List<WatchedRoot> roots = new ArrayList<>();
        Map<Path, TomlPosition> seen = new HashMap<>();
        for (ConfigTable table : tables) {
            RootMode mode = table.text("mode").flatMap(this::mode).orElse(RootMode.AUTO);
            List<PathGlob> exclude = new ArrayList<>();
            table.texts("exclude").forEach(word -> glob(word).ifPresent(exclude::add));
            Optional<Word> written = table.requiredText("path");
            Optional<Path> path = written.flatMap(this::path);
            if (written.isEmpty() || path.isEmpty()) {
                continue;
            }
            TomlPosition before = seen.putIfAbsent(path.get(), written.get().position());
            if (before != null) {
                toml.refuse(written.get().position(), path.get() + " is a root already, see line " + before.line());
            }
            roots.add(new WatchedRoot(path.get(), mode, exclude));
        }
        return roots;
    }

    private List<NamedTemplate> templates(List<ConfigTable> tables) {
        List<NamedTemplate> templates = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigTable table : tables) {
            Optional<Word> name = table.requiredText("name");
            name.ifPresent(word -> refuseSecond(names, word, "template"));
            Optional<TemplatePattern> pattern = table.requiredText("pattern").flatMap(this::pattern);
            if (name.isPresent() && pattern.isPresent()) {
                templates.add(new NamedTemplate(name.get().text(), pattern.get()));
            }
        }
        return templates;
    }

    private List<ChannelGroup> groups(List<ConfigTable> tables) {
        List<ChannelGroup> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigTable table : tables) {
            Optional<Word> name = table.requiredText("name");
            name.ifPresent(word -> refuseSecond(names, word, "group"));
            List<Word> channels = table.requiredTexts("channels");
            channels.stream()
                    .filter(word -> word.text().contains("**"))
                    .forEach(word ->
                            toml.refuse(word.position(), "channel names have no folders: write * for " + word.text()));
            if (name.isPresent() && !channels.isEmpty()) {
                groups.add(new ChannelGroup(
                        name.get().text(), channels.stream().map(Word::text).toList()));
            }
        }
        return groups;
    }

    private List<AovAlias> aliases(List<ConfigTable> tables) {
        List<AovAlias> aliases = new ArrayList<>();
        Set<String> proper = new HashSet<>();
        List<Word> others = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (ConfigTable table : tables) {
            Optional<Word> aov = table.requiredText("aov");
            List<Word> also = table.requiredTexts("also");
            if (aov.isEmpty() || also.isEmpty()) {
                continue;
            }
            refuseSecond(proper, aov.get(), "alias");
            for (Word other : also) {
                String owner = owners.putIfAbsent(other.text(), aov.get().text());
                if (owner != null) {
                    toml.refuse(other.position(), other.text() + " is an alias of " + owner + " already");
                }
            }
            others.addAll(also);
            aliases.add(
                    new AovAlias(aov.get().text(), also.stream().map(Word::text).toList()));
        }
        for (Word other : others) {
            if (proper.contains(other.text())) {
                toml.refuse(
                        other.position(), other.text() + " is the aov of an [[alias]], so it cannot be an alias too");
            }
        }
        return aliases;
    }

    private List<SavedQuestion> questions(List<ConfigTable> tables) {
        List<SavedQuestion> questions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigTable table : tables) {
            Optional<Word> name = table.requiredText("name");
            name.ifPresent(word -> {
                refuseSecond(names, word, "question");
                if (!SavedQuestion.isName(word.text())) {
                    toml.refuse(
                            word.position(),
                            "name " + word.text() + ": it is typed as one word, of letters, digits, . _ and -");
                }
            });
            Optional<Word> help = table.text("help");
            List<Word> args = table.requiredTexts("args");
            args.stream().limit(1).forEach(this::refuseUnlessVerb);
            if (name.isPresent() && !args.isEmpty()) {
                questions.add(new SavedQuestion(
                        name.get().text(),
                        help.map(Word::text).orElse(""),
                        args.stream().map(Word::text).toList()));
            }
        }
        return questions;
    }

    /** Which verbs there are is not known here. */
    private void refuseUnlessVerb(Word first) {
        if (first.text().equals("ask")) {
            toml.refuse(first.position(), "a question cannot run ask: write what is to be asked");
        } else if (first.text().equals("exrdex")) {
            toml.refuse(first.position(), "args begin with the verb, leave out exrdex");
        } else if (first.text().contains(" ")) {
            toml.refuse(
                    first.position(), "args has a text for each word, as in [\"find\", \"--lacks\", \"cryptomatte\"]");
        } else if (first.text().startsWith("-")) {
            toml.refuse(first.position(), "args begin with the verb, options like " + first.text() + " follow it");
        }
    }

    private void refuseSecond(Set<String> seen, Word name, String what) {
        if (!seen.add(name.text())) {
            toml.refuse(name.position(), "a second " + what + " " + name.text() + ", each name stands once");
        }
    }

    private Optional<Path> path(Word word) {
        try {
            return Optional.of(paths.resolve(word.text(), folder));
        } catch (PatternException e) {
            toml.refuse(word.position(), e.reason());
            return Optional.empty();
        }
    }

    private Optional<RootMode> mode(Word word) {
        Optional<RootMode> mode = RootMode.of(word.text());
        if (mode.isEmpty()) {
            toml.refuse(
                    word.position(),
                    "unknown mode " + word.text() + ", " + NearestWord.advice(word.text(), RootMode.words()));
        }
        return mode;
    }

    private Optional<PathGlob> glob(Word word) {
        try {
            return Optional.of(PathGlob.parse(word.text()));
        } catch (PatternException e) {
            toml.refuse(word.position(), "exclude " + word.text() + ": " + e.reason());
            return Optional.empty();
        }
    }

    private Optional<TemplatePattern> pattern(Word word) {
        try {
            return Optional.of(TemplatePattern.parse(word.text()));
        } catch (PatternException e) {
            toml.refuse(word.position(), "pattern " + word.text() + ": " + e.reason());
            return Optional.empty();
        }
    }
}
