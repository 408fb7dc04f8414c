package io.github.exrdex.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One {@code lstat(2)}: what a path is, and its stamp. Symbolic links are not followed.
 *
 * @param device number of the file system it lives on
 */
public record FileStat(Kind kind, long device, FileStamp stamp) {
    /** What stands at a path. */
    public enum Kind {
        FILE("a file"),
        FOLDER("a folder"),
        LINK("a symbolic link"),
        PIPE("a named pipe"),
        SOCKET("a socket"),
        DEVICE("a device");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** For people: {@code a named pipe}. */
        public String text() {
            return text;
        }
    }

    private static final String WANTED = "unix:mode,dev,ino,size,lastModifiedTime,ctime";

    /** The type bits of {@code st_mode} (inode(7)). */
    private static final int TYPE_MASK = 0xf000;

    private static final @Nullable LstatAnswer ANSWER = LstatAnswer.ofThisJdk().orElse(null);

    /** @throws IOException where there is nothing, or the system does not say */
    public static FileStat of(Path path) throws IOException {
        FileStat stat = ANSWER == null ? null : ANSWER.stat(path);
        return stat == null ? ofNames(path) : stat;
    }

    /** By the names of attributes, as every JDK knows them. */
    static FileStat ofNames(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
        FileStamp stamp = new FileStamp(
                number(facts, "size"), timeNs(facts, "lastModifiedTime"), timeNs(facts, "ctime"), number(facts, "ino"));
        return new FileStat(kind((int) number(facts, "mode")), number(facts, "dev"), stamp);
    }

    /** Device and inode: another folder at the same path has another identity. */
    public String identity() {
        return device + ":" + stamp.inode();
    }

    private static long number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static long timeNs(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
    }

    /** @param mode {@code st_mode} */
    static Kind kind(int mode) {
        return switch (mode & TYPE_MASK) {
            case 0x8000 -> Kind.FILE;
            case 0x4000 -> Kind.FOLDER;
            case 0xa000 -> Kind.LINK;
            case 0x1000 -> Kind.PIPE;
            case 0xc000 -> Kind.SOCKET;
            default -> Kind.DEVICE;
        };
    }
}
