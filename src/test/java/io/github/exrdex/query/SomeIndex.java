package io.github.exrdex.query;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.HeaderRows;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.store.RootDao;
import io.github.exrdex.store.VaryingNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/** Fills an index with files that need not be on any disk, the way the running program does it. */
public final class SomeIndex implements AutoCloseable {
    /** When every row was written, milliseconds since 1970: 2026-11-24 10:00:00 UTC. */
    public static final long NOW_MS = 1_795_514_400_000L;

    private final IndexDatabase database;
    private final IndexWriter writer;
    private final HeaderEncoder encoder;
    private final long rootId;
    private long obs;

    /** @param varying names of attributes that get rows of their own from the first frame on */
    public SomeIndex(Path path, String root, ChannelNaming naming, PathTokens tokens, Set<String> varying) {
        LongSupplier clockMs = () -> NOW_MS;
        VaryingNames names = new VaryingNames(varying);
        database = IndexDatabase.open(path);
        writer = new IndexWriter(database, naming, names, tokens, clockMs);
        encoder = new HeaderEncoder(naming, names);
        long[] id = new long[1];
        writer.use(handle -> id[0] =
                new RootDao().claim(handle, FileKey.of(Path.of(root)), "scan").rootId());
        rootId = id[0];
    }

    public void put(String path, FileStamp stamp, FileState state, List<Part> parts, List<HeaderProblem> problems) {
        FileKey key = FileKey.of(Path.of(path));
        Optional<HeaderRows> header = parts.isEmpty()
                ? Optional.empty()
                : Optional.of(encoder.encode(key.folder().encoded(), parts));
        writer.apply(
                List.of(new FileChange.Seen(key, rootId, stamp, state, header, problems, OptionalLong.empty(), ++obs)));
    }

    public void remove(String path) {
        writer.apply(List.of(new FileChange.Gone(FileKey.of(Path.of(path)), ++obs)));
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
