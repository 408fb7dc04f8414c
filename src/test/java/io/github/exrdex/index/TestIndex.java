package io.github.exrdex.index;

import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.support.Answers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An index that the indexer under test makes, and questions about it by a connection of its own. */
final class TestIndex {
    private final Path file;

    TestIndex(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    ScanSummary scan(Path... roots) throws InterruptedException {
        return scan(IndexOptions.DEFAULT, roots);
    }

    ScanSummary scan(IndexOptions options, Path... roots) throws InterruptedException {
        return scan(options, List.of(roots).stream().map(IndexRoot::of).toList());
    }

    ScanSummary scan(IndexOptions options, List<IndexRoot> roots) throws InterruptedException {
        try (Indexer indexer = Indexer.open(file, options, System::currentTimeMillis)) {
            return indexer.scan(roots, ScanListener.NONE);
        }
    }

    /** State of every file by its path below a folder, those that are gone included. */
    Map<String, String> states(Path below) {
        Map<String, String> states = new TreeMap<>();
        for (List<String> row : rows("SELECT path, state FROM v_file")) {
            Path path = Path.of(row.get(0));
            if (path.startsWith(below)) {
                states.put(below.relativize(path).toString(), row.get(1));
            }
        }
        return states;
    }

    List<List<String>> rows(String sql) {
        return Answers.rows(file, sql);
    }

    String one(String sql) {
        return rows(sql).get(0).get(0);
    }

    /** Makes the files look as if the index had been made on another disk. */
    void update(String sql) {
        try (IndexDatabase database = IndexDatabase.open(file);
                var handle = database.writeHandle()) {
            handle.execute(sql);
        }
    }
}
