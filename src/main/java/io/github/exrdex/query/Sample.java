package io.github.exrdex.query;

import java.util.List;
import java.util.Optional;

/**
 * Files of one sequence that are alike, and what is known of them.
 *
 * @param parts those of their header; empty where it could not be read
 * @param listedViews views that their header lists together, where that was asked for
 * @param partSums what each of the parts takes; none of a single part, and where nobody asked for less than whole files
 */
record Sample(
        CountedSequence.Identity sequence,
        CountedSequence.Tally tally,
        List<HeaderPart> parts,
        List<String> listedViews,
        PartSums partSums) {
    Optional<String> pathAov() {
        return sequence.token(PathToken.AOV.text());
    }
}
