package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.config.NamedTemplate;
import io.github.exrdex.config.PatternException;
import io.github.exrdex.config.TemplatePattern;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.support.DisklessIndex;
import io.github.exrdex.tokens.TemplateTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One AOV in every way that it is written, and shots that have it in none. */
class FindAovTest {
    private static final ChannelNaming NAMING = new ChannelNaming(
            List.of(new ChannelNaming.Group("cryptomatte", List.of("Crypto*"))),
            Map.of("spec", "specular", "depth", "Z"));

    private static final Part COLOUR = DisklessIndex.part("R", "G", "B", "A");

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() throws PatternException {
        TemplateTokens tokens = new TemplateTokens(List.of(new NamedTemplate(
                "lighting", TemplatePattern.parse("/r/{show}/{shot}/{layer}/v{version}/<{aov}/>*.{frame}.exr"))));
        try (DisklessIndex index = new DisklessIndex(shared, "/r", NAMING, tokens)) {
            database = index.database();
            index.putFrames("abc/layer/key/v001/a.%04d.exr", 1, 2, DisklessIndex.part("R", "specular.R", "specular.G"))
                    .putFrames("abc/alias/key/v001/a.%04d.exr", 1, 2, DisklessIndex.part("R", "spec.R"))
                    .putFrames("abc/channel/key/v001/a.%04d.exr", 1, 2, DisklessIndex.part("R", "specular", "Z"))
                    .putFrames(
                            "abc/part/key/v001/a.%04d.exr",
                            1,
                            2,
                            DisklessIndex.named(0, "rgba", "R", "G", "B"),
                            DisklessIndex.named(1, "specular", "R", "G", "B"),
                            DisklessIndex.named(2, "depth", "Z"))
                    .putFrames("abc/file/key/v001/rgba/a.%04d.exr", 1, 3, COLOUR)
                    .putFrames("abc/file/key/v001/specular/a.%04d.exr", 1, 3, COLOUR)
                    .putFrames("abc/file/key/v001/diffuse/a.%04d.exr", 1, 3, COLOUR)
                    .putFrames("abc/aliasfile/key/v001/a.%04d.exr", 1, 1, COLOUR)
                    .putFrames("abc/aliasfile/key/v001/spec/a.%04d.exr", 1, 1, COLOUR)
                    .putFrames("abc/none/key/v001/a.%04d.exr", 1, 2, COLOUR)
                    .putFrames("abc/none/key/v001/emission/a.%04d.exr", 1, 2, COLOUR)
                    .putFrames("abc/old/key/v9/a.%04d.exr", 1, 1, DisklessIndex.part("R", "specular.R"))
                    .putFrames("abc/old/key/v10/a.%04d.exr", 1, 1, COLOUR)
                    .putFrames("abc/short/key/v001/a.%04d.exr", 1, 3, COLOUR)
                    .putFrames("abc/short/key/v001/specular/a.%04d.exr", 1, 2, COLOUR)
                    .put("abc/empty/key/v001/a.0001.exr", FileState.EMPTY, empty())
                    .put("abc/dead/key/v001/a.0001.exr", FileState.COMPLETE, COLOUR)
                    .put("abc/dead/key/v001/specular/a.0001.exr", FileState.COMPLETE, COLOUR)
                    .put("abc/dead/key/v001/specular/b.0001.exr", FileState.EMPTY, empty())
                    .putFrames("xyz/layer/key/v001/a.%04d.exr", 1, 1, COLOUR)
                    .put("loose.0001.exr", FileState.COMPLETE, COLOUR)
                    .put("shiny.0001.exr", FileState.COMPLETE, DisklessIndex.part("specular.R", "CryptoObject00.R"))
                    .remove("abc/dead/key/v001/specular/a.0001.exr")
                    .swept(Ran.NOW_MS - 120_000);
        }
    }

    private static List<HeaderProblem> empty() {
        return List.of(HeaderProblem.fatal(ProblemKind.EMPTY_FILE, 0, "0 bytes"));
    }

    private static Ran find(String... words) {
        return Ran.verb(database, "find", words);
    }

