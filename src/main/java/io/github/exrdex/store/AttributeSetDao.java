package io.github.exrdex.store;

import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Statements of {@code attribute_set}, {@code set_attribute} and the names of attributes. Threads: the writer's own. */
final class AttributeSetDao implements AutoCloseable {
    private static final int REMEMBERED_SETS = 32_768;
    private static final int REMEMBERED_NAMES = 16_384;

    private record NameAndType(String name, String type) {}

    private final Map<Digest, Long> ids = new Lru<>(REMEMBERED_SETS);
    private final Map<NameAndType, Long> names = new Lru<>(REMEMBERED_NAMES);

    private final KeptStatement find;
    private final KeptStatement insert;
    private final KeptStatement insertAttribute;

    AttributeSetDao(Connection connection) {
        find = new KeptStatement(connection, "SELECT attribute_set_id FROM attribute_set WHERE digest = ?");
        insert = new KeptStatement(
                connection, "INSERT INTO attribute_set (digest) VALUES (?) RETURNING attribute_set_id");
        insertAttribute = new KeptStatement(connection, """
                INSERT INTO set_attribute (attribute_set_id, ordinal, attribute_id, text, number, json)
                VALUES (?, ?, ?, ?, ?, ?)""");
    }

    void forget() {
        ids.clear();
        names.clear();
    }

    long ensure(Handle handle, HeaderRows.AttributeSet set) {
        return ids.computeIfAbsent(
                set.digest(), digest -> find.number((Object) digest.bytes()).orElseGet(() -> insert(handle, set)));
    }

    private long insert(Handle handle, HeaderRows.AttributeSet set) {
        long id = insert.number((Object) set.digest().bytes()).orElseThrow();
        for (HeaderRows.SetAttribute attribute : set.attributes()) {
            insertAttribute.write(
                    id,
                    attribute.ordinal(),
                    nameId(handle, attribute.name(), attribute.typeName()),
                    attribute.value().text(),
                    attribute.value().number(),
                    attribute.value().json());
        }
        return id;
    }

    /** The row that stands for this name with this type, made if it is new. */
    long nameId(Handle handle, String name, String type) {
        return names.computeIfAbsent(
                new NameAndType(name, type),
                key -> handle.createQuery("SELECT attribute_id FROM attribute_name WHERE name = :name AND type = :type")
                        .bind("name", name)
                        .bind("type", type)
                        .mapTo(Long.class)
                        .findOne()
                        .orElseGet(() -> handle.createQuery(
                                        "INSERT INTO attribute_name (name, type) VALUES (:name, :type) RETURNING attribute_id")
                                .bind("name", name)
                                .bind("type", type)
                                .mapTo(Long.class)
                                .one()));
    }

    static Set<String> varying(Handle handle) {
        return handle.createQuery("SELECT name FROM varying_attribute")
                .mapTo(String.class)
                .collectIntoSet();
    }

    void rememberVarying(Handle handle, String name) {
        handle.execute("INSERT INTO varying_attribute (name) VALUES (?) ON CONFLICT DO NOTHING", name);
    }

    @Override
    public void close() {
        find.close();
        insert.close();
        insertAttribute.close();
    }
}
