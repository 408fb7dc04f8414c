package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.TempIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a frame has of its own comes back as it was, in whichever column it is kept. */
class FrameValuesTest {
    private static final FileKey FOLDER = new FileKey("/farm");
    private static final int FRAMES = 6;

    @TempDir
    Path folder;

    private List<AttributeValue> lastFrame = List.of();

    @BeforeEach
    void makeValues() {
        lastFrame = values(FRAMES);
    }

    /** More than there are columns, and each kind both before and behind their end. */
    private static List<AttributeValue> values(int frame) {
        List<AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            values.add(new AttributeValue.Text("say \"" + frame + "\"\n\u0001 \\ é " + i));
            values.add(new AttributeValue.FloatNumber(frame + i + 0.1f));
            values.add(new AttributeValue.Rational(24_000 + frame, 1001 + i));
            values.add(new AttributeValue.IntNumber(-frame - i));
            values.add(
                    frame == FRAMES
                            ? new AttributeValue.FloatNumber(Float.NaN)
                            : new AttributeValue.FloatNumber(frame - i));
            values.add(new AttributeValue.TimeCode(0x01020300 + frame, 7));
        }
        return values;
    }

    private static String typeOf(AttributeValue value) {
        if (value instanceof AttributeValue.Text) {
            return "string";
        }
        if (value instanceof AttributeValue.FloatNumber) {
            return "float";
        }
        if (value instanceof AttributeValue.Rational) {
            return "rational";
        }
        return value instanceof AttributeValue.IntNumber ? "int" : "timecode";
    }

    private static List<Part> header(int frame) {
        Headers header = Headers.of("R", "G", "B");
        List<AttributeValue> values = values(frame);
        for (int i = 0; i < values.size(); i++) {
            header.with(name(i), typeOf(values.get(i)), values.get(i));
        }
        return header.file();
    }

    private static String name(int number) {
        return "own%02d".formatted(number);
    }

    private static TempIndex filled(Path folder) {
        TempIndex index = TempIndex.in(folder);
        long rootId = index.root(FOLDER);
        List<FileChange> batch = new ArrayList<>();
        for (int frame = 1; frame <= FRAMES; frame++) {
            batch.add(new FileChange.Seen(
                    FOLDER.child("bg.%04d.exr".formatted(frame)),
                    rootId,
                    new FileStamp(1000, 1, 1, frame),
                    FileState.COMPLETE,
                    Optional.of(index.encoder().encode("bg", header(frame), List.of())),
                    List.of(),
                    OptionalLong.empty(),
                    frame));
        }
        index.writer().apply(batch);
        return index;
    }

    @Test
    void everyValueHasItsTextItsNumberAndItsTypedValue() {
        try (TempIndex index = filled(folder)) {
            List<List<Object>> expected = new ArrayList<>();
            for (int i = 0; i < lastFrame.size(); i++) {
                StoredValue value = StoredValue.of(lastFrame.get(i));
                List<Object> row = List.of(
                        name(i),
                        value.text(),
                        Objects.requireNonNullElse(value.number(), "null"),
                        Objects.requireNonNullElse(value.json(), "null"));
                expected.add(row);
            }
            assertEquals(expected, index.rows("""
                    SELECT name, text, number, json FROM v_attribute
                    WHERE path LIKE '%.0006.exr' AND name LIKE 'own%' ORDER BY ordinal"""));
            assertEquals(2L * lastFrame.size(), index.number("""
                    SELECT count(*) FROM file_attribute WHERE file_id IN (5, 6)"""));
        }
    }

    @Test
    void whatIsNoNumberIsNoNumberInTheViewEither() {
        try (TempIndex index = filled(folder)) {
            assertEquals(4, index.number("SELECT count(*) FROM file_attribute WHERE text = 'nan' AND number IS NULL"));
        }
    }
}
