package io.github.exrdex.health;

import io.github.exrdex.query.RootStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The folder trees. Each is asked on a thread of its own, for a mount that hangs answers nobody. Threads: one. */
final class RootChecks {
    private static final long PATIENCE_SECONDS = 10;

    private RootChecks() {}

    static Check of(RootStatus root) throws InterruptedException {
        String name = "root " + root.path();
        Check place = patiently(() -> place(name, root), hung(name));
        if (place.result() != Check.Result.OK) {
            return place;
        }
        if (root.heldFiles() > 0) {
            return Check.warn(
                    name,
                    root.heldFiles() + " files vanished at once and are kept",
                    "if they are deleted: exrdex prune --confirm " + root.path() + "; else bring the mount back");
        }
        if (root.unreadFolders() > 0) {
            return Check.warn(
                    name,
                    root.unreadFolders() + " folders could not be listed by the last sweep",
                    "give the user of the daemon the right to read them; exrdex scan " + root.path() + " names them");
        }
        if (root.sweepCompletedAt().isEmpty()) {
            return Check.warn(name, "was never seen completely", "let exrdex scan " + root.path() + " come to its end");
        }
        return place;
    }

    private static Check place(String name, RootStatus root) {
        Path path = root.key().toPath();
        if (Files.notExists(path)) {
            return Check.fail(
                    name,
                    "is not there, what the index knows of it is kept",
                    "mount it; if it is deleted for good: exrdex prune --confirm " + root.path());
        }
        if (!Files.isDirectory(path)) {
            return Check.fail(name, "is no folder, or cannot be looked at", "see ls -ld " + root.path());
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            return Check.fail(
                    name,
                    "cannot be listed by user " + System.getProperty("user.name", "?"),
                    "give that user the right to read it, and the user of the daemon, too");
        }
        return Check.ok(name, "can be read, mode " + root.mode());
    }

    private static Check hung(String name) {
        return Check.fail(
                name,
                "does not answer within " + PATIENCE_SECONDS + " s",
                "see the mount and its server; the daemon goes on with the other roots meanwhile");
    }

    /** Files by lot, compared with the index. */
    static Check sample(Callable<List<Finding>> comparing, int files) throws InterruptedException {
        String name = "sample";
        List<Finding> none = List.of();
        List<Finding> findings = patiently(comparing, none);
        if (findings == none) {
            return Check.warn(name, "the disk did not answer in time", "see the roots above");
        }
        List<Finding> differences =
                findings.stream().filter(finding -> !finding.settling()).toList();
        String compared = files + (files == 1 ? " file" : " files") + " compared with the disk";
        if (differences.isEmpty()) {
            int settling = findings.size();
            return Check.ok(name, compared + ", " + (settling == 0 ? "all as the index says" : settling + " settling"));
        }
        Finding first = differences.get(0);
        return Check.warn(
                name,
                compared + ", " + differences.size() + " differ: "
                        + first.path().text() + " " + first.detail(),
                "exrdex audit finds them all, exrdex scan mends them");
    }

    /** @param otherwise where no answer comes */
    private static <T> T patiently(Callable<T> question, T otherwise) throws InterruptedException {
        FutureTask<T> answer = new FutureTask<>(question);
        Thread thread = new Thread(answer, "exrdex-doctor");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return otherwise;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
