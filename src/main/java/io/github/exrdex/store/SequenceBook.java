package io.github.exrdex.store;

import io.github.exrdex.file.FrameName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which sequence a frame belongs to. Frames with a leading zero prove their padding; a number without one fits every
 * padding up to its own width ({@code 1000} after {@code 0999}, and {@code 1000} after {@code 999} alike). It goes to the
 * widest proven one that it fits, in whatever order the frames come: a padding that is proven late takes over the frames
 * that had to go elsewhere before.
 *
 * <p>Threads: the writer's own.
 */
final class SequenceBook {
    private static final int REMEMBERED = 4096;

    private record Name(long folderId, String prefix, String suffix, boolean numbered) {}

    private record Known(long sequenceId, int padding, boolean proven) {}

    /** Proven paddings first, widest first; at most one is not proven. */
    private static final Comparator<Known> BY_CLAIM =
            Comparator.comparing(Known::proven).thenComparing(Known::padding).reversed();

    private final PathTokens tokens;
    private final SequenceDao dao = new SequenceDao();
    private final Map<Name, List<Known>> known = new Lru<>(REMEMBERED);

    SequenceBook(PathTokens tokens) {
        this.tokens = tokens;
    }

    void forget() {
        known.clear();
    }

    /** @param path of the file, for its tokens when the sequence is new */
    long sequenceOf(Handle handle, long folderId, FrameName frame, String path) {
        Name name =
                new Name(folderId, frame.prefix(), frame.suffix(), frame.frame().isPresent());
        List<Known> candidates = known.computeIfAbsent(name, n -> load(handle, n));
        for (int i = 0; i < candidates.size(); i++) {
            Known candidate = candidates.get(i);
            Known joined = join(candidate, frame);
            if (joined == null) {
                continue;
            }
            if (!joined.equals(candidate)) {
                dao.updatePadding(handle, joined.sequenceId(), joined.padding(), joined.proven());
                candidates.set(i, joined);
                candidates.sort(BY_CLAIM);
            }
            return joined.sequenceId();
        }
        Known added =
                new Known(dao.insert(handle, folderId, frame, tokens.of(path)), frame.digits(), frame.leadingZero());
        if (added.proven()) {
            takeOver(handle, added, candidates);
        }
        candidates.add(added);
        candidates.sort(BY_CLAIM);
        return added.sequenceId();
    }

    private void takeOver(Handle handle, Known proven, List<Known> others) {
        for (Known other : others) {
            if (other.padding() < proven.padding()) {
                dao.moveFrames(handle, other.sequenceId(), proven.sequenceId(), proven.padding());
            }
        }
    }

    /** The sequence as it is once the frame has joined it, or null where the frame cannot. */
    private static @Nullable Known join(Known sequence, FrameName frame) {
        if (frame.frame().isEmpty()) {
            return sequence;
        }
        if (frame.leadingZero()) {
            if (sequence.proven()) {
                return sequence.padding() == frame.digits() ? sequence : null;
            }
            return sequence.padding() >= frame.digits() ? new Known(sequence.sequenceId(), frame.digits(), true) : null;
        }
        if (sequence.proven()) {
            return sequence.padding() <= frame.digits() ? sequence : null;
        }
        return new Known(sequence.sequenceId(), Math.min(sequence.padding(), frame.digits()), false);
    }

    private List<Known> load(Handle handle, Name name) {
        List<Known> rows = new ArrayList<>();
        dao.find(handle, name.folderId(), name.prefix(), name.suffix(), name.numbered())
                .forEach(row -> rows.add(new Known(row.sequenceId(), row.padding(), row.proven())));
        rows.sort(BY_CLAIM);
        return rows;
    }
}
