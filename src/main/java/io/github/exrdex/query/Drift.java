package io.github.exrdex.query;

import java.util.List;
import java.util.function.Consumer;

/**
 * Finds frames that are unlike most of their sequence. Sequences whose frames all share one header cannot drift but in the
 * values of attributes, so without those only the others are looked at, and their headers rather than their files.
 *
 * <p>Threads: the reader's.
 */
public final class Drift {
    private final SqlHandle handle;
    private final Scope scope;
    private final boolean values;
    private final LayoutNames names;
    private long croppedSequences;

    /** @param values compares the values of attributes too, which reads the attributes of every file in the scope */
    public Drift(IndexReader reader, Scope scope, boolean values) {
        this.handle = reader.handle();
        this.scope = scope;
        this.values = values;
        this.names = new LayoutNames(handle);
    }

    /**
     * Sequence by sequence in the order of a folder listing.
     *
     * @throws QueryException where the scope is not below any root
     */
    public void each(Consumer<DriftRow> action) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, scope, handle, Roots.of(handle));
        LayoutGroup.Which which = values ? LayoutGroup.Which.ALL : LayoutGroup.Which.MIXED;
        LayoutGroup.each(handle, conditions, which, groups -> {
            SequenceDrift sequence = new SequenceDrift(handle, conditions, groups);
            if (groups.size() > 1) {
                sequence.compareLayouts(names);
            }
            if (values) {
                sequence.compareValues();
            }
            croppedSequences += sequence.isCropped() ? 1 : 0;
            sequence.rows().forEach(action);
        });
    }

    /** Does the scope have any file at all? Without one there is nothing that could be alike. */
    public boolean isAboutNothing() {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, scope, handle, Roots.of(handle));
        return !conditions
                .query(handle, """
                        SELECT EXISTS (
                          SELECT 1 FROM sequence s CROSS JOIN file f ON f.sequence_id = s.sequence_id
                          WHERE f.gone_at IS NULL AND %s)""".formatted(conditions.allClauses()))
                .truths()
                .one();
    }

    /** What the asker should know beside the answer: words that the index does not know. */
    public List<String> notes() {
        return QuestionNotes.of(handle, new Question(scope, Filters.NONE));
    }

    /** Sequences so far whose frames mostly have a data window of their own, as renderers crop them; those do not drift. */
    public long croppedSequences() {
        return croppedSequences;
    }
}
