package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.store.RootDao;
import io.github.exrdex.support.FilledIndex;
import io.github.exrdex.support.TempIndex;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One folder where all is as it should be, and one for each way of not being so. */
class CheckCommandTest {
    private static final Path SPECS = Path.of("sample-config", "specs");

    @TempDir
    static Path shared = Path.of("");

    private static Path renders = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private static TinyPart good() {
        return TinyExr.scanline(64, 32)
                .channels("R", "G", "B", "A", "N.X")
                .compression("zip")
                .string("colorspace", "ACEScg");
    }

    @BeforeAll
    static void fill() throws IOException {
        renders = Files.createDirectories(shared.resolve("renders"));
        PathTokens tokens = path -> {
            String[] names = path.split("/", -1);
            String shot = names[names.length - 2];
            return shot.equals("own-file-N")
                    ? Map.of("shot", "own", "aov", "N")
                    : Map.of("shot", shot.equals("own-file") ? "own" : shot);
        };
        try (FilledIndex index = new FilledIndex(shared, renders, TempIndex.PLAIN, tokens, Set.of("renderHost"))) {
            put(index, "good", good());
            put(index, "channels", good().channels("R", "G", "B", "A"));
            put(index, "own-file", good().channels("R", "G", "B", "A"));
            put(index, "own-file-N", good().channels("R", "G", "B"));
            put(index, "dwaa", good().compression("dwaa"));
            put(index, "float", good().channels("R", "G", "B", "N.X").channel("Z", "float"));
            put(index, "size", TinyExr.scanline(32, 16).channels("R", "N.X").compression("zip"));
            put(index, "offset", good().displayWindow(8, 8, 71, 39));
            put(index, "cropped", good().dataWindow(8, 8, 15, 15).displayWindow(0, 0, 63, 31));
            put(index, "overscan", good().dataWindow(-8, -8, 71, 39).displayWindow(0, 0, 63, 31));
            put(index, "anamorphic", good().attribute("pixelAspectRatio").floatNumber(2));
            put(index, "deep", TinyExr.deepScanline(64, 32).channels("R", "N.X"));
            put(index, "log", good().string("colorspace", "LogC"));
            put(index, "plain", good().without("colorspace"));
            for (int frame = 1001; frame <= 1003; frame++) {
                index.scan(good().string("renderHost", "farm" + frame).written().writeTo(file("hosts", frame)));
                TinyExr two = TinyExr.multipart(good().name("a"), good().name("b"));
                index.scan(two.writeTo(file("parts", frame)));
                index.scan(good().writeTo(renders.resolve("name").resolve("sh ä." + frame + ".exr")));
                index.scan(good().writeTo(renders.resolve("digits").resolve("s.0" + frame + ".exr")));
                index.scan((frame == 1002 ? good().written().cutInLastChunk() : good().written())
                        .writeTo(file("truncated", frame)));
                if (frame != 1002) {
                    index.scan(good().writeTo(file("holes", frame)));
                }
            }
            index.scan(good().writeTo(renders.resolve("still").resolve("still.exr")));
            FileKey root = FileKey.of(renders);
            long rootId = index.index().root(root);
            index.index().writer().use(handle -> {
                new RootDao().sweepStarted(handle, rootId, "scan", 0);
                new RootDao()
                        .sweepEnded(
                                handle,
                                rootId,
                                new RootDao.SweepEnd(OptionalLong.of(1), 0, Optional.of("1:2"), 0, 0, ""));
            });
        }
    }

    private static Path file(String shot, int frame) {
        return renders.resolve(shot).resolve("s." + frame + ".exr");
    }

    private static void put(FilledIndex index, String shot, TinyPart part) {
        for (int frame = 1001; frame <= 1003; frame++) {
            index.scan(part.writeTo(file(shot, frame)));
        }
    }

    private Ran check(Path spec, String... words) {
        List<String> all = new ArrayList<>(List.of("check", spec.toString()));
        all.addAll(Arrays.asList(words));
        return Ran.ask(shared.resolve("index.db"), all.toArray(String[]::new));
    }

