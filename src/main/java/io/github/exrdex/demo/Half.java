package io.github.exrdex.demo;

/** Sixteen-bit floats: 1 bit sign, 5 bits exponent (bias 15), 10 bits fraction. */
final class Half {
    private Half() {}

    /** Cuts what does not fit into the fraction; tiny values become 0, huge ones the largest that is finite. */
    static int bits(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int exponent = ((bits >>> 23) & 0xff) - 127 + 15;
        if (exponent <= 0) {
            return sign;
        }
        if (exponent >= 31) {
            return sign | 0x7bff;
        }
        return sign | (exponent << 10) | ((bits >>> 13) & 0x3ff);
    }
}
