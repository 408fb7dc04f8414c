package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sequence and those of its files that a question is about.
 *
 * @param tallies at least one, and no two of the same kind
 */
record CountedSequence(Identity identity, List<Tally> tallies) {
    CountedSequence {
        tallies = List.copyOf(tallies);
    }

    /**
     * Which sequence it is.
     *
     * @param name how its files are called
     * @param tokens what its path says, by token; also of those that the census was asked for by name
     */
    record Identity(long sequenceId, Folder folder, Name name, Map<String, String> tokens) {
        Identity {
            tokens = Map.copyOf(tokens);
        }

        Optional<String> token(String token) {
            return Optional.ofNullable(tokens.get(token));
        }

        /** {@code /renders/sh010/shot.1001,1007#.exr}, for people; only fileseq has a notation for gaps. */
        String path(FrameSet frames, SequenceStyle style) {
            return (folder.directory().equals("/") ? "/" : folder.directory() + "/")
                    + (style == SequenceStyle.FILESEQ ? name.pattern(frames) : name.outerPattern(frames, style));
        }
    }

    /** @param directory for people */
    record Folder(long rootId, FileKey key, String directory) {}

    /** @param numbered false: a single file without a frame number */
    record Name(String prefix, String suffix, boolean numbered, int padding) {
        /** {@code shot.1001-1096#.exr}; {@code shot.1001,1007#.exr} where some between are not meant. */
        String pattern(FrameSet frames) {
            return numbered && !frames.isEmpty()
                    ? SequenceStyle.fileseq(prefix, FrameSteps.of(frames.text()), padding, suffix)
                    : prefix + suffix;
        }

        /** With the first and the last frame alone, as sequences are listed. */
        String outerPattern(FrameSet frames, SequenceStyle style) {
            return numbered && !frames.isEmpty()
                    ? new SequenceName(
                                    prefix,
                                    OptionalLong.of(frames.first()),
                                    OptionalLong.of(frames.last()),
                                    padding,
                                    suffix)
                            .text(style)
                    : prefix + suffix;
        }
    }

    /**
     * What the census tells files apart by.
     *
     * @param headerId empty where the header could not be read, and where the census was not asked for it
     * @param modifiedQuarter when it was written, in quarters of an hour since 1970: every time zone begins its days with
     *     one. 0 where the census was not asked for it
     */
    record Kind(OptionalLong headerId, FileState state, long modifiedQuarter) {
        static final long QUARTER_NS = 15 * 60 * 1_000_000_000L;
    }

    /**
     * Files of one kind.
     *
     * @param sizeBytes 0 where the census was not asked for it
     * @param frames empty for a file without a frame number, and where the census was not asked for them
     */
    record Tally(Kind kind, long fileCount, long sizeBytes, FrameSet frames) {}

    /** Of the files of all these sequences. */
    static Set<Long> headerIds(Collection<CountedSequence> sequences) {
        Set<Long> headerIds = new TreeSet<>();
        for (CountedSequence sequence : sequences) {
            for (Tally tally : sequence.tallies) {
                tally.kind().headerId().ifPresent(headerIds::add);
            }
        }
        return headerIds;
    }

    FrameSet frames() {
        return FrameSet.union(tallies.stream().map(Tally::frames).toList());
    }

    long fileCount() {
        return tallies.stream().mapToLong(Tally::fileCount).sum();
    }
}
