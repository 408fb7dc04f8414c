package io.github.exrdex.config;

import io.github.exrdex.file.NearestWord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that can be set, with the defaults filled in.
 *
 * @param file the config file that was read; empty where there is none
 * @param templates in the order of the file: the first that fits wins
 * @param groups in the order of the file: the first that fits wins; never empty
 */
public record Settings(
        DatabaseChoice database,
        Optional<Path> file,
        Tuning tuning,
        List<WatchedRoot> roots,
        List<NamedTemplate> templates,
        List<ChannelGroup> groups,
        List<AovAlias> aliases,
        List<SavedQuestion> questions,
        List<HookRule> hooks) {
    public Settings {
        roots = List.copyOf(roots);
        templates = List.copyOf(templates);
        groups = List.copyOf(groups);
        aliases = List.copyOf(aliases);
        questions = List.copyOf(questions);
        hooks = List.copyOf(hooks);
    }

    /** @throws ConfigException where the file has no question of that name; with the nearest that it has */
    public SavedQuestion question(String name) {
        return questions.stream()
                .filter(question -> question.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(OneLine.of("no [[question]] " + name + fileInWords()
                        + (questions.isEmpty() ? "" : ", " + NearestWord.advice(name, questionNames())))));
    }

    private List<String> questionNames() {
        return questions.stream().map(SavedQuestion::name).toList();
    }

    private String fileInWords() {
        return file.map(path -> " in " + path)
                .orElse(", for there is no config file (--config FILE, EXRDEX_CONFIG or ./exrdex.toml)");
    }

    /** Other name of an AOV to its proper one. */
    public Map<String, String> properAovs() {
        Map<String, String> proper = new LinkedHashMap<>();
        aliases.forEach(alias -> alias.also().forEach(other -> proper.put(other, alias.aov())));
        return proper;
    }
}
