package io.github.exrdex.query;

import io.github.exrdex.exr.Reals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an {@link ExtraField} shows in one row.
 *
 * @param isNumber the text is a number, and so counts as one in machine formats
 */
public record ExtraValue(String text, boolean isNumber) {
    /** More than these, and a sequence shows where they begin and end, or a few and how many more there are. */
    private static final int MOST_SHOWN = 3;

    /** A Long or a Double where it is a number as it stands, else the text. */
    public Object value() {
        return isNumber ? Quantities.number(text).<Object>map(number -> number).orElse(text) : text;
    }

    /**
     * What the files of a sequence have, taken together.
     *
     * @param json an array of their different texts
     * @param isNumber they are numbers, from {@code least} to {@code most}
     * @return empty where none has a value
     */
    static Optional<ExtraValue> ofAll(String json, boolean isNumber, double least, double most) {
        List<String> texts = texts(json);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (texts.size() == 1) {
            return Optional.of(new ExtraValue(texts.get(0), isNumber));
        }
        if (isNumber) {
            return Optional.of(new ExtraValue(number(least) + " to " + number(most), false));
        }
        int more = texts.size() - MOST_SHOWN;
        String shown = String.join(", ", texts.subList(0, Math.min(texts.size(), MOST_SHOWN)));
        return Optional.of(new ExtraValue(more > 0 ? shown + " and " + more + " more" : shown, false));
    }

    /** A float of the file, kept as a double, has the digits of the float. */
    private static String number(double number) {
        float asFloat = (float) number;
        return asFloat == number ? Reals.text(asFloat) : Reals.text(number);
    }

    private static List<String> texts(String json) {
        List<String> texts = new ArrayList<>();
        JsonTexts.each(json, text -> {
            if (text != null) {
                texts.add(text);
            }
        });
        texts.sort(null);
        return texts;
    }
}
