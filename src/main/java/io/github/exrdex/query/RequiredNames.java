package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What the names of files must look like, from the first character to the last. */
public final class RequiredNames implements Requirement {
    private final String pattern;
    private final TextRegex whole;

    private RequiredNames(String pattern, TextRegex whole) {
        this.pattern = pattern;
        this.whole = whole;
    }

    /**
     * @param pattern a regular expression as for {@code --where}
     * @throws QueryException where it is none
     */
    public static RequiredNames parse(String pattern) {
        TextRegex.parse(pattern); // a ) too many would otherwise be taken for ours
        boolean anyCase = pattern.startsWith(TextRegex.ANY_CASE);
        String rest = anyCase ? pattern.substring(TextRegex.ANY_CASE.length()) : pattern;
        return new RequiredNames(pattern, TextRegex.parse((anyCase ? TextRegex.ANY_CASE : "") + "^(?:" + rest + ")$"));
    }

    @Override
    public String wanted() {
        return pattern;
    }

    private record Bad(List<String> names, LongStream.Builder frames) {}

    @Override
    public List<Finding> check(CheckedFiles files) {
        Map<Long, Bad> bad = new HashMap<>();
        for (CheckedFiles.NamedFile file : files.names()) {
            if (!whole.isFoundIn(file.name())) {
                Bad ofSequence =
                        bad.computeIfAbsent(file.sequenceId(), id -> new Bad(new ArrayList<>(), LongStream.builder()));
                ofSequence.names().add(file.name());
                file.frame().ifPresent(ofSequence.frames());
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (CountedSequence sequence : files.sequences()) {
            Bad ofSequence = bad.get(sequence.identity().sequenceId());
            if (ofSequence != null) {
                String first = ofSequence.names().stream().sorted().findFirst().orElseThrow();
                int more = ofSequence.names().size() - 1;
                findings.add(new Finding(
                        sequence,
                        FrameSet.of(ofSequence.frames().build()),
                        ofSequence.names().size(),
                        first + (more == 0 ? "" : " and " + more + " more")));
            }
        }
        return findings;
    }
}
