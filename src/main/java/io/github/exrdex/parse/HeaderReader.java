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
        JudgedParts parts = headers.judged == null ? JudgedParts.of(check(headers, problems)) : headers.judged;
        if (problems.count() == 0) {
            grammar.keepJudged(parts);
        }
        if (broken == Verdict.COMPLETE && problems.anyFatal()) {
            broken = Verdict.CORRUPT;
        }
        if (broken != Verdict.COMPLETE) {
            return new Reading(parts.list(), broken, problems.list(), List.of(), window.cost());
        }
        OffsetTables.Judgement tail = tables.judge(parts, headers.flags, headers.end, problems);
        return new Reading(
                counted(parts.list(), tail.entries()),
                tail.verdict(),
                problems.list(),
                tail.partBytes(),
                window.cost());
    }

    /** Where only the table itself could say how long it is, a single part gets that number. */
    private static List<Part> counted(List<Part> parts, long entries) {
        Part part = parts.get(0);
        return parts.size() > 1 || part.chunkCount() >= 0
                ? parts
                : List.of(new Part(part.index(), part.typeName(), part.channels(), part.attributes(), entries));
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
}
