package io.github.exrdex.support;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.FrameName;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.HeaderRows;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.store.RootDao;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** An index of files that are on no disk, put there the way the running program does it. Threads: the test's own. */
public final class DisklessIndex implements AutoCloseable {
    /** Of every file. */
    public static final long SIZE_BYTES = 1000;

    private final TempIndex index;
    private final FileKey root;
    private final long rootId;
    private final List<FileChange> pending = new ArrayList<>();
    private long obs;

    /** @param root absolute; need not be there */
    public DisklessIndex(Path folder, String root, PathTokens tokens) {
        this(folder, root, TempIndex.PLAIN, tokens);
    }

    /** @param root absolute; need not be there */
    public DisklessIndex(Path folder, String root, ChannelNaming naming, PathTokens tokens) {
        this.index = TempIndex.in(folder, naming, tokens);
        this.root = FileKey.of(Path.of(root));
        this.rootId = index.root(this.root);
    }

    public TempIndex index() {
        return index;
    }

    public Path database() {
        return index.database().path();
    }

    /** A part with half-float channels of these names, and no attributes. */
    public static Part part(String... channels) {
        return new Part(0, "scanlineimage", channels(channels), List.of(), 10);
    }

    /** A part that has a name, as parts of a multipart file do. */
    public static Part named(int number, String name, String... channels) {
        return new Part(
                number,
                "scanlineimage",
                channels(channels),
                List.of(attribute("name", "string", new AttributeValue.Text(name))),
                10);
    }

    public static Part with(Part part, Attribute... more) {
        List<Attribute> attributes = new ArrayList<>(part.attributes());
        attributes.addAll(Arrays.asList(more));
        return new Part(part.index(), part.typeName(), part.channels(), attributes, part.chunkCount());
    }

    public static Attribute attribute(String name, String type, AttributeValue value) {
        return new Attribute(name, type, value, 0, 0);
    }

    private static List<Channel> channels(String... names) {
        return Arrays.stream(names)
                .sorted()
                .map(name -> new Channel(name, PixelType.HALF, 1, 1, false))
                .toList();
    }

    /** @param path below the root */
    public DisklessIndex put(String path, FileState state, Part... parts) {
        return put(path, state, List.of(), parts);
    }

    public DisklessIndex put(String path, FileState state, List<HeaderProblem> problems, Part... parts) {
        Path file = Path.of(root.text()).resolve(path);
        return put(FileKey.of(file), state, SIZE_BYTES, problems, List.of(parts));
    }

    public DisklessIndex put(
            FileKey key, FileState state, long sizeBytes, List<HeaderProblem> problems, List<Part> parts) {
        return put(key, state, sizeBytes, problems, parts, List.of());
    }

    /** @param partBytes what the chunks of each part take */
    public DisklessIndex put(
            FileKey key,
            FileState state,
            long sizeBytes,
            List<HeaderProblem> problems,
            List<Part> parts,
            List<Long> partBytes) {
        FrameName frame = FrameName.of(key.name());
        Optional<HeaderRows> header = parts.isEmpty()
                ? Optional.empty()
                : Optional.of(index.encoder().encode(key.folder().encoded() + "/" + frame.prefix(), parts, partBytes));
        obs++;
        pending.add(new FileChange.Seen(
                key,
                rootId,
                new FileStamp(sizeBytes, 1_700_000_000_000_000_000L + obs, 1, obs),
                state,
                header,
                problems,
                OptionalLong.empty(),
                obs));
        return this;
    }

    /** @param pattern below the root, with one {@code %04d} or the like */
    public DisklessIndex putFrames(String pattern, int first, int last, Part... parts) {
        for (int frame = first; frame <= last; frame++) {
            put(String.format(Locale.ROOT, pattern, frame), FileState.COMPLETE, parts);
        }
        return this;
    }

    /** @param path below the root */
    public DisklessIndex remove(String path) {
        pending.add(new FileChange.Gone(FileKey.of(Path.of(root.text()).resolve(path)), ++obs));
        return this;
    }

    /** The root was seen completely by a sweep that began at {@code asOf}, milliseconds since 1970. */
    public DisklessIndex swept(long asOf) {
        flush();
        index.writer().use(handle -> {
            new RootDao().sweepStarted(handle, rootId, "scan", asOf);
            new RootDao()
                    .sweepEnded(
                            handle,
                            rootId,
                            new RootDao.SweepEnd(OptionalLong.of(asOf + 500), asOf, Optional.of("1:2"), 0, 0, ""));
        });
        return this;
    }

    /** A later sweep could not list some folders, or did not find files that it does not believe to be gone. */
    public DisklessIndex sweptInDoubt(long asOf, long unreadFolders, long heldFiles) {
        flush();
        index.writer()
                .use(handle -> new RootDao()
                        .sweepEnded(
                                handle,
                                rootId,
                                new RootDao.SweepEnd(
                                        OptionalLong.empty(), asOf, Optional.of("1:2"), unreadFolders, heldFiles, "")));
        return this;
    }

    /** Puts everything so far into the database. */
    public DisklessIndex flush() {
        index.writer().apply(List.copyOf(pending));
        pending.clear();
        return this;
    }

    /** The same, and counts every sequence, as the program does when it has nothing else to do. */
    public DisklessIndex count() {
        flush();
        boolean more = true;
        while (more) {
            more = index.writer().countSequences();
        }
        return this;
    }

    @Override
    public void close() {
        flush();
        index.close();
    }
}
