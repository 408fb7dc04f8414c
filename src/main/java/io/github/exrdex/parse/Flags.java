package io.github.exrdex.parse;

/** The upper 24 bits of the version word (format notes, section 1). */
record Flags(int bits) {
    private static final int TILED = 0x200;
    private static final int LONG_NAMES = 0x400;
    private static final int DEEP = 0x800;
    private static final int MULTIPART = 0x1000;

    /** The one part of this file is flat and tiled. */
    boolean tiled() {
        return (bits & TILED) != 0;
    }

    boolean longNames() {
        return (bits & LONG_NAMES) != 0;
    }

    /** At least one part is deep. */
    boolean deep() {
        return (bits & DEEP) != 0;
    }

    boolean multipart() {
        return (bits & MULTIPART) != 0;
    }

    int unknown() {
        return bits & ~(TILED | LONG_NAMES | DEEP | MULTIPART);
    }
}
