package io.github.exrdex.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.health.Check.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a {@code /proc} of the test's own. */
class HostChecksTest {
    @TempDir
    Path temp;

    private HostChecks host() {
        return new HostChecks(temp.resolve("proc"), "UTF-8", temp);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(temp.resolve("proc").resolve(file), text);
    }

    private void limits(long watches, long instances) throws IOException {
        Files.createDirectories(temp.resolve("proc/sys/fs/inotify"));
        write("sys/fs/inotify/max_user_watches", watches + "\n");
        write("sys/fs/inotify/max_user_instances", instances + "\n");
    }

    @Test
    void watchesThatAreTooFewComeWithTheLineThatRaisesThem() throws IOException {
        limits(8192, 128);
        assertEquals(Result.OK, host().watches(4096, 0).result());
        assertEquals(Result.WARN, host().watches(4097, 0).result());
        Check few = host().watches(8193, 0);
        assertEquals(Result.FAIL, few.result());
        assertEquals("limit 8192 for 8193 folders: too few, the rest is polled", few.found());
        assertEquals(
                "echo 'fs.inotify.max_user_watches = 524288' | sudo tee /etc/sysctl.d/60-exrdex.conf"
                        + " && sudo sysctl --system",
                few.advice());
        assertTrue(host().watches(200_000, 0).advice().contains("= 1048576'"));
    }

    @Test
    void foldersThatTheDaemonPollsForWantOfWatchesFail() throws IOException {
        limits(8192, 128);
        Check check = host().watches(100, 7);
        assertEquals(Result.FAIL, check.result());
        assertTrue(check.found().contains("7 of them cannot be watched"), check.found());
    }

    @Test
    void instancesAreSharedWithOtherPrograms() throws IOException {
        limits(8192, 128);
        assertEquals(Result.OK, host().instances(96).result());
        assertEquals(Result.WARN, host().instances(97).result());
        assertEquals(Result.FAIL, host().instances(129).result());
        assertTrue(host().instances(1000).advice().contains("max_user_instances = 2064"));
    }

    @Test
    void theSoftLimitOfOpenFilesCounts() throws IOException {
        Files.createDirectories(temp.resolve("proc/self"));
        String line = """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            %s                 1048576              files
                """;
        write("self/limits", String.format(line, "1024"));
        assertEquals(Result.WARN, host().openFiles().result());
        assertEquals("limit 1024", host().openFiles().found());
        write("self/limits", String.format(line, "4096"));
        assertEquals(Result.OK, host().openFiles().result());
        write("self/limits", String.format(line, "unlimited"));
        assertEquals(Check.ok("open files", "no limit"), host().openFiles());
    }

    @Test
    void aHostThatDoesNotTellIsNoFault() {
        assertEquals(Result.WARN, host().watches(1, 0).result());
        assertEquals(Result.WARN, host().instances(1).result());
        assertEquals(Result.WARN, host().openFiles().result());
    }

    @Test
    void namesThatAreNotUtf8Fail() {
        assertEquals(Result.OK, host().locale().result());
        assertEquals(
                Result.FAIL,
                new HostChecks(temp, "ANSI_X3.4-1968", temp).locale().result());
    }

    @Test
    void aTemporaryFolderThatIsNotThereFails() {
        assertEquals(Result.OK, host().temporaryFolder().result());
        assertEquals(
                Result.FAIL,
                new HostChecks(temp, "UTF-8", temp.resolve("nowhere"))
                        .temporaryFolder()
                        .result());
    }

    @Test
    void versionsAreComparedNumberByNumber() {
        assertTrue(DatabaseChecks.isAtLeast("3.51.3", 3, 51, 3));
        assertTrue(DatabaseChecks.isAtLeast("3.54.1", 3, 51, 3));
        assertTrue(DatabaseChecks.isAtLeast("4.0", 3, 51, 3));
        assertFalse(DatabaseChecks.isAtLeast("3.51.2", 3, 51, 3));
        assertFalse(DatabaseChecks.isAtLeast("3.9.9", 3, 51, 3));
        assertFalse(DatabaseChecks.isAtLeast("3.51", 3, 51, 3));
    }
}
