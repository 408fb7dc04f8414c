package io.github.exrdex.query;

import io.github.exrdex.query.CountedSequence.Tally;
import io.github.exrdex.query.PresenceRow.Cell;
import io.github.exrdex.query.PresenceRow.Extent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cells of one row of a {@link PresenceMatrix}. A frame has a name as soon as one of its files does; where paths name
 * views, one of each view: the left eye's normals are of no use to the right one.
 */
final class PresenceCells {
    private final List<Holding> holdings;
    private final Map<String, FrameSet> framesByView;
    private final FrameSet frames;
    private final long files;

    /**
     * What some files have.
     *
     * @param columns numbers of the names
     * @param view empty for what belongs to every view
     */
    record Holding(BitSet columns, Optional<String> view, Tally tally) {}

    /**
     * @param unit the sequences of the row
     * @param holdings of those of its files whose headers could be read
     * @param frames that it has in whatever file
     */
    PresenceCells(List<CountedSequence> unit, List<Holding> holdings, FrameSet frames) {
        this.holdings = List.copyOf(holdings);
        this.framesByView = framesByView(unit);
        this.frames = frames;
        this.files = unit.stream().mapToLong(CountedSequence::fileCount).sum();
    }

    static Optional<String> view(CountedSequence sequence) {
        return sequence.identity().token(PathToken.VIEW.text());
    }

    /** Frames of each view that paths name. */
    static Map<String, FrameSet> framesByView(List<CountedSequence> unit) {
        Map<String, FrameSet> frames = new HashMap<>();
        for (CountedSequence sequence : unit) {
            view(sequence)
                    .ifPresent(view ->
                            frames.merge(view, sequence.frames(), (one, other) -> FrameSet.union(List.of(one, other))));
        }
        return frames;
    }

    List<Cell> of(int names) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < names; i++) {
            int column = i;
            List<Holding> having = holdings.stream()
                    .filter(holding -> holding.columns().get(column))
                    .toList();
            FrameSet inAny = framesOf(having.stream());
            FrameSet have = inAny.minus(lackingInSomeView(having));
            boolean none = having.isEmpty() || (have.isEmpty() && !inAny.isEmpty());
            cells.add(new Cell(none ? noneOf() : some(having, have), have));
        }
        return cells;
    }

    private static FrameSet framesOf(Stream<Holding> holdings) {
        return FrameSet.union(holdings.map(holding -> holding.tally().frames()).toList());
    }

    private FrameSet lackingInSomeView(List<Holding> having) {
        return FrameSet.union(framesByView.entrySet().stream()
                .map(view -> view.getValue().minus(framesOf(inView(having, view.getKey()))))
                .toList());
    }

    private static Stream<Holding> inView(List<Holding> having, String view) {
        return having.stream().filter(holding -> holding.view().orElse(view).equals(view));
    }

    private Extent noneOf() {
        return holdings.isEmpty() ? Extent.UNKNOWN : Extent.NONE;
    }

    private Extent some(List<Holding> having, FrameSet have) {
        boolean all = frames.isEmpty()
                ? having.stream()
                                .mapToLong(holding -> holding.tally().fileCount())
                                .sum()
                        == files
                : have.equals(frames);
        return all ? Extent.ALL : Extent.SOME;
    }
}