    private Path spec(String text) {
        try {
            return Files.writeString(folder.resolve("spec.toml"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path rule(String asked) {
        return spec("[[rule]]\nid = \"it\"\n" + asked.replace(';', '\n').replace('\'', '"') + "\n");
    }

    /** {@code frames found wanted} of every row. */
    private static List<String> rows(Ran ran) {
        return ran.lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> String.join(" | ", fields[3], fields[4], fields[5]))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '%', quoteCharacter = '`', textBlock = """
            aovs = ['N', 'beauty', 'R']              % channels   % 1001-1003 | lacks N | N,beauty,R
            forbidden = ['Z', 'crypto*']             % float      % 1001-1003 | has Z | no Z or crypto*
            compression = ['zip', 'piz']             % dwaa       % 1001-1003 | dwaa | zip or piz
            pixel_type = ['half']                    % float      % 1001-1003 | float in Z | half for *
            pixel_type = ['half'];channels = ['?']   % float      % 1001-1003 | float in Z | half for ?
            resolution = ['64x32', '1x1']            % size       % 1001-1003 | 32x16 | 64x32 or 1x1
            least_width = 64                         % size       % 1001-1003 | 32x16 | at least 64 wide
            least_height = 32                        % size       % 1001-1003 | 32x16 | at least 32 high
            display_window = 'origin'                % offset     % 1001-1003 | display window 64x32 at 8,8 | display window from 0,0
            data_window = 'same'                     % cropped    % 1001-1003 | data window 8x8 at 8,8 of 64x32 | data window: the display window
            data_window = 'covers'                   % cropped    % 1001-1003 | data window 8x8 at 8,8 of 64x32 | data window: at least the display window
            data_window = 'inside'                   % overscan   % 1001-1003 | data window 80x48 at -8,-8 of 64x32 | data window: inside the display window
            pixel_aspect = 1                         % anamorphic % 1001-1003 | 2 | pixel aspect ratio 1
            part_type = ['scanlineimage']            % deep       % 1001-1003 | deepscanline | scanlineimage
            most_parts = 1                           % parts      % 1001-1003 | 2 parts | 1 part
            attributes = ['colorspace']              % plain      % 1001-1003 | no colorspace | colorspace
            attributes = ['colorspace == ACEScg']    % log        % 1001-1003 | colorspace: LogC | colorspace == ACEScg
            attributes_where_present = ['colorspace ~ ^ACES'] % log % 1001-1003 | colorspace: LogC | colorspace ~ ^ACES where present
            attributes_where_present = ['renderHost == farm1001'] % hosts % 1002 | renderHost: farm1002 | renderHost == farm1001 where present
            name = '[a-z]+[.][0-9]{4}[.]exr'         % name       % 1001-1003 | sh ä.1001.exr and 2 more | [a-z]+[.][0-9]{4}[.]exr
            frames = 'contiguous'                    % holes      % 1002 | missing | no gaps
            frames = '1001-1003'                     % holes      % 1002 | missing | 1001-1003
            frames = '1001-1003'                     % still      % (none) | no frame number | 1001-1003
            padding = 4                              % digits     % 1001-1003 | 5 digits | 4 digits a frame
            states = ['complete']                    % truncated  % 1002 | truncated | complete
            where = 'compression == zip and has(N)'  % dwaa       % 1001-1003 | does not fit | compression == zip and has(N)
            """)
    void everyRuleIsBrokenOnceAndKeptOnce(String asked, String shot, String row) {
        Path spec = rule(asked);
        Ran kept = check(spec, "shot=good");
        Ran broken = check(spec, "shot=" + shot);
        String expected = row.replace("(none)", "");
        assertAll(
                () -> assertEquals(List.of(), rows(kept), kept.err()),
                () -> assertEquals(ExitCode.FOUND, kept.code(), kept.err()),
                () -> assertTrue(rows(broken).contains(expected), () -> broken.out() + broken.err()),
                () -> assertEquals(ExitCode.NOTHING_FOUND, broken.code(), broken.err()));
    }

    @Test
    void anAovThatIsAFileOfItsOwnCountsForItsRender() {
        assertEquals(List.of(), rows(check(rule("aovs = ['N', 'R']"), "shot=own")));
        assertEquals(
                List.of("1001-1003 | lacks Z | N,Z"),
                rows(check(rule("aovs = ['N', 'Z']"), "shot=own")),
                "once a render");
    }

    @Test
    void filesWithoutTheAttributeAreLeftOutWherePresentIsAsked() {
        assertEquals(List.of(), rows(check(rule("attributes_where_present = ['colorspace ~ ^ACES']"), "shot=plain")));
    }

    @Test
    void warningsAloneLeaveTheExitCodeAtZero() {
        Ran ran = check(rule("severity = 'warn';compression = ['piz']"), "shot=good");
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals(List.of("1001-1003 | zip | piz"), rows(ran));
        assertTrue(ran.lines().get(1).startsWith("warn\tit\ts.1001-1003#.exr\t"), ran.out());
    }

    @Test
    void rulesAndSpecsNarrowWhatTheyApplyTo() {
        Path ofRule = rule("compression = ['piz'];applies = ['shot=dw*']");
        assertEquals(List.of(), rows(check(ofRule, "shot=good")));
        assertEquals(List.of("1001-1003 | dwaa | piz"), rows(check(ofRule)));
        Ran ofSpec = check(
                spec("[spec]\napplies = [\"shot=dwaa\"]\n[[rule]]\nid = \"it\"\ncompression = [\"piz\"]\n"),
                "shot=good");
        assertEquals(ExitCode.NOTHING_FOUND, ofSpec.code());
        assertTrue(ofSpec.err().contains("nothing to check"), ofSpec.err());
    }

    @Test
    void filtersNarrowWhatIsChecked() {
        assertEquals(
                List.of("1001-1003 | dwaa | zip"), rows(check(rule("compression = ['zip']"), "--compression", "dwaa")));
    }

    private Path waived(String scope, String until) {
        return spec("""
                [[rule]]
                id = "it"
                compression = ["zip"]
                [[waiver]]
                rule = "it"
                scope = ["%s"]
                until = %s
                reason = "agreed"
                """.formatted(scope, until));
    }

    @Test
    void aWaiverHoldsThroughItsLastDayByTheClockAndNoLonger() {
        // Ran.NOW_MS is in the morning of 2026-11-24, whatever the zone
        Ran lastDay = check(waived("shot=dwaa", "2026-11-24"), "shot=dwaa");
        assertEquals(ExitCode.FOUND, lastDay.code(), lastDay.err());
        assertEquals(List.of(), rows(lastDay));
        assertTrue(lastDay.err().contains("1 violation of rule it waived until 2026-11-24 for shot=dwaa: agreed"));
        Ran dayAfter = check(waived("shot=dwaa", "2026-11-23"), "shot=dwaa");
        assertEquals(ExitCode.NOTHING_FOUND, dayAfter.code());
        assertEquals(1, rows(dayAfter).size());
        assertTrue(dayAfter.err().contains("the waiver of rule it for shot=dwaa expired on 2026-11-23: agreed"));
    }

    @Test
    void aWaiverOfSomeFramesLeavesTheOthers() {
        Path spec = waived(renders.resolve("dwaa") + "/s.1001-1002#.exr", "2027-01-01");
        assertEquals(List.of("1003 | dwaa | zip"), rows(check(spec, "shot=dwaa")));
        assertEquals(
                1, rows(check(waived("shot=good", "2027-01-01"), "shot=dwaa")).size());
    }

    @Test
    void framesThatAreMissingCanBeWaivedToo() {
        Path spec = spec("""
                [[rule]]
                id = "it"
                frames = "contiguous"
                [[waiver]]
                rule = "it"
                scope = ["shot=holes"]
                until = 2027-01-01
                reason = "known"
                """);
        assertEquals(List.of(), rows(check(spec, "shot=holes")));
    }

    @Test
    void jsonHasAllOfAViolation() {
        Ran ran = check(rule("compression = ['zip']"), "shot=dwaa", "--format", "jsonl");
        assertEquals(
                "{\"severity\":\"error\",\"rule\":\"it\",\"pattern\":\"s.1001-1003#.exr\",\"frames\":\"1001-1003\","
                        + "\"found\":\"dwaa\",\"wanted\":\"zip\",\"directory\":\"" + renders.resolve("dwaa")
                        + "\",\"file_count\":3,",
                ran.out().substring(0, ran.out().indexOf("\"show\"")));
    }

    /** A delivery spec fits no small test picture in all, a lighting spec no render without light. */
    @ParameterizedTest
    @ValueSource(strings = {"lighting.toml", "delivery.toml"})
    void theSampleSpecsFindWhatIsWrong(String name) {
        Ran ran = check(SPECS.resolve(name));
        assertEquals(ExitCode.NOTHING_FOUND, ran.code(), ran.err());
        List<String> broken = ran.lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(fields -> !fields[6].endsWith("/good"))
                .map(fields -> fields[1] + " " + fields[6].substring(fields[6].lastIndexOf('/') + 1))
                .toList();
        for (String expected : List.of(
                "compression dwaa",
                "no-holes holes",
                "complete truncated",
                "square-pixels anamorphic",
                "origin offset")) {
            assertTrue(broken.contains(expected), expected + " in\n" + ran.out());
        }
        assertFalse(broken.contains("compression channels"), ran.out());
    }

    @Test
    void aDeliveryAsNetflixAsksForItIsClean(@TempDir Path other) throws IOException {
        Path root = Files.createDirectories(other.resolve("delivery"));
        try (FilledIndex index = new FilledIndex(other, root, TempIndex.PLAIN, PathTokens.NONE, Set.of())) {
            for (int frame = 1000; frame <= 1003; frame++) {
                index.scan(TinyExr.scanline(3840, 4)
                        .channels("R", "G", "B")
                        .compression("piz")
                        .string("colorspace", "ACES - ACES2065-1")
                        .writeTo(root.resolve("ATBP_0A1_010_FG01_v001.0" + frame + ".exr")));
            }
        }
        Ran ran = Ran.ask(
                other.resolve("index.db"),
                "check",
                SPECS.resolve("delivery.toml").toString());
        assertEquals(List.of(), rows(ran));
        assertEquals(ExitCode.NOT_INDEXED, ran.code(), "the root was never seen completely");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '%', quoteCharacter = '`', textBlock = """
            comprssion = ['zip']             % spec.toml:3:1: unknown key comprssion in [[rule]], did you mean compression?
            compression = ['zipp']           % spec.toml:3:16: unknown compression zipp, did you mean zip?
            compression = 'zip'              % spec.toml:3:1: compression must be a list of texts
            compression = []                 % spec.toml:3:1: compression is an empty list
            pixel_type = ['hlaf']            % spec.toml:3:15: unknown pixel_type hlaf, did you mean half?
            resolution = ['HD']              % spec.toml:3:15: resolution HD is no size, write it as 4096x1716
            least_width = -1                 % spec.toml:3:1: least_width goes from 1 to
            data_window = 'sam'              % spec.toml:3:1: unknown data_window sam, did you mean same?
            pixel_aspect = nan               % spec.toml:3:1: pixel_aspect is a number above 0
            frames = '1-0'                   % spec.toml:3:1:
            name = '(a'                      % spec.toml:3:1:
            name = 'a)|(b'                   % spec.toml:3:1:
            attributes = ['== 3']            % spec.toml:3:15:
            where = 'size >'                 % spec.toml:3:1:
            where = 'siez > 3'               % spec.toml:3:1:
            states = ['gone']                % spec.toml:3:11: unknown states gone
            severity = 'eror';padding = 4    % spec.toml:3:1: unknown severity eror, did you mean error?
            padding = 4;most_parts = 1       % a rule asks for one thing, and this one asks for
            severity = 'warn'                % spec.toml:1:1: a rule asks for one thing: aovs, forbidden
            padding = 4;except = ['Z']       % spec.toml:4:1: except belongs to a rule with pixel_type
            padding = 4;applies = ['/mnt']   % spec.toml:4:12: applies takes TOKEN=GLOB alone
            padding = 4;applies = ['sht=a']  % spec.toml:4:12: no token is called "sht"; did you mean shot=?
            padding =                        % spec.toml:3:
            """)
    void ofAHostileSpecTheLineAndTheNearestKeyAreNamed(String asked, String error) {
        Ran ran = check(rule(asked));
        assertEquals(ExitCode.USAGE, ran.code(), ran.err());
        assertTrue(ran.err().contains(error), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void aSpecNeedsRulesEachOnceAndWaiversOfThoseAlone() {
        String rule = "[[rule]]\nid = \"it\"\npadding = 4\n";
        Map<String, String> errors = Map.of(
                "",
                "a spec needs at least one [[rule]]",
                rule + rule,
                "spec.toml:5:1: a second rule it, each id stands once",
                "[[rule]]\npadding = 4\n",
                "spec.toml:1:1: [[rule]] needs the key id",
                "[[rle]]\nid = \"it\"\n",
                "unknown table rle, did you mean rule?",
                rule + "[[waiver]]\nrule = \"itt\"\nscope = [\"shot=a\"]\nuntil = 2027-01-01\nreason = \"r\"\n",
                "spec.toml:5:1: no rule has the id itt, did you mean it?",
                rule + "[[waiver]]\nrule = \"it\"\nscope = [\"shot=a\"]\nuntil = \"soon\"\nreason = \"r\"\n",
                "spec.toml:7:1: until must be a day without quotes, as in 2027-01-31, not text",
                rule + "[[waiver]]\nrule = \"it\"\nscope = [\"shot=a\"]\nreason = \"r\"\n",
                "spec.toml:4:1: [[waiver]] needs the key until");
        errors.forEach((text, error) -> {
            Ran ran = check(spec(text));
            assertEquals(ExitCode.USAGE, ran.code(), ran.err());
            assertTrue(ran.err().contains(error), ran.err());
        });
    }

    @Test
    void aSpecThatIsNotThereIsSaidSo() {
        Ran ran = check(folder.resolve("none.toml"));
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("none.toml: no such spec; "), ran.err());
        assertTrue(ran.err().contains("sample-config/specs"), ran.err());
    }
}
