package io.github.exrdex.bench;

import io.github.exrdex.bench.Report.Row;
import io.github.exrdex.bench.Topic.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A report as one page of HTML that needs nothing else: tables, and bars drawn by the width of a box. It is XML too, so that
 * any parser can say whether it is whole.
 */
public final class ReportPage {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; color: #222; margin: 2em auto; max-width: 72em; padding: 0 1em; }
            h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2.2em; } h3 { font-size: 1em; margin-bottom: .3em; }
            table { border-collapse: collapse; font-size: 13px; } .wide { overflow-x: auto; }
            th, td { padding: .2em .8em; border-bottom: 1px solid #ddd; text-align: right; white-space: nowrap; }
            th { border-bottom: 2px solid #888; font-weight: 600; } .key { text-align: left; }
            .bars { display: grid; grid-template-columns: max-content 1fr; gap: .15em .8em; font-size: 13px; }
            .bar { background: #3b73b9; height: 1.2em; min-width: 1px; display: inline-block; vertical-align: middle; }
            .bar.ours { background: #d9822b; } .number { margin-left: .5em; } dl { display: grid;
            grid-template-columns: max-content 1fr; gap: 0 1em; } dd { margin: 0; } dt { color: #777; }
            """;

    /** A bar may differ a million times from its neighbour; beyond this the scale is that of powers of ten. */
    private static final double LINEAR_UP_TO = 50;

    private static final double WIDEST_PERCENT = 75;

    private final StringBuilder page = new StringBuilder();

    private ReportPage() {}

    public static String of(Report report) {
        ReportPage page = new ReportPage();
        page.write(report);
        return page.page.toString();
    }

    private void write(Report report) {
        line("<!DOCTYPE html>");
        line("<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">");
        line("<head><meta charset=\"utf-8\"/><title>exrdex bench</title>");
        line("<style>" + STYLE + "</style></head>");
        line("<body><h1>exrdex bench</h1>");
        if (!report.notes().isEmpty()) {
            line("<ul>");
            report.notes().forEach(note -> line("<li>" + escaped(note) + "</li>"));
            line("</ul>");
        }
        for (Topic topic : Topic.values()) {
            if (!report.rows(topic).isEmpty()) {
                line("<h2>" + escaped(topic.title()) + "</h2>");
                charts(topic, report.rows(topic));
                table(topic, report.rows(topic));
            }
        }
        line("<h2>Where and how</h2><dl>");
        new TreeMap<>(report.facts())
                .forEach((name, value) -> line("<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>"));
        line("</dl></body></html>");
    }

    private void charts(Topic topic, List<Row> rows) {
        for (Measure measure : topic.measures()) {
            if (topic.charted().contains(measure.name())) {
                chart(measure, rows);
            }
        }
    }

    private void chart(Measure measure, List<Row> rows) {
        double[] numbers = rows.stream()
                .map(row -> row.number(measure.name()))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .filter(number -> number > 0)
                .sorted()
                .toArray();
        if (numbers.length == 0) {
            return;
        }
        double least = numbers[0];
        double most = numbers[numbers.length - 1];
        boolean powers = most / least > LINEAR_UP_TO && !measure.name().equals("files");
        line("<h3>" + escaped(measure.heading()) + (powers ? " (scale: powers of ten)" : "") + "</h3>");
        line("<div class=\"bars\">");
        for (Row row : rows) {
            double number = row.number(measure.name()).orElse(0);
            double share = powers
                    ? number <= 0 ? 0 : (1 + Math.log10(number / least)) / (1 + Math.log10(most / least))
                    : number / most;
            line(String.format(
                    Locale.ROOT,
                    "<div>%s</div><div><span class=\"bar%s\" style=\"width:%.2f%%\"></span><span class=\"number\">%s</span></div>",
                    escaped(String.join(", ", row.keys())),
                    row.keys().contains("header") ? " ours" : "",
                    share * WIDEST_PERCENT,
                    escaped(NumberText.of(measure, number))));
        }
        line("</div>");
    }

    private void table(Topic topic, List<Row> rows) {
        line("<div class=\"wide\"><table><thead><tr>");
        topic.keys().forEach(key -> line("<th class=\"key\">" + escaped(key) + "</th>"));
        topic.measures().forEach(measure -> line("<th>" + escaped(measure.heading()) + "</th>"));
        line("</tr></thead><tbody>");
        for (Row row : rows) {
            line("<tr>");
            row.keys().forEach(key -> line("<td class=\"key\">" + escaped(key) + "</td>"));
            for (Measure measure : topic.measures()) {
                OptionalDouble number = row.number(measure.name());
                line("<td>" + (number.isPresent() ? escaped(NumberText.of(measure, number.getAsDouble())) : "-")
                        + "</td>");
            }
            line("</tr>");
        }
        line("</tbody></table></div>");
    }

    private void line(String html) {
        page.append(html).append('\n');
    }

    private static final Map<Character, String> ENTITIES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;");

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(ENTITIES.getOrDefault(c, Character.isISOControl(c) ? " " : String.valueOf(c)));
        }
        return escaped.toString();
    }
}
