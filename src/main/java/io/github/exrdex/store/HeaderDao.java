package io.github.exrdex.store;

import io.github.exrdex.exr.Box2i;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Statements of {@code header}, {@code part} and {@code frame_slot}. Threads: the writer's own. */
final class HeaderDao {
    private static final int REMEMBERED = 32_768;

    /** Whose texts are numbers, but for {@code nan} and {@code inf}. */
    private static final Set<String> NUMERIC_TYPES = Set.of("int", "float", "double");

    private final ChannelSetDao channelSets;
    private final AttributeSetDao attributeSets;
    private final Map<Digest, Long> ids = new Lru<>(REMEMBERED);

    HeaderDao(ChannelSetDao channelSets, AttributeSetDao attributeSets) {
        this.channelSets = channelSets;
        this.attributeSets = attributeSets;
    }

    /** Rows that a rolled-back transaction had made are not there. */
    void forget() {
        ids.clear();
        channelSets.forget();
        attributeSets.forget();
    }

    /** The row of this header, made if it is the first of its kind. */
    long ensure(Handle handle, HeaderRows.Shared header) {
        return ids.computeIfAbsent(
                header.digest(), digest -> find(handle, digest).orElseGet(() -> insert(handle, header)));
    }

    private static Optional<Long> find(Handle handle, Digest digest) {
        return handle.createQuery("SELECT header_id FROM header WHERE digest = :digest")
                .bind("digest", digest.bytes())
                .mapTo(Long.class)
                .findOne();
    }

    private long insert(Handle handle, HeaderRows.Shared header) {
        long id = handle.createQuery(
                        "INSERT INTO header (digest, part_count) VALUES (:digest, :parts) RETURNING header_id")
                .bind("digest", header.digest().bytes())
                .bind("parts", header.parts().size())
                .mapTo(Long.class)
                .one();
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO part (header_id, part_index, name, aov, type, compression,
                                  data_min_x, data_min_y, data_max_x, data_max_y,
                                  display_min_x, display_min_y, display_max_x, display_max_y,
                                  line_order, pixel_aspect_ratio, chunk_count, view, channel_set_id, attribute_set_id)
                VALUES (:header, :index, :name, :aov, :type, :compression,
                        :data0, :data1, :data2, :data3, :display0, :display1, :display2, :display3,
                        :lineOrder, :aspect, :chunks, :view, :channels, :attributes)""");
        List<HeaderRows.PartRow> parts = header.parts();
        for (int i = 0; i < parts.size(); i++) {
            HeaderRows.PartRow part = parts.get(i);
            batch.bind("header", id)
                    .bind("index", i)
                    .bind("name", part.name())
                    .bind("aov", part.aov())
                    .bind("type", part.type())
                    .bind("compression", part.compression())
                    .bind("lineOrder", part.lineOrder())
                    .bind("aspect", part.pixelAspectRatio())
                    .bind("chunks", part.chunkCount())
                    .bind("view", part.view())
                    .bind("channels", channelSets.ensure(handle, part.channels()))
                    .bind("attributes", attributeSets.ensure(handle, part.attributes()));
            bindWindow(batch, "data", part.dataWindow());
            bindWindow(batch, "display", part.displayWindow());
            batch.add();
        }
        batch.execute();
        insertSlots(handle, id, header.slots());
        return id;
    }

    private void insertSlots(Handle handle, long headerId, List<HeaderRows.FrameSlot> slots) {
        if (slots.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO frame_slot (header_id, slot, part_index, ordinal, attribute_id, numeric)
                VALUES (:header, :slot, :part, :ordinal, :attribute, :numeric)""");
        for (int i = 0; i < slots.size(); i++) {
            HeaderRows.FrameSlot slot = slots.get(i);
            batch.bind("header", headerId)
                    .bind("slot", i)
                    .bind("part", slot.partIndex())
                    .bind("ordinal", slot.ordinal())
                    .bind("attribute", attributeSets.nameId(handle, slot.name(), slot.typeName()))
                    .bind("numeric", NUMERIC_TYPES.contains(slot.typeName()))
                    .add();
        }
        batch.execute();
    }

    private static void bindWindow(PreparedBatch batch, String name, Optional<Box2i> window) {
        batch.bind(name + "0", window.map(Box2i::minX))
                .bind(name + "1", window.map(Box2i::minY))
                .bind(name + "2", window.map(Box2i::maxX))
                .bind(name + "3", window.map(Box2i::maxY));
    }
}
