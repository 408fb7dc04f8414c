package io.github.exrdex.store;

import io.github.exrdex.exr.Box2i;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Statements of {@code header}, {@code part} and {@code frame_slot}. Threads: the writer's own. */
final class HeaderDao implements AutoCloseable {
    private static final int REMEMBERED = 32_768;

    /** Whose texts are numbers, but for {@code nan} and {@code inf}. */
    private static final Set<String> NUMERIC_TYPES = Set.of("int", "float", "double");

    private final ChannelSetDao channelSets;
    private final AttributeSetDao attributeSets;
    private final Map<Digest, Long> ids = new Lru<>(REMEMBERED);

    private final KeptStatement find;
    private final KeptStatement insert;
    private final KeptStatement insertPart;
    private final KeptStatement insertSlot;

    HeaderDao(Connection connection, ChannelSetDao channelSets, AttributeSetDao attributeSets) {
        this.channelSets = channelSets;
        this.attributeSets = attributeSets;
        find = new KeptStatement(connection, "SELECT header_id FROM header WHERE digest = ?");
        insert = new KeptStatement(
                connection, "INSERT INTO header (digest, part_count) VALUES (?, ?) RETURNING header_id");
        insertPart = new KeptStatement(connection, """
                INSERT INTO part (header_id, part_index, name, aov, type, compression,
                                  data_min_x, data_min_y, data_max_x, data_max_y,
                                  display_min_x, display_min_y, display_max_x, display_max_y,
                                  line_order, pixel_aspect_ratio, chunk_count, view, channel_set_id, attribute_set_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        insertSlot = new KeptStatement(connection, """
                INSERT INTO frame_slot (header_id, slot, part_index, ordinal, attribute_id, numeric)
                VALUES (?, ?, ?, ?, ?, ?)""");
    }

    /** Rows that a rolled-back transaction had made are not there. */
    void forget() {
        ids.clear();
        channelSets.forget();
        attributeSets.forget();
    }

    /** The row of this header, made if it is the first of its kind. */
    long ensure(Handle handle, HeaderRows.Shared header) {
        Long known = ids.get(header.digest());
        if (known != null) {
            return known;
        }
        long id = find.number((Object) header.digest().bytes()).orElseGet(() -> insert(handle, header));
        ids.put(header.digest(), id);
        return id;
    }

    private long insert(Handle handle, HeaderRows.Shared header) {
        List<HeaderRows.PartRow> parts = header.parts();
        long id = insert.number(header.digest().bytes(), parts.size()).orElseThrow();
        for (int i = 0; i < parts.size(); i++) {
            insertPart(handle, id, i, parts.get(i));
        }
        List<HeaderRows.FrameSlot> slots = header.slots();
        for (int i = 0; i < slots.size(); i++) {
            HeaderRows.FrameSlot slot = slots.get(i);
            insertSlot.write(
                    id,
                    i,
                    slot.partIndex(),
                    slot.ordinal(),
                    attributeSets.nameId(handle, slot.name(), slot.typeName()),
                    NUMERIC_TYPES.contains(slot.typeName()));
        }
        return id;
    }

    private void insertPart(Handle handle, long headerId, int index, HeaderRows.PartRow part) {
        Optional<Box2i> data = part.dataWindow();
        Optional<Box2i> display = part.displayWindow();
        insertPart.write(
                headerId,
                index,
                part.name(),
                part.aov(),
                part.type(),
                part.compression(),
                data.map(Box2i::minX),
                data.map(Box2i::minY),
                data.map(Box2i::maxX),
                data.map(Box2i::maxY),
                display.map(Box2i::minX),
                display.map(Box2i::minY),
                display.map(Box2i::maxX),
                display.map(Box2i::maxY),
                part.lineOrder(),
                part.pixelAspectRatio(),
                part.chunkCount(),
                part.view(),
                channelSets.ensure(handle, part.channels()),
                attributeSets.ensure(handle, part.attributes()));
    }

    @Override
    public void close() {
        find.close();
        insert.close();
        insertPart.close();
        insertSlot.close();
    }
}
