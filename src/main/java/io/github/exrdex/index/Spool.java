package io.github.exrdex.index;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder beside the database where other processes leave {@link Wish}es for the one that writes it, each a file of its
 * own. A wish is on disk as a whole before it has its name, and stays there until what it asks for is in the index, so
 * that neither side loses one by dying. A wish may be served twice, which does no harm.
 *
 * <p>Threads and processes: any number may {@link #put}; one serves.
 */
public final class Spool {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    /** So many paths are read at once and kept in mind until all are served. */
    public static final int MOST_PATHS = 10_000;

    private static final String FINISHED = ".wish";
    private static final String UNFINISHED = ".part";
    private static final long MOST_BYTES = 64L << 20;

    /** Nobody writes for so long. */
    private static final long LEFT_BEHIND_MS = 3_600_000;

    private final LineLimit lines = new LineLimit(LOG, "spool");
    private final Path folder;
    private final AtomicLong count = new AtomicLong();

    private Spool(Path folder) {
        this.folder = folder;
    }

    /** The folder need not be there; {@link #put} makes it. */
    public static Spool beside(Path database) {
        Path absolute = database.toAbsolutePath().normalize();
        return new Spool(absolute.resolveSibling(absolute.getFileName() + ".spool"));
    }

    public Path folder() {
        return folder;
    }

    /**
     * Leaves a wish; on return it survives a crash.
     *
     * @return its file, which is there until the wish is served
     */
    public Path put(Wish wish) throws IOException {
        Files.createDirectories(folder);
        // Names sort by time, and no two processes or threads ever choose the same.
        String name = String.format(
                Locale.ROOT,
                "%014d-%d-%d",
                System.currentTimeMillis(),
                ProcessHandle.current().pid(),
                count.incrementAndGet());
        Path unfinished = folder.resolve(name + UNFINISHED);
        Path finished = folder.resolve(name + FINISHED);
        try (FileChannel channel =
                FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(wish.toText().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
        return finished;
    }

    /** Files of wishes, the oldest first. */
    List<Path> waiting() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + FINISHED)) {
            entries.forEach(files::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of(); // nobody ever wished for anything
        } catch (IOException | RuntimeException e) {
            lines.warn("spool cannot be listed folder={} reason={}", folder, Reasons.of(e));
        }
        Collections.sort(files);
        return files;
    }

    /** How many wishes wait. */
    public int depth() {
        return waiting().size();
    }

    /** When the oldest that waits was left, milliseconds since 1970; empty where none waits. */
    public OptionalLong oldestAt() {
        for (Path file : waiting()) {
            try {
                return OptionalLong.of(Files.getLastModifiedTime(file).toMillis());
            } catch (IOException e) {
                // Served in this moment; the next one then.
            }
        }
        return OptionalLong.empty();
    }

    /** The paths that wait for a look, as far as they can be read. */
    public List<Wish> wishes() {
        List<Wish> wishes = new ArrayList<>();
        for (Path file : waiting()) {
            try {
                read(file).ifPresent(wishes::add);
            } catch (IOException e) {
                // Served in this moment.
            }
        }
        return wishes;
    }

    /** Empty where the file is no wish. */
    Optional<Wish> read(Path file) throws IOException {
        return Files.size(file) > MOST_BYTES
                ? Optional.empty()
                : Wish.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** @return milliseconds since 1970 */
    long leftAt(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    /** The wish is served, and whatever it led to is in the index. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            lines.warn(
                    "spool cannot be emptied, the wish is served again and again file={} reason={}",
                    file,
                    Reasons.of(e));
        }
    }

    /** Removes what writers that died have left unfinished. */
    void tidy() {
        FileTime latest = FileTime.fromMillis(System.currentTimeMillis() - LEFT_BEHIND_MS);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).compareTo(latest) < 0) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("spool not tidied folder={} reason={}", folder, Reasons.of(e));
        }
    }
}
