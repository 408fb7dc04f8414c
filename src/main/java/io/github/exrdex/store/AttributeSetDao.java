package io.github.exrdex.store;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Statements of {@code attribute_set}, {@code set_attribute} and the names of attributes. Threads: the writer's own. */
final class AttributeSetDao {
    private static final int REMEMBERED_SETS = 32_768;
    private static final int REMEMBERED_NAMES = 16_384;

    private record NameAndType(String name, String type) {}

    private final Map<Digest, Long> ids = new Lru<>(REMEMBERED_SETS);
    private final Map<NameAndType, Long> names = new Lru<>(REMEMBERED_NAMES);

    void forget() {
        ids.clear();
        names.clear();
    }

    long ensure(Handle handle, HeaderRows.AttributeSet set) {
        return ids.computeIfAbsent(set.digest(), digest -> find(handle, digest).orElseGet(() -> insert(handle, set)));
    }

    private static Optional<Long> find(Handle handle, Digest digest) {
        return handle.createQuery("SELECT attribute_set_id FROM attribute_set WHERE digest = :digest")
                .bind("digest", digest.bytes())
                .mapTo(Long.class)
                .findOne();
    }

    private long insert(Handle handle, HeaderRows.AttributeSet set) {
        long id = handle.createQuery("INSERT INTO attribute_set (digest) VALUES (:digest) RETURNING attribute_set_id")
                .bind("digest", set.digest().bytes())
                .mapTo(Long.class)
                .one();
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO set_attribute (attribute_set_id, ordinal, attribute_id, text, number, json)
                VALUES (:set, :ordinal, :attribute, :text, :number, :json)""");
        for (HeaderRows.SetAttribute attribute : set.attributes()) {
            batch.bind("set", id)
                    .bind("ordinal", attribute.ordinal())
                    .bind("attribute", nameId(handle, attribute.name(), attribute.typeName()))
                    .bind("text", attribute.value().text())
                    .bind("number", attribute.value().number())
                    .bind("json", attribute.value().json())
                    .add();
        }
        if (!set.attributes().isEmpty()) {
            batch.execute();
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

    Set<String> varying(Handle handle) {
        return handle.createQuery("SELECT name FROM varying_attribute")
                .mapTo(String.class)
                .collectIntoSet();
    }

    void rememberVarying(Handle handle, String name) {
        handle.execute("INSERT INTO varying_attribute (name) VALUES (?) ON CONFLICT DO NOTHING", name);
    }
}
