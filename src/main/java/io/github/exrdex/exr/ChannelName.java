package io.github.exrdex.exr;

/**
 * A channel name split as OpenEXR splits it: the layer is everything before the last dot (format notes, section 7).
 * Names that begin with their only dot, or end with a dot, have no layer.
 *
 * @param layer empty text where the channel is in no layer
 * @param component what follows the last dot, or the whole name
 */
public record ChannelName(String layer, String component) {
    public static ChannelName of(String name) {
        int dot = name.lastIndexOf('.');
        if (dot <= 0 || dot == name.length() - 1) {
            return new ChannelName("", name);
        }
        return new ChannelName(name.substring(0, dot), name.substring(dot + 1));
    }
}
