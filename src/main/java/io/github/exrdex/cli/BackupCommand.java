package io.github.exrdex.cli;

import io.github.exrdex.query.IndexBackup;
import io.github.exrdex.query.IndexReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex backup}. */
@Command(
        name = "backup",
        header = "Copy the index into one file, while the daemon goes on.",
        description = {
            "The copy is the index of one moment. It is checked before it gets its name, needs no other file beside it,"
                    + " and can be asked like the index itself: exrdex find --db FILE.",
            "To restore, stop the daemon, copy the backup over the index, remove index.db-wal and index.db-shm beside it"
                    + " if they are there, and start the daemon: its first sweep brings the index up to date."
        },
        footer = {
            "",
            "Examples:",
            "  exrdex backup /backup/exrdex.db",
            "  exrdex backup --force /backup/exrdex-$(date +%%a).db",
            "  exrdex backup /tmp/before.db && exrdex find --db /tmp/before.db --state truncated",
        })
public final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;

    @Parameters(paramLabel = "FILE", description = "Where the copy goes.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace a file that is there already.")
    private boolean force;

    /** @param database the index to copy */
    public BackupCommand(Terminal terminal, Supplier<Path> database) {
        this.terminal = terminal;
        this.database = database;
    }

    @Override
    public Integer call() {
        try (IndexReader index = IndexReader.open(database.get())) {
            IndexBackup.Copy copy = new IndexBackup(index).writeTo(file, force);
            terminal.note("backup of " + PlainText.count(copy.files(), "file") + " in " + copy.file() + ", "
                    + PlainText.bytes(copy.sizeBytes()) + ", checked");
            return ExitCode.FOUND;
        }
    }
}
