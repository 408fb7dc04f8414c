package io.github.exrdex.parse;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at one file: stat, read, stat again. A file that changed in between is reported as such, so that no row ever holds
 * the header of one version with the stamp of another.
 *
 * <p>Threads: one.
 */
public final class FileReader {
    private static final Set<OpenOption> FOR_READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final HeaderReader headers;
    private Optional<ReadAdvice> advice = Optional.empty();

    public FileReader(HeaderLimits limits) {
        headers = new HeaderReader(limits);
    }

    /** What a look found. */
    public sealed interface Look {
        /** The file was read, and had this stamp before and after. */
        record Read(FileStamp stamp, Reading reading) implements Look {}

        /** There is nothing at that path. */
        record Absent() implements Look {}

        /** The file changed while it was read: look again later. */
        record Unsettled() implements Look {}

        /** Something is there that the system would not let us read. */
        record Unreadable(FileStamp stamp, HeaderProblem problem) implements Look {}

        /** A folder, a named pipe, a device or a link under an EXR name; it is not opened. */
        record NotAFile(FileStamp stamp, HeaderProblem problem) implements Look {}
    }

    public Look look(Path path) {
        FileStat before;
        try {
            before = FileStat.of(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Look.Absent();
        } catch (IOException e) {
            return new Look.Unreadable(new FileStamp(0, 0, 0, 0), cannotRead(e));
        }
        return look(path, before);
    }

    /** @param before what {@code lstat} said a moment ago */
    public Look look(Path path, FileStat before) {
        if (before.kind() != FileStat.Kind.FILE) {
            return new Look.NotAFile(
                    before.stamp(),
                    HeaderProblem.fatal(
                            ProblemKind.NOT_A_REGULAR_FILE,
                            -1,
                            "is " + before.kind().text()));
        }
        try {
            Reading reading = read(path, before.stamp().sizeBytes());
            return FileStat.of(path).stamp().sameAs(before.stamp())
                    ? new Look.Read(before.stamp(), reading)
                    : new Look.Unsettled();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Look.Absent();
        } catch (IOException e) {
            return new Look.Unreadable(before.stamp(), cannotRead(e));
        }
    }

    /** From now on nothing is fetched from the disk but what is read. Costs more than it gains where the files are in memory. */
    public void spareDisk() {
        advice = ReadAdvice.ofThisHost();
    }

    private Reading read(Path path, long sizeBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, FOR_READING)) {
            advice.ifPresent(given -> given.fewPlaces(channel));
            return headers.read(new FileBytes(channel, sizeBytes));
        }
    }

    private static HeaderProblem cannotRead(IOException e) {
        return HeaderProblem.fatal(ProblemKind.CANNOT_READ, -1, Reasons.of(e));
    }
}
