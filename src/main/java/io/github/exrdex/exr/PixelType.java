package io.github.exrdex.exr;

/** The three pixel types of a channel; {@link #number()} is the file's own code, {@link #bytes()} the size of one sample. */
public enum PixelType {
    UINT(0, "uint", 4),
    HALF(1, "half", 2),
    FLOAT(2, "float", 4);

    private final int number;
    private final String text;
    private final int bytes;

    PixelType(int number, String text, int bytes) {
        this.number = number;
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
        return number;
    }
}
