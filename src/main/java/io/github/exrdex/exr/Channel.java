package io.github.exrdex.exr;

/**
 * One channel as the header declares it.
 *
 * @param name raw name, case kept; bytes that are not UTF-8 appear as {@code \xNN}
 * @param xSampling pixels per sample, 2 = every second pixel; never below 1
 * @param ySampling lines per sample; never below 1
 * @param linear the {@code pLinear} byte: the channel is perceptually linear (a hint for lossy compressions)
 */
public record Channel(String name, PixelType type, int xSampling, int ySampling, boolean linear) {
    public Channel {
        if (xSampling < 1 || ySampling < 1) {
            throw new IllegalArgumentException("sampling below 1: " + name);
        }
    }
}
