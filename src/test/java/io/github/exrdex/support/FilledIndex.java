package io.github.exrdex.support;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.StateRule;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.HeaderRows;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.store.VaryingNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Puts files into an index as the running program does, also files that are on no disk. Threads: the test's own. */
public final class FilledIndex implements AutoCloseable {
    private static final StateRule RULE = new StateRule(3_600_000, 0);

    private final TempIndex index;
    private final HeaderEncoder encoder;
    private final FileReader reader = new FileReader(HeaderLimits.DEFAULT);
    private final long rootId;
    private long obs;

    /**
     * @param folder where {@code index.db} is made
     * @param varying names of attributes that get rows of their own from the first frame on
     */
    public FilledIndex(Path folder, Path root, ChannelNaming naming, PathTokens tokens, Set<String> varying) {
        index = TempIndex.in(folder, naming, tokens);
        encoder = new HeaderEncoder(naming, new VaryingNames(varying));
        rootId = index.root(FileKey.of(root));
        index.writer()
                .use(handle -> varying.forEach(
                        name -> handle.execute("INSERT OR IGNORE INTO varying_attribute (name) VALUES (?)", name)));
        obs = index.number("SELECT coalesce(max(obs), 0) FROM file");
    }

    public TempIndex index() {
        return index;
    }

    /** Reads a file and puts down what it says. */
    public void scan(Path file) {
        FileReader.Look look = reader.look(file);
        if (!(look instanceof FileReader.Look.Read read)) {
            throw new IllegalArgumentException(file + " cannot be read: " + look);
        }
        Reading reading = read.reading();
        FileState state = RULE.judge(
                        reading.verdict(), read.stamp(), index.clock().getAsLong())
                .state();
        put(file, read.stamp(), state, reading);
    }

    public void put(Path file, FileStamp stamp, FileState state, List<Part> parts, List<HeaderProblem> problems) {
        put(file, stamp, state, new Reading(parts, Verdict.COMPLETE, problems, List.of(), Reading.Cost.NOTHING));
    }

    private void put(Path file, FileStamp stamp, FileState state, Reading reading) {
        FileKey key = FileKey.of(file);
        Optional<HeaderRows> header = reading.parts().isEmpty()
                ? Optional.empty()
                : Optional.of(encoder.encode(key.folder().encoded(), reading.parts(), reading.partBytes()));
        write(new FileChange.Seen(key, rootId, stamp, state, header, reading.problems(), OptionalLong.empty(), ++obs));
    }

    public void remove(Path file) {
        write(new FileChange.Gone(FileKey.of(file), ++obs));
    }

    private void write(FileChange change) {
        index.writer().apply(List.of(change));
    }

    @Override
    public void close() {
        index.close();
    }
}
