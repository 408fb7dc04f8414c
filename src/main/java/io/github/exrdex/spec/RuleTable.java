package io.github.exrdex.spec;

import io.github.exrdex.config.ConfigTable;
import io.github.exrdex.config.ConfigTable.Word;
import io.github.exrdex.config.TomlFile;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.NearestWord;
import io.github.exrdex.query.AttributeTest;
import io.github.exrdex.query.FrameSet;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.RequiredAovs;
import io.github.exrdex.query.RequiredAttributes;
import io.github.exrdex.query.RequiredFrames;
import io.github.exrdex.query.RequiredNames;
import io.github.exrdex.query.RequiredPicture;
import io.github.exrdex.query.RequiredPicture.DataWindowIs;
import io.github.exrdex.query.RequiredPicture.Size;
import io.github.exrdex.query.Requirement;
import io.github.exrdex.query.WhereParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One {@code [[rule]]}: what it asks of files. */
final class RuleTable {
    private static final int MOST_PIXELS = 1_000_000;
    private static final int MOST_PARTS = 100_000;
    private static final int MOST_DIGITS = 18;
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,6})x([1-9][0-9]{0,6})");
    private static final String CONTIGUOUS = "contiguous";

    private static final List<String> COMPRESSIONS = IntStream.range(0, 256)
            .mapToObj(Compression::new)
            .filter(Compression::known)
            .map(Compression::text)
            .toList();

    private static final List<String> PIXEL_TYPES = List.of("half", "float", "uint");
    private static final List<String> PART_TYPES = List.of("scanlineimage", "tiledimage", "deepscanline", "deeptile");

    private static final List<String> STATES = EnumSet.complementOf(EnumSet.of(FileState.GONE)).stream()
            .map(FileState::text)
            .toList();

    private static final List<String> RELATIONS = Arrays.stream(DataWindowIs.Relation.values())
            .map(DataWindowIs.Relation::text)
            .toList();

    /** Keys that say what a rule asks; it has exactly one of them. */
    private static final Map<String, Function<RuleTable, Optional<Requirement>>> READERS = new LinkedHashMap<>();

    static {
        READERS.put("aovs", RuleTable::aovs);
        READERS.put("forbidden", RuleTable::forbidden);
        READERS.put("compression", table -> table.words("compression", COMPRESSIONS, Requirement.CompressionIn::new));
        READERS.put("pixel_type", RuleTable::pixelType);
        READERS.put("resolution", RuleTable::resolution);
        READERS.put("least_width", table -> table.atLeast("least_width", side -> new Size(side, 0)));
        READERS.put("least_height", table -> table.atLeast("least_height", side -> new Size(0, side)));
        READERS.put("display_window", RuleTable::displayWindow);
        READERS.put("data_window", RuleTable::dataWindow);
        READERS.put("pixel_aspect", RuleTable::pixelAspect);
        READERS.put("part_type", table -> table.words("part_type", PART_TYPES, Requirement.PartTypeIn::new));
        READERS.put("most_parts", RuleTable::mostParts);
        READERS.put("attributes", table -> table.attributes("attributes", false));
        READERS.put("attributes_where_present", table -> table.attributes("attributes_where_present", true));
        READERS.put("name", RuleTable::name);
        READERS.put("frames", RuleTable::frames);
        READERS.put("padding", RuleTable::padding);
        READERS.put("states", RuleTable::states);
        READERS.put("where", RuleTable::where);
    }

    /** Everything that a rule may say. */
    static final List<String> KEYS = Stream.concat(
                    Stream.of("id", "severity", "applies", "channels", "except"), READERS.keySet().stream())
            .toList();

    private final ConfigTable table;
    private final TomlFile toml;
    private final long nowAt;

    RuleTable(ConfigTable table, TomlFile toml, long nowAt) {
        this.table = table;
        this.toml = toml;
        this.nowAt = nowAt;
    }

    /** Empty where it is not understood; that is noted. */
    Optional<Requirement> requirement() {
        List<String> asked = READERS.keySet().stream().filter(table::has).toList();
        if (asked.isEmpty()) {
            if (table.allKeysKnown()) { // else it is a slip of the pen, which is told
                toml.refuse(table.heading(), "a rule asks for one thing: " + String.join(", ", READERS.keySet()));
            }
            return Optional.empty();
        }
        if (asked.size() > 1) {
            toml.refuse(
                    table.position(asked.get(1)),
                    "a rule asks for one thing, and this one asks for " + String.join(" and ", asked)
                            + "; write a [[rule]] for each");
            return Optional.empty();
        }
        if (!asked.get(0).equals("pixel_type")) {
            Stream.of("channels", "except")
                    .filter(table::has)
                    .forEach(key -> toml.refuse(table.position(key), key + " belongs to a rule with pixel_type"));
        }
        Function<RuleTable, Optional<Requirement>> reader = READERS.get(asked.get(0));
        return reader == null ? Optional.empty() : reader.apply(this);
    }

    private Optional<Requirement> aovs() {
        return ofTexts("aovs", RequiredAovs::new);
    }

    private Optional<Requirement> forbidden() {
        return ofTexts("forbidden", Requirement.NoneOf::new);
    }

    private Optional<Requirement> ofTexts(String key, Function<List<String>, Requirement> made) {
        List<String> texts = texts(table.requiredTexts(key));
        return texts.isEmpty() ? Optional.empty() : Optional.of(made.apply(texts));
    }

    /** Texts that are all among some known ones. */
    private Optional<Requirement> words(String key, List<String> known, Function<List<String>, Requirement> made) {
        for (Word word : table.requiredTexts(key)) {
            refuseUnknown(key, word, known);
        }
        return ofTexts(key, made);
    }

    private void refuseUnknown(String key, Word word, List<String> known) {
        if (!known.contains(word.text())) {
            toml.refuse(
                    word.position(),
                    "unknown " + key + " " + word.text() + ", " + NearestWord.advice(word.text(), known));
        }
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }

    private Optional<Requirement> pixelType() {
        List<String> channels = table.has("channels") ? texts(table.requiredTexts("channels")) : List.of("*");
        List<String> except = texts(table.texts("except"));
        return words("pixel_type", PIXEL_TYPES, types -> new Requirement.PixelTypeIn(channels, except, types));
    }

    private Optional<Requirement> resolution() {
        List<Size> sizes = new ArrayList<>();
        for (Word word : table.requiredTexts("resolution")) {
            Matcher size = SIZE.matcher(word.text());
            if (size.matches()) {
                sizes.add(new Size(Long.parseLong(size.group(1)), Long.parseLong(size.group(2))));
            } else {
                toml.refuse(word.position(), "resolution " + word.text() + " is no size, write it as 4096x1716");
            }
        }
        return sizes.isEmpty() ? Optional.empty() : Optional.of(new RequiredPicture.ResolutionIn(sizes));
    }

    private Optional<Requirement> atLeast(String key, Function<Integer, Size> least) {
        return Optional.of(new RequiredPicture.LeastResolution(least.apply(table.number(key, 1, 1, MOST_PIXELS))));
    }

    private Optional<Requirement> displayWindow() {
        Optional<Word> word = table.text("display_window");
        word.ifPresent(said -> refuseUnknown("display_window", said, List.of("origin")));
        return word.map(said -> new RequiredPicture.DisplayWindowAtOrigin());
    }

    private Optional<Requirement> dataWindow() {
        Optional<Word> word = table.text("data_window");
        word.ifPresent(said -> refuseUnknown("data_window", said, RELATIONS));
        return word.flatMap(said -> DataWindowIs.Relation.of(said.text())).map(DataWindowIs::new);
    }

    private Optional<Requirement> pixelAspect() {
        OptionalDouble ratio = table.decimal("pixel_aspect");
        if (ratio.isPresent() && !(ratio.getAsDouble() > 0 && Double.isFinite(ratio.getAsDouble()))) {
            toml.refuse(table.position("pixel_aspect"), "pixel_aspect is a number above 0");
            return Optional.empty();
        }
        return ratio.isPresent() ? Optional.of(new RequiredPicture.PixelAspect(ratio.getAsDouble())) : Optional.empty();
    }

    private Optional<Requirement> mostParts() {
        return Optional.of(new Requirement.MostParts(table.number("most_parts", 1, 1, MOST_PARTS)));
    }

    private Optional<Requirement> attributes(String key, boolean wherePresent) {
        List<AttributeTest> tests = new ArrayList<>();
        List<Word> words = table.requiredTexts(key);
        for (Word word : words) {
            Optional<AttributeTest> test = understood(word, () -> AttributeTest.parse(word.text()));
            if (wherePresent && test.filter(read -> read.operator().isEmpty()).isPresent()) {
                toml.refuse(word.position(), key + " wants NAME OP VALUE; " + word.text() + " alone is always true");
            }
            test.ifPresent(tests::add);
        }
        return tests.isEmpty()
                ? Optional.empty()
                : Optional.of(new RequiredAttributes(texts(words), tests, wherePresent));
    }

    private Optional<Requirement> name() {
        return table.text("name").flatMap(word -> understood(word, () -> RequiredNames.parse(word.text())));
    }

    private Optional<Requirement> frames() {
        return table.text("frames")
                .flatMap(word -> word.text().equals(CONTIGUOUS)
                        ? Optional.of(new RequiredFrames(Optional.empty()))
                        : understood(word, () -> new RequiredFrames(Optional.of(FrameSet.parse(word.text())))));
    }

    private Optional<Requirement> padding() {
        return Optional.of(new Requirement.Padding(table.number("padding", 1, 1, MOST_DIGITS)));
    }

    private Optional<Requirement> states() {
        return words("states", STATES, states -> new Requirement.StateIn(known(states)));
    }

    /** A word that is none is noted already. */
    private static Set<FileState> known(List<String> words) {
        Set<FileState> states = EnumSet.noneOf(FileState.class);
        words.forEach(word -> FileState.of(word).ifPresent(states::add));
        return states;
    }

    private Optional<Requirement> where() {
        return table.text("where")
                .flatMap(word -> understood(
                        word, () -> new Requirement.Fits(word.text(), WhereParser.parse(word.text(), nowAt))));
    }

    private <T> Optional<T> understood(Word word, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (QueryException e) {
            toml.refuse(word.position(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
