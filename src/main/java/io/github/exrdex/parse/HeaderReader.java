package io.github.exrdex.parse;

import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one header after the other, and judges each file. Reads no pixels. Threads: one. */
public final class HeaderReader {
    private final Window window = new Window();
    private final HeaderLimits limits;
    private final HeaderGrammar grammar;
    private final OffsetTables tables;
    private final CryptomatteRules cryptomatte = new CryptomatteRules();

    public HeaderReader(HeaderLimits limits) {
        this.limits = limits;
        this.grammar = new HeaderGrammar(window, limits);
        this.tables = new OffsetTables(window, limits);
    }

    /**
     * Everything that the bytes say. A header that breaks off shows the parts before it.
     *
     * @throws IOException where the source fails; bad bytes never throw
     */
    public Reading read(ByteSource source) throws IOException {
        window.open(source);
        Problems problems = new Problems(limits.problems());
        HeaderGrammar.Headers headers = new HeaderGrammar.Headers();
        Verdict broken = Verdict.COMPLETE;
        try {
            grammar.read(headers, problems);
        } catch (HeaderException e) {
            problems.add(e.problem());
            broken = e.verdict();
        }
        List<Part> parts = check(headers, problems);
        Verdict verdict = broken != Verdict.COMPLETE ? broken : judge(headers, parts, problems);
        return new Reading(parts, verdict, problems.list(), window.cost());
    }

    private List<Part> check(HeaderGrammar.Headers headers, Problems problems) {
        PartRules rules = new PartRules(headers.flags, problems);
        List<Part> parts = new ArrayList<>(headers.parts.size());
        for (PartDraft draft : headers.parts) {
            parts.add(rules.check(draft));
        }
        FileRules.check(parts, problems);
        cryptomatte.check(parts, problems);
        return parts;
    }

    private Verdict judge(HeaderGrammar.Headers headers, List<Part> parts, Problems problems) throws IOException {
        return problems.anyFatal() ? Verdict.CORRUPT : tables.judge(parts, headers.flags, headers.end, problems);
    }
}
