package io.github.exrdex.parse;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Verdict;

/** The header cannot be followed any further. Carries what is wrong and where; never reaches a user as such. */
final class HeaderException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient HeaderProblem problem;
    private final Verdict verdict;

    HeaderException(Verdict verdict, HeaderProblem problem) {
        // Hostile files come by the million: a stack trace for each would be most of the work.
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.verdict = verdict;
    }

    HeaderProblem problem() {
        return problem;
    }

    Verdict verdict() {
        return verdict;
    }
}
