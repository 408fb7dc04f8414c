package io.github.exrdex.cli;

import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.Completions;
import io.github.exrdex.query.HistoryRow;
import io.github.exrdex.query.SequenceStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What may be typed where, for the completion of shells: made from the verbs themselves, so that none is forgotten. */
record CompletionTable(List<Verb> verbs) {
    private static final Value FILE = new Value("file", List.of());
    private static final Value ANY = new Value("any", List.of());

    /** With the verb before it where an option means something else there. */
    private static final Map<String, Value> OF_OPTIONS = Map.ofEntries(
            Map.entry("--has", ofIndex(Completions.Kind.AOV)),
            Map.entry("--lacks", ofIndex(Completions.Kind.AOV)),
            Map.entry("--require", ofIndex(Completions.Kind.AOV)),
            Map.entry("--channel", ofIndex(Completions.Kind.CHANNEL)),
            Map.entry("--attr", ofIndex(Completions.Kind.ATTRIBUTE)),
            Map.entry("--part", ofIndex(Completions.Kind.PART)),
            Map.entry("--by", ofIndex(Completions.Kind.KEY)),
            Map.entry("stats --by", ofIndex(Completions.Kind.COUNT)),
            Map.entry("du --by", ofIndex(Completions.Kind.SHARE)),
            Map.entry("values --by", ofIndex(Completions.Kind.TOKEN)),
            Map.entry(
                    "--change",
                    words(Arrays.stream(HistoryRow.Kind.values())
                            .map(HistoryRow.Kind::text)
                            .toList())),
            Map.entry("--columns", ofIndex(Completions.Kind.COLUMN)),
            Map.entry("--sort", ofIndex(Completions.Kind.COLUMN)),
            Map.entry("--like", ofIndex(Completions.Kind.SCOPE)),
            Map.entry(
                    "--state",
                    words(Arrays.stream(FileState.values()).map(FileState::text).toList())),
            Map.entry(
                    "--type",
                    words(Arrays.stream(PixelType.values()).map(PixelType::text).toList())),
            Map.entry(
                    "--compression",
                    words(IntStream.range(0, 256)
                            .mapToObj(Compression::new)
                            .filter(Compression::known)
                            .map(Compression::text)
                            .toList())),
            Map.entry(
                    "--seq-style",
                    words(Arrays.stream(SequenceStyle.values())
                            .map(style -> style.name().toLowerCase(Locale.ROOT))
                            .toList())));

    private static final Map<String, Value> OF_LABELS = Map.of(
            "SCOPE", ofIndex(Completions.Kind.SCOPE),
            "FILE", FILE,
            "ROOT", FILE,
            "DIR", FILE,
            "PATH", FILE,
            "FIELD", ofIndex(Completions.Kind.FIELD),
            "SPEC", new Value(CompleteCommand.SPEC, List.of()));

    /** Verbs whose formats are not those of rows. */
    private static final Map<String, Set<Format>> FORMATS = Map.of(
            "find", EnumSet.allOf(Format.class),
            "frames", FramesCommand.FORMATS,
            "show", ShowCommand.FORMATS,
            "status", Format.OF_FACTS,
            "doctor", Format.OF_FACTS,
            "audit", Format.OF_FACTS,
            "tokens test", Format.OF_FACTS);

    CompletionTable {
        verbs = List.copyOf(verbs);
    }

    /**
     * @param name as typed behind {@code exrdex}, empty for the program itself; of two words for a verb of a verb
     * @param below verbs that may follow
     * @param operand what stands behind it without an option's name
     */
    record Verb(String name, String help, List<String> below, List<Flag> options, Value operand) {}

    /** @param value {@code none} where it takes none */
    record Flag(List<String> names, String help, Value value) {
        boolean takesValue() {
            return !value.kind().equals("none");
        }
    }

    /**
     * @param kind {@code none}, {@code any} (nobody can tell), {@code file}, {@code words}, or a word of {@code exrdex complete}
     * @param words for {@code words}
     */
    record Value(String kind, List<String> words) {}

    private static Value ofIndex(Completions.Kind kind) {
        return new Value(kind.text(), List.of());
    }

    private static Value words(List<String> words) {
        return new Value("words", List.copyOf(words));
    }

    static CompletionTable of(CommandSpec root) {
        List<Verb> verbs = new ArrayList<>();
        add(verbs, "", root);
        return new CompletionTable(verbs);
    }

    private static void add(List<Verb> verbs, String name, CommandSpec spec) {
        List<String> below = new ArrayList<>();
        List<CommandLine> commands = new ArrayList<>();
        spec.subcommands().forEach((word, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                below.add(word);
                commands.add(command);
            }
        });
        verbs.add(new Verb(name, header(spec), below, options(name, spec), operand(name, spec)));
        for (int i = 0; i < below.size(); i++) {
            add(verbs, (name + " " + below.get(i)).strip(), commands.get(i).getCommandSpec());
        }
    }

    private static String header(CommandSpec spec) {
        String[] header = spec.usageMessage().header();
        return header.length == 0 ? "" : header[0].replaceFirst("\\.$", "");
    }

    private static List<Flag> options(String verb, CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> new Flag(List.of(option.names()), firstSentence(option), value(verb, option)))
                .toList();
    }

    private static String firstSentence(OptionSpec option) {
        String[] description = option.description();
        String text = description.length == 0 ? "" : description[0].replace("%%", "%");
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("[.;:]$", "");
    }

    private static Value value(String verb, OptionSpec option) {
        if (option.arity().max() == 0) {
            return new Value("none", List.of());
        }
        if (option.completionCandidates() != null) {
            return words(StreamSupport.stream(option.completionCandidates().spliterator(), false)
                    .toList());
        }
        if (option.longestName().equals("--format")) {
            return words(FORMATS.getOrDefault(verb, Format.OF_ROWS).stream()
                    .map(Format::text)
                    .toList());
        }
        Value ofAll = OF_OPTIONS.get(option.longestName());
        Value known = OF_OPTIONS.getOrDefault(verb + " " + option.longestName(), ofAll == null ? ANY : ofAll);
        return !known.equals(ANY) ? known : OF_LABELS.getOrDefault(option.paramLabel(), ANY);
    }

    private static Value operand(String verb, CommandSpec spec) {
        if (verb.equals("ask")) {
            return new Value(CompleteCommand.QUESTION, List.of());
        }
        for (PositionalParamSpec operand : spec.positionalParameters()) {
            Object[] constants = operand.type().getEnumConstants();
            if (constants != null) {
                return words(Arrays.stream(constants).map(Object::toString).toList());
            }
        }
        return spec.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .filter(OF_LABELS::containsKey)
                .findFirst()
                .map(label -> OF_LABELS.getOrDefault(label, ANY))
                .orElse(ANY);
    }
}
