package io.github.exrdex.store;

import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.ChannelName;
import io.github.exrdex.naming.ChannelNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Statements of {@code channel_set} and {@code channel}. Threads: the writer's own. */
final class ChannelSetDao {
    private static final int REMEMBERED = 8192;

    private final ChannelNaming naming;
    private final Map<Digest, Long> ids = new Lru<>(REMEMBERED);

    ChannelSetDao(ChannelNaming naming) {
        this.naming = naming;
    }

    void forget() {
        ids.clear();
    }

    long ensure(Handle handle, HeaderRows.ChannelSet set) {
        return ids.computeIfAbsent(set.digest(), digest -> find(handle, digest).orElseGet(() -> insert(handle, set)));
    }

    private static Optional<Long> find(Handle handle, Digest digest) {
        return handle.createQuery("SELECT channel_set_id FROM channel_set WHERE digest = :digest")
                .bind("digest", digest.bytes())
                .mapTo(Long.class)
                .findOne();
    }

    private long insert(Handle handle, HeaderRows.ChannelSet set) {
        List<Channel> channels = set.channels();
        long id = handle.createQuery(
                        "INSERT INTO channel_set (digest, channel_count) VALUES (:digest, :count) RETURNING channel_set_id")
                .bind("digest", set.digest().bytes())
                .bind("count", channels.size())
                .mapTo(Long.class)
                .one();
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO channel (channel_set_id, ordinal, name, layer, component, channel_group, aov,
                                     pixel_type, x_sampling, y_sampling, p_linear)
                VALUES (:set, :ordinal, :name, :layer, :component, :group, :aov, :type, :x, :y, :linear)""");
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            ChannelName name = ChannelName.of(channel.name());
            batch.bind("set", id)
                    .bind("ordinal", i)
                    .bind("name", channel.name())
                    .bind("layer", name.layer().isEmpty() ? null : name.layer())
                    .bind("component", name.component())
                    .bind("group", naming.group(channel.name()))
                    .bind("aov", naming.aov(channel.name()))
                    .bind("type", channel.type().text())
                    .bind("x", channel.xSampling())
                    .bind("y", channel.ySampling())
                    .bind("linear", channel.linear())
                    .add();
        }
        if (!channels.isEmpty()) {
            batch.execute();
        }
        return id;
    }

    /** Changes exactly when some channel could get another group or AOV. */
    String namingFingerprint() {
        Digest.Builder digest = Digest.builder();
        naming.groups().forEach(group -> {
            digest.add(group.name()).add(group.patterns().size());
            group.patterns().forEach(digest::add);
        });
        new TreeMap<>(naming.aliases()).forEach((also, aov) -> digest.add(also).add(aov));
        return digest.build().text();
    }

    /** Works groups and AOVs out again, for an index that was made with another configuration. No header is read for it. */
    void rename(Handle handle) {
        record Named(long setId, int ordinal, String name) {}
        List<Named> all = handle.createQuery("SELECT channel_set_id, ordinal, name FROM channel")
                .map((row, context) -> new Named(row.getLong(1), row.getInt(2), row.getString(3)))
                .list();
        if (all.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "UPDATE channel SET channel_group = :group, aov = :aov WHERE channel_set_id = :set AND ordinal = :ordinal");
        for (Named channel : all) {
            batch.bind("group", naming.group(channel.name()))
                    .bind("aov", naming.aov(channel.name()))
                    .bind("set", channel.setId())
                    .bind("ordinal", channel.ordinal())
                    .add();
        }
        batch.execute();
    }

    /** The AOV that a part's name says, worked out again. */
    void renameParts(Handle handle) {
        record Named(long headerId, int index, String name, String view) {}
        List<Named> all = handle.createQuery(
                        "SELECT header_id, part_index, name, coalesce(view, '') FROM part WHERE name IS NOT NULL")
                .map((row, context) -> new Named(row.getLong(1), row.getInt(2), row.getString(3), row.getString(4)))
                .list();
        if (all.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch("UPDATE part SET aov = :aov WHERE header_id = :header AND part_index = :index");
        for (Named part : all) {
            batch.bind("aov", naming.aovOfPart(part.name(), part.view()))
                    .bind("header", part.headerId())
                    .bind("index", part.index())
                    .add();
        }
        batch.execute();
    }
}
