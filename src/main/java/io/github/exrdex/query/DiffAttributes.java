package io.github.exrdex.query;

import io.github.exrdex.query.AttributeSets.NamedText;
import io.github.exrdex.query.AttributeSets.Place;
import io.github.exrdex.query.AttributeSets.SharedSet;
import io.github.exrdex.query.DiffSide.Group;
import io.github.exrdex.query.DiffSide.Sequence;
import io.github.exrdex.query.Layout.PartLayout;
import io.github.exrdex.query.Snapshot.Both;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How the attributes of sequences differ from those of their counterparts. In a multipart file the part stands before the
 * name: {@code depth:comments}. The only part of a file compares with the first of many; of parts that one side lacks nothing is
 * said, for that it lacks them is said already.
 *
 * <p>Threads: the reader's. Memory: the shared attributes of all the sequences.
 */
final class DiffAttributes {
    private static final String NONE = "none";

    private final AttributeSets sets;
    private final UsualValues ofFirst;
    private final UsualValues ofSecond;

    /** Files that have the same value of an attribute. */
    private static final class Way {
        private long files;
        private long firstFrame = Long.MAX_VALUE;

        void add(long moreFiles, long frame) {
            files += moreFiles;
            firstFrame = Math.min(firstFrame, frame);
        }
    }

    /**
     * @param first sequences of that side that will be compared
     * @param second the same of the other side
     */
    DiffAttributes(
            Snapshot snapshot,
            Conditions ofFirst,
            Collection<Sequence> first,
            Conditions ofSecond,
            Collection<Sequence> second) {
        Set<Long> headers = new TreeSet<>();
        Set<Long> attributeSets = new TreeSet<>();
        for (Collection<Sequence> side : List.of(first, second)) {
            for (Sequence sequence : side) {
                for (Group group : sequence.groups()) {
                    headers.add(group.headerId());
                    group.layout().parts().forEach(part -> attributeSets.add(part.attributeSetId()));
                }
            }
        }
        this.sets = AttributeSets.of(snapshot, headers, attributeSets);
        Both<UsualValues, UsualValues> sides = snapshot.both(
                handle -> UsualValues.of(
                        handle, ofFirst, first.stream().map(this::asked).toList()),
                handle -> UsualValues.of(
                        handle, ofSecond, second.stream().map(this::asked).toList()));
        this.ofFirst = sides.one();
        this.ofSecond = sides.other();
    }

    private UsualValues.Asked asked(Sequence sequence) {
        BitSet slots = new BitSet();
        sequence.groups().forEach(group -> sets.places(group.headerId()).forEach(place -> slots.set(place.slot())));
        boolean uniform = sequence.isOneHeader() && sequence.groups().get(0).files() == sequence.files();
        return new UsualValues.Asked(
                sequence.sequenceId(),
                sequence.filesWithHeader(),
                slots,
                uniform ? OptionalLong.of(sequence.groups().get(0).headerId()) : OptionalLong.empty());
    }

    NameChanges between(Sequence first, Sequence second) {
        boolean sameParts = first.isOneHeader()
                && second.isOneHeader()
                && hasTellingLabels(first)
                && labels(first).equals(labels(second));
        return NameChanges.between(
                texts(first, ofFirst, prefixes(second), sameParts ? alike(first, second) : Map.of()),
                texts(second, ofSecond, prefixes(first), sameParts ? alike(second, first) : Map.of()));
    }

    private static List<String> labels(Sequence sequence) {
        return sequence.groups().get(0).layout().parts().stream()
                .map(PartLayout::label)
                .toList();
    }

    private static boolean hasTellingLabels(Sequence sequence) {
        List<String> labels = labels(sequence);
        return Set.copyOf(labels).size() == labels.size();
    }

    /** By part, which of its shared attributes the other sequence has in the same place: of two versions nearly all. */
    private Map<Integer, BitSet> alike(Sequence sequence, Sequence other) {
        Map<Integer, BitSet> alike = new HashMap<>();
        List<PartLayout> parts = sequence.groups().get(0).layout().parts();
        List<PartLayout> others = other.groups().get(0).layout().parts();
        for (int i = 0; i < parts.size(); i++) {
            List<NamedText> values = sets.shared(parts.get(i).attributeSetId()).values();
            List<NamedText> otherValues =
                    sets.shared(others.get(i).attributeSetId()).values();
            BitSet same = new BitSet();
            if (values == otherValues) {
                same.set(0, values.size());
            } else if (values.size() == otherValues.size()) {
                for (int k = 0; k < values.size(); k++) {
                    same.set(k, values.get(k).equals(otherValues.get(k)));
                }
            }
            alike.put(i, same);
        }
        return alike;
    }

