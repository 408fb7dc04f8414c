package io.github.exrdex.config;

import io.github.exrdex.config.ConfigTable.Word;
import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads {@code exrdex.toml}. Nothing in it is passed over: what is not understood is refused, with its place. */
final class ConfigFile {
    /** Picked: a config file is a few KiB; this is somebody's picture under the wrong name. */
    private static final long LARGEST_BYTES = 1L << 20;

    private final Path folder;
    private final UserPaths paths;
    private final ConfigProblems problems;

    private ConfigFile(Path folder, UserPaths paths, ConfigProblems problems) {
        this.folder = folder;
        this.paths = paths;
        this.problems = problems;
    }

    /**
     * @param file relative paths in it start from its folder
     * @param home what {@code ~/} stands for in it
     * @throws ConfigException with one line that names file, line and column of the first fault
     */
    static FileSettings read(Path file, Path home) {
        ConfigProblems problems = new ConfigProblems(file);
        TomlParseResult toml = Toml.parse(text(file));
        for (TomlParseError error : toml.errors()) {
            problems.add(error.position(), syntaxError(error));
        }
        problems.throwIfAny();
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file.toAbsolutePath().getRoot());
        FileSettings settings = new ConfigFile(folder, new UserPaths(home), problems).settings(toml);
        problems.throwIfAny();
        return settings;
    }

    private static String text(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigException(OneLine.of(file + ": is a folder, not a config file"));
            }
            if (!Files.exists(file)) {
                throw new ConfigException(OneLine.of(file + ": no such config file"));
            }
            if (!Files.isRegularFile(file)) {
                throw new ConfigException(OneLine.of(file + ": is not a regular file"));
            }
            if (Files.size(file) > LARGEST_BYTES) {
                throw new ConfigException(OneLine.of(file + ": larger than 1 MiB, so not a config file"));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ConfigException(OneLine.of(file + ": not UTF-8 text, save it as UTF-8"));
        } catch (IOException e) {
            throw new ConfigException(OneLine.of(file + ": cannot be read: " + Reasons.of(e)));
        }
    }

    private static String syntaxError(TomlParseError error) {
        String message = Optional.ofNullable(error.getMessage()).orElse("not TOML");
        boolean bareText = message.endsWith("expected a value");
        return message + (bareText ? " (text and paths stand in quotes)" : "");
    }

    private FileSettings settings(TomlTable toml) {
        for (String name : toml.keySet()) {
            if (!ConfigKeys.tables().contains(name)) {
                problems.add(toml.inputPositionOf(List.of(name)), unknown(name, toml.get(List.of(name))));
            }
        }
        List<ConfigTable> index = tables(toml, ConfigKeys.INDEX);
        List<ChannelGroup> groups = groups(tables(toml, ConfigKeys.GROUP));
        return new FileSettings(
                index.isEmpty()
                        ? Optional.empty()
                        : index.get(0).text("database").flatMap(this::path),
                index.isEmpty() ? Tuning.DEFAULT : tuning(index.get(0)),
                roots(tables(toml, ConfigKeys.ROOT)),
                templates(tables(toml, ConfigKeys.TEMPLATE)),
                groups.isEmpty() ? ChannelGroup.BUILT_IN : groups,
                aliases(tables(toml, ConfigKeys.ALIAS)));
    }

    private static String unknown(String name, Object value) {
        boolean isTable = value instanceof TomlTable
                || (value instanceof TomlArray array && !array.isEmpty() && array.get(0) instanceof TomlTable);
        if (isTable) {
            return "unknown table " + name + ", " + NearestWord.advice(name, ConfigKeys.tables());
        }
        return ConfigKeys.ownerOf(name)
                .map(owner -> name + " stands outside of any table, it belongs in " + owner.heading())
                .orElseGet(() -> "unknown key " + name + ", " + NearestWord.advice(name, ConfigKeys.tables()));
    }

    /** The tables of a kind; their unknown keys are noted. */
    private List<ConfigTable> tables(TomlTable toml, ConfigKeys keys) {
        Object value = toml.get(List.of(keys.table()));
        if (value == null) {
            return List.of();
        }
        TomlPosition position = toml.inputPositionOf(List.of(keys.table()));
        List<ConfigTable> tables = new ArrayList<>();
        if (!keys.isList() && value instanceof TomlTable table) {
            tables.add(new ConfigTable(keys, table, position, problems));
        } else if (keys.isList() && value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable table) {
                    tables.add(new ConfigTable(keys, table, array.inputPositionOf(i), problems));
                } else {
                    problems.add(array.inputPositionOf(i), "write " + keys.heading() + " and its keys below");
                }
            }
        } else {
            problems.add(
                    position,
                    keys.table() + " is " + ConfigTable.typeName(value) + " here, write " + keys.heading()
                            + " and its keys below");
        }
        tables.forEach(ConfigTable::refuseUnknownKeys);
        return tables;
    }

    private Tuning tuning(ConfigTable index) {
        Tuning usual = Tuning.DEFAULT;
        return new Tuning(
                index.number("workers", usual.workers(), 0, Tuning.MOST_WORKERS),
                index.number("writing_minutes", usual.writingMinutes(), 1, Tuning.MOST_WRITING_MINUTES),
                index.number("settle_seconds", usual.settleSeconds(), 1, Tuning.MOST_SETTLE_SECONDS),
                index.number("poll_seconds", usual.pollSeconds(), 1, Tuning.MOST_POLL_SECONDS),
                index.number("sweep_minutes", usual.sweepMinutes(), 1, Tuning.MOST_SWEEP_MINUTES),
                index.number("header_limit_mib", usual.headerLimitMib(), 1, Tuning.MOST_HEADER_MIB),
                index.number("value_limit_kib", usual.valueLimitKib(), 1, Tuning.MOST_VALUE_KIB));
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
                problems.add(written.get().position(), path.get() + " is a root already, see line " + before.line());
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
                            problems.add(word.position(), "channel names have no folders: write * for " + word.text()));
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
                    problems.add(other.position(), other.text() + " is an alias of " + owner + " already");
                }
            }
            others.addAll(also);
            aliases.add(
                    new AovAlias(aov.get().text(), also.stream().map(Word::text).toList()));
        }
        for (Word other : others) {
            if (proper.contains(other.text())) {
                problems.add(
                        other.position(), other.text() + " is the aov of an [[alias]], so it cannot be an alias too");
            }
        }
        return aliases;
    }

    private void refuseSecond(Set<String> seen, Word name, String what) {
        if (!seen.add(name.text())) {
            problems.add(name.position(), "a second " + what + " " + name.text() + ", each name stands once");
        }
    }

    private Optional<Path> path(Word word) {
        try {
            return Optional.of(paths.resolve(word.text(), folder));
        } catch (PatternException e) {
            problems.add(word.position(), e.reason());
            return Optional.empty();
        }
    }

    private Optional<RootMode> mode(Word word) {
        Optional<RootMode> mode = RootMode.of(word.text());
        if (mode.isEmpty()) {
            problems.add(
                    word.position(),
                    "unknown mode " + word.text() + ", " + NearestWord.advice(word.text(), RootMode.words()));
        }
        return mode;
    }

    private Optional<PathGlob> glob(Word word) {
        try {
            return Optional.of(PathGlob.parse(word.text()));
        } catch (PatternException e) {
            problems.add(word.position(), "exclude " + word.text() + ": " + e.reason());
            return Optional.empty();
        }
    }

    private Optional<TemplatePattern> pattern(Word word) {
        try {
            return Optional.of(TemplatePattern.parse(word.text()));
        } catch (PatternException e) {
            problems.add(word.position(), "pattern " + word.text() + ": " + e.reason());
            return Optional.empty();
        }
    }
}
