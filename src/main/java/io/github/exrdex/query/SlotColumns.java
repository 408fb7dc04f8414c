package io.github.exrdex.query;

/**
 * The values that the view {@code file_attribute} gives a row each, where they stand: a column of {@code frame_values} for
 * each slot of {@code frame_slot}. Whoever knows the slot spares SQLite a choice between all of them for each file.
 */
final class SlotColumns {
    /** Slots from here on share the column {@code more}. */
    static final int OF_THEIR_OWN = 12;

    private SlotColumns() {}

    /**
     * As it is stored: a text, or a blob of JSON where the text does not say all.
     *
     * @param values alias of the table
     */
    static String value(String values, int slot) {
        if (slot < OF_THEIR_OWN) {
            return values + ".value_" + slot;
        }
        String element = values + ".more, '$[" + (slot - OF_THEIR_OWN) + "]'";
        return "CASE json_type(" + element + ") WHEN 'array' THEN CAST(json_extract(" + element
                + ") AS BLOB) ELSE json_extract(" + element + ") END";
    }

    /** What the view calls {@code text}. */
    static String text(String values, int slot) {
        String value = value(values, slot);
        return "CASE typeof(" + value + ") WHEN 'blob' THEN json_extract(CAST(" + value + " AS TEXT), '$[0]') ELSE "
                + value + " END";
    }

    /**
     * What the view calls {@code number}.
     *
     * @param place alias of {@code frame_slot}
     */
    static String number(String values, String place, int slot) {
        String value = value(values, slot);
        return """
                CASE WHEN typeof(%1$s) = 'blob' THEN json_extract(CAST(%1$s AS TEXT), '$[2]')
                     WHEN %2$s.numeric AND %1$s <> 'nan' AND %1$s <> 'inf' AND %1$s <> '-inf' THEN CAST(%1$s AS REAL) END\
                """.formatted(value, place);
    }
}
