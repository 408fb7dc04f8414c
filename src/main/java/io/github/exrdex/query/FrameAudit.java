package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.CountedSequence.Identity;
import io.github.exrdex.query.CountedSequence.Tally;
import io.github.exrdex.query.FrameRow.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which frames are missing or bad, sequence by sequence.
 *
 * @param rows ordered by folder and name
 * @param notes what the asker should know beside them, one line each
 */
public record FrameAudit(List<FrameRow> rows, List<String> notes) {
    public FrameAudit {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * @param style of the names in the rows
     * @throws QueryException where a scope is not below any root, or {@code --like} finds nothing
     */
    public static FrameAudit of(IndexReader reader, Scope scope, ExpectedFrames expected, SequenceStyle style) {
        return reader.handle().inTransaction(handle -> new Auditor(handle, scope, expected, style).audit());
    }

    /** What frames of one shot share. */
    private record Shot(Optional<String> show, Optional<String> seq, Optional<String> shot) {
        static Shot of(Identity sequence) {
            return new Shot(
                    sequence.token(PathToken.SHOW.text()),
                    sequence.token(PathToken.SEQ.text()),
                    sequence.token(PathToken.SHOT.text()));
        }
    }

    /** Sequences that a word of the scope names together with their frames. */
    private record NamedFrames(FileKey folder, String prefix, String suffix) {}

    private static final class Auditor {
        private final SqlHandle handle;
        private final SequenceStyle style;
        private final Doubts doubts;
        private final List<CountedSequence> sequences;
        private final ExpectedFrames expected;
        private final Map<NamedFrames, FrameSet> named;
        private final List<CountedSequence> models;
        private final Map<Shot, FrameSet> ofModels = new HashMap<>();
        private final List<String> notes = new ArrayList<>();
        private long withoutModel;

        Auditor(SqlHandle handle, Scope scope, ExpectedFrames expected, SequenceStyle style) {
            this.handle = handle;
            this.style = style;
            this.doubts = Doubts.of(handle);
            this.sequences = census(scope);
            this.expected = expected;
            this.named = named(scope);
            this.models = expected.like().map(this::models).orElse(List.of());
        }

        private List<CountedSequence> census(Scope of) {
            Question question = new Question(of, Filters.NONE);
            notes.addAll(QuestionNotes.of(handle, question));
            return Census.of(handle, question, EnumSet.of(Census.Detail.FRAMES), List.of());
        }

        private Map<NamedFrames, FrameSet> named(Scope scope) {
            Roots roots = Roots.of(handle);
            Map<NamedFrames, FrameSet> frames = new HashMap<>();
            for (Scope.Place place : scope.places()) {
                place.frames().stream()
                        .filter(pattern -> !pattern.ranges().isEmpty())
                        .forEach(pattern -> {
                            FileKey folder = roots.spelledByIndex(place.path().folder());
                            frames.merge(
                                    new NamedFrames(folder, pattern.prefix(), pattern.suffix()),
                                    FrameSet.of(pattern.ranges(), place.asTyped()),
                                    (one, other) -> FrameSet.union(List.of(one, other)));
                        });
            }
            return frames;
        }

        private List<CountedSequence> models(Scope like) {
            List<CountedSequence> found = census(like).stream()
                    .filter(sequence -> sequence.identity().name().numbered())
                    .toList();
            if (found.isEmpty()) {
                throw QueryException.badQuestion("--like names no sequence of the index");
            }
            Map<Shot, List<FrameSet>> byShot = new HashMap<>();
            found.forEach(sequence -> byShot.computeIfAbsent(Shot.of(sequence.identity()), shot -> new ArrayList<>())
                    .add(sequence.frames()));
            byShot.forEach((shot, sets) -> ofModels.put(shot, FrameSet.union(sets)));
            return found;
        }

        FrameAudit audit() {
            boolean modelsInDoubt = models.stream()
                            .filter(model ->
                                    doubts.about(model.identity().folder().rootId()))
                            .count()
                    > 0;
            List<FrameRow> rows = sequences.stream()
                    .map(sequence -> row(sequence, modelsInDoubt))
                    .toList();
            if (withoutModel > 0) {
                notes.add("--like names nothing of the same show, seq and shot for " + withoutModel
                        + (withoutModel == 1 ? " sequence" : " sequences") + ", so what "
                        + (withoutModel == 1 ? "it" : "they") + " should have is not known");
            }
            notes.addAll(doubts.notes());
            return new FrameAudit(rows, notes);
        }

        private FrameRow row(CountedSequence sequence, boolean modelsInDoubt) {
            Identity identity = sequence.identity();
            FrameSet all = sequence.frames();
            Optional<FrameSet> wanted = wanted(identity, all);
            FrameSet asked = wanted.orElse(all);
            Map<FileState, FrameSet> notComplete = notComplete(sequence, asked);
            FrameSet present = all.and(asked);
            boolean inDoubt = doubts.about(identity.folder().rootId()) || modelsInDoubt || wanted.isEmpty();
            return new FrameRow(
                    identity.name().outerPattern(all, style),
                    identity.folder().directory(),
                    identity.tokens(),
                    wanted,
                    present,
                    notComplete,
                    all.minus(asked),
                    verdict(!present.equals(asked), notComplete.keySet(), inDoubt));
        }

        private Optional<FrameSet> wanted(Identity sequence, FrameSet all) {
            if (!sequence.name().numbered() || all.isEmpty()) {
                return Optional.of(FrameSet.EMPTY);
            }
            if (expected.range().isPresent()) {
                return expected.range();
            }
            if (expected.like().isPresent()) {
                return ofModel(sequence);
            }
            FrameSet asNamed = named.get(new NamedFrames(
                    sequence.folder().key(),
                    sequence.name().prefix(),
                    sequence.name().suffix()));
            return Optional.of(asNamed != null ? asNamed : FrameSet.between(all.first(), all.last()));
        }

        /** A lone model is meant for everything; of several each is for its own shot. */
        private Optional<FrameSet> ofModel(Identity sequence) {
            if (models.size() == 1) {
                return Optional.of(models.get(0).frames());
            }
            Optional<FrameSet> model = Optional.ofNullable(ofModels.get(Shot.of(sequence)));
            if (model.isEmpty()) {
                withoutModel++;
            }
            return model;
        }

        private static Map<FileState, FrameSet> notComplete(CountedSequence sequence, FrameSet asked) {
            Map<FileState, FrameSet> byState = new EnumMap<>(FileState.class);
            for (Tally tally : sequence.tallies()) {
                FrameSet frames = tally.frames().and(asked);
                boolean meant = !sequence.identity().name().numbered() || !frames.isEmpty();
                if (tally.kind().state() != FileState.COMPLETE && meant) {
                    byState.merge(tally.kind().state(), frames, (one, other) -> FrameSet.union(List.of(one, other)));
                }
            }
            return byState;
        }

        private static Verdict verdict(boolean missing, Set<FileState> states, boolean inDoubt) {
            boolean writing = states.contains(FileState.WRITING);
            if (missing || states.size() > (writing ? 1 : 0)) {
                return Verdict.DEFECTIVE;
            }
            if (writing) {
                return Verdict.WRITING;
            }
            return inDoubt ? Verdict.UNKNOWN : Verdict.COMPLETE;
        }
    }
}
