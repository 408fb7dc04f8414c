package io.github.exrdex.query;

import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Reads what a {@link WhereField} is compared with. */
final class WhereValues {
    private WhereValues() {}

    /** @throws QueryException with one line, where the text is no value of such a field */
    static WhereValue read(WhereField field, String text) {
        return switch (field.kind()) {
            case TEXT, ANY -> text(field, text);
            case WORD -> word(field, text);
            case NUMBER ->
                new WhereValue.Amount(Quantities.number(text)
                        .orElseThrow(() -> wants(field, "a number, not \"" + text + "\"" + range(field, text))));
            case BYTES -> number(Quantities.bytes(text), field, "an amount such as 500M or 1.5G, not \"" + text + "\"");
            case TIME ->
                number(
                        Quantities.timeNs(text),
                        field,
                        "a date such as 2026-11-24 or 2026-11-24T09:30, not \"" + text
                                + "\" (age < 2h asks for the last two hours)");
            case AGE ->
                number(Quantities.durationMs(text), field, "a length of time such as 2h or 7d, not \"" + text + "\"");
            case RESOLUTION ->
                Quantities.resolution(text)
                        .orElseThrow(() -> wants(field, "pixels such as 1920x1080, not \"" + text + "\""));
            case FLAG -> throw wants(field, "no value; write " + field.text() + ", or not " + field.text());
        };
    }

    /** The highest version depends on what else there is, so it is a matter of the scope. */
    private static WhereValue text(WhereField field, String text) {
        if (field.equals(new WhereField.Token(PathToken.VERSION)) && text.equals(Versions.LATEST)) {
            throw wants(field, "a version; " + Versions.LATEST + " belongs in front of --where, as version=latest");
        }
        return new WhereValue.Text(text);
    }

    /** People write ranges of frames everywhere else. */
    private static String range(WhereField field, String text) {
        return FramePattern.areFrames(text)
                ? " (" + field.text() + " >= 1001 and " + field.text() + " <= 1010 is a range)"
                : "";
    }

    private static WhereValue.Amount number(OptionalLong number, WhereField field, String what) {
        if (number.isEmpty()) {
            throw wants(field, what);
        }
        return new WhereValue.Amount(number.getAsLong());
    }

    private static QueryException wants(WhereField field, String what) {
        return QueryException.badQuestion(field.text() + " wants " + what);
    }

    private static WhereValue.Text word(WhereField field, String text) {
        List<String> words = words(field);
        boolean isNumber = field == WhereField.Known.COMPRESSION && text.matches("[0-9]{1,3}");
        if (!words.contains(text) && !isNumber && !Globs.isGlob(text)) {
            Optional<String> near = NearestWord.of(text, words);
            throw QueryException.badQuestion("no " + field.text() + " is called \"" + text + "\"; "
                    + near.map(word -> "did you mean \"" + word + "\"?")
                            .orElseGet(() -> "there are " + String.join(", ", words)));
        }
        return new WhereValue.Text(text);
    }

    private static List<String> words(WhereField field) {
        if (field == WhereField.Known.STATE) {
            return Arrays.stream(FileState.values()).map(FileState::text).toList();
        }
        if (field == WhereField.Known.TYPE) {
            return Arrays.stream(PixelType.values()).map(PixelType::text).toList();
        }
        return IntStream.range(0, 256)
                .mapToObj(Compression::new)
                .filter(Compression::known)
                .map(Compression::text)
                .toList();
    }
}
