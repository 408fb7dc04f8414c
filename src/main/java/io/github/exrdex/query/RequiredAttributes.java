package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of attributes.
 *
 * @param asTyped the tests, for people
 * @param wherePresent files without the attribute do not count
 */
public record RequiredAttributes(List<String> asTyped, List<AttributeTest> tests, boolean wherePresent)
        implements Requirement {
    public RequiredAttributes {
        asTyped = List.copyOf(asTyped);
        tests = List.copyOf(tests);
    }

    @Override
    public String wanted() {
        return String.join(", ", asTyped) + (wherePresent ? " where present" : "");
    }

    @Override
    public List<Finding> check(CheckedFiles files) {
        List<Finding> findings = new ArrayList<>();
        for (AttributeTest test : tests) {
            if (!files.values().varies(test.name())) {
                findings.addAll(files.values().headersThatDoNotFit(test, wherePresent));
                continue;
            }
            Map<Long, CountedSequence> fitting = files.fitting(only(test));
            Map<Long, CountedSequence> asked =
                    wherePresent ? files.fitting(only(AttributeTest.presence(test.name()))) : Map.of();
            for (CountedSequence sequence : files.sequences()) {
                long id = sequence.identity().sequenceId();
                CountedSequence all = wherePresent ? asked.get(id) : sequence;
                if (all != null && countWithHeader(all) > count(fitting.get(id))) {
                    findings.addAll(files.values().valuesThatDoNotFit(sequence, test, wherePresent));
                }
            }
        }
        return findings;
    }

    private static Filters only(AttributeTest test) {
        return new Filters(List.of(), List.of(), List.of(), List.of(test), Set.of());
    }

    private static long countWithHeader(CountedSequence sequence) {
        return sequence.tallies().stream()
                .filter(tally -> tally.kind().headerId().isPresent())
                .mapToLong(CountedSequence.Tally::fileCount)
                .sum();
    }

    private static long count(@Nullable CountedSequence sequence) {
        return sequence == null ? 0 : sequence.fileCount();
    }
}
