package io.github.exrdex.support;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.store.RootDao;
import io.github.exrdex.store.VaryingNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** A real index in a temporary folder, with its writer and a handle to ask the views. Threads: the test's own. */
public final class TempIndex implements AutoCloseable {
    public static final ChannelNaming PLAIN = new ChannelNaming(List.of(), Map.of());

    private final ManualClock clock = new ManualClock(1_700_000_000_000L);
    private final IndexDatabase database;
    private final VaryingNames varying;
    private final HeaderEncoder encoder;
    private final IndexWriter writer;
    private final Handle reader;

    private TempIndex(Path file, ChannelNaming naming, PathTokens tokens) {
        database = IndexDatabase.open(file);
        reader = database.readHandle();
        varying = new VaryingNames(Set.copyOf(reader.createQuery("SELECT name FROM varying_attribute")
                .mapTo(String.class)
                .list()));
        encoder = new HeaderEncoder(naming, varying);
        writer = new IndexWriter(database, naming, varying, tokens, clock);
    }

    /** Makes {@code index.db} in the folder, or opens it again. */
    public static TempIndex in(Path folder) {
        return in(folder, PLAIN, PathTokens.NONE);
    }

    public static TempIndex in(Path folder, ChannelNaming naming, PathTokens tokens) {
        return new TempIndex(folder.resolve("index.db"), naming, tokens);
    }

    public ManualClock clock() {
        return clock;
    }

    public IndexDatabase database() {
        return database;
    }

    public HeaderEncoder encoder() {
        return encoder;
    }

    public IndexWriter writer() {
        return writer;
    }

    /** Cannot write. */
    public Handle reader() {
        return reader;
    }

    /** The root of that path, made if it is new. */
    public long root(FileKey path) {
        List<Long> id = new ArrayList<>();
        writer.use(handle -> id.add(new RootDao().claim(handle, path, "scan").rootId()));
        return id.get(0);
    }

    /** The rows of a query, each a list of its columns in order; SQL nulls are the text {@code null}. */
    public List<List<Object>> rows(String sql, Object... arguments) {
        var query = reader.createQuery(sql);
        for (int i = 0; i < arguments.length; i++) {
            query.bind(i, arguments[i]);
        }
        return query.map((row, context) -> {
                    List<Object> columns = new ArrayList<>();
                    for (int c = 1; c <= row.getMetaData().getColumnCount(); c++) {
                        Object value = row.getObject(c);
                        columns.add(value == null ? "null" : value instanceof Integer i ? Long.valueOf(i) : value);
                    }
                    return columns;
                })
                .list();
    }

    /** The one number that a query gives. */
    public long number(String sql, Object... arguments) {
        return ((Number) rows(sql, arguments).get(0).get(0)).longValue();
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
        database.close();
    }
}
