package io.github.exrdex.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Statements of {@code attribute_set}, {@code set_attribute} and the names of attributes. Threads: the writer's own. */
final class AttributeSetDao implements AutoCloseable {
    private static final int REMEMBERED_SETS = 32_768;
    private static final int REMEMBERED_NAMES = 16_384;

    private record NameAndType(String name, String type) {}

    private final Map<Digest, Long> ids = new Lru<>(REMEMBERED_SETS);
    private final Map<NameAndType, Long> names = new Lru<>(REMEMBERED_NAMES);

    private final PreparedStatement insertAttribute;

    AttributeSetDao(Connection connection) {
        try {
            // A header has dozens of these; Jdbi would bind each by name.
            insertAttribute = connection.prepareStatement("""
                    INSERT INTO set_attribute (attribute_set_id, ordinal, attribute_id, text, number, json)
                    VALUES (?, ?, ?, ?, ?, ?)""");
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

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
        try {
            for (HeaderRows.SetAttribute attribute : set.attributes()) {
                insertAttribute(handle, id, attribute);
            }
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
        return id;
    }

    private void insertAttribute(Handle handle, long setId, HeaderRows.SetAttribute attribute) throws SQLException {
        long nameId = nameId(handle, attribute.name(), attribute.typeName());
        Double number = attribute.value().number();
        insertAttribute.setLong(1, setId);
        insertAttribute.setInt(2, attribute.ordinal());
        insertAttribute.setLong(3, nameId);
        insertAttribute.setString(4, attribute.value().text());
        if (number == null) {
            insertAttribute.setNull(5, Types.REAL);
        } else {
            insertAttribute.setDouble(5, number);
        }
        insertAttribute.setString(6, attribute.value().json());
        insertAttribute.executeUpdate();
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
        KeptStatements.close(List.of(insertAttribute));
    }
}
