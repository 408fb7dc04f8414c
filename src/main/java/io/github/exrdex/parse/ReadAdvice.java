package io.github.exrdex.parse;

import com.sun.jna.Native;
import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the kernel that a file is read in a few small places ({@code posix_fadvise(2)}, POSIX_FADV_RANDOM), so that it fetches those
 * and no more. It would read on behind the first of them: 64 KiB for a header of 12, from the disk or over the network, and push
 * other files out of memory for it.
 *
 * <p>Java has no such call. It goes through JNA, which takes a tenth of a second to load, so it is for those who wait for a disk;
 * the number of the open file comes from inside the JDK, in a package that the manifest opens (Add-Opens). Where one of the two
 * fails there is no advice, and files are read all the same. Threads: any.
 */
final class ReadAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAdvice.class);

    /** {@code linux/fadvise.h} */
    private static final int POSIX_FADV_RANDOM = 1;

    private final Field descriptor;
    private final Method number;

    private ReadAdvice() throws ReflectiveOperationException {
        descriptor = Class.forName("sun.nio.ch.FileChannelImpl").getDeclaredField("fd");
        number = Class.forName("sun.nio.ch.IOUtil").getMethod("fdVal", FileDescriptor.class);
        if (!descriptor.trySetAccessible() || !number.trySetAccessible()) {
            throw new NoSuchFieldException("sun.nio.ch is closed");
        }
        if (Native.LONG_SIZE != Long.BYTES) {
            throw new NoSuchMethodException("posix_fadvise with numbers of " + Native.LONG_SIZE + " bytes");
        }
        Native.register(ReadAdvice.class, "c");
    }

    /** @param offset bytes; all of the file from there on where the length is 0 */
    private static native int posix_fadvise(int descriptor, long offset, long length, int advice);

    /** Loaded by who asks first. */
    private static final class OfThisHost {
        static final Optional<ReadAdvice> ADVICE = load();

        private static Optional<ReadAdvice> load() {
            try {
                return Optional.of(new ReadAdvice());
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                LOG.debug("the kernel reads ahead, nobody can tell it not to reason={}", e.toString());
                return Optional.empty();
            }
        }
    }

    /** Empty where it cannot be given. */
    static Optional<ReadAdvice> ofThisHost() {
        return OfThisHost.ADVICE;
    }

    /** @return false where it was not taken, as a pipe does */
    boolean fewPlaces(FileChannel file) {
        try {
            return posix_fadvise((int) number.invoke(null, descriptor.get(file)), 0, 0, POSIX_FADV_RANDOM) == 0;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
