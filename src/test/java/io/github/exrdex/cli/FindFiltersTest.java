package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters of {@code find}, on nine files named a to i, so that an answer is a word. */
class FindFiltersTest {
    /** {@code /r/SHOT/VERSION/ARTIST/name.exr}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.split("/", -1);
        Map<String, String> tokens = new HashMap<>();
        if (folders.length == 6) {
            tokens.put("shot", folders[2]);
            tokens.put("version", folders[3]);
            tokens.put("artist", folders[4]);
        }
        return tokens;
    };

    /** Of every file of a diskless index, to the second. */
    private static final long AGE_SECONDS = Ran.NOW_MS / 1000 - 1_700_000_000L;

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(shared, "/r", TOKENS)) {
            database = index.database();
            put(
                    index,
                    "sh010/009/ada/a.exr",
                    500,
                    picture("zip", 1920, 1080, text("owner", "Ada Lane"), number("samples", 64)));
            put(
                    index,
                    "sh010/012/ada/b.exr",
                    5_000,
                    picture("zips", 1920, 1080, text("owner", "Bob"), number("samples", 256)));
            put(index, "sh020/100/bob/c.exr", 2_000_000, picture("piz", 4096, 2160));
            put(index, "sh020/100/bob/d.exr", 3_000_000, cropped());
            put(
                    index,
                    "sh030/v3/eve/e.exr",
                    1000,
                    DisklessIndex.with(
                            DisklessIndex.named(0, "left", "R", "diffuse.R"),
                            named("compression", "compression", new AttributeValue.Named(3, "zip")),
                            named("view", "string", new AttributeValue.Text("left"))),
                    DisklessIndex.with(
                            DisklessIndex.named(1, "depth", "Z"),
                            named("compression", "compression", new AttributeValue.Named(8, "dwaa"))));
            put(index, "sh030/v3/eve/f.exr", 1000, deep());
            put(
                    index,
                    "g.exr",
                    1000,
                    DisklessIndex.with(
                            DisklessIndex.part("R"),
                            named("multiView", "stringvector", new AttributeValue.TextList(List.of("left", "right")))));
            index.put("h.exr", FileState.EMPTY);
            put(index, "i.exr", 1000, DisklessIndex.part("R"));
            index.remove("i.exr").swept(Ran.NOW_MS - 1000);
        }
    }

    private static void put(DisklessIndex index, String path, long sizeBytes, Part... parts) {
        index.put(FileKey.of(Path.of("/r").resolve(path)), FileState.COMPLETE, sizeBytes, List.of(), List.of(parts));
    }

    private static Part picture(String compression, int width, int height, Attribute... more) {
        Part part = DisklessIndex.with(
                DisklessIndex.part("R", "G", "B"),
                named("compression", "compression", new AttributeValue.Named(number(compression), compression)),
                window("dataWindow", 0, 0, width, height),
                window("displayWindow", 0, 0, width, height));
        return DisklessIndex.with(part, more);
    }

    private static int number(String compression) {
        return List.of("none", "rle", "zips", "zip", "piz").indexOf(compression);
    }

    /** Renders 100 pixels beyond a frame of full HD on every side, in 32 bit. */
    private static Part cropped() {
        return new Part(
                0,
                "tiledimage",
                List.of(new Channel("R", PixelType.FLOAT, 1, 1, false)),
                List.of(
                        named("compression", "compression", new AttributeValue.Named(200, "200")),
                        window("dataWindow", -100, -100, 2120, 1280),
                        window("displayWindow", 0, 0, 1920, 1080)),
                1);
    }

    private static Part deep() {
        return new Part(
                0,
                "deepscanline",
                List.of(new Channel("R", PixelType.HALF, 1, 1, false), new Channel("id", PixelType.UINT, 1, 1, false)),
                List.of(),
                1);
    }

    private static Attribute window(String name, int minX, int minY, int width, int height) {
        return named(name, "box2i", new AttributeValue.Ints(List.of(minX, minY, minX + width - 1, minY + height - 1)));
    }

    private static Attribute text(String name, String value) {
        return named(name, "string", new AttributeValue.Text(value));
    }

    private static Attribute number(String name, int value) {
        return named(name, "int", new AttributeValue.IntNumber(value));
    }

    private static Attribute named(String name, String type, AttributeValue value) {
        return DisklessIndex.attribute(name, type, value);
    }

    private static Ran find(String... words) {
        return Ran.verb(database, "find", words);
    }

    /** The names of the files that fit, as one word. */
    private static String names(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--format", "paths"));
        Ran ran = find(all.toArray(String[]::new));
        assertTrue(ran.code() <= ExitCode.NOTHING_FOUND, ran.err());
        return ran.lines().stream()
                .map(path -> path.replaceAll(".*/(.)\\.exr", "$1"))
                .sorted()
                .reduce("", String::concat);
    }

    @Test
    void aViewIsCountedWhereverItIsFound() {
        List<String> rows = Ran.verb(database, "values", "view").lines();
        List<String> views = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            List<String> fields = List.of(row.split("\t", -1));
            if (!fields.get(0).isEmpty()) {
                views.add(fields.get(0));
                assertEquals(
                        fields.get(1),
                        Ran.verb(database, "find", "--view", fields.get(0), "--files", "--format", "count")
                                .lines()
                                .get(0),
                        row);
            }
        }
        assertEquals(Set.of("left", "right"), Set.copyOf(views));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --compression zip          | ae
            --compression zip,piz      | ace
            --compression 200          | d
            --compression dwa*         | e
            --res 1920x1080            | abd
            --res 4096x2160,1x1        | c
            --size +500M               | ''
            --size +1M                 | cd
            --size -1000               | a
            --size 0                   | ''
            --size 1000                | efgh
            --view left                | eg
            --view r*                  | g
            --part depth               | e
            --part left,none           | e
            --type float               | d
            --type uint,float          | df
            --deep                     | f
            --multipart                | e
            --deep --multipart         | ''
            """)
    void everyOptionAsksOneThing(String options, String expected) {
        assertEquals(expected, names(options.split(" ", -1)));
    }

    @Test
    void newerAndOlderMeetAtTheirAge() {
        assertEquals("abcdefgh", names("--newer", AGE_SECONDS + "s"));
        assertEquals("", names("--newer", (AGE_SECONDS - 1) + "s"));
        assertEquals("abcdefgh", names("--older", (AGE_SECONDS - 1) + "s"));
        assertEquals("", names("--older", AGE_SECONDS + "s"));
        assertEquals("abcdefgh", names("--older", "7d", "--newer", "200w"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            compression == zip                                | ae
            compression != zip                                | bcde
            not compression == zip                            | bcdfg
            compression in (zip, piz)                         | ace
            compression not in (zip, piz)                     | bdfg
            size > 1M                                         | cd
            size >= 2000000 and size < 3MB                    | c
            size == 500 or state == empty                     | ah
            state == gone                                     | i
            state in (gone, empty)                            | hi
            state != complete                                 | h
            not state == complete                             | h
            width > 1920                                      | cd
            height == 1280                                    | d
            res == 1920x1080                                  | abd
            res != 1920x1080                                  | c
            type == uint                                      | f
            channels >= 3                                     | abce
            parts == 2                                        | e
            part == depth                                     | e
            view == right or tiled                            | dg
            multipart or deep                                 | ef
            not (multipart or deep)                           | abcdg
            has(diffuse)                                      | e
            has(diffuse.R, Z)                                 | e
            lacks(G)                                          | defg
            lacks(G, Z)                                       | dfg
            not has(G) and not lacks(Z)                       | e
            has(d*)                                           | e
            shot == sh010                                     | ab
            shot == sh0*                                      | abcdef
            shot != sh010                                     | cdef
            not shot == sh010                                 | cdefgh
            shot                                              | abcdef
            not shot                                          | gh
            shot in (sh010, sh030) and not deep               | abe
            shot ~ ^sh0[12]0$                                 | abcd
            version == 12                                     | b
            version == 012                                    | b
            version > 9                                       | bcd
            version == v3                                     | ef
            token.artist == bob                               | cd
            token.artist not in (bob, ada)                    | efgh
            attr.owner                                        | ab
            not attr.owner                                    | cdefg
            attr.samples > 99                                 | b
            attr.samples == 64.0                              | a
            attr.owner == "Ada Lane"                          | a
            attr.owner ~ "^Ada "                              | a
            attr.owner ~ '(?i)^[AB](DA)?.*B?'                   | ab
            attr.owner in ('Ada Lane', Bob)                   | ab
            attr.owner != Bob                                 | a
            not attr.owner == Bob                             | acdefg
            name == c.exr                                     | c
            name ~ ^[ab]                                      | ab
            folder == /r                                      | gh
            folder ~ /sh010/0\\d\\d/                          | ab
            age < 1h                                          | ``
            age > 1h and mtime < 2023-12-01                   | abcdefgh
            mtime >= 2023-12-01                               | ``
            SHOT == sh010 OR NOT shot                         | abgh
            (((shot == sh010)))                               | ab
            frame == 1                                        | ``
            not frame == 1                                    | abcdefgh
            """)
    void whereIsWhatItSays(String expression, String expected) {
        assertEquals(
                expected, names("--where", expression.replace("SHOT", "shot").replace("\\\\", "\\")));
    }

    @Test
    void optionsAndExpressionsAreAnded() {
        assertEquals("a", names("--res", "1920x1080", "--where", "size < 1K", "--where", "compression == zip"));
        assertEquals("b", names("--res", "1920x1080", "shot=sh010", "--where", "version > 9", "--attr", "owner ~ ^B"));
    }

    @Test
    void aTestOfThePathAloneNarrowsSequencesAsTheScopeDoes() {
        Ran ran = find("--where", "shot == sh010", "--format", "csv");
        assertEquals(3, ran.lines().size(), ran.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not has(attr.owner)                 | 'not has(^attr.owner)': has() and lacks() are about AOVs, layers and channels; whether there is an attribute is asked by "attr.owner" alone, and a channel of that name stands in quotes
            lacks(attr.owner)                   | 'lacks(^attr.owner)': has() and lacks() are about AOVs, layers and channels; whether there is an attribute is asked by "not attr.owner" alone, and a channel of that name stands in quotes
            compression == zip and widht > 5    | 'compression == zip and ^widht > 5': no field is called "widht"; did you mean "width"?
            compression == zap                  | 'compression == ^zap': no compression is called "zap"; did you mean "zip"?
            state == broken                     | 'state == ^broken': no state is called "broken"; there are writing, complete, incomplete, truncated, empty, corrupt, not_exr, unreadable, gone
            size > big                          | 'size > ^big': size wants an amount such as 500M or 1.5G, not "big"
            width > wide                        | 'width > ^wide': width wants a number, not "wide"
            res == big                          | 'res == ^big': res wants pixels such as 1920x1080, not "big"
            res > 1920x1080                     | 'res ^> 1920x1080': "res" takes == != and in
            age == 2h                           | 'age ^== 2h': "age" takes < <= > >=
            age < soon                          | 'age < ^soon': age wants a length of time such as 2h or 7d, not "soon"
            mtime > 2h                          | 'mtime > ^2h': mtime wants a date such as 2026-11-24 or 2026-11-24T09:30, not "2h" (age < 2h asks for the last two hours)
            deep == true                        | 'deep ^== true': "deep" is compared with nothing; write deep, or not deep
            size                                | '^size': "size" wants an operator and a value behind it
            size >                              | 'size >^': a value belongs here
            size > 5 and                        | 'size > 5 and^': a test belongs here, such as size > 500M or has(cryptomatte)
            (size > 5                           | '^(size > 5': a ( that is never closed
            size > 5)                           | 'size > 5^)': a ) that closes nothing
            size > 5 width > 5                  | 'size > 5 ^width > 5': and, or, or the end belongs here
            shot in sh010                       | 'shot in ^sh010': a list in parentheses belongs here, such as (zip, zips)
            shot in (sh010 sh020)               | 'shot in (sh010 ^sh020)': a comma or ) belongs here (a text with blanks stands in quotes)
            shot in (sh010                      | 'shot in ^(sh010': a ( that is never closed
            any(Z)                              | '^any(Z)': no function is called "any"; there are has, lacks
            attr.owner == 'Ada                  | 'attr.owner == ^'Ada': a quote that is never closed
            shot ! sh010                        | 'shot ^! sh010': no operator is written "!"; there are == != < <= > >= ~
            shot ~ '(a'                         | 'shot ~ ^'(a'': in the regular expression (a: a ( that is never closed (write \\( for itself)
            """)
    void aMistakeIsShownWhereItIs(String expression, String message) {
        Ran ran = find("--where", expression);
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals("exrdex: --where " + message.replace("\\\\", "\\") + "\n", ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void noExpressionIsTooMuchForTheDatabase() {
        String deep = "not ".repeat(48) + "deep";
        assertEquals("f", names("--where", deep));
        assertEquals(ExitCode.USAGE, find("--where", "not ".repeat(60) + "deep").code());
        assertEquals(ExitCode.USAGE, find("--where", "(".repeat(5000)).code());
        String wide = String.join(" or ", java.util.Collections.nCopies(100, "attr.owner ~ Ada and shot == sh010"));
        assertEquals(ExitCode.USAGE, find("--where", wide).code());
        String widest = String.join(" or ", java.util.Collections.nCopies(100, "attr.owner ~ Ada"));
        assertEquals("a", names("--where", widest));
    }

    @Test
    void whatIsTypedNeverBecomesSql() {
        for (String text : List.of("x' OR 1=1 --", "\"; DROP TABLE file; --", "%s", ":v0", "?1", "a\0b")) {
            String quote = text.contains("'") ? "\"" : "'";
            assertEquals("", names("--where", "attr.owner == " + quote + text + quote));
            assertEquals("", names("--where", "token." + quote + text + quote + " == 5"));
            assertEquals("", names("--part", text));
        }
        assertEquals("abcdefgh", names());
    }

    @Test
    void aMisspeltNameInAnExpressionGetsASuggestionToo() {
        assertEquals(
                "exrdex: nothing is called \"difuse\"; did you mean \"diffuse\" (1 file)?\n",
                find("--where", "has(difuse)").err());
        assertEquals(
                "exrdex: no attribute is called \"ownr\"; did you mean \"owner\"?\n",
                find("--where", "attr.ownr == Bob").err());
        Ran absence = find("--where", "lacks(diffuse)");
        assertTrue(absence.err().contains("1 file without a readable header is left out"), absence.err());
    }

    @Test
    void wrongWordsOfOptionsAreRefusedInOneLine() {
        for (String[] words : new String[][] {
            {"--compression", "zap"},
            {"--res", "big"},
            {"--size", "+lots"},
            {"--type", "double"},
            {"--newer", "soon"},
            {"--attr", "owner ~ ("},
        }) {
            Ran ran = find(words);
            assertEquals(ExitCode.USAGE, ran.code(), Arrays.toString(words));
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }
}
