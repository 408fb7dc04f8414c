package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Frames that must be there.
 *
 * @param range empty for all from the first to the last; no others may be there where it is given
 */
public record RequiredFrames(Optional<FrameSet> range) implements Requirement {
    @Override
    public String wanted() {
        return range.map(FrameSet::text).orElse("no gaps");
    }

    @Override
    public List<Finding> check(CheckedFiles files) {
        List<Finding> findings = new ArrayList<>();
        for (CountedSequence sequence : files.sequences()) {
            FrameSet there = sequence.frames();
            if (!sequence.identity().name().numbered() || there.isEmpty()) {
                if (range.isPresent()) {
                    findings.add(new Finding(sequence, FrameSet.EMPTY, sequence.fileCount(), "no frame number"));
                }
                continue;
            }
            FrameSet expected = range.orElseGet(() -> FrameSet.between(there.first(), there.last()));
            FrameSet missing = expected.minus(there);
            if (!missing.isEmpty()) {
                findings.add(new Finding(sequence, missing, 0, "missing"));
            }
            FrameSet beyond = there.minus(expected);
            if (!beyond.isEmpty()) {
                findings.add(new Finding(sequence, beyond, beyond.count(), "not in the range"));
            }
        }
        return findings;
    }
}
