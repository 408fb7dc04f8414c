package io.github.exrdex.query;

/**
 * What rows are ordered by.
 *
 * @param field a column of the row, or an {@link ExtraField} of the plan
 */
public record SortKey(String field, boolean descending) {
    /** {@code size}, or {@code -size} for the largest first. */
    public static SortKey parse(String text) {
        boolean descending = text.startsWith("-");
        return new SortKey(descending ? text.substring(1) : text, descending);
    }

    /** As clauses of ORDER BY; what has no value comes last either way. */
    String clause(Iterable<String> expressions) {
        StringBuilder clause = new StringBuilder();
        for (String expression : expressions) {
            clause.append(expression).append(descending ? " DESC" : " ASC").append(" NULLS LAST, ");
        }
        return clause.toString();
    }
}
