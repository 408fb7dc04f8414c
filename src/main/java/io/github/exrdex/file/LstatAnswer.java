package io.github.exrdex.file;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code lstat(2)} said from the JDK's own answer. Its public face tells the time of the last change of an inode only as a
 * map by names, and making that map costs a third of the call, for each file of each sweep. The manifest of the
 * program opens the package (Add-Opens); where that is not so, or a JDK has another answer, there is none of these and the map is asked.
 */
final class LstatAnswer {
    /** Whoever passes them one by one has an array made for each call. */
    private static final LinkOption[] NO_LINKS = {LinkOption.NOFOLLOW_LINKS};

    private static final Object[] NOTHING = {};

    private final Class<?> type;
    private final Method mode;
    private final Method device;
    private final Method inode;
    private final Method ctime;

    private LstatAnswer(Class<?> type) throws NoSuchMethodException {
        this.type = type;
        mode = opened(type, "mode", int.class);
        device = opened(type, "dev", long.class);
        inode = opened(type, "ino", long.class);
        ctime = opened(type, "ctime", FileTime.class);
    }

    private static Method opened(Class<?> type, String name, Class<?> answer) throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name);
        if (method.getReturnType() != answer || !method.trySetAccessible()) {
            throw new NoSuchMethodException(name);
        }
        return method;
    }

    /** Empty where this JDK keeps it to itself. */
    static Optional<LstatAnswer> ofThisJdk() {
        try {
            return Optional.of(new LstatAnswer(Class.forName("sun.nio.fs.UnixFileAttributes")));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * @return null where the answer is of another type than we know
     * @throws IOException where there is nothing, or the system does not say
     */
    @Nullable
    FileStat stat(Path path) throws IOException {
        PosixFileAttributes answer = Files.readAttributes(path, PosixFileAttributes.class, NO_LINKS);
        if (answer.getClass() != type) {
            return null;
        }
        try {
            FileStamp stamp = new FileStamp(
                    answer.size(),
                    answer.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    ((FileTime) ctime.invoke(answer, NOTHING)).to(TimeUnit.NANOSECONDS),
                    (long) inode.invoke(answer, NOTHING));
            return new FileStat(
                    FileStat.kind((int) mode.invoke(answer, NOTHING)), (long) device.invoke(answer, NOTHING), stamp);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
