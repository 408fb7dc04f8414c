package io.github.exrdex.naming;

import io.github.exrdex.exr.ChannelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a studio calls its channels: the group and the AOV of a channel, worked out once per channel set.
 *
 * @param groups the first whose patterns fit the full channel name wins
 * @param aliases other name of an AOV to its proper one
 */
public record ChannelNaming(List<Group> groups, Map<String, String> aliases) {
    /** The bare colour channels: together they are the picture itself. */
    private static final Set<String> BARE_COLOUR = Set.of("R", "G", "B", "A");

    /** Part names that mean the picture itself rather than an AOV. */
    private static final Set<String> PLAIN_PARTS = Set.of("rgba", "RGBA", "rgb", "RGB", "beauty", "main");

    private static final String BEAUTY = "beauty";

    /** @param patterns {@code *} for any text, {@code ?} for one character; letters as in the file */
    public record Group(String name, List<String> patterns) {
        public Group {
            patterns = List.copyOf(patterns);
        }
    }

    public ChannelNaming {
        groups = List.copyOf(groups);
        aliases = Map.copyOf(aliases);
    }

    /** The first group that fits, else the layer, else {@code beauty} for bare R G B A, else the channel's own name. */
    public String group(String channel) {
        for (Group group : groups) {
            for (String pattern : group.patterns()) {
                if (Glob.matches(pattern, channel)) {
                    return group.name();
                }
            }
        }
        ChannelName name = ChannelName.of(channel);
        if (!name.layer().isEmpty()) {
            return name.layer();
        }
        return BARE_COLOUR.contains(channel) ? BEAUTY : channel;
    }

    /** Empty for a bare R, G, B or A: then the part's name decides. */
    public Optional<String> aov(String channel) {
        ChannelName name = ChannelName.of(channel);
        if (!name.layer().isEmpty()) {
            return Optional.of(properAov(name.layer()));
        }
        return BARE_COLOUR.contains(channel) ? Optional.empty() : Optional.of(properAov(channel));
    }

    /** @param view of the part, empty text where it has none; a name like {@code diffuse.left} ends in it */
    public Optional<String> aovOfPart(String partName, String view) {
        String name = partName;
        if (!view.isEmpty() && name.endsWith(view) && name.length() > view.length() + 1) {
            char before = name.charAt(name.length() - view.length() - 1);
            if (before == '.' || before == '_') {
                name = name.substring(0, name.length() - view.length() - 1);
            }
        }
        if (name.isEmpty() || name.equals(view) || PLAIN_PARTS.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(properAov(name));
    }

    /** @param aov as a path says it; {@code rgba} and the like are the picture itself */
    public String aovOfPath(String aov) {
        return PLAIN_PARTS.contains(aov) ? BEAUTY : properAov(aov);
    }

    private String properAov(String aov) {
        return aliases.getOrDefault(aov, aov);
    }
}
