package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Short words for tests of the reader. */
final class Readings {
    private Readings() {}

    static Reading read(WrittenExr file) {
        return read(file.bytes());
    }

    static Reading read(byte[] file) {
        try {
            return new HeaderReader(HeaderLimits.DEFAULT).read(new GuardedBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** The attribute of that name in the first part. */
    static Attribute attribute(Reading reading, String name) {
        return reading.parts().get(0).attribute(name).orElseThrow();
    }

    static List<ProblemKind> kinds(Reading reading) {
        return reading.problems().stream().map(HeaderProblem::kind).toList();
    }

    /** The details of all problems of a kind, one below the other. */
    static String details(Reading reading, ProblemKind kind) {
        return String.join(
                "\n",
                reading.problems().stream()
                        .filter(problem -> problem.kind() == kind)
                        .map(HeaderProblem::detail)
                        .toList());
    }
}
