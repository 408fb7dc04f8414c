package io.github.exrdex.exr;

import java.util.Optional;

/** The four storage layouts of a part, with the file's own word for each. */
public enum PartType {
    SCANLINE("scanlineimage", false, false),
    TILED("tiledimage", true, false),
    DEEP_SCANLINE("deepscanline", false, true),
    DEEP_TILED("deeptile", true, true);

    private final String text;
    private final boolean tiled;
    private final boolean deep;

    PartType(String text, boolean tiled, boolean deep) {
        this.text = text;
        this.tiled = tiled;
        this.deep = deep;
    }

    public String text() {
        return text;
    }

    public boolean tiled() {
        return tiled;
    }

    public boolean deep() {
        return deep;
    }

    /** Exact match, as the reference library compares it; anything else is a type that we do not know. */
    public static Optional<PartType> of(String text) {
        for (PartType type : values()) {
            if (type.text.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
