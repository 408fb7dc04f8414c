package io.github.exrdex.cli;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Reals;
import io.github.exrdex.query.FileFacts;
import io.github.exrdex.query.FileFacts.AttributeFacts;
import io.github.exrdex.query.FileFacts.ChannelFacts;
import io.github.exrdex.query.FileFacts.PartFacts;
import io.github.exrdex.query.FileFacts.Place;
import io.github.exrdex.query.FileFacts.ProblemFact;
import io.github.exrdex.query.ValueText;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * {@code show --format table}: a page for people. What is wrong with the file comes first, then part by part its windows,
 * its channels by layer, its attributes. Channels and problems wrap at the width of a terminal, values are cut there; the other
 * formats have all of them.
 */
final class ShowPage implements ShowCommand.Printer {
    private static final String INDENT = "  ";
    private static final String CUT = "...";

    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintStream out;
    private final int widthChars;
    private final boolean places;
    private final LongSupplier clockMs;
    private boolean first = true;

    /**
     * @param places with offset and size of every attribute
     * @param clockMs milliseconds since 1970, for the age of a file
     */
    ShowPage(Terminal terminal, boolean places, LongSupplier clockMs) {
        this.out = terminal.out();
        this.widthChars = terminal.widthChars();
        this.places = places;
        this.clockMs = clockMs;
    }

    @Override
    public void print(FileFacts file) {
        if (!first) {
            line("");
        }
        first = false;
        uncut(file.path());
        long mtimeMs = TimeUnit.NANOSECONDS.toMillis(file.mtimeNs());
        grid(
                INDENT,
                List.of(
                        List.of("state", file.state()),
                        List.of("size", size(file.sizeBytes())),
                        List.of(
                                "changed",
                                LOCAL_TIME.format(Instant.ofEpochMilli(mtimeMs)) + ", "
                                        + PlainText.age(clockMs.getAsLong() - mtimeMs) + " ago")));
        problems(file.problems());
        file.parts().forEach(this::print);
    }

    private static String size(long bytes) {
        return bytes < 1024 ? bytes + " bytes" : PlainText.bytes(bytes) + " (" + bytes + " bytes)";
    }

    private void problems(List<ProblemFact> problems) {
        if (problems.isEmpty()) {
            return;
        }
        line("");
        line("problems");
        List<List<String>> rows = new ArrayList<>();
        for (ProblemFact problem : problems) {
            String where =
                    problem.offset().isPresent() ? "byte " + problem.offset().getAsLong() : "";
            rows.add(List.of(problem.severity(), problem.kind(), where, problem.detail()));
        }
        aligned(INDENT, rows).forEach(this::wrapped);
    }

    private void print(PartFacts part) {
        line("");
        line("part " + part.index() + part.name().map(name -> " " + name).orElse(""));
        List<List<String>> rows = new ArrayList<>();
        row(rows, "type", part.type());
        row(rows, "compression", part.compression());
        row(rows, "data window", part.dataWindow().map(ShowPage::text));
        row(rows, "display window", part.displayWindow().map(ShowPage::text));
        part.pixelAspectRatio().ifPresent(ratio -> rows.add(List.of("pixel aspect", Reals.text(ratio))));
        row(rows, "line order", part.lineOrder());
        part.chunkCount().ifPresent(count -> rows.add(List.of("chunks", Long.toString(count))));
        row(rows, "view", part.view());
        row(rows, "tiles", part.tiles().map(ValueText::text));
        grid(INDENT, rows);
        channels(part.channels());
        attributes(part.attributes());
    }

    private static void row(List<List<String>> rows, String name, Optional<String> value) {
        value.ifPresent(text -> rows.add(List.of(name, text)));
    }

    private static String text(Box2i box) {
        return box.width() + " x " + box.height() + "  (" + box.minX() + " " + box.minY() + " to " + box.maxX() + " "
                + box.maxY() + ")";
    }

