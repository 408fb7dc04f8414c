package io.github.exrdex.support;

/** An attribute as it goes into a header: name, type name and the bytes of its value. */
final class TinyAttribute {
    private final String name;
    private final String type;
    private final byte[] value;

    TinyAttribute(String name, String type, byte[] value) {
        this.name = name;
        this.type = type;
        this.value = value.clone();
    }

    String name() {
        return name;
    }

    /** Needs the flag for long names? */
    boolean hasLongName() {
        return ByteSink.nameBytes(name).length > 31 || ByteSink.nameBytes(type).length > 31;
    }

    /** @return where in the sink the value begins */
    int writeTo(ByteSink sink) {
        sink.name(name).name(type).i32(value.length);
        int at = sink.size();
        sink.bytes(value);
        return at;
    }
}
