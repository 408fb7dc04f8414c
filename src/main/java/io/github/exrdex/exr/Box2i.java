package io.github.exrdex.exr;

/** A pixel rectangle; both corners belong to it. Widths are {@code long} because the format allows 2^31-3 pixels. */
public record Box2i(int minX, int minY, int maxX, int maxY) {
    public long width() {
        return (long) maxX - minX + 1;
    }

    public long height() {
        return (long) maxY - minY + 1;
    }
}
