package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.FilledIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFactsTest {
    private static final ChannelNaming NAMING = new ChannelNaming(
            List.of(new ChannelNaming.Group("cryptomatte", List.of("crypto*"))), Map.of("spec", "specular"));
    private static final FileStamp STAMP = new FileStamp(123_456, 1_795_514_300_123_456_789L, 1, 2);
    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final FactsJson LINE = new FactsJson(FactsJson.Layout.ONE_LINE, false);

    @TempDir
    Path folder;

    @Test
    void aFileReadsTheSameFromTheIndexAsFromItself() {
        assertSameJson(List.of(part(0, everyShape()), part(1, List.of())), Set.of());
    }

    @Test
    void attributesThatVaryFromFrameToFrameKeepTheirPlace() {
        List<Attribute> attributes = everyShape();
        Set<String> everySecond = Set.copyOf(attributes.stream()
                .map(Attribute::name)
                .filter(name -> attributes.indexOf(named(attributes, name)) % 2 == 0)
                .toList());
        assertSameJson(List.of(part(0, attributes)), everySecond);
    }

    @Test
    void theSameAttributeTwiceIsShownTwice() {
        List<Attribute> twice = List.of(
                attribute("tiles", "tiledesc", new AttributeValue.TileDescription(64, 32, 0, 0)),
                attribute("note", "string", new AttributeValue.Text("one")),
                attribute("note", "string", new AttributeValue.Text("two")),
                attribute("tiles", "tiledesc", new AttributeValue.TileDescription(16, 8, 2, 1)));
        String json = assertSameJson(List.of(part(0, twice)), Set.of("note"));
        assertTrue(
                json.contains(
                        "\"tiles\":{\"xSize\":16,\"ySize\":8,\"levelMode\":\"ripmap\",\"roundingMode\":\"round_up\"}"),
                json);
        assertTrue(json.indexOf("\"one\"") < json.indexOf("\"two\""), json);
    }

    @Test
    void aTileDescriptionThatIsNoneIsNoFactOfThePart() {
        String json = assertSameJson(
                List.of(part(0, List.of(attribute("tiles", "tiledesc", AttributeValue.Opaque.of(3, SHA))))), Set.of());
        assertTrue(json.contains("\"tiles\":null"), json);
    }

    @Test
    void factsThatTheHeaderDoesNotStateAreNull() {
        Part bare = new Part(0, "", List.of(), List.of(attribute("x", "int", new AttributeValue.IntNumber(1))), -1);
        String json = assertSameJson(List.of(bare), Set.of());
        assertTrue(
                json.contains("\"parts\":[{\"index\":0,\"name\":null,\"type\":null,\"compression\":null,"
                        + "\"dataWindow\":null,\"displayWindow\":null,\"pixelAspectRatio\":null,\"lineOrder\":null,"
                        + "\"chunkCount\":null,\"view\":null,\"tiles\":null,\"channels\":[],"
                        + "\"attributes\":[{\"name\":\"x\",\"type\":\"int\",\"value\":1}]}]"),
                json);
    }

    @Test
    void aPixelAspectRatioThatIsNoNumberIsNoFactOfThePart() {
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            String json = assertSameJson(
                    List.of(part(
                            0, List.of(attribute("pixelAspectRatio", "float", new AttributeValue.FloatNumber(odd))))),
                    Set.of());
            assertTrue(json.contains("\"pixelAspectRatio\":null"), json);
        }
    }

    @Test
    void aHealthyPartLooksLikeThis() {
        List<Attribute> attributes = List.of(
                attribute("channels", "chlist", new AttributeValue.TextList(List.of("A", "B", "diffuse.R"))),
                attribute("compression", "compression", new AttributeValue.Named(9, "dwab")),
                attribute("dataWindow", "box2i", new AttributeValue.Ints(List.of(-5, 0, 1919, 1079))),
                attribute("displayWindow", "box2i", new AttributeValue.Ints(List.of(0, 0, 1919, 1079))),
                attribute("lineOrder", "lineOrder", new AttributeValue.Named(0, "increasing_y")),
                attribute("name", "string", new AttributeValue.Text("rgba")),
                attribute("pixelAspectRatio", "float", new AttributeValue.FloatNumber(1)),
                attribute("view", "string", new AttributeValue.Text("left")));
        Part part = new Part(
                0,
                "scanlineimage",
                List.of(
                        new Channel("A", PixelType.HALF, 1, 1, false),
                        new Channel("crypto00.R", PixelType.FLOAT, 1, 1, true),
                        new Channel("diffuse.R", PixelType.UINT, 2, 2, false)),
                attributes,
                5);
        assertEquals(
                "{\"path\":\"/renders/sh010.1001.exr\",\"state\":\"truncated\",\"sizeBytes\":123456,"
                        + "\"mtimeNs\":1795514300123456789,\"problems\":[{\"severity\":\"fatal\","
                        + "\"kind\":\"chunks_beyond_end\",\"offset\":400,\"detail\":\"2 of 5 chunks\"},"
                        + "{\"severity\":\"warn\",\"kind\":\"bad_sampling\",\"offset\":null,\"detail\":\"say \\\"no\\\"\"}],"
                        + "\"parts\":[{\"index\":0,\"name\":\"rgba\",\"type\":\"scanlineimage\",\"compression\":\"dwab\","
                        + "\"dataWindow\":[-5,0,1919,1079],\"displayWindow\":[0,0,1919,1079],\"pixelAspectRatio\":1,"
                        + "\"lineOrder\":\"increasing_y\",\"chunkCount\":5,\"view\":\"left\",\"tiles\":null,\"channels\":["
                        + "{\"name\":\"A\",\"layer\":null,\"component\":\"A\",\"group\":\"beauty\",\"type\":\"half\","
                        + "\"xSampling\":1,\"ySampling\":1,\"pLinear\":false},"
                        + "{\"name\":\"crypto00.R\",\"layer\":\"crypto00\",\"component\":\"R\",\"group\":\"cryptomatte\","
                        + "\"type\":\"float\",\"xSampling\":1,\"ySampling\":1,\"pLinear\":true},"
                        + "{\"name\":\"diffuse.R\",\"layer\":\"diffuse\",\"component\":\"R\",\"group\":\"diffuse\","
                        + "\"type\":\"uint\",\"xSampling\":2,\"ySampling\":2,\"pLinear\":false}],\"attributes\":["
                        + "{\"name\":\"compression\",\"type\":\"compression\",\"value\":\"dwab\"},"
                        + "{\"name\":\"dataWindow\",\"type\":\"box2i\",\"value\":[-5,0,1919,1079]},"
                        + "{\"name\":\"displayWindow\",\"type\":\"box2i\",\"value\":[0,0,1919,1079]},"
                        + "{\"name\":\"lineOrder\",\"type\":\"lineOrder\",\"value\":\"increasing_y\"},"
                        + "{\"name\":\"name\",\"type\":\"string\",\"value\":\"rgba\"},"
                        + "{\"name\":\"pixelAspectRatio\",\"type\":\"float\",\"value\":1},"
                        + "{\"name\":\"view\",\"type\":\"string\",\"value\":\"left\"}]}]}",
                assertSameJson(List.of(part), Set.of("view")));
    }

    @Test
    void placesComeWithTheChannelListAndOnlyFromTheFileItself() {
        Part part = part(
                0,
                List.of(
                        attribute("channels", "chlist", new AttributeValue.TextList(List.of("R", "Z"))),
                        new Attribute("fps", "rational", new AttributeValue.Rational(24000, 1001), 345, 8)));
        String json = new FactsJson(FactsJson.Layout.ONE_LINE, true).print(read(List.of(part)));
        assertTrue(
                json.contains("\"attributes\":[{\"name\":\"channels\",\"type\":\"chlist\",\"value\":[\"R\",\"Z\"],"
                        + "\"offset\":0,\"sizeBytes\":0},{\"name\":\"fps\",\"type\":\"rational\",\"value\":[24000,1001],"
                        + "\"offset\":345,\"sizeBytes\":8}]"),
                json);
    }

    @Test
    void filesBelowAFolderComeInTheOrderOfTheirPathsWithoutThoseThatAreGone() {
        try (FilledIndex index = new FilledIndex(folder, Path.of("/renders"), NAMING, PathTokens.NONE, Set.of())) {
            for (String path :
                    List.of("/renders/x.exr", "/renders/m/y.exr", "/renders/m-1/y.exr", "/renders/a b.exr")) {
                index.put(Path.of(path), STAMP, FileState.COMPLETE, List.of(part(0, List.of())), List.of());
            }
            index.put(Path.of("/renders/m0.exr"), STAMP, FileState.COMPLETE, List.of(), List.of());
            index.remove(Path.of("/renders/m0.exr"));
        }
        try (IndexReader reader = IndexReader.open(folder.resolve("index.db"))) {
            IndexedFiles files = new IndexedFiles(reader);
            assertEquals(
                    List.of("/renders/a b.exr", "/renders/m-1/y.exr", "/renders/m/y.exr", "/renders/x.exr"),
                    paths(files, "/renders"));
            assertEquals(List.of("/renders/m/y.exr"), paths(files, "/renders/m"));
            assertEquals(4, files.filesUnder(FileKey.of(Path.of("/"))).size());
            assertEquals(List.of(), paths(files, "/render"));
            assertEquals(
                    "gone",
                    files.file(FileKey.of(Path.of("/renders/m0.exr")))
                            .orElseThrow()
                            .state());
        }
    }

    private static List<String> paths(IndexedFiles files, String folder) {
        return files.filesUnder(FileKey.of(Path.of(folder))).stream()
                .map(id -> files.file(id).orElseThrow().path())
                .toList();
    }

    /** Puts the same reading into an index and into the printer; the two must not differ in a byte. */
    private String assertSameJson(List<Part> parts, Set<String> varying) {
        FileFacts read = read(parts);
        try (FilledIndex index = new FilledIndex(folder, Path.of("/renders"), NAMING, PathTokens.NONE, varying)) {
            index.put(Path.of(read.path()), STAMP, FileState.TRUNCATED, parts, problems());
        }
        try (IndexReader reader = IndexReader.open(folder.resolve("index.db"))) {
            FileFacts indexed = new IndexedFiles(reader)
                    .file(FileKey.of(Path.of(read.path())))
                    .orElseThrow();
            assertEquals(LINE.print(read), LINE.print(indexed));
            FactsJson pretty = new FactsJson(FactsJson.Layout.INDENTED, false);
            assertEquals(pretty.print(read), pretty.print(indexed));
        }
        return LINE.print(read);
    }

    private static FileFacts read(List<Part> parts) {
        return FileFacts.of(
                "/renders/sh010.1001.exr",
                STAMP,
                FileState.TRUNCATED,
                new Reading(parts, Verdict.CUT_SHORT, problems(), List.of(), Reading.Cost.NOTHING),
                NAMING);
    }

    private static List<HeaderProblem> problems() {
        return List.of(
                HeaderProblem.fatal(ProblemKind.CHUNKS_BEYOND_END, 400, "2 of 5 chunks"),
                HeaderProblem.warn(ProblemKind.BAD_SAMPLING, -1, "say \"no\""));
    }

    private static Part part(int index, List<Attribute> attributes) {
        return new Part(
                index,
                "tiledimage",
                List.of(
                        new Channel("R", PixelType.HALF, 1, 1, false),
                        new Channel(".odd", PixelType.FLOAT, 1, 1, true),
                        new Channel("schön\n.Ü\\xff", PixelType.UINT, 3, 2, false)),
                attributes,
                17);
    }

    private static Attribute named(List<Attribute> attributes, String name) {
        return attributes.stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Attribute attribute(String name, String type, AttributeValue value) {
        return new Attribute(name, type, value, 0, 0);
    }

    /** Every shape of value, and of each the ones that are hard to carry through text and a database. */
    private static List<Attribute> everyShape() {
        List<Attribute> all = new ArrayList<>();
        for (String text : List.of(
                "",
                " ",
                "plain",
                "24",
                "nan",
                "quote \" back \\ slash",
                "tab\tline\r\nbell\u0007",
                "nul\0inside",
                "\0",
                "Größe 日本 \ud83d\ude00",
                "\u2028\u007f",
                "</script>",
                "{\"json\":1}",
                "null",
                "\ufeffmark")) {
            add(all, "string", new AttributeValue.Text(text));
        }
        add(all, "string", new AttributeValue.RawText("caf\\xe9", "636166e9"));
        add(all, "stringvector", new AttributeValue.TextList(List.of()));
        add(all, "stringvector", new AttributeValue.TextList(List.of("left, right", "", "\"")));
        add(all, "stringvector", new AttributeValue.RawText("\\x01", "01"));
        for (int number : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            add(all, "int", new AttributeValue.IntNumber(number));
        }
        for (float number : new float[] {
            0f,
            -0f,
            1f,
            0.1f,
            -2.5f,
            1e10f,
            1.5e-10f,
            24f / 1.001f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            16777216f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        }) {
            add(all, "float", new AttributeValue.FloatNumber(number));
        }
        for (double number : new double[] {
            0,
            -0d,
            0.1,
            1e300,
            4.9e-324,
            Math.PI,
            9007199254740992d,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        }) {
            add(all, "double", new AttributeValue.DoubleNumber(number));
        }
        add(all, "box2i", new AttributeValue.Ints(List.of(-1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE)));
        add(all, "v2i", new AttributeValue.Ints(List.of(1, 2)));
        add(all, "v3i", new AttributeValue.Ints(List.of(1, -2, 3)));
        float[] floats = {1f, -0f, 0.1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-20f};
        for (String type : List.of("box2f", "v2f", "v3f", "m33f", "m44f", "chromaticities", "floatvector")) {
            add(all, type, new AttributeValue.Floats(floats));
        }
        add(all, "floatvector", new AttributeValue.Floats());
        add(all, "floatvector", new AttributeValue.Floats(7f));
        List<Double> doubles = List.of(1d, -0d, 0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e-200);
        for (String type : List.of("v2d", "v3d", "m33d", "m44d")) {
            add(all, type, new AttributeValue.Doubles(doubles));
        }
        add(all, "rational", new AttributeValue.Rational(24000, 1001));
        add(all, "rational", new AttributeValue.Rational(-1, 4_294_967_295L));
        add(all, "rational", new AttributeValue.Rational(1, 0));
        add(all, "timecode", new AttributeValue.TimeCode(0x01020364, -1));
        add(all, "timecode", new AttributeValue.TimeCode(0x01020344, 0));
        add(all, "timecode", new AttributeValue.TimeCode(-1, 7));
        add(all, "keycode", new AttributeValue.KeyCode(1, 2, -3, 4, 5, 6, 7));
        add(all, "compression", new AttributeValue.Named(4, "piz"));
        add(all, "compression", new AttributeValue.Named(13, "13"));
        add(all, "lineOrder", new AttributeValue.Named(2, "random_y"));
        add(all, "envmap", new AttributeValue.Named(1, "cube"));
        add(all, "deepImageState", new AttributeValue.Named(3, "tidy"));
        add(all, "tiledesc", new AttributeValue.TileDescription(64, 4_294_967_295L, 1, 0));
        add(all, "tiledesc", new AttributeValue.TileDescription(1, 1, 9, 15));
        add(all, "preview", new AttributeValue.Preview(100, 75));
        add(all, "bytes", new AttributeValue.Opaque(12, SHA, "application/\"x\"", -1));
        add(all, "string", new AttributeValue.Opaque(12_345_678_901L, SHA, "", 1));
        add(all, "float", AttributeValue.Opaque.of(3, SHA));
        add(all, "compression", AttributeValue.Opaque.of(4, SHA));
        add(all, "box2i", AttributeValue.Opaque.of(15, SHA));
        add(all, "XXXXXX", AttributeValue.Opaque.of(0, SHA));
        return all;
    }

    private static void add(List<Attribute> all, String type, AttributeValue value) {
        all.add(attribute("attribute " + all.size(), type, value));
    }
}
