package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyStartTest {
    @TempDir
    Path folder;

    @Test
    void nothingIsLoadedBeforeItIsNeededWhereNoLibraryWasPutAside() {
        assertEquals(Optional.empty(), EarlyStart.begin(null, true));
    }

    /** In a process of its own, as a library is loaded once. */
    @Test
    void theDriverIsThereWhenTheThreadHasEndedAndJdbiForWhoWrites() throws IOException, InterruptedException {
        assertEquals("org.sqlite.SQLiteConnection", loadedFrom(folder, false));
        assertEquals("org.sqlite.SQLiteConnection org.jdbi.v3.core.Jdbi", loadedFrom(folder, true));
    }

    /** The driver has a copy of its own. */
    @Test
    void aFolderThatIsAwayIsNotWorthAWord() throws IOException, InterruptedException {
        assertEquals("org.sqlite.SQLiteConnection", loadedFrom(folder.resolve("away"), false));
    }

    /** What an early start has loaded, and all else that the process printed. */
    private String loadedFrom(Path library, boolean writes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Dorg.sqlite.lib.path=" + library,
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Early.class.getName(),
                        Boolean.toString(writes)))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.strip();
    }

    /** Begins, waits, and says which of two classes were loaded. */
    static final class Early {
        private Early() {}

        public static void main(String[] words) throws Exception {
            EarlyStart.begin(System.getProperty("org.sqlite.lib.path"), Boolean.parseBoolean(words[0]))
                    .orElseThrow()
                    .join();
            // Nothing is loaded by asking whether it is.
            Method loaded = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
            loaded.setAccessible(true);
            StringBuilder names = new StringBuilder();
            for (String name : List.of("org.sqlite.SQLiteConnection", "org.jdbi.v3.core.Jdbi")) {
                if (loaded.invoke(Early.class.getClassLoader(), name) != null) {
                    names.append(name).append(' ');
                }
            }
            System.out.println(names);
        }
    }
}
