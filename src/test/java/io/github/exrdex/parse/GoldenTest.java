package io.github.exrdex.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.support.Golden;
import io.github.exrdex.support.SharedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every fact that the reference library reads from the shared real images. */
final class GoldenTest {
    private static final Set<String> FLOATS =
            Set.of("float", "box2f", "v2f", "v3f", "m33f", "m44f", "chromaticities", "floatvector");

    private final List<String> differences = new ArrayList<>();

    @Test
    void readsFromRealImagesWhatTheReferenceLibraryReads() throws Exception {
        Path images = SharedFiles.images();
        FileReader reader = new FileReader(HeaderLimits.DEFAULT);
        List<Golden> all = Golden.in(images);
        for (Golden golden : all) {
            FileReader.Look look = reader.look(images.resolve(golden.path()));
            if (look instanceof FileReader.Look.Read read) {
                compare(golden, read.reading());
            } else {
                differences.add(golden.path() + ": " + look);
            }
        }
        assertEquals(60, all.size());
        assertEquals("", String.join("\n", differences));
    }

    private void compare(Golden golden, Reading reading) {
        String path = golden.path();
        same(path + " verdict", Verdict.COMPLETE, reading.verdict());
        same(
                path + " fatal problems",
                List.of(),
                reading.problems().stream()
                        .filter(problem -> problem.severity() == HeaderProblem.Severity.FATAL)
                        .toList());
        same(path + " parts", golden.parts().size(), reading.parts().size());
        for (int i = 0; i < Math.min(golden.parts().size(), reading.parts().size()); i++) {
            compare(path + " part " + i, golden.parts().get(i), reading.parts().get(i));
        }
    }

    private void compare(String where, Golden.Part golden, Part part) {
        same(where + " name", golden.name(), part.name());
        same(where + " type", golden.type(), part.typeName());
        same(
                where + " compression",
                Optional.of(golden.compression()),
                part.compression().map(Compression::text));
        same(
                where + " dataWindow",
                Optional.of(golden.dataWindow()),
                part.dataWindow().map(GoldenTest::corners));
        same(
                where + " displayWindow",
                Optional.of(golden.displayWindow()),
                part.displayWindow().map(GoldenTest::corners));
        same(where + " chunkCount", golden.chunkCount(), part.chunkCount());
        same(
                where + " channels",
                golden.channels(),
                part.channels().stream().map(GoldenTest::plain).toList());
        same(
                where + " attributes",
                golden.attributes().stream().map(a -> a.name() + " " + a.type()).toList(),
                part.attributes().stream()
                        .map(a -> a.name() + " " + a.typeName())
                        .toList());
        for (Golden.Attribute attribute : golden.attributes()) {
            Optional<Attribute> ours = part.attribute(attribute.name());
            if (attribute.value().isPresent() && ours.isPresent()) {
                same(
                        where + " " + attribute.name(),
                        comparable(attribute.type(), attribute.value().get()),
                        comparable(attribute.type(), scalars(ours.get().value())));
            }
        }
    }

    private static List<String> corners(Box2i box) {
        return List.of(
                Integer.toString(box.minX()),
                Integer.toString(box.minY()),
                Integer.toString(box.maxX()),
                Integer.toString(box.maxY()));
    }

    private static Golden.Channel plain(Channel channel) {
        return new Golden.Channel(channel.name(), channel.type().text(), channel.xSampling(), channel.ySampling());
    }

    /** The library prints nine digits, we as many as are needed: both mean one float. */
    private static List<?> comparable(String type, List<String> values) {
        return FLOATS.contains(type) ? values.stream().map(GoldenTest::number).toList() : values;
    }

    private static float number(String text) {
        return switch (text) {
            case "nan" -> Float.NaN;
            case "inf" -> Float.POSITIVE_INFINITY;
            case "-inf" -> Float.NEGATIVE_INFINITY;
            default -> Float.parseFloat(text);
        };
    }

    private static List<String> scalars(AttributeValue value) {
        Scalars scalars = new Scalars(new ArrayList<>());
        value.writeTo(scalars);
        return scalars.texts();
    }

    private void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": expected " + expected + ", read " + actual);
        }
    }

    /** Everything that a value prints, one by one. */
    private record Scalars(List<String> texts) implements AttributeValue.ValueSink {
        @Override
        public void text(String value) {
            texts.add(value);
        }

        @Override
        public void integer(long value) {
            texts.add(Long.toString(value));
        }

        @Override
        public void real(String shortest) {
            texts.add(shortest);
        }

        @Override
        public void beginList() {}

        @Override
        public void endList() {}

        @Override
        public void beginObject() {}

        @Override
        public void key(String name) {}

        @Override
        public void endObject() {}
    }
}
