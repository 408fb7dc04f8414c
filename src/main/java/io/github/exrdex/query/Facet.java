package io.github.exrdex.query;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.query.HeaderPart.Channel;
import io.github.exrdex.query.HeaderPart.Content;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every file has, one or several or none of, beside the tokens of its path: what files are counted by. */
enum Facet {
    CHANNEL("channel"),
    LAYER("layer"),
    COMPONENT("component"),
    GROUP("group"),
    AOV("aov"),
    /** Of pixels. */
    TYPE("type"),
    PART("part"),
    PART_TYPE("part-type"),
    COMPRESSION("compression"),
    /** Of the display window; the data window is as large as the renderer found something. */
    RESOLUTION("resolution"),
    VIEW("view"),
    CHANNEL_COUNT("channel-count"),
    PART_COUNT("part-count"),
    STATE("state"),
    EXTENSION("extension"),
    FOLDER("folder"),
    /** When the file was written last. */
    DAY("day");

    private final String text;

    Facet(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** In order, none twice; empty where the files have none, or their headers could not be read. */
    Collection<String> values(Sample sample) {
        return switch (this) {
            case CHANNEL, LAYER, COMPONENT, GROUP, AOV, PART -> ofChannels(sample);
            case TYPE -> types(sample);
            case PART_TYPE -> ofParts(sample, part -> part.form().type());
            case COMPRESSION -> ofParts(sample, part -> part.form().compression());
            case RESOLUTION ->
                ofParts(sample, part -> part.form().displayWindow().map(Facet::size));
            case VIEW -> views(sample);
            case CHANNEL_COUNT ->
                counted(sample, part -> part.content().channels().size());
            case PART_COUNT -> counted(sample, part -> 1);
            case STATE -> List.of(sample.tally().kind().state().text());
            case EXTENSION -> List.of(sample.sequence().name().suffix().replaceFirst("^\\.", ""));
            case FOLDER -> List.of(sample.sequence().folder().directory());
            case DAY -> days(sample);
        };
    }

    /** Does a file have several of it as a rule? Then its bytes belong to none of them alone. */
    boolean isOfChannels() {
        return switch (this) {
            case CHANNEL, LAYER, COMPONENT, GROUP, AOV, PART -> true;
            case TYPE,
                    PART_TYPE,
                    COMPRESSION,
                    RESOLUTION,
                    VIEW,
                    CHANNEL_COUNT,
                    PART_COUNT,
                    STATE,
                    EXTENSION,
                    FOLDER,
                    DAY -> false;
        };
    }

    /**
     * What one channel is.
     *
     * @param pathAov of the file
     */
    Optional<String> ofChannel(Content part, Channel channel, Optional<String> pathAov) {
        return switch (this) {
            case CHANNEL -> Optional.of(channel.names().name());
            case LAYER -> channel.names().layer();
            case COMPONENT -> Optional.of(channel.names().component());
            case GROUP -> Optional.of(part.groupOf(channel, pathAov));
            case AOV -> Optional.of(part.aovOf(channel, pathAov));
            case PART -> part.key().name();
            case TYPE,
                    PART_TYPE,
                    COMPRESSION,
                    RESOLUTION,
                    VIEW,
                    CHANNEL_COUNT,
                    PART_COUNT,
                    STATE,
                    EXTENSION,
                    FOLDER,
                    DAY -> throw new IllegalStateException(text + " is not of channels");
        };
    }

    static Optional<Facet> of(String text) {
        return Arrays.stream(values()).filter(facet -> facet.text.equals(text)).findFirst();
    }

    private Collection<String> ofChannels(Sample sample) {
        return sorted(sample.parts().stream()
                .map(HeaderPart::content)
                .flatMap(part -> part.channels().stream()
                        .flatMap(channel -> ofChannel(part, channel, sample.pathAov()).stream())));
    }

    private static Collection<String> types(Sample sample) {
        return sorted(sample.parts().stream()
                .flatMap(part -> part.content().channels().stream())
                .map(Channel::pixelType));
    }

    private static Collection<String> ofParts(Sample sample, Function<HeaderPart, Optional<String>> of) {
        return sorted(sample.parts().stream().map(of).flatMap(Optional::stream));
    }

    private static Collection<String> sorted(Stream<String> values) {
        return values.collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<String> counted(Sample sample, ToLongFunction<HeaderPart> of) {
        return sample.parts().isEmpty()
                ? List.of()
                : List.of(Long.toString(sample.parts().stream().mapToLong(of).sum()));
    }

    private static String size(Box2i window) {
        return window.width() + "x" + window.height();
    }

    /** Of the parts that name theirs, else of the path. */
    private static Collection<String> views(Sample sample) {
        Collection<String> ofHeader = sorted(Stream.concat(
                sample.parts().stream().flatMap(part -> part.view().stream()), sample.listedViews().stream()));
        return ofHeader.isEmpty()
                ? sample.sequence().token(PathToken.VIEW.text()).stream().toList()
                : ofHeader;
    }

    /** As people here call it. */
    private static Collection<String> days(Sample sample) {
        Instant from = Instant.ofEpochSecond(sample.tally().kind().modifiedQuarter()
                * TimeUnit.NANOSECONDS.toSeconds(CountedSequence.Kind.QUARTER_NS));
        return List.of(from.atZone(ZoneId.systemDefault()).toLocalDate().toString());
    }
}