    /** What stands in a column, row by row. */
    private static List<String> column(String name, String... words) {
        List<String> lines = find(words).lines();
        int index = List.of(lines.get(0).split("\t", -1)).indexOf(name);
        return lines.stream().skip(1).map(line -> line.split("\t", -1)[index]).toList();
    }

    @Test
    void aShotLacksWhatNoneOfItsFilesHasInWhateverWay() {
        assertEquals(
                List.of("dead", "none", "old"),
                column("shot", "show=abc", "version=latest", "--lacks", "specular", "--by", "shot"));
        assertEquals(
                List.of("alias", "aliasfile", "channel", "file", "layer", "part", "short"),
                column("shot", "show=abc", "version=latest", "--has", "specular", "--by", "shot"));
    }

    @Test
    void aScopeTakesAnAliasForTheAovThatItStandsFor() {
        assertEquals(List.of("1", "1", "3", "2"), column("frame_count", "aov=specular", "--columns", "frame_count"));
        assertEquals(find("aov=specular").out(), find("aov=spec").out());
        assertEquals(4, find("aov=spec*").lines().size() - 1, "a glob is about the names as the index has them");
        assertEquals(ExitCode.NOTHING_FOUND, find("aov=speck").code());
    }

    @Test
    void aWordThatIsAnAliasAsksForTheSameAov() {
        assertEquals(
                column("shot", "--lacks", "specular", "--by", "shot"),
                column("shot", "--lacks", "spec", "--by", "shot"));
        assertEquals(List.of("channel", "part"), column("shot", "--has", "depth", "--by", "shot"));
        assertEquals(List.of("channel", "part"), column("shot", "--has", "Z", "--by", "shot"));
        assertEquals(List.of("specular"), column("aov", "/r/abc/aliasfile/key/v001/spec"));
    }

    @Test
    void shotsOfTheSameNameInTwoShowsAreTwo() {
        Ran ran = find("shot=layer", "--lacks", "specular", "--by", "shot");
        assertEquals(List.of("xyz\t\tlayer\t\t001\t1\t1\t1000"), ran.lines().subList(1, 2));
        assertEquals(2, ran.lines().size());
    }

    @Test
    void unitsHaveColumnsAndAnOrderOfTheirOwn() {
        for (List<String> more : List.of(List.of("--columns", "shot"), List.of("--sort", "-size"))) {
            List<String> words = new ArrayList<>(List.of("--by", "shot"));
            words.addAll(more);
            Ran ran = find(words.toArray(String[]::new));
            assertEquals(ExitCode.USAGE, ran.code());
            assertEquals(
                    "exrdex: --by has columns and an order of its own; leave out --columns and --sort\n", ran.err());
        }
    }

    @Test
    void anOldVersionThatHasItIsToldOf() {
        Ran ran = find("shot=old", "--lacks", "specular", "--by", "shot");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertTrue(ran.err().contains("several versions were looked at as one"), ran.err());
        assertEquals(List.of("10"), column("version", "shot=old", "--lacks", "specular", "--by", "shot,version"));
        assertEquals(List.of("9", "10"), column("version", "shot=old", "--by", "version"));
        assertEquals(
                "",
                find("shot=old", "version=latest", "--lacks", "specular", "--by", "shot")
                        .err());
    }

    @Test
    void versionsThatAgreeOnWhatIsAskedAreNotToldOf() {
        Ran ran = find("shot=old", "shot=channel", "--has", "depth", "--by", "shot");
        assertEquals(2, ran.lines().size(), ran.out());
        assertEquals("", ran.err());
        assertEquals(
                "",
                find("shot=old", "--has", "R", "--lacks", "depth", "--by", "shot")
                        .err());
        Ran disagreeing = find("shot=old", "--has", "R,specular", "--by", "shot");
        assertTrue(disagreeing.err().contains("several versions were looked at as one"), disagreeing.err());
    }

    @Test
    void aShotOfWhichNothingCanBeReadIsLeftOutAndCounted() {
        Ran ran = find("shot=empty", "--lacks", "specular", "--by", "shot");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertTrue(ran.err().contains("1 file without a readable header is left out"), ran.err());
    }

