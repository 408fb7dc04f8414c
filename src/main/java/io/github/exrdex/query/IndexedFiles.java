package io.github.exrdex.query;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.query.FileFacts.AttributeFacts;
import io.github.exrdex.query.FileFacts.ChannelFacts;
import io.github.exrdex.query.FileFacts.PartFacts;
import io.github.exrdex.query.FileFacts.ProblemFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Puts files together again from the shared sets of the index. Statements of {@code file}, {@code part}, {@code channel},
 * {@code set_attribute}, {@code file_attribute} and {@code problem}, to read.
 *
 * <p>Threads: one. Memory: the last {@value #REMEMBERED} headers, as frames of a sequence share theirs.
 */
public final class IndexedFiles {
    private static final int REMEMBERED = 64;

    private final SqlHandle handle;
    private final Roots roots;
    private final Map<Long, List<PartRow>> headers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<PartRow>> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record FileRow(
            long fileId, String path, String state, long sizeBytes, long mtimeNs, OptionalLong headerId) {}

    /** A part with the attributes that its neighbours share. */
    private record PartRow(PartFacts facts, List<Placed> shared) {}

    /** @param ordinal place in the part's header, 0 first */
    private record Placed(int ordinal, AttributeFacts attribute) {}

    public IndexedFiles(IndexReader index) {
        handle = index.handle();
        roots = Roots.of(handle);
    }

    /** A file as it was when it was last looked at, gone ones too. */
    public Optional<FileFacts> file(FileKey path) {
        return idOf(handle, path).flatMap(this::file);
    }

    /** The {@code file_id} of a file, gone ones too. */
    static Optional<Long> idOf(SqlHandle handle, FileKey path) {
        return handle.select("""
                        SELECT f.file_id FROM file f JOIN folder d ON d.folder_id = f.folder_id
                        WHERE d.path_key = :folder AND f.name_key = :name""")
                .bind("folder", path.folder().encoded())
                .bind("name", path.name())
                .longs()
                .findOne();
    }

    /** @return empty where the row was removed since its number was asked for */
    public Optional<FileFacts> file(long fileId) {
        // In one transaction, so that the rows of one look at the file are not mixed with those of the next.
        return handle.inTransaction(transaction -> row(fileId).map(this::facts));
    }

    private Optional<FileRow> row(long fileId) {
        return handle.select("""
                        SELECT f.file_id, v.path, f.state, f.size_bytes, f.mtime_ns, f.header_id
                        FROM file f JOIN v_file v ON v.file_id = f.file_id
                        WHERE f.file_id = :id""")
                .bind("id", fileId)
                .map(row -> new FileRow(
                        row.getLong("file_id"),
                        row.getString("path"),
                        row.getString("state"),
                        row.getLong("size_bytes"),
                        row.getLong("mtime_ns"),
                        number(row, "header_id")))
                .findOne();
    }

    /**
     * The files below a folder that are not gone, in the order of their path keys.
     *
     * @return numbers for {@link #file(long)}: a folder of a million files must not hold a read transaction open while
     *     somebody pages through the answer
     */
    public List<Long> filesUnder(FileKey folder) {
        return handle.select("""
                        SELECT f.file_id FROM file f JOIN folder d ON d.folder_id = f.folder_id
                        WHERE (d.path_key = :key OR (d.path_key >= :from AND d.path_key < :to)) AND f.gone_at IS NULL
                        ORDER BY CASE WHEN d.path_key = '/' THEN '/' ELSE d.path_key || '/' END || f.name_key""")
                .bind("key", folder.encoded())
                .bind("from", ScopeClauses.below(folder, '/'))
                .bind("to", ScopeClauses.below(folder, '0'))
                .longs()
                .list();
    }

    /** The path as the index spells it, who may have been told another way to it; empty where it covers neither. */
    public Optional<FileKey> spelling(FileKey path) {
        return roots.spelling(path);
    }

    private FileFacts facts(FileRow file) {
        List<PartFacts> parts = new ArrayList<>();
        if (file.headerId().isPresent()) {
            Map<Integer, List<Placed>> own = ownAttributes(file.fileId());
            for (PartRow part : headers.computeIfAbsent(file.headerId().getAsLong(), this::parts)) {
                parts.add(withAttributes(
                        part.facts(),
                        part.shared(),
                        own.getOrDefault(part.facts().index(), List.of())));
            }
        }
        return new FileFacts(
                file.path(), file.state(), file.sizeBytes(), file.mtimeNs(), problems(file.fileId()), parts);
    }

    /** The header again as it stood in the file: every attribute at its own place. */
    private static PartFacts withAttributes(PartFacts part, List<Placed> shared, List<Placed> own) {
        Map<Integer, AttributeFacts> all = new TreeMap<>();
        shared.forEach(placed -> all.put(placed.ordinal(), placed.attribute()));
        own.forEach(placed -> all.put(placed.ordinal(), placed.attribute()));
        return new PartFacts(
                part.index(),
                part.name(),
                part.type(),
                part.compression(),
                part.dataWindow(),
                part.displayWindow(),
                part.pixelAspectRatio(),
                part.lineOrder(),
                part.chunkCount(),
                part.view(),
                part.channels(),
                List.copyOf(all.values()));
    }

    private List<ProblemFact> problems(long fileId) {
        return handle.select(
                        "SELECT severity, kind, byte_offset, detail FROM problem WHERE file_id = :id ORDER BY ordinal")
                .bind("id", fileId)
                .map(row -> new ProblemFact(
                        row.getString("severity"),
                        row.getString("kind"),
                        number(row, "byte_offset"),
                        row.getString("detail")))
                .list();
    }

    private List<PartRow> parts(long headerId) {
        return handle.select("""
                        SELECT part_index, name, type, compression, data_min_x, data_min_y, data_max_x, data_max_y,
                               display_min_x, display_min_y, display_max_x, display_max_y, pixel_aspect_ratio,
                               line_order, chunk_count, view, channel_set_id, attribute_set_id
                        FROM part WHERE header_id = :id ORDER BY part_index""").bind("id", headerId).map(row -> part(row)).list();
    }

    private PartRow part(ResultSet row) throws SQLException {
        PartFacts facts = new PartFacts(
                row.getInt("part_index"),
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("type")),
                Optional.ofNullable(row.getString("compression")),
                window(row, "data"),
                window(row, "display"),
                row.getObject("pixel_aspect_ratio") == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(row.getDouble("pixel_aspect_ratio")),
                Optional.ofNullable(row.getString("line_order")),
                number(row, "chunk_count"),
                Optional.ofNullable(row.getString("view")),
                channels(row.getLong("channel_set_id")),
                List.of());
        return new PartRow(facts, sharedAttributes(row.getLong("attribute_set_id")));
    }

    private List<ChannelFacts> channels(long channelSetId) {
        return handle.select("""
                        SELECT name, layer, component, channel_group, pixel_type, x_sampling, y_sampling, p_linear
                        FROM channel WHERE channel_set_id = :id ORDER BY ordinal""")
                .bind("id", channelSetId)
                .map(row -> new ChannelFacts(
                        row.getString("name"),
                        Optional.ofNullable(row.getString("layer")),
                        row.getString("component"),
                        row.getString("channel_group"),
                        row.getString("pixel_type"),
                        row.getInt("x_sampling"),
                        row.getInt("y_sampling"),
                        row.getBoolean("p_linear")))
                .list();
    }

    private List<Placed> sharedAttributes(long attributeSetId) {
        return handle.select("""
                        SELECT a.ordinal, n.name, n.type, a.text, a.json
                        FROM set_attribute a JOIN attribute_name n ON n.attribute_id = a.attribute_id
                        WHERE a.attribute_set_id = :id ORDER BY a.ordinal""")
                .bind("id", attributeSetId)
                .map(row -> attribute(row))
                .list();
    }

    private Map<Integer, List<Placed>> ownAttributes(long fileId) {
        Map<Integer, List<Placed>> byPart = new TreeMap<>();
        record Own(int partIndex, Placed placed) {}
        handle.select("""
                        SELECT a.part_index, a.ordinal, n.name, n.type, a.text, a.json
                        FROM file_attribute a JOIN attribute_name n ON n.attribute_id = a.attribute_id
                        WHERE a.file_id = :id ORDER BY a.part_index, a.ordinal""")
                .bind("id", fileId)
                .map(row -> new Own(row.getInt("part_index"), attribute(row)))
                .forEach(own -> byPart.computeIfAbsent(own.partIndex(), index -> new ArrayList<>())
                        .add(own.placed()));
        return byPart;
    }

    private static Placed attribute(ResultSet row) throws SQLException {
        String type = row.getString("type");
        ValueText value = ValueText.of(type, row.getString("text"), row.getString("json"));
        return new Placed(
                row.getInt("ordinal"), new AttributeFacts(row.getString("name"), type, value, Optional.empty()));
    }

    static Optional<Box2i> window(ResultSet row, String name) throws SQLException {
        int minX = row.getInt(name + "_min_x");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Box2i(
                        minX, row.getInt(name + "_min_y"), row.getInt(name + "_max_x"), row.getInt(name + "_max_y")));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
