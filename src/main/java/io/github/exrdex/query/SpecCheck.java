package io.github.exrdex.query;

import io.github.exrdex.query.Snapshot.Both;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds files against the rules of a spec.
 *
 * @param sequences how many were looked at
 * @param violations sequence by sequence in the order of a folder listing, then in the order of the rules
 * @param unsure the index may not know all files that were asked for
 * @param notes what the asker should know beside the answer, one line each
 */
public record SpecCheck(int sequences, List<Violation> violations, boolean unsure, List<String> notes) {
    public SpecCheck {
        violations = List.copyOf(violations);
        notes = List.copyOf(notes);
    }

    /**
     * @param applies tokens that narrow the question
     * @param today for waivers
     * @throws QueryException where a scope is not below any root
     */
    public static SpecCheck of(
            IndexReader reader,
            Question question,
            Scope applies,
            List<CheckRule> rules,
            List<Waiver> waivers,
            LocalDate today) {
        long files = FilterClauses.takesNearlyAll(reader.handle(), question) ? reader.files() : 0;
        return reader.inSnapshot(files, snapshot -> {
            Checker checker = new Checker(snapshot.handle(), question, applies, rules, waivers, today);
            Both<Map<CheckRule, List<Finding>>, Rest> found = snapshot.both(
                    one -> checker.findings(one, false),
                    // How many files have the name that may be meant takes a fifth as long as all rules.
                    other -> new Rest(
                            checker.findings(other, true),
                            QuestionNotes.of(other, question, requiredNames(rules), List.of())));
            Map<CheckRule, List<Finding>> findings = new HashMap<>(found.one());
            findings.putAll(found.other().findings());
            return checker.check(findings, found.other().notes());
        });
    }

    /** What the second connection is asked for. */
    private record Rest(Map<CheckRule, List<Finding>> findings, List<String> notes) {}

