package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One header while it is read: its attributes in file order, nothing judged yet. Threads: one. */
final class PartDraft {
    private final int index;
    private final long offset;
    private final List<Attribute> attributes = new ArrayList<>(32);
    /** Also tells a name that comes again from a new one, in a header of 65,536 attributes too. */
    private final Map<String, Attribute> lastByName = new HashMap<>(128);

    private List<Channel> channels = List.of();

    /** @param offset of its first byte in the file */
    PartDraft(int index, long offset) {
        this.index = index;
        this.offset = offset;
    }

    int index() {
        return index;
    }

    void add(Attribute attribute) {
        attributes.add(attribute);
        lastByName.put(attribute.name(), attribute);
    }

    /** The last list counts; the duplicate is a problem of its own. */
    void channels(List<Channel> list) {
        channels = list;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    List<Channel> channels() {
        return channels;
    }

    /** The last attribute of that name which has the right shape, as the reference library takes the last. */
    <T extends AttributeValue> Optional<T> last(String name, Class<T> shape) {
        Attribute last = lastByName.get(name);
        if (last == null) {
            return Optional.empty();
        }
        if (shape.isInstance(last.value())) {
            return Optional.of(shape.cast(last.value()));
        }
        for (int i = attributes.size() - 1; i >= 0; i--) {
            Attribute attribute = attributes.get(i);
            if (attribute.name().equals(name) && shape.isInstance(attribute.value())) {
                return Optional.of(shape.cast(attribute.value()));
            }
        }
        return Optional.empty();
    }

    /** {@code type}, {@code name}, {@code version} and {@code chunkCount}: there the reference library takes the first. */
    <T extends AttributeValue> Optional<T> first(String name, Class<T> shape) {
        if (!has(name)) {
            return Optional.empty();
        }
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name) && shape.isInstance(attribute.value())) {
                return Optional.of(shape.cast(attribute.value()));
            }
        }
        return Optional.empty();
    }

    boolean has(String name) {
        return lastByName.containsKey(name);
    }

    /** Where the value of an attribute stands, the start of the part where there is none: the place to blame. */
    long offsetOf(String name) {
        Attribute blamed = lastByName.get(name);
        return blamed == null ? offset : blamed.offset();
    }
}
