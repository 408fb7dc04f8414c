package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

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

    @Override
    public List<Finding> check(CheckedFiles files) {
        List<Finding> findings = new ArrayList<>();
        List<Long> undecided = new ArrayList<>();
        Map<Long, CountedSequence> byId = new LinkedHashMap<>();
        for (CountedSequence sequence : files.sequences()) {
            Optional<Boolean> fits = fitAlike(sequence);
            long id = sequence.identity().sequenceId();
            if (fits.isEmpty()) {
                undecided.add(id);
                byId.put(id, sequence);
            } else if (!fits.get()) {
                CountedSequence.Name name = sequence.identity().name();
                String digits = Long.toString(sequence.frames().first());
                String padding = "0".repeat(Math.max(0, name.padding() - digits.length()));
                findings.add(finding(
                        sequence,
                        sequence.frames(),
                        sequence.fileCount(),
                        name.prefix() + padding + digits + name.suffix()));
            }
        }
        Map<Long, List<CheckedFiles.NamedFile>> bad = files.names(undecided).stream()
                .filter(file -> !whole.isFoundIn(file.name()))
                .collect(Collectors.groupingBy(CheckedFiles.NamedFile::sequenceId));
        byId.forEach((id, sequence) -> {
            List<CheckedFiles.NamedFile> ofSequence = bad.getOrDefault(id, List.of());
            ofSequence.stream()
                    .map(CheckedFiles.NamedFile::name)
                    .min(Comparator.naturalOrder())
                    .ifPresent(first -> findings.add(finding(
                            sequence,
                            FrameSet.of(ofSequence.stream()
                                    .map(CheckedFiles.NamedFile::frame)
                                    .flatMapToLong(OptionalLong::stream)),
                            ofSequence.size(),
                            first)));
        });
        return findings;
    }

    private static Finding finding(CountedSequence sequence, FrameSet frames, long files, String first) {
        return new Finding(sequence, frames, files, first + (files == 1 ? "" : " and " + (files - 1) + " more"));
    }

    /** Do all names of the sequence fit, or none? Empty where that depends on the frame. */
    private Optional<Boolean> fitAlike(CountedSequence sequence) {
        CountedSequence.Name name = sequence.identity().name();
        FrameSet frames = sequence.frames();
        return !name.numbered() || frames.isEmpty()
                ? Optional.empty()
                : whole.isFoundInNames(name.prefix(), name.padding(), name.suffix(), frames.first(), frames.last());
    }
}
