package io.github.exrdex.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class ReportTest {
    @TempDir
    Path temp;

    private static Report report(double headerMs, double filesPerSecond) {
        Report.Draft draft = new Report.Draft();
        draft.fact("java", "17 <of & \"us\">");
        draft.note("a < b & c");
        draft.row(
                Topic.READS,
                List.of("mixed", "full", "warm"),
                Map.of("files", 100.0, "sizeBytes", 1e10, "totalMs", 5000.0, "bytesRead", 1e10));
        draft.row(
                Topic.READS,
                List.of("mixed", "header", "warm"),
                Map.of("files", 100.0, "sizeBytes", 1e10, "totalMs", headerMs, "bytesRead", 1e6));
        draft.row(Topic.STEPS, List.of("index"), Map.of("filesPerSecond", filesPerSecond, "opens", 0.0));
        return draft.done();
    }

    @Test
    void whatIsWrittenAsJsonIsReadBack() throws IOException {
        Report report = report(12.5, 1000);
        Path file = Files.writeString(temp.resolve("a.json"), ReportJson.of(report));
        Report read = ReportJson.read(file);
        assertEquals(report.facts(), read.facts());
        assertEquals(report.rows(), read.rows());
    }

    @Test
    void theJsonHasTheShapeThatScriptsRelyOn() {
        String json = ReportJson.of(report(12.5, 1000)).replaceAll("\\s+", " ");
        assertTrue(json.startsWith("{ \"facts\" : { \"java\" : \"17 <of & \\\"us\\\">\" }, \"notes\" : ["), json);
        assertTrue(
                json.contains("{ \"group\" : \"mixed\", \"way\" : \"header\", \"cache\" : \"warm\", \"files\" : 100,"
                        + " \"sizeBytes\" : 10000000000, \"totalMs\" : 12.5, \"bytesRead\" : 1000000 }"),
                json);
        assertTrue(
                json.contains("\"steps\" : [ { \"step\" : \"index\", \"filesPerSecond\" : 1000, \"opens\" : 0 } ]"),
                json);
        assertTrue(json.contains("\"questions\" : [ ]"), json);
    }

    @Test
    void whatIsNoReportIsRefusedByName() throws IOException {
        for (String text : List.of("", "[1]", "{}", "{\"a\": ", "{\"facts\": {}}")) {
            Path file = Files.writeString(temp.resolve("b.json"), text);
            IOException refused = assertThrows(IOException.class, () -> ReportJson.read(file), text);
            assertTrue(String.valueOf(refused.getMessage()).contains("b.json"), refused::toString);
        }
    }

    @Test
    void aReportOfALaterVersionIsReadAsFarAsItIsKnown() throws IOException {
        Path file = Files.writeString(
                temp.resolve("c.json"),
                "{\"format\": 2, \"new\": [{\"a\": [1]}], \"steps\": [{\"step\": \"index\", \"more\": {\"x\": 1}, \"totalMs\": 3}]}");
        Report.Row row = ReportJson.read(file).rows(Topic.STEPS).get(0);
        assertEquals(new Report.Row(List.of("index"), Map.of("totalMs", 3.0)), row);
    }

    @Test
    void aComparisonSaysWhatBecameBetterAndWorse() {
        List<String> lines = Comparison.of(report(10, 1000), report(5, 800)).lines().stream()
                .map(line -> line.what() + " " + line.measure().name() + " " + line.verdict())
                .toList();
        assertEquals(
                List.of(
                        "reads: mixed full warm totalMs same",
                        "reads: mixed full warm bytesRead same",
                        "reads: mixed header warm totalMs better",
                        "reads: mixed header warm bytesRead same",
                        "steps: index filesPerSecond worse",
                        "steps: index opens same"),
                lines);
    }

    @Test
    void theHeadlineIsHeaderAgainstFull() {
        assertEquals(
                List.of(
                        "mixed, warm: the headers of all (100 of 10.00 GB) take 10.0 ms; every byte takes 5000.0 ms, 500 times as"
                                + " long, and reads 10000 times as much"),
                Headline.of(report(10, 1)));
    }

    @Test
    void thePageIsWellFormedAndHasABarForEachRow() throws Exception {
        Document page = parsed(ReportPage.of(report(10, 1000)));
        assertEquals("html", page.getDocumentElement().getTagName());
        assertEquals("a < b & c", page.getElementsByTagName("li").item(0).getTextContent());
        assertEquals("17 <of & \"us\">", page.getElementsByTagName("dd").item(0).getTextContent());
        long bars = 0;
        for (int i = 0; i < page.getElementsByTagName("span").getLength(); i++) {
            String kind = page.getElementsByTagName("span")
                    .item(i)
                    .getAttributes()
                    .getNamedItem("class")
                    .getNodeValue();
            bars += kind.startsWith("bar") ? 1 : 0;
        }
        assertEquals(4, bars);
    }

    private static Document parsed(String html) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void mediansAndPercentilesAreThoseOfTheBooks() {
        assertEquals(new Spread(2.5, 1, 4), Spread.of(List.of(4.0, 1.0, 3.0, 2.0)));
        assertEquals(
                99,
                Spread.percentile(
                        IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList(), 0.99));
    }
}
