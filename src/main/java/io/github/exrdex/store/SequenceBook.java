package io.github.exrdex.store;

import io.github.exrdex.file.FrameName;
import java.sql.Connection;
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
 * <p>Numbers below zero have no say in this, for programs disagree whether the minus is one of the digits: to Nuke and all
 * that write by printf {@code -012} has the padding of {@code 0001}, to Blender {@code -0012} has. They join whichever of
 * the two the other frames have, and keep to themselves as long as there is none.
 *
 * <p>Threads: the writer's own.
 */
final class SequenceBook implements AutoCloseable {
    private static final int REMEMBERED = 4096;

    private record Name(long folderId, String prefix, String suffix, boolean numbered) {
        static Name of(long folderId, FrameName frame) {
            return new Name(
                    folderId, frame.prefix(), frame.suffix(), frame.frame().isPresent());
        }

        boolean isOf(long folder, FrameName frame) {
            return folderId == folder
                    && prefix.equals(frame.prefix())
                    && suffix.equals(frame.suffix())
                    && numbered == frame.frame().isPresent();
        }
    }

    /** Sequences of one name. */
    private record Family(Name name, List<Known> members) {}

    /** @param counted not all of its frames are below zero */
    private record Known(long sequenceId, int padding, boolean proven, boolean counted) {}

    /** Proven paddings first, widest first; at most one is not proven. */
    private static final Comparator<Known> BY_CLAIM =
            Comparator.comparing(Known::proven).thenComparing(Known::padding).reversed();

    private final SequenceTokens tokens;
    private final Runnable whenMoved;
    private final NewSequences rows;
    private final SequenceDao dao = new SequenceDao();
    private final Map<Name, Family> known = new Lru<>(REMEMBERED);

    /** That of the file before, which is mostly this one's too. */
    private @Nullable Family last;

    /** Grows when a family is not what it was. */
    private long alterations;

    /** @param whenMoved told when files are put into another sequence */
    SequenceBook(Connection connection, SequenceTokens tokens, Runnable whenMoved) {
        this.whenMoved = whenMoved;
        this.rows = new NewSequences(connection);
        this.tokens = tokens;
    }

    void forget() {
        known.clear();
        last = null;
    }

    /** @param path of the file, for its tokens when the sequence is new */
    long sequenceOf(Handle handle, long folderId, FrameName frame, String path) {
        List<Known> family = family(folderId, frame).members();
        if (isBelowZero(frame)) {
            Known host = hostOf(frame, family);
            return host != null ? host.sequenceId() : placeAmong(handle, false, family, folderId, frame, path);
        }
        boolean wasKnown = !family.isEmpty();
        long before = alterations;
        long sequenceId = placeAmong(handle, true, family, folderId, frame, path);
        if (wasKnown && alterations != before) {
            settleBelowZero(handle, family, folderId, path);
        }
        return sequenceId;
    }

    private Family family(long folderId, FrameName frame) {
        Family family = last;
        if (family == null || !family.name().isOf(folderId, frame)) {
            family = known.computeIfAbsent(Name.of(folderId, frame), name -> new Family(name, load(name)));
            last = family;
        }
        return family;
    }

    private static boolean isBelowZero(FrameName frame) {
        return frame.frame().orElse(0) < 0;
    }

    /** @param counted which of the two kinds the frame is of; it does not look at the others */
    private long placeAmong(
            Handle handle, boolean counted, List<Known> family, long folderId, FrameName frame, String path) {
        for (int i = 0; i < family.size(); i++) {
            Known candidate = family.get(i);
            Known joined = candidate.counted() == counted ? join(candidate, frame) : null;
            if (joined == null) {
                continue;
            }
            if (joined.padding() != candidate.padding() || joined.proven() != candidate.proven()) {
                dao.updatePadding(handle, joined.sequenceId(), joined.padding(), joined.proven());
                family.set(i, joined);
                alterations++;
                family.sort(BY_CLAIM);
            }
            return joined.sequenceId();
        }
        Known added = new Known(
                newSequence(handle, family, folderId, frame, path), frame.digits(), frame.leadingZero(), counted);
        if (added.proven()) {
            takeOver(handle, added, family);
        }
        family.add(added);
        alterations++;
        family.sort(BY_CLAIM);
        return added.sequenceId();
    }

    /** Frames below zero may have taken the very row that this one needs; they are settled anew afterwards. */
    private long newSequence(Handle handle, List<Known> family, long folderId, FrameName frame, String path) {
        for (Known other : family) {
            if (other.padding() == frame.digits()) {
                family.remove(other);
                dao.updatePadding(handle, other.sequenceId(), frame.digits(), frame.leadingZero());
                return other.sequenceId();
            }
        }
        return rows.insert(folderId, frame, tokens.of(path));
    }

    private void takeOver(Handle handle, Known proven, List<Known> others) {
        for (Known other : others) {
            if (other.padding() < proven.padding() && other.counted() == proven.counted()) {
                whenMoved.run();
                dao.moveFrames(handle, other.sequenceId(), proven.sequenceId(), proven.padding());
            }
        }
    }

    /** The sequence as it is once the frame has joined it, the very same where that changes nothing; null where the frame cannot. */
    private static @Nullable Known join(Known sequence, FrameName frame) {
        if (frame.frame().isEmpty()) {
            return sequence;
        }
        if (!fits(sequence, frame)) {
            return null;
        }
        if (sequence.proven()) {
            return sequence;
        }
        int padding = frame.leadingZero() ? frame.digits() : Math.min(sequence.padding(), frame.digits());
        if (padding == sequence.padding() && !frame.leadingZero()) {
            return sequence;
        }
        return new Known(sequence.sequenceId(), padding, frame.leadingZero(), sequence.counted());
    }

    private static boolean fits(Known sequence, FrameName frame) {
        if (frame.leadingZero()) {
            return sequence.proven() ? sequence.padding() == frame.digits() : sequence.padding() >= frame.digits();
        }
        return !sequence.proven() || sequence.padding() <= frame.digits();
    }

    /** The sequence of other frames that one below zero belongs to, or null. */
    private static @Nullable Known hostOf(FrameName frame, List<Known> family) {
        for (Known sequence : family) {
            if (sequence.counted() && fits(sequence, frame)) {
                return sequence;
            }
        }
        for (Known sequence : family) {
            if (sequence.counted() && sequence.proven() && sequence.padding() == frame.digits() + 1) {
                return sequence;
            }
        }
        return null;
    }

    /** Puts the frames below zero where they belong now that there are other sequences. */
    private void settleBelowZero(Handle handle, List<Known> family, long folderId, String path) {
        for (Known sequence : List.copyOf(family)) {
            for (SequenceDao.FileName file : dao.belowZero(handle, sequence.sequenceId())) {
                FrameName frame = FrameName.of(file.name());
                Known host = hostOf(frame, family);
                long home = host != null ? host.sequenceId() : placeAmong(handle, false, family, folderId, frame, path);
                if (home != sequence.sequenceId()) {
                    whenMoved.run();
                    dao.move(handle, file.fileId(), home);
                }
            }
        }
        family.removeIf(sequence -> !sequence.counted() && dao.deleteIfEmpty(handle, sequence.sequenceId()));
    }

    private List<Known> load(Name name) {
        List<Known> members = new ArrayList<>();
        rows.find(name.folderId(), name.prefix(), name.suffix(), name.numbered())
                .forEach(row -> members.add(new Known(row.sequenceId(), row.padding(), row.proven(), row.counted())));
        members.sort(BY_CLAIM);
        return members;
    }

    @Override
    public void close() {
        rows.close();
    }
}