    private static List<String> requiredNames(List<CheckRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.requirement() instanceof RequiredAovs aovs ? aovs.names().stream() : Stream.of())
                .distinct()
                .toList();
    }

    public long count(CheckRule.Severity severity) {
        return violations.stream()
                .filter(violation -> violation.rule().severity() == severity)
                .count();
    }

    private static final class Checker {
        private final SqlHandle handle;
        private final List<CheckRule> rules;
        private final List<Waiver> waivers;
        private final LocalDate today;
        private final CheckedFiles files;
        private final Map<Waiver, Map<Long, CountedSequence>> waived = new HashMap<>();
        private final Map<Waiver, Long> waivedFindings = new LinkedHashMap<>();

        /** By its number: a sequence that breaks one rule often breaks several. */
        private final Map<Long, NamedSequence> named = new HashMap<>();

        Checker(
                SqlHandle handle,
                Question question,
                Scope applies,
                List<CheckRule> rules,
                List<Waiver> waivers,
                LocalDate today) {
            this.handle = handle;
            this.rules = rules;
            this.waivers = waivers;
            this.today = today;
            this.files = CheckedFiles.of(handle, question).within(applies);
        }

        /** Of the rules that ask for files, or of the others. */
        Map<CheckRule, List<Finding>> findings(SqlHandle by, boolean askingFiles) {
            Map<CheckRule, List<Finding>> findings = new HashMap<>();
            CheckedFiles asked = files.by(by);
            for (CheckRule rule : rules) {
                if (rule.requirement().asksFiles() == askingFiles) {
                    findings.put(rule, rule.requirement().check(asked.within(rule.applies())));
                }
            }
            return findings;
        }

        /** @param questionNotes those on the question itself */
        SpecCheck check(Map<CheckRule, List<Finding>> findings, List<String> questionNotes) {
            Map<Long, List<Violation>> bySequence = new HashMap<>();
            for (CheckRule rule : rules) {
                for (Finding finding : findings.getOrDefault(rule, List.of())) {
                    afterWaivers(rule, finding)
                            .forEach(violation -> bySequence
                                    .computeIfAbsent(
                                            finding.sequence().identity().sequenceId(), id -> new ArrayList<>())
                                    .add(violation));
                }
            }
            List<Violation> violations = files.sequences().stream()
                    .flatMap(sequence ->
                            bySequence.getOrDefault(sequence.identity().sequenceId(), List.of()).stream())
                    .toList();
            Doubts doubts = Doubts.of(handle);
            boolean unsure = files.sequences().stream()
                            .filter(sequence ->
                                    doubts.about(sequence.identity().folder().rootId()))
                            .count()
                    > 0;
            List<String> notes = new ArrayList<>(questionNotes);
            notes.addAll(waiverNotes());
            notes.addAll(doubts.notes());
            return new SpecCheck(files.sequences().size(), violations, unsure, notes);
        }

        /** What is left of a finding where nobody allowed it: one violation or none. */
        private List<Violation> afterWaivers(CheckRule rule, Finding finding) {
            FrameSet frames = finding.frames();
            for (Waiver waiver : waivers) {
                if (!waiver.rule().equals(rule.id()) || !waiver.holdsOn(today)) {
                    continue;
                }
                CountedSequence allowed = waived.computeIfAbsent(waiver, this::sequences)
                        .get(finding.sequence().identity().sequenceId());
                if (allowed == null) {
                    continue;
                }
                if (finding.frames().isEmpty()) {
                    waivedFindings.merge(waiver, 1L, Long::sum);
                    return List.of();
                }
                FrameSet left = frames.minus(allowedFrames(waiver, finding, allowed));
                if (!left.equals(frames)) {
                    waivedFindings.merge(waiver, 1L, Long::sum);
                    frames = left;
                }
                if (frames.isEmpty()) {
                    return List.of();
                }
            }
            boolean whole = frames.equals(finding.frames());
            long count = whole && finding.files() > 0 ? finding.files() : frames.count();
            return List.of(new Violation(
                    rule,
                    named.computeIfAbsent(
                            finding.sequence().identity().sequenceId(),
                            id -> NamedSequence.of(
                                    finding.sequence().identity(),
                                    finding.sequence().frames())),
                    frames,
                    count,
                    finding.found(),
                    rule.requirement().wanted()));
        }

        private Map<Long, CountedSequence> sequences(Waiver waiver) {
            return Census.of(
                            handle,
                            new Question(waiver.scope(), Filters.NONE),
                            EnumSet.of(Census.Detail.FRAMES),
                            List.of())
                    .stream()
                    .collect(Collectors.toMap(sequence -> sequence.identity().sequenceId(), sequence -> sequence));
        }

        /** Frames that are missing have no file that could be in the scope, so there what the scope says counts. */
        private static FrameSet allowedFrames(Waiver waiver, Finding finding, CountedSequence allowed) {
            if (finding.files() > 0) {
                return allowed.frames();
            }
            List<FramePattern.FrameRange> ranges = waiver.scope().places().stream()
                    .flatMap(place -> place.frames().stream())
                    .flatMap(pattern -> pattern.ranges().stream())
                    .toList();
            if (!ranges.isEmpty()) {
                return FrameSet.of(ranges, waiver.asTyped());
            }
            return allowed.frames().equals(finding.sequence().frames()) ? finding.frames() : FrameSet.EMPTY;
        }

        private List<String> waiverNotes() {
            List<String> notes = new ArrayList<>();
            waivedFindings.forEach((waiver, count) -> notes.add(String.format(
                    Locale.ROOT,
                    "%,d %s of rule %s waived until %s for %s: %s",
                    count,
                    count == 1 ? "violation" : "violations",
                    waiver.rule(),
                    waiver.until(),
                    waiver.asTyped(),
                    waiver.reason())));
            waivers.stream()
                    .filter(waiver -> !waiver.holdsOn(today))
                    .sorted(Comparator.comparing(Waiver::until))
                    .forEach(waiver -> notes.add("the waiver of rule " + waiver.rule() + " for " + waiver.asTyped()
                            + " expired on " + waiver.until() + ": " + waiver.reason()));
            return notes;
        }
    }
}
