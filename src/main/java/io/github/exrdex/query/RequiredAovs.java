package io.github.exrdex.query;

import io.github.exrdex.query.CountedSequence.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names that must be there: an AOV, a layer, a group, a channel or a part each, or a glob. Where a path says which AOV a
 * file is, the sequences of one render are looked at together, for each has only its own.
 */
public record RequiredAovs(List<String> names) implements Requirement {
    public RequiredAovs {
        names = List.copyOf(names);
    }

    @Override
    public String wanted() {
        return String.join(",", names);
    }

    @Override
    public List<Finding> check(CheckedFiles files) {
        Map<Map<String, String>, List<CountedSequence>> renders = new LinkedHashMap<>();
        for (CountedSequence sequence : files.sequences()) {
            Map<String, String> tokens = new HashMap<>(sequence.identity().tokens());
            tokens.remove(PathToken.AOV.text());
            renders.computeIfAbsent(tokens, t -> new ArrayList<>()).add(sequence);
        }
        List<Finding> findings = new ArrayList<>();
        for (List<CountedSequence> render : renders.values()) {
            if (render.size() > 1
                    && render.stream().anyMatch(sequence -> aovOfPath(sequence).isPresent())) {
                findings.addAll(ofRender(render, files));
            } else {
                render.forEach(sequence -> findings.addAll(ofSequence(sequence, files)));
            }
        }
        return findings;
    }

    private List<Finding> ofSequence(CountedSequence sequence, CheckedFiles files) {
        return CheckedFiles.ofTallies(sequence, tally -> {
            if (tally.kind().headerId().isEmpty()) {
                return Optional.empty(); // what it has cannot be told; the rule on states says so
            }
            List<String> lacking = names.stream()
                    .filter(name -> !has(sequence, tally, name, files))
                    .toList();
            return lacking.isEmpty() ? Optional.empty() : Optional.of("lacks " + String.join(",", lacking));
        });
    }

    /** Frame by frame: one has a name as soon as some sequence does there. */
    private List<Finding> ofRender(List<CountedSequence> render, CheckedFiles files) {
        FrameSet known = FrameSet.union(
                        render.stream().map(CountedSequence::frames).toList())
                .minus(withoutHeader(render));
        Map<FrameSet, List<String>> lacking = new LinkedHashMap<>();
        for (String name : names) {
            List<FrameSet> have = new ArrayList<>();
            boolean anywhere = false;
            for (CountedSequence sequence : render) {
                for (Tally tally : sequence.tallies()) {
                    if (has(sequence, tally, name, files)) {
                        have.add(tally.frames());
                        anywhere = true;
                    }
                }
            }
            FrameSet without = known.minus(FrameSet.union(have));
            if (!without.isEmpty() || !anywhere) {
                lacking.computeIfAbsent(without, frames -> new ArrayList<>()).add(name);
            }
        }
        CountedSequence main = render.stream()
                .filter(sequence -> aovOfPath(sequence).isEmpty())
                .findFirst()
                .orElse(render.get(0));
        return lacking.entrySet().stream()
                .map(entry -> new Finding(
                        main,
                        entry.getKey(),
                        Math.max(1, entry.getKey().count()),
                        "lacks " + String.join(",", entry.getValue())))
                .toList();
    }

    /** What files have whose header cannot be read cannot be told; the rule on states says that of them. */
    private static FrameSet withoutHeader(List<CountedSequence> render) {
        return FrameSet.union(render.stream()
                .flatMap(sequence -> sequence.tallies().stream())
                .filter(tally -> tally.kind().headerId().isEmpty())
                .map(Tally::frames)
                .toList());
    }

    private static Optional<String> aovOfPath(CountedSequence sequence) {
        return sequence.identity().token(PathToken.AOV.text());
    }

    private static boolean has(CountedSequence sequence, Tally tally, String name, CheckedFiles files) {
        List<HeaderPart> parts = tally.kind().headerId().isPresent()
                ? files.header(tally.kind().headerId().getAsLong())
                : List.of();
        return files.has(parts, name, aovOfPath(sequence));
    }
}
