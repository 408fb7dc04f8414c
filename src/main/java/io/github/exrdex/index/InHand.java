package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each worker is reading, in a file beside the database, so that it is known afterwards should the process die of it.
 * The file is an array of slots, one a worker; a slot is one line: four numbers of the stamp, in base 16, and the key of the path.
 *
 * <p>It outlives the process and not the machine, so it is never synced, and each slot is a piece of mapped memory: a file that is
 * read costs a copy of its name. (Nothing in a watched folder is ever mapped; this file lies beside the index, on a local disk.)
 * Threads: {@link #slot} and {@link #disarm} any, each slot by its worker.
 */
final class InHand implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InHand.class);

    /** Longest path of Linux, each byte percent-encoded, and the stamp before it. */
    private static final int SLOT_BYTES = 16 << 10;

    private static final int MOST_SLOTS = 4096;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final Optional<FileChannel> channel;
    private final AtomicInteger slots = new AtomicInteger();

    private InHand(Path file, Optional<FileChannel> channel) {
        this.file = file;
        this.channel = channel;
    }

    private static Path beside(Path database) {
        Path absolute = database.toAbsolutePath().normalize();
        return absolute.resolveSibling(absolute.getFileName() + ".reading");
    }

    /** A file that was in somebody's hand. */
    record Left(FileKey path, FileStamp stamp) {}

    /** What the last process was reading when it died; nothing where it ended in good order. */
    static List<Left> leftBehind(Path database) {
        List<Left> left = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(beside(database), StandardOpenOption.READ)) {
            ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
            long slots = Math.min(MOST_SLOTS, (channel.size() + SLOT_BYTES - 1) / SLOT_BYTES);
            for (int i = 0; i < slots; i++) {
                slot.clear();
                channel.read(slot, (long) i * SLOT_BYTES);
                parse(new String(slot.array(), 0, slot.position(), StandardCharsets.US_ASCII))
                        .ifPresent(left::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("cannot tell what was being read when exrdex died last reason={}", Reasons.of(e));
        }
        return left;
    }

    private static Optional<Left> parse(String slot) {
        int end = slot.indexOf('\n');
        if (end <= 0) {
            return Optional.empty();
        }
        String[] words = slot.substring(0, end).split(" ", -1);
        try {
            FileStamp stamp = new FileStamp(
                    Long.parseUnsignedLong(words[0], 16),
                    Long.parseUnsignedLong(words[1], 16),
                    Long.parseUnsignedLong(words[2], 16),
                    Long.parseUnsignedLong(words[3], 16));
            return Optional.of(new Left(new FileKey(words[4]), stamp));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty(); // not ours, or torn
        }
    }

    /** Starts anew with nothing in hand. Without room on the disk nothing is noted, and the work goes on. */
    static InHand open(Path database) {
        Path file = beside(database);
        try {
            return new InHand(
                    file,
                    Optional.of(FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)));
        } catch (IOException e) {
            LOG.warn("cannot note what is being read file={} reason={}", file, Reasons.of(e));
            return new InHand(file, Optional.empty());
        }
    }

    /** For one more worker. */
    Slot slot() {
        return new Slot(slots.getAndIncrement());
    }

    /** Room on the disk first: memory that is mapped over a hole fails when it is written to. */
    private Optional<MappedByteBuffer> map(int number) {
        long at = (long) number * SLOT_BYTES;
        if (channel.isEmpty() || number >= MOST_SLOTS) {
            return Optional.empty();
        }
        try {
            ByteBuffer zeros = ByteBuffer.allocate(SLOT_BYTES);
            while (zeros.hasRemaining()) {
                channel.get().write(zeros, at + zeros.position());
            }
            return Optional.of(channel.get().map(FileChannel.MapMode.READ_WRITE, at, SLOT_BYTES));
        } catch (IOException e) {
            LOG.warn("cannot note what is being read file={} reason={}", file, Reasons.of(e));
            return Optional.empty();
        }
    }

    final class Slot {
        private final Optional<MappedByteBuffer> memory;
        private final byte[] line = new byte[SLOT_BYTES];

        Slot(int number) {
            memory = map(number);
        }

        /** Before a file is opened. Each file passes here, so nothing is made for it. */
        void take(FileKey path, FileStamp stamp) {
            int end = put(stamp.sizeBytes(), 0);
            end = put(stamp.mtimeNs(), end);
            end = put(stamp.ctimeNs(), end);
            end = put(stamp.inode(), end);
            String text = path.encoded();
            if (end + text.length() < SLOT_BYTES) {
                copyAscii(text, end);
                write(end + text.length());
            } else {
                empty();
            }
        }

        /** Everything that was taken has been dealt with. */
        void empty() {
            write(0);
        }

        /** In base 16, which takes no division, and a space. */
        private int put(long number, int at) {
            int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(number) - 1) & ~3;
            int place = at;
            for (; shift >= 0; shift -= 4) {
                line[place++] = HEX[(int) (number >>> shift) & 15];
            }
            line[place] = ' ';
            return place + 1;
        }

        @SuppressWarnings("deprecation") // the one copy that makes nothing: an encoded path is ASCII
        private void copyAscii(String text, int at) {
            text.getBytes(0, text.length(), line, at);
        }

        private void write(int length) {
            line[length] = '\n';
            if (memory.isPresent()) {
                // The first byte last: half a line must not be taken for one.
                memory.get().put(0, (byte) '\n').put(1, line, 1, length).put(0, line[0]);
            }
        }
    }

    /** From now on the process ends because somebody wants it to, and no file is to blame. */
    void disarm() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot be removed file={} reason={}", file, Reasons.of(e));
        }
    }

    @Override
    public void close() {
        disarm();
        channel.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("cannot be closed file={} reason={}", file, Reasons.of(e));
            }
        });
    }
}
