package io.github.exrdex.cli;

import io.github.exrdex.Ran;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/** An index with a page that SQLite cannot read. */
final class DamagedIndex {
    private static final long PAGE_BYTES = 4096;

    private DamagedIndex() {}

    /** Of the table of files, and not of the schema: it opens without a word. */
    static void damage(Path database) throws IOException {
        List<String> page = Ran.ask(database, "sql", "SELECT rootpage FROM sqlite_master WHERE name = 'file'")
                .lines();
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek((Long.parseLong(page.get(1)) - 1) * PAGE_BYTES);
            file.write(new byte[300]);
        }
    }
}