    @Test
    void whatDoesNotSayItsShotIsAUnitOfItsOwn() {
        assertEquals(
                List.of("", "/r/loose.1#.exr"),
                List.of(
                        column("shot", "/r/loose.0001.exr", "/r/shiny.0001.exr", "--lacks", "specular", "--by", "shot")
                                .get(0),
                        column(
                                        "sequence",
                                        "/r/loose.0001.exr",
                                        "/r/shiny.0001.exr",
                                        "--lacks",
                                        "specular",
                                        "--by",
                                        "shot")
                                .get(0)));
    }

    @Test
    void aSequenceLacksNothingThatAFileBesideItIs() {
        assertEquals(List.of(), paths("shot=file", "--lacks", "specular"));
        assertEquals(List.of("abc/short/key/v001/a.0003.exr"), paths("shot=short", "--lacks", "specular"));
        assertEquals(
                List.of("abc/none/key/v001/a.0001.exr", "abc/none/key/v001/emission/a.0001.exr"),
                paths("shot=none", "--lacks", "specular").stream()
                        .filter(path -> path.endsWith("1.exr"))
                        .toList());
        assertEquals(List.of("abc/dead/key/v001/a.0001.exr"), paths("shot=dead", "--lacks", "specular"));
    }

    private static List<String> paths(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--format", "paths"));
        return find(all.toArray(String[]::new)).lines().stream()
                .map(path -> path.substring("/r/".length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "specular.R, alias aliasfile file layer old part short",
        "spec.R, alias aliasfile file layer old part short",
        "specular.G, aliasfile file layer part short",
        "spec*.R, alias aliasfile file layer old part short",
        "*.Z, part",
        "Z, channel part",
        "diffuse.B, file",
    })
    void aDotOrAGlobMeansChannels(String name, String shots) {
        assertEquals(List.of(shots.split(" ")), column("shot", "show=abc", "--has", name, "--by", "shot"));
    }

    @Test
    void bareColourIsWhatItsPathSays() {
        assertEquals(List.of("/r/abc/file/key/v001/rgba"), column("directory", "shot=file", "--has", "beauty"));
        assertEquals(
                List.of("diffuse", "beauty", "specular"),
                Ran.ask(
                                database,
                                "sql",
                                "SELECT DISTINCT aov FROM v_channel WHERE path LIKE '/r/abc/file/%' ORDER BY path")
                        .lines()
                        .subList(1, 4));
    }

    @Test
    void aMisspeltNameGetsASuggestionWithItsCount() {
        assertEquals(
                "exrdex: nothing is called \"speculr\"; did you mean \"specular\" (16 files)?\n",
                find("--lacks", "speculr", "--by", "shot", "version=latest")
                                .err()
                                .lines()
                                .findFirst()
                                .orElse("") + "\n");
        assertEquals(
                "exrdex: nothing is called \"emision\"; did you mean \"emission\" (2 files)?\n",
                find("--has", "emision").err());
        assertEquals(
                "exrdex: no channel is called like \"cryptom*\"; did you mean the AOV \"cryptomatte\" (1 file)?\n",
                find("--has", "cryptom*").err());
    }

    @Test
    void unitsAreAskedForInOneLine() {
        Ran table = Ran.onTerminal(
                100,
                "find",
                "--db",
                database.toString(),
                "show=abc",
                "version=latest",
                "--lacks",
                "specular",
                "--by",
                "shot");
        assertEquals(
                "SHOW  SHOT  VERSIONS  SEQUENCES  FILES     SIZE", table.lines().get(0));
        assertEquals(
                "abc   dead  001               2      2  2.0 KiB", table.lines().get(1));
        assertTrue(table.err().contains("3 shots, as of "), table.err());
        assertEquals(
                "3\n",
                find("show=abc", "version=latest", "--lacks", "specular", "--by", "shot", "--format", "count")
                        .out());
        for (String[] words : new String[][] {
            {"--by", "shoot"}, {"--by", "shot", "--files"}, {"--by", "shot", "--format", "paths"},
        }) {
            Ran ran = find(words);
            assertEquals(ExitCode.USAGE, ran.code(), Arrays.toString(words));
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
        assertEquals(
                "exrdex: --by knows no \"shoot\"; did you mean shot? There are",
                find("--by", "shoot").err().substring(0, 59));
    }
}
