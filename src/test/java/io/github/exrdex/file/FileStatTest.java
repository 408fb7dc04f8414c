package io.github.exrdex.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStatTest {
    @TempDir
    Path folder;

    @Test
    void tellsAFileWithItsSizeAndItsTimesToTheNanosecond() throws Exception {
        Path file = Files.write(folder.resolve("x.exr"), new byte[1234]);
        Instant mtime = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);
        Files.setLastModifiedTime(file, FileTime.from(mtime));
        FileStat stat = FileStat.of(file);
        assertEquals(FileStat.Kind.FILE, stat.kind());
        assertEquals(1234, stat.stamp().sizeBytes());
        assertEquals(1_700_000_000_123_456_789L, stat.stamp().mtimeNs());
        assertTrue(stat.stamp().ctimeNs() > stat.stamp().mtimeNs(), "the inode changed after that");
        assertEquals(
                ((Number) Files.getAttribute(file, "unix:ino")).longValue(),
                stat.stamp().inode());
        assertEquals(stat, FileStat.of(file));
    }

    @Test
    void aReplacedFileHasAnotherStampEvenWithTheSameSizeAndTime() throws Exception {
        Path file = Files.write(folder.resolve("x.exr"), new byte[10]);
        FileStat before = FileStat.of(file);
        Path fresh = Files.write(folder.resolve("y.tmp"), new byte[10]);
        Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(file));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        FileStat after = FileStat.of(file);
        assertEquals(before.stamp().sizeBytes(), after.stamp().sizeBytes());
        assertEquals(before.stamp().mtimeNs(), after.stamp().mtimeNs());
        assertNotEquals(before.stamp(), after.stamp());
    }

    @Test
    void tellsAFolder() throws Exception {
        assertEquals(FileStat.Kind.FOLDER, FileStat.of(folder).kind());
        assertEquals(FileStat.of(folder).identity(), FileStat.of(folder).identity());
        Path other = Files.createDirectory(folder.resolve("other"));
        assertNotEquals(FileStat.of(folder).identity(), FileStat.of(other).identity());
    }

    @Test
    void doesNotFollowALink() throws Exception {
        Path file = Files.createFile(folder.resolve("x.exr"));
        Path link = Files.createSymbolicLink(folder.resolve("link.exr"), file);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.exr"), folder.resolve("nowhere"));
        assertEquals(FileStat.Kind.LINK, FileStat.of(link).kind());
        assertEquals(FileStat.Kind.LINK, FileStat.of(dangling).kind());
        assertEquals("a symbolic link", FileStat.Kind.LINK.text());
    }

    @Test
    void tellsANamedPipeWithoutOpeningIt() throws Exception {
        Path pipe = folder.resolve("pipe.exr");
        assumeTrue(made(pipe), "skipped: mkfifo is not here");
        assertEquals(FileStat.Kind.PIPE, FileStat.of(pipe).kind());
    }

    private static boolean made(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void tellsASocketAndADevice() throws Exception {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertEquals(FileStat.Kind.SOCKET, FileStat.of(socket).kind());
        }
        assertEquals(FileStat.Kind.DEVICE, FileStat.of(Path.of("/dev/null")).kind());
    }

    /** The tests' own command line opens the package, as the manifest does for the program. */
    @Test
    void theJdksOwnAnswerSaysWhatItsNamesSay() throws Exception {
        LstatAnswer answer = LstatAnswer.ofThisJdk().orElseThrow();
        Path file = Files.write(folder.resolve("x.exr"), new byte[1234]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(-2, 123_456_789)));
        Path link = Files.createSymbolicLink(folder.resolve("link.exr"), file);
        for (Path path : List.of(file, link, folder, Path.of("/dev/null"), Path.of("/proc/self/stat"))) {
            assertEquals(FileStat.ofNames(path), answer.stat(path), path::toString);
        }
        assertThrows(NoSuchFileException.class, () -> answer.stat(folder.resolve("nothing.exr")));
    }

    @Test
    void saysWhereThereIsNothing() {
        NoSuchFileException nothing =
                assertThrows(NoSuchFileException.class, () -> FileStat.of(folder.resolve("nothing.exr")));
        assertEquals("no such file or folder", Reasons.of(nothing));
    }
}
