package io.github.exrdex.query;

import io.github.exrdex.exr.Box2i;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A part of a header, as far as answers about many files look at it.
 *
 * @param form what it is made like
 * @param content what it holds; parts that hold the same share it
 */
record HeaderPart(Form form, Content content, Optional<String> view) {

    /** @param type the file's own word */
    record Form(
            Optional<String> type,
            Optional<String> compression,
            Optional<Box2i> dataWindow,
            Optional<Box2i> displayWindow,
            Optional<Double> pixelAspectRatio) {
        /** Of the data window; 1 where there is none that makes sense. */
        double pixels() {
            return dataWindow
                    .map(window -> (double) window.width() * window.height())
                    .filter(pixels -> pixels > 0)
                    .orElse(1.0);
        }
    }

    /**
     * What a part holds.
     *
     * @param key tells it from others
     */
    record Content(Key key, List<Channel> channels) {
        /**
         * Parts with the same key hold the same.
         *
         * @param name of the part
         * @param aov that the name stands for; empty where it stands for none
         */
        record Key(long channelSetId, Optional<String> name, Optional<String> aov) {}

        /**
         * The AOV of a channel. Bare colour is what its part says, else what the path says, else the picture itself.
         *
         * @param pathAov of the file
         */
        String aovOf(Channel channel, Optional<String> pathAov) {
            return channel.aov().or(key::aov).or(() -> pathAov).orElse(BEAUTY);
        }

        /** The group of a channel. Bare colour that is an AOV of its own is not the picture itself. */
        String groupOf(Channel channel, Optional<String> pathAov) {
            String group = channel.names().group();
            return group.equals(BEAUTY) && channel.aov().isEmpty() ? aovOf(channel, pathAov) : group;
        }

        /** The AOVs of all channels. */
        Set<String> aovs(Optional<String> pathAov) {
            return channels.stream().map(channel -> aovOf(channel, pathAov)).collect(Collectors.toSet());
        }

        /** Everything that a question may call this part or something in it. */
        Set<String> names(Optional<String> pathAov) {
            Set<String> names = new HashSet<>();
            for (Channel channel : channels) {
                String itsAov = aovOf(channel, pathAov);
                names.add(channel.names().name());
                channel.names().layer().ifPresent(names::add);
                names.add(itsAov);
                names.add(groupOf(channel, pathAov));
            }
            key.name().ifPresent(names::add);
            key.aov().ifPresent(names::add);
            pathAov.ifPresent(names::add);
            return names;
        }
    }

    /**
     * One channel.
     *
     * @param aov empty for bare R, G, B and A
     */
    record Channel(Names names, Optional<String> aov, String pixelType, int xSampling, int ySampling) {
        /** @param group the first [[group]] that fits, else the layer, else beauty or the name */
        record Names(String name, Optional<String> layer, String component, String group) {}

        /** Bytes that one pixel takes before compression. */
        double bytesPerPixel() {
            return (pixelType.equals("half") ? 2.0 : 4.0) / Math.max(1, xSampling) / Math.max(1, ySampling);
        }
    }

    /** What bare colour channels are where neither part nor path says more. */
    static final String BEAUTY = "beauty";

    /** @return by the number of the header, the parts in order */
    static Map<Long, List<HeaderPart>> of(SqlHandle handle, Collection<Long> headerIds) {
        AlikeHeaders alike = AlikeHeaders.of(handle, headerIds);
        return alike.each(new Reader(handle).read(alike.kinds()));
    }

    private static final class Reader {
        private record Row(long headerId, Form form, Content.Key content, Optional<String> view) {}

        private final SqlHandle handle;

        Reader(SqlHandle handle) {
            this.handle = handle;
        }

        Map<Long, List<HeaderPart>> read(Collection<Long> headerIds) {
            List<Row> rows = handle.select("""
                            SELECT p.header_id, p.name, p.aov, p.view, p.type, p.compression,
                                   p.pixel_aspect_ratio, p.channel_set_id,
                                   p.data_min_x, p.data_min_y, p.data_max_x, p.data_max_y,
                                   p.display_min_x, p.display_min_y, p.display_max_x, p.display_max_y
                            FROM json_each(:headers) j
                            CROSS JOIN part p ON p.header_id = j.value
                            ORDER BY p.header_id, p.part_index""")
                    .bind("headers", headerIds.toString())
                    .map(row -> row(row))
                    .list();
            Map<Long, List<Channel>> channels = channels(rows.stream()
                    .map(row -> row.content().channelSetId())
                    .collect(Collectors.toCollection(TreeSet::new)));
            Map<Content.Key, Content> contents = new HashMap<>();
            return rows.stream()
                    .collect(Collectors.groupingBy(
                            Row::headerId,
                            Collectors.mapping(
                                    row -> new HeaderPart(
                                            row.form(),
                                            contents.computeIfAbsent(
                                                    row.content(),
                                                    key -> new Content(
                                                            key, channels.getOrDefault(key.channelSetId(), List.of()))),
                                            row.view()),
                                    Collectors.toList())));
        }

        private static Row row(ResultSet row) throws SQLException {
            double aspect = row.getDouble("pixel_aspect_ratio");
            Optional<Double> pixelAspect = row.wasNull() ? Optional.empty() : Optional.of(aspect);
            return new Row(
                    row.getLong("header_id"),
                    new Form(
                            Optional.ofNullable(row.getString("type")),
                            Optional.ofNullable(row.getString("compression")),
                            IndexedFiles.window(row, "data"),
                            IndexedFiles.window(row, "display"),
                            pixelAspect),
                    new Content.Key(
                            row.getLong("channel_set_id"),
                            Optional.ofNullable(row.getString("name")),
                            Optional.ofNullable(row.getString("aov"))),
                    Optional.ofNullable(row.getString("view")));
        }

        private Map<Long, List<Channel>> channels(Collection<Long> channelSetIds) {
            record InSet(long channelSetId, Channel channel) {}
            return handle
                    .select("""
                            SELECT c.channel_set_id, c.name, c.layer, c.component, c.channel_group, c.aov, c.pixel_type,
                                   c.x_sampling, c.y_sampling
                            FROM json_each(:sets) j
                            CROSS JOIN channel c ON c.channel_set_id = j.value
                            ORDER BY c.channel_set_id, c.ordinal""")
                    .bind("sets", channelSetIds.toString())
                    .map(row -> new InSet(
                            row.getLong("channel_set_id"),
                            new Channel(
                                    new Channel.Names(
                                            row.getString("name"),
                                            Optional.ofNullable(row.getString("layer")),
                                            row.getString("component"),
                                            row.getString("channel_group")),
                                    Optional.ofNullable(row.getString("aov")),
                                    row.getString("pixel_type"),
                                    row.getInt("x_sampling"),
                                    row.getInt("y_sampling"))))
                    .list()
                    .stream()
                    .collect(Collectors.groupingBy(
                            InSet::channelSetId, Collectors.mapping(InSet::channel, Collectors.toList())));
        }
    }
}
