package io.github.exrdex.cli;

/** What a table says in colour too; never in colour alone. ECMA-48, the eight colours that every terminal has. */
enum Colour {
    NONE(""),
    HEADING("1"),
    GOOD("32"),
    DOUBTFUL("33"),
    BAD("31");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    /** @param text takes as many columns as before */
    String paint(String text) {
        return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** Of a {@link Column.Kind#VERDICT}: whole is good, missing or broken is bad, anything between is doubtful. */
    static Colour ofVerdict(String cell) {
        return switch (cell) {
            case "ok", "complete" -> GOOD;
            case "-", "defective", "fault", "error" -> BAD;
            default -> isBroken(cell) ? BAD : DOUBTFUL;
        };
    }

    private static boolean isBroken(String states) {
        return states.matches(".*(truncated|incomplete|empty|corrupt|unreadable|not_exr|gone).*");
    }
}
