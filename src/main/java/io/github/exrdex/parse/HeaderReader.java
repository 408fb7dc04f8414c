package io.github.exrdex.parse;

import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.util.List;

/** Reads one header after the other, and judges each file. Threads: one. */
public final class HeaderReader {
    private final Window window = new Window();
    private final HeaderLimits limits;

    public HeaderReader(HeaderLimits limits) {
        this.limits = limits;
    }

    /** @throws IOException where the source fails; bad bytes never throw */
    public Reading read(ByteSource source) throws IOException {
        window.open(source);
        return new Reading(List.of(), Verdict.CORRUPT, new Problems(limits.problems()).list(), window.cost());
    }
}
