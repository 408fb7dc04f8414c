package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.ChannelName;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cryptomatte is channels and metadata together: layers {@code crypto_object00}, {@code crypto_object01} and on hold ids, and
 * {@code cryptomatte/<key>/name} says {@code crypto_object} (format notes, section 6). One without the other is of no use.
 *
 * <p>Threads: one.
 */
final class CryptomatteRules {
    private static final String METADATA = "cryptomatte/";
    private static final String NAME = "/name";
    private static final String LAYER = "crypto";

    /** Frames of a sequence hand in the same list again, see {@link ChannelListDecoder}. */
    private List<Channel> lastChannels = List.of();

    private Set<String> lastLayers = Set.of();

    /** Does another value of this attribute make another judgement? */
    static boolean concern(String name) {
        return (name.startsWith(METADATA) && name.endsWith(NAME)) || name.equals("name");
    }

    void check(List<Part> parts, Problems problems) {
        Map<String, Attribute> named = new LinkedHashMap<>();
        Set<String> layers = new LinkedHashSet<>();
        for (Part part : parts) {
            for (Attribute attribute : part.attributes()) {
                if (attribute.name().startsWith(METADATA)
                        && attribute.name().endsWith(NAME)
                        && attribute.value() instanceof AttributeValue.Text text) {
                    named.put(text.value(), attribute);
                }
            }
            layers.addAll(layersOf(part.channels()));
            part.name().ifPresent(name -> addLayer(name, layers));
        }
        for (String layer : layers) {
            if (!named.containsKey(layer)) {
                problems.warn(
                        ProblemKind.CRYPTOMATTE_WITHOUT_METADATA,
                        -1,
                        "the layers " + layer + "00 and on have no cryptomatte/KEY/name that says " + layer);
            }
        }
        named.forEach((layer, attribute) -> {
            if (!layers.contains(layer)) {
                problems.warn(
                        ProblemKind.CRYPTOMATTE_WITHOUT_CHANNELS,
                        attribute.offset(),
                        attribute.name() + " says " + layer + ", but there is no layer " + layer + "00");
            }
        });
    }

    private Set<String> layersOf(List<Channel> channels) {
        if (channels != lastChannels) {
            Set<String> layers = new LinkedHashSet<>();
            for (Channel channel : channels) {
                addLayer(ChannelName.of(channel.name()).layer(), layers);
            }
            lastChannels = channels;
            lastLayers = layers;
        }
        return lastLayers;
    }

    /** {@code crypto_object00} and {@code ViewLayer.CryptoObject00} without their two digits; anything else is left out. */
    private static void addLayer(String layer, Set<String> into) {
        int end = layer.length() - 2;
        if (end < LAYER.length() || !isDigit(layer.charAt(end)) || !isDigit(layer.charAt(end + 1))) {
            return;
        }
        if (layer.regionMatches(true, layer.lastIndexOf('.') + 1, LAYER, 0, LAYER.length())) {
            into.add(layer.substring(0, end));
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
