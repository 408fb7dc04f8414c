package io.github.exrdex.parse;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file; a hostile one cannot make the list longer than its limit. */
final class Problems {
    private final int limit;
    private final List<HeaderProblem> found = new ArrayList<>(2);
    private int unlisted;
    private boolean fatal;

    Problems(int limit) {
        this.limit = limit;
    }

    void warn(ProblemKind kind, long offset, String detail) {
        if (found.size() < limit) {
            found.add(HeaderProblem.warn(kind, offset, detail));
        } else {
            unlisted++;
        }
    }

    /** Fatal ones are listed whatever the limit: there is at most one of a kind in a part. */
    void fatal(ProblemKind kind, long offset, String detail) {
        add(HeaderProblem.fatal(kind, offset, detail));
    }

    void add(HeaderProblem problem) {
        fatal |= problem.severity() == HeaderProblem.Severity.FATAL;
        if (found.size() < 2 * limit) {
            found.add(problem);
        } else {
            unlisted++;
        }
    }

    /** How many there are, those that are not listed counted too. */
    int count() {
        return found.size() + unlisted;
    }

    boolean anyFatal() {
        return fatal;
    }

    List<HeaderProblem> list() {
        if (unlisted == 0) {
            return found;
        }
        List<HeaderProblem> all = new ArrayList<>(found);
        all.add(HeaderProblem.warn(ProblemKind.LIMIT_EXCEEDED, -1, unlisted + " more problems are not listed"));
        return all;
    }
}
