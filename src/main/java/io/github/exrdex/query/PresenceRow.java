package io.github.exrdex.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One unit of a presence matrix.
 *
 * @param tokens what its paths say, by token
 * @param sequence path and pattern, where the unit is a single sequence
 * @param frames that it has in whatever file; empty where none of its files has a frame number
 * @param cells one for each name that the matrix is about
 * @param unsure the index may not know all of its files
 */
public record PresenceRow(
        Map<String, String> tokens, Optional<String> sequence, FrameSet frames, List<Cell> cells, boolean unsure) {
    public PresenceRow {
        tokens = Map.copyOf(tokens);
        cells = List.copyOf(cells);
    }

    /** How much of the unit has something. */
    public enum Extent {
        ALL,
        SOME,
        NONE,
        /** None of its headers could be read. */
        UNKNOWN
    }

    /** @param frames that have it; empty where it is in files without a frame number alone */
    public record Cell(Extent extent, FrameSet frames) {}

    public boolean isWhole() {
        return cells.stream().allMatch(cell -> cell.extent() == Extent.ALL);
    }
}
