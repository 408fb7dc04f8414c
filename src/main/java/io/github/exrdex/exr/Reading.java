package io.github.exrdex.exr;

import java.util.List;

/**
 * Everything that one look at a file established.
 *
 * @param parts the parts whose headers were read to their end; empty where none was
 * @param verdict what the bytes prove about completeness
 * @param problems in the order they were found
 * @param partBytes what the chunks of each part take; empty where there is one part, and where the file is not whole
 * @param cost what the look cost
 */
public record Reading(
        List<Part> parts, Verdict verdict, List<HeaderProblem> problems, List<Long> partBytes, Cost cost) {
    public Reading {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
        partBytes = List.copyOf(partBytes);
    }

    /**
     * @param bytes read from the file
     * @param calls read calls made for them
     */
    public record Cost(long bytes, int calls) {
        public static final Cost NOTHING = new Cost(0, 0);
    }
}
