package io.github.exrdex.exr;

/** The three pixel types of a channel; {@link #number()} is the file's own code, {@link #bytes()} the size of one sample. */
public enum PixelType {
    UINT("uint", 4),
    HALF("half", 2),
    FLOAT("float", 4);

    private final String text;
    private final int bytes;

    PixelType(String text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    public String text() {
        return text;
    }

    /** Bytes of one sample. */
    public int bytes() {
        return bytes;
    }

    /** The code in the file: 0 UINT, 1 HALF, 2 FLOAT. */
    public int number() {
        return ordinal();
    }
}
