package io.github.exrdex.health;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the host has to give: watches, descriptors, a locale, room for temporary files. Threads: any.
 *
 * @param proc where Linux tells of itself
 * @param nameEncoding in which Java reads names of files
 * @param temporary where the database's native library is unpacked and large queries put what they sort
 */
record HostChecks(Path proc, String nameEncoding, Path temporary) {
    /** Each worker, root and database connection takes a few. Picked, not measured. */
    private static final long FEW_DESCRIPTORS = 4_096;

    /** Editors and sync tools of the same user take their share. Picked, not measured. */
    private static final long INSTANCES_OF_OTHERS = 32;

    private static final long LEAST_WATCHES = 524_288;
    private static final long TEMPORARY_BYTES = 64L << 20;

    static HostChecks ofProcess() {
        return new HostChecks(
                Path.of("/proc"),
                System.getProperty("sun.jnu.encoding", ""),
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    Check locale() {
        return nameEncoding.equalsIgnoreCase("UTF-8")
                ? Check.ok("locale", "names of files are UTF-8")
                : Check.fail(
                        "locale",
                        "names of files are read as " + nameEncoding + ", other ones are shown garbled",
                        "start exrdex by bin/exrdex, or set LC_ALL=C.UTF-8");
    }

    Check openFiles() {
        String name = "open files";
        OptionalLong limit = OptionalLong.empty();
        try {
            for (String line : Files.readAllLines(proc.resolve("self/limits"), StandardCharsets.US_ASCII)) {
                if (line.startsWith("Max open files")) {
                    String soft =
                            line.substring("Max open files".length()).strip().split(" +", 2)[0];
                    limit = soft.equals("unlimited") ? OptionalLong.of(Long.MAX_VALUE) : number(soft);
                }
            }
        } catch (IOException e) {
            return notKnown(name, e);
        }
        if (limit.isEmpty()) {
            return Check.warn(
                    name, "the limit is not known here", "see that ulimit -n says at least " + FEW_DESCRIPTORS);
        }
        String found = limit.getAsLong() == Long.MAX_VALUE ? "no limit" : "limit " + limit.getAsLong();
        return limit.getAsLong() >= FEW_DESCRIPTORS
                ? Check.ok(name, found)
                : Check.warn(name, found, "ulimit -n 65536, or LimitNOFILE=65536 in the unit of systemd");
    }

    /**
     * @param needed folders to watch
     * @param unwatched folders that a running daemon polls for want of watches
     */
    Check watches(long needed, long unwatched) {
        String name = "inotify watches";
        OptionalLong limit = limit("max_user_watches");
        if (limit.isEmpty()) {
            return notKnown(name);
        }
        String found = "limit " + limit.getAsLong() + " for " + needed + (needed == 1 ? " folder" : " folders");
        String advice = "echo 'fs.inotify.max_user_watches = " + enough(needed)
                + "' | sudo tee /etc/sysctl.d/60-exrdex.conf && sudo sysctl --system";
        if (unwatched > 0) {
            return Check.fail(name, found + ", " + unwatched + " of them cannot be watched and are polled", advice);
        }
        if (limit.getAsLong() < needed) {
            return Check.fail(name, found + ": too few, the rest is polled", advice);
        }
        return limit.getAsLong() < 2 * needed
                ? Check.warn(name, found + ": soon too few", advice)
                : Check.ok(name, found);
    }

    /** A power of two with room to grow. */
    private static long enough(long needed) {
        long limit = LEAST_WATCHES;
        while (limit < 4 * needed) {
            limit *= 2;
        }
        return limit;
    }

    /** @param roots to watch, each with an instance of its own */
    Check instances(long roots) {
        String name = "inotify instances";
        OptionalLong limit = limit("max_user_instances");
        if (limit.isEmpty()) {
            return notKnown(name);
        }
        String found = "limit " + limit.getAsLong() + " for " + roots + (roots == 1 ? " root" : " roots");
        String advice = "echo 'fs.inotify.max_user_instances = " + Math.max(512, 2 * (roots + INSTANCES_OF_OTHERS))
                + "' | sudo tee /etc/sysctl.d/61-exrdex.conf && sudo sysctl --system";
        if (limit.getAsLong() < roots) {
            return Check.fail(name, found + ": too few, the rest is polled", advice);
        }
        return limit.getAsLong() < roots + INSTANCES_OF_OTHERS
                ? Check.warn(name, found + ", and other programs of this user need some", advice)
                : Check.ok(name, found);
    }

    private OptionalLong limit(String file) {
        try {
            return number(Files.readString(proc.resolve("sys/fs/inotify").resolve(file), StandardCharsets.US_ASCII)
                    .strip());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    Check temporaryFolder() {
        String name = "temporary folder";
        String advice = "make room there, or set EXRDEX_JAVA_OPTS=-Djava.io.tmpdir=DIR";
        if (!Files.isDirectory(temporary) || !Files.isWritable(temporary)) {
            return Check.fail(name, temporary + " takes no files", advice);
        }
        try {
            long free = Files.getFileStore(temporary).getUsableSpace();
            return free >= TEMPORARY_BYTES
                    ? Check.ok(name, temporary + ", " + mebibytes(free) + " free")
                    : Check.warn(name, temporary + " has only " + mebibytes(free) + " free", advice);
        } catch (IOException e) {
            return notKnown(name, e);
        }
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static Check notKnown(String name) {
        return Check.warn(name, "the limit is not known here", "exrdex watches on Linux; elsewhere let it poll");
    }

    private static Check notKnown(String name, IOException e) {
        return Check.warn(
                name, "cannot be read: " + Reasons.of(e), "exrdex is made for Linux; see that /proc is mounted");
    }
}
