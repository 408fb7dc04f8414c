package io.github.exrdex.store;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.Part;
import io.github.exrdex.naming.ChannelNaming;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a header into rows on the parser threads, so that the writer only writes. A header is compared with the last one
 * of its sequence: what is the same is taken over as it was encoded then, and what differs teaches {@link VaryingNames}.
 *
 * <p>Threads: one, and another one for each {@link #another}. Memory, of all together: a header of each of at most
 * {@value #SEQUENCES} sequences.
 */
public final class HeaderEncoder {
    private static final int SEQUENCES = 256;

    /** Attributes with a column of their own in {@code part}. */
    private static final Set<String> COLUMNS = Set.of(
            "name",
            "view",
            "type",
            "compression",
            "dataWindow",
            "displayWindow",
            "lineOrder",
            "pixelAspectRatio",
            "chunkCount");

    private final ChannelNaming naming;
    private final VaryingNames varying;
    /** Of the sequences that any thread met last. */
    private final Map<String, Neighbour> neighbours;

    /** The header that was encoded here last: mostly the frame before, made of the very same objects. */
    private @Nullable Neighbour latest;

    private String latestSequence = "";

    /** The last header seen of a sequence, and what became of it. */
    private record Neighbour(List<Part> parts, HeaderRows.Shared shared, Set<String> varying, ChangeLog changes) {
        Optional<EncodedPart> part(int index) {
            return index < parts.size()
                    ? Optional.of(
                            new EncodedPart(parts.get(index), shared.parts().get(index)))
                    : Optional.empty();
        }
    }

    private record EncodedPart(Part part, HeaderRows.PartRow row) {}

    public HeaderEncoder(ChannelNaming naming, VaryingNames varying) {
        this(naming, varying, Collections.synchronizedMap(new Lru<>(SEQUENCES)));
    }

    private HeaderEncoder(ChannelNaming naming, VaryingNames varying, Map<String, Neighbour> neighbours) {
        this.naming = naming;
        this.varying = varying;
        this.neighbours = neighbours;
    }

    /** For one more thread, that works on the same sequences. */
    public HeaderEncoder another() {
        return new HeaderEncoder(naming, varying, neighbours);
    }

    /**
     * @param sequence any text that frames of one sequence have in common
     * @param parts at least one
     * @param partBytes what the chunks of each part take; empty where that is not known
     */
    public HeaderRows encode(String sequence, List<Part> parts, List<Long> partBytes) {
        Neighbour alike = sequence.equals(latestSequence) ? latest : null;
        if (alike == null || !isLikeNeighbour(alike, parts)) {
            Neighbour known = neighbours.get(sequence);
            if (known != null && isLikeNeighbour(known, parts)) {
                alike = known;
            } else {
                alike = compare(known, parts);
                neighbours.put(sequence, alike);
            }
        }
        latestSequence = sequence;
        latest = new Neighbour(parts, alike.shared(), alike.varying(), alike.changes());
        return new HeaderRows(alike.shared(), frameValues(parts, alike.shared().slots()), partBytes);
    }

    /**
     * Nearly every frame: it differs from the one before in nothing but values that are known to vary. One pass, over objects
     * that are mostly the very same.
     */
    private boolean isLikeNeighbour(Neighbour last, List<Part> now) {
        Set<String> names = varying.names();
        List<Part> before = last.parts();
        // The set of varying names only grows: equally many are the same.
        if (last.varying().size() != names.size() || before.size() != now.size()) {
            return false;
        }
        for (int p = 0; p < now.size(); p++) {
            if (!isVerySame(before.get(p), now.get(p)) && !isLike(before.get(p), now.get(p), names)) {
                return false;
            }
        }
        varying.learn(Set.of(), last.changes());
        return true;
    }

    private static boolean isLike(Part before, Part now, Set<String> names) {
        List<Attribute> old = before.attributes();
        List<Attribute> young = now.attributes();
        if (old.size() != young.size()
                || before.chunkCount() != now.chunkCount()
                || !before.typeName().equals(now.typeName())
                || !(isVerySame(before.channels(), now.channels())
                        || before.channels().equals(now.channels()))) {
            return false;
        }
        for (int i = 0; i < young.size(); i++) {
            Attribute n = young.get(i);
            Attribute o = old.get(i);
            if (!isVerySame(o, n) && !bothVary(o, n, names) && !sameContent(o, n)) {
                return false;
            }
        }
        return true;
    }

    /** Some that vary have columns of their own in {@code part} all the same. */
    private static boolean bothVary(Attribute before, Attribute now, Set<String> names) {
        return names.contains(now.name())
                && before.name().equals(now.name())
                && before.typeName().equals(now.typeName())
                && !COLUMNS.contains(now.name());
    }

    private Neighbour compare(@Nullable Neighbour last, List<Part> parts) {
        ChangeLog changes = last == null ? new ChangeLog() : last.changes();
        if (last != null) {
            varying.learn(changedNames(last.parts(), parts), changes);
        }
        Set<String> names = varying.names();
        // The set of varying names only grows: equally many are the same.
        Neighbour comparable = last != null && last.varying().size() == names.size() ? last : null;
        boolean ownFactsVary = !Collections.disjoint(COLUMNS, names);
        List<HeaderRows.PartRow> rows = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Optional<EncodedPart> before = comparable == null ? Optional.empty() : comparable.part(i);
            rows.add(encodePart(parts.get(i), names, ownFactsVary, before));
        }
        HeaderRows.Shared shared =
                comparable != null && comparable.shared().parts().equals(rows)
                        ? comparable.shared()
                        : share(rows, slots(parts, names));
        return new Neighbour(parts, shared, names, changes);
    }

    private Set<String> changedNames(List<Part> before, List<Part> now) {
        Set<String> known = varying.names();
        Set<String> changed = new HashSet<>();
        for (int p = 0; p < Math.min(before.size(), now.size()); p++) {
            if (isVerySame(before.get(p), now.get(p))) {
                continue;
            }
            addChangedNames(before.get(p).attributes(), now.get(p).attributes(), known, changed);
        }
        return changed;
    }

    private static void addChangedNames(
            List<Attribute> before, List<Attribute> now, Set<String> known, Set<String> changed) {
        Map<String, Attribute> byName = Map.of();
        for (int i = 0; i < now.size(); i++) {
            Attribute young = now.get(i);
            Attribute old = i < before.size() ? before.get(i) : null;
            if (isVerySame(old, young)) {
                continue;
            }
            if (old == null || !old.name().equals(young.name())) {
                // Some attribute came or went; those behind it have other places now.
                if (byName.isEmpty()) {
                    byName = new HashMap<>();
                    for (Attribute attribute : before) {
                        byName.put(attribute.name(), attribute);
                    }
                }
                old = byName.get(young.name());
            }
            if (old != null && !known.contains(young.name()) && !sameContent(old, young)) {
                changed.add(young.name());
            }
        }
    }

    private HeaderRows.PartRow encodePart(
            Part part, Set<String> names, boolean ownFactsVary, Optional<EncodedPart> before) {
        if (before.isPresent() && isVerySame(before.get().part(), part)) {
            return before.get().row();
        }
        Optional<HeaderRows.ChannelSet> channels = before.filter(
                        last -> last.part().channels().equals(part.channels()))
                .map(last -> last.row().channels());
        Optional<HeaderRows.AttributeSet> attributes = before.filter(
                        last -> sameShared(last.part().attributes(), part.attributes(), names))
                .map(last -> last.row().attributes());
        if (before.isPresent()
                && channels.isPresent()
                && attributes.isPresent()
                && sameOwnFacts(before.get().part(), part, ownFactsVary)) {
            return before.get().row();
        }
        String view = part.view().orElse("");
        return new HeaderRows.PartRow(
                part.name(),
                part.name().flatMap(name -> naming.aovOfPart(name, view)),
                Optional.of(part.typeName()).filter(type -> !type.isEmpty()),
                part.compression().map(Compression::text),
                part.dataWindow(),
                part.displayWindow(),
                part.lineOrder(),
                part.pixelAspectRatio(),
                part.knownChunkCount(),
                part.view(),
                channels.orElseGet(() -> channelSet(part.channels())),
                attributes.orElseGet(() -> attributeSet(part.attributes(), names)));
    }

    /** Attributes that vary are no part of the shared set, but some of them have columns of their own. */
    private static boolean sameOwnFacts(Part before, Part now, boolean vary) {
        if (before.chunkCount() != now.chunkCount() || !before.typeName().equals(now.typeName())) {
            return false;
        }
        if (!vary) {
            return true; // they come from attributes that were found the same
        }
        return before.dataWindow().equals(now.dataWindow())
                && before.displayWindow().equals(now.displayWindow())
                && before.name().equals(now.name())
                && before.view().equals(now.view())
                && before.compression().equals(now.compression())
                && before.lineOrder().equals(now.lineOrder())
                && before.pixelAspectRatio().equals(now.pixelAspectRatio());
    }

    private static boolean sameShared(List<Attribute> before, List<Attribute> now, Set<String> names) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            Attribute b = before.get(i);
            Attribute n = now.get(i);
            boolean same = sameContent(b, n)
                    || (names.contains(n.name())
                            && b.name().equals(n.name())
                            && b.typeName().equals(n.typeName()));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** The reader hands in the very things of the frame before, where they are the same; that spares a look inside. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isVerySame(@Nullable Object a, Object b) {
        return a == b;
    }

    /** Where in the file a value stands does not make it another one. */
    private static boolean sameContent(Attribute a, Attribute b) {
        return isVerySame(a, b)
                || (a.name().equals(b.name())
                        && a.typeName().equals(b.typeName())
                        && (isVerySame(a.value(), b.value()) || a.value().equals(b.value())));
    }

    private static HeaderRows.ChannelSet channelSet(List<Channel> channels) {
        Digest.Builder digest = Digest.builder();
        for (Channel channel : channels) {
            digest.add(channel.name())
                    .add(channel.type().number())
                    .add(channel.xSampling())
                    .add(channel.ySampling())
                    .add(channel.linear() ? 1 : 0);
        }
        return new HeaderRows.ChannelSet(digest.build(), channels);
    }

    private static HeaderRows.AttributeSet attributeSet(List<Attribute> attributes, Set<String> names) {
        List<HeaderRows.SetAttribute> rows = new ArrayList<>(attributes.size());
        Digest.Builder digest = Digest.builder();
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            boolean varies = names.contains(attribute.name());
            // One that varies counts by its name alone: files of one set have attributes of the same names.
            digest.add(i).add(attribute.name()).add(attribute.typeName()).add(varies ? 1 : 0);
            if (!varies) {
                StoredValue value = StoredValue.of(attribute.value());
                rows.add(new HeaderRows.SetAttribute(i, attribute.name(), attribute.typeName(), value));
                digest.add(value.text()).add(Objects.requireNonNullElse(value.json(), ""));
            }
        }
        return new HeaderRows.AttributeSet(digest.build(), rows);
    }

    private static List<HeaderRows.FrameSlot> slots(List<Part> parts, Set<String> names) {
        List<HeaderRows.FrameSlot> slots = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            List<Attribute> attributes = parts.get(p).attributes();
            for (int i = 0; i < attributes.size(); i++) {
                Attribute attribute = attributes.get(i);
                if (names.contains(attribute.name())) {
                    slots.add(new HeaderRows.FrameSlot(p, i, attribute.name(), attribute.typeName()));
                }
            }
        }
        return List.copyOf(slots);
    }

    private static List<FrameValue> frameValues(List<Part> parts, List<HeaderRows.FrameSlot> slots) {
        List<FrameValue> values = new ArrayList<>(slots.size());
        for (HeaderRows.FrameSlot slot : slots) {
            values.add(FrameValue.of(
                    parts.get(slot.partIndex()).attributes().get(slot.ordinal()).value()));
        }
        return values;
    }

    private static HeaderRows.Shared share(List<HeaderRows.PartRow> rows, List<HeaderRows.FrameSlot> slots) {
        Digest.Builder digest = Digest.builder();
        for (HeaderRows.PartRow row : rows) {
            digest.add(row.channels().digest()).add(row.attributes().digest());
            row.addFactsTo(digest);
        }
        return new HeaderRows.Shared(digest.build(), List.copyOf(rows), slots);
    }
}