    /** Channels that differ in nothing but their last name share a line. */
    private void channels(List<ChannelFacts> channels) {
        record Kind(String layer, String group, String type) {}
        Map<Kind, List<String>> components = new LinkedHashMap<>();
        for (ChannelFacts channel : channels) {
            Kind kind = new Kind(channel.layer().orElse("-"), channel.group(), type(channel));
            components.computeIfAbsent(kind, k -> new ArrayList<>()).add(channel.component());
        }
        line("");
        line(INDENT + "channels (" + channels.size() + ")");
        List<List<String>> rows = new ArrayList<>();
        if (!channels.isEmpty()) {
            rows.add(List.of("LAYER", "GROUP", "TYPE", "CHANNELS"));
        }
        components.forEach(
                (kind, names) -> rows.add(List.of(kind.layer(), kind.group(), kind.type(), String.join(" ", names))));
        aligned(INDENT + INDENT, rows).forEach(this::wrapped);
    }

    private static String type(ChannelFacts channel) {
        boolean everyPixel = channel.xSampling() == 1 && channel.ySampling() == 1;
        return channel.type()
                + (everyPixel ? "" : ", sampled " + channel.xSampling() + "x" + channel.ySampling())
                + (channel.linear() ? ", pLinear" : "");
    }

    private void attributes(List<AttributeFacts> attributes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(places ? List.of("OFFSET", "BYTES", "NAME", "TYPE", "VALUE") : List.of("NAME", "TYPE", "VALUE"));
        for (AttributeFacts attribute : attributes) {
            if (!places && attribute.isChannelList()) {
                continue;
            }
            List<String> row = new ArrayList<>();
            if (places) {
                row.add(attribute
                        .place()
                        .map(Place::offset)
                        .map(String::valueOf)
                        .orElse(""));
                row.add(attribute
                        .place()
                        .map(Place::sizeBytes)
                        .map(String::valueOf)
                        .orElse(""));
            }
            row.add(attribute.name());
            row.add(attribute.type());
            row.add(attribute.value().text());
            rows.add(row);
        }
        line("");
        line(INDENT + "attributes (" + (rows.size() - 1) + ")");
        grid(INDENT + INDENT, rows.size() == 1 ? List.of() : rows);
    }

    /** @param lastColumn where its last column begins */
    private record Line(String text, int lastColumn) {}

    private void grid(String indent, List<List<String>> rows) {
        aligned(indent, rows).forEach(line -> line(line.text()));
    }

    /** Lines with aligned columns; the last one is as long as it likes. */
    private static List<Line> aligned(String indent, List<List<String>> rows) {
        List<List<String>> clean = rows.stream()
                .map(row -> row.stream().map(PlainText::oneLine).toList())
                .toList();
        int columns = clean.isEmpty() ? 0 : clean.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : clean) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        List<Line> lines = new ArrayList<>();
        for (List<String> row : clean) {
            StringBuilder line = new StringBuilder(indent);
            int lastColumn = 0;
            for (int i = 0; i < columns; i++) {
                boolean last = i == columns - 1;
                lastColumn = length(line.toString());
                line.append(row.get(i));
                if (!last && widths[i] > 0) {
                    line.append(" ".repeat(widths[i] - length(row.get(i)) + 2));
                }
            }
            lines.add(new Line(line.toString(), lastColumn));
        }
        return lines;
    }

    private void line(String text) {
        String clean = PlainText.oneLine(text);
        String cut = length(clean) <= widthChars
                ? clean
                : TextWidth.head(clean, Math.max(0, widthChars - CUT.length())) + CUT;
        uncut(cut.stripTrailing());
    }

    /** The path: whoever copies it wants all of it. */
    private void uncut(String text) {
        out.append(PlainText.oneLine(text)).append('\n');
    }

    /** Nothing of it is lost: what does not fit goes on below its last column, from word to word. */
    private void wrapped(Line line) {
        String rest = line.text();
        String indent = "";
        while (TextWidth.of(indent + rest) > widthChars) {
            int room = widthChars - TextWidth.of(indent);
            String head = TextWidth.head(rest, room);
            int blank = head.lastIndexOf(' ');
            if (blank <= (indent.isEmpty() ? line.lastColumn() : 0)) {
                break; // not even one word fits
            }
            uncut((indent + head.substring(0, blank)).stripTrailing());
            rest = rest.substring(blank).stripLeading();
            indent = " ".repeat(line.lastColumn());
        }
        uncut((indent + rest).stripTrailing());
    }

    private static int length(String text) {
        return TextWidth.of(text);
    }
}
