package io.github.exrdex.store;

import io.github.exrdex.file.FrameName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which sequence a frame belongs to. Frames with a leading zero prove their padding; a number without one fits every
 * padding up to its own width ({@code 1000} after {@code 0999}, and {@code 1000} after {@code 999} alike).
 *
 * <p>Threads: the writer's own.
 */
final class SequenceBook {
    private static final int REMEMBERED = 4096;

    private record Name(long folderId, String prefix, String suffix, boolean numbered) {}

    private record Known(long sequenceId, int padding, boolean proven) {}

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
            }
            return joined.sequenceId();
        }
        long id = dao.insert(handle, folderId, frame, tokens.of(path));
        candidates.add(new Known(id, frame.digits(), frame.leadingZero()));
        return id;
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
        return rows;
    }
}
