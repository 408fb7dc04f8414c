package io.github.exrdex.index;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the daemon says that it cannot write, since the index is just what it cannot write to: a file beside it that has its
 * full length from the start, so that a full disk can still take what is written over it. Blank while all is well.
 *
 * <p>Threads: one writes; any process reads.
 */
public final class PauseNote implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseNote.class);

    /** Less than a block of any disk. */
    private static final int NOTE_BYTES = 1024;

    private final Path file;
    private final Optional<FileChannel> channel;
    private boolean told;

    private PauseNote(Path file, Optional<FileChannel> channel) {
        this.file = file;
        this.channel = channel;
    }

    private static Path beside(Path database) {
        Path absolute = database.toAbsolutePath().normalize();
        return absolute.resolveSibling(absolute.getFileName() + ".paused");
    }

    /** What the daemon of an index says; empty where it writes, or none runs. Whether it still counts is the reader's to ask. */
    public static Optional<WritePause> read(Path database) {
        try {
            return WritePause.of(Files.readString(beside(database)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A disk that takes no file now leaves the daemon without a voice there; the log has it all the same. */
    static PauseNote open(Path database) {
        Path file = beside(database);
        PauseNote note;
        try {
            note = new PauseNote(
                    file, Optional.of(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
        } catch (IOException e) {
            LOG.warn("status will not know of a pause file={} reason={}", file, Reasons.of(e));
            return new PauseNote(file, Optional.empty());
        }
        note.write("");
        note.force();
        return note;
    }

    /** Blocks that are only promised might not be there when the disk is full. */
    private void force() {
        try {
            if (channel.isPresent()) {
                channel.get().force(false);
            }
        } catch (IOException e) {
            LOG.debug("cannot be synced file={} reason={}", file, Reasons.of(e));
        }
    }

    void write(WritePause pause) {
        write(pause.encoded());
    }

    void clear() {
        write("");
    }

    private void write(String text) {
        if (channel.isEmpty()) {
            return;
        }
        byte[] words = (text + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer note = ByteBuffer.allocate(NOTE_BYTES);
        note.put(words, 0, Math.min(words.length, NOTE_BYTES));
        while (note.hasRemaining()) {
            note.put((byte) ' ');
        }
        try {
            channel.get().write(note.flip(), 0);
        } catch (IOException e) {
            if (!told) {
                LOG.warn("status does not know of the pause file={} reason={}", file, Reasons.of(e));
                told = true;
            }
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("cannot be removed file={} reason={}", file, Reasons.of(e));
        }
    }
}
