package io.github.exrdex.support;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One entry of a channel list: name 0x00, int32 pixel type, uint8 pLinear, three zeros, int32 xSampling, int32 ySampling
 * (format notes, section 3.2). Numbers are the file's own, so that wrong ones can be written too.
 *
 * @param pixelType 0 uint, 1 half, 2 float
 * @param pLinear 0 or 1
 */
public record TinyChannel(String name, int pixelType, int pLinear, int xSampling, int ySampling) {
    private static final List<String> PIXEL_TYPES = List.of("uint", "half", "float");

    /** The order of the pixels in a file: by the bytes of the name. */
    static final Comparator<TinyChannel> FILE_ORDER =
            Comparator.comparing(channel -> ByteSink.nameBytes(channel.name()), Arrays::compareUnsigned);

    /** @param pixelType half, float or uint */
    public static TinyChannel of(String name, String pixelType) {
        return sampled(name, pixelType, 1, 1);
    }

    public static TinyChannel sampled(String name, String pixelType, int xSampling, int ySampling) {
        int number = PIXEL_TYPES.indexOf(pixelType);
        if (number < 0) {
            throw new IllegalArgumentException("no pixel type: " + pixelType);
        }
        return new TinyChannel(name, number, 0, xSampling, ySampling);
    }

    int bytesPerSample() {
        return pixelType == 1 ? 2 : 4;
    }

    static ByteSink list(List<TinyChannel> channels) {
        ByteSink sink = new ByteSink();
        for (TinyChannel channel : channels) {
            sink.name(channel.name)
                    .i32(channel.pixelType)
                    .u8(channel.pLinear)
                    .fill(3, 0)
                    .i32(channel.xSampling)
                    .i32(channel.ySampling);
        }
        return sink.u8(0);
    }
}
