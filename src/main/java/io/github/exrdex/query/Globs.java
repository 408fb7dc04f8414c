package io.github.exrdex.query;

/** Globs as everywhere in exrdex: {@code *} is any text, {@code ?} one character, and nothing else is special. */
final class Globs {
    private Globs() {}

    static boolean isGlob(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** SQLite's GLOB knows sets in brackets as well; a bracket of ours is a bracket. */
    static String forSqlite(String glob) {
        return glob.replace("[", "[[]");
    }
}
