package io.github.exrdex.query;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which rows of an answer, in which order, and what they show beside the usual.
 *
 * @param limit most rows; empty for all
 * @param sort before the usual order; each is a column of the row or one of the extras
 * @param modified of a sequence, when its files changed is asked for; every row of a file is then looked at
 */
public record RowPlan(OptionalLong limit, List<ExtraField> extras, List<SortKey> sort, boolean modified) {
    public RowPlan {
        extras = List.copyOf(extras);
        sort = List.copyOf(sort);
    }

    /** The usual rows in the usual order. */
    public static RowPlan of(OptionalLong limit) {
        return new RowPlan(limit, List.of(), List.of(), false);
    }
}
