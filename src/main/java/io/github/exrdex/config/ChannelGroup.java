package io.github.exrdex.config;

import java.util.List;

/**
 * Channels that people ask for under one name.
 *
 * @param channels globs of full channel names: {@code *} for any text, {@code ?} for one character, letters as in the file
 */
public record ChannelGroup(String name, List<String> channels) {
    /** Used where a file names no group: what the renderers that we know call their cryptomattes. */
    public static final List<ChannelGroup> BUILT_IN =
            List.of(new ChannelGroup("cryptomatte", List.of("crypto*", "Crypto*", "*.crypto*", "*.Crypto*")));

    public ChannelGroup {
        channels = List.copyOf(channels);
    }
}