    /**
     * Name to value; of one that varies from frame to frame only that it does.
     *
     * @param others prefixes of the sequence that it is compared with
     * @param left out, by part
     */
    private NavigableMap<String, String> texts(
            Sequence sequence, UsualValues own, Set<String> others, Map<Integer, BitSet> left) {
        NavigableMap<String, String> texts = new TreeMap<>();
        Map<String, Map<String, Way>> ways = new HashMap<>();
        for (Group group : sequence.groups()) {
            Set<String> seen = new HashSet<>();
            List<PartLayout> parts = group.layout().parts();
            List<Optional<String>> prefixes = IntStream.range(0, parts.size())
                    .mapToObj(i -> comparedAs(prefix(group, i), i, others))
                    .toList();
            for (int i = 0; i < parts.size(); i++) {
                if (prefixes.get(i).isEmpty()) {
                    continue;
                }
                List<NamedText> values =
                        sets.shared(parts.get(i).attributeSetId()).values();
                BitSet leftOut = left.getOrDefault(i, new BitSet());
                for (int k = leftOut.nextClearBit(0); k < values.size(); k = leftOut.nextClearBit(k + 1)) {
                    String name = prefixes.get(i).get() + values.get(k).name();
                    if (seen.add(name)) {
                        way(ways, name, values.get(k).text()).add(group.files(), group.firstFrame());
                    }
                }
            }
            for (Place place : sets.places(group.headerId())) {
                SharedSet beside = sets.shared(parts.get(place.partIndex()).attributeSetId());
                Optional<String> prefix = prefixes.get(place.partIndex());
                String name = prefix.orElse("") + place.name();
                if (prefix.isEmpty() || beside.names().contains(place.name()) || !seen.add(name)) {
                    continue;
                }
                if (own.isWithout(sequence.sequenceId(), place.slot())) {
                    texts.put(name, DiffSide.VARIES);
                    continue;
                }
                for (UsualValues.Counted counted : own.counted(sequence.sequenceId(), place.slot())) {
                    if (counted.headerId() == group.headerId()) {
                        way(ways, name, counted.text()).add(counted.files(), counted.firstFrame());
                    }
                }
            }
        }
        ways.forEach((name, ofName) -> texts.put(name, summary(ofName, sequence.filesWithHeader())));
        return texts;
    }

    private static String prefix(Group group, int part) {
        return group.layout().isMultipart() ? group.layout().parts().get(part).label() + ":" : "";
    }

    private static Set<String> prefixes(Sequence sequence) {
        Set<String> prefixes = new HashSet<>();
        for (Group group : sequence.groups()) {
            IntStream.range(0, group.layout().parts().size()).forEach(i -> prefixes.add(prefix(group, i)));
        }
        return prefixes;
    }

    /** @return empty where the other side has no such part */
    private static Optional<String> comparedAs(String prefix, int part, Set<String> others) {
        if (prefix.isEmpty() || others.contains(prefix)) {
            return Optional.of(prefix);
        }
        return part == 0 && others.contains("") ? Optional.of("") : Optional.empty();
    }

    private static Way way(Map<String, Map<String, Way>> ways, String name, String text) {
        return ways.computeIfAbsent(name, n -> new HashMap<>()).computeIfAbsent(text, t -> new Way());
    }

    private static String summary(Map<String, Way> ways, long files) {
        long without =
                files - ways.values().stream().mapToLong(way -> way.files).sum();
        if (without > 0) {
            ways.computeIfAbsent(NONE, none -> new Way()).add(without, Long.MAX_VALUE);
        }
        Map<String, Long> inOrder = new LinkedHashMap<>();
        ways.entrySet().stream()
                .sorted((one, other) -> Long.compare(one.getValue().firstFrame, other.getValue().firstFrame))
                .forEach(way -> inOrder.put(way.getKey(), way.getValue().files));
        return DiffSide.summary(inOrder);
    }
}
