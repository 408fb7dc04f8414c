package io.github.exrdex.cli;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.query.FileFacts;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.IndexedFiles;
import io.github.exrdex.query.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Facts as the index has them. Threads: one. */
final class IndexSource implements ShowSource {
    private final IndexReader index;
    private final IndexedFiles files;
    private final List<FileKey> found = new ArrayList<>();

    /** @throws io.github.exrdex.query.QueryException where there is no index that can be read */
    IndexSource(Path database) {
        index = IndexReader.open(database);
        files = new IndexedFiles(index);
    }

    @Override
    public Answer find(Path path) {
        FileKey asked = FileKey.of(path);
        return files.spelling(asked)
                .flatMap(this::find)
                .orElseGet(() -> new Answer.None(
                        ExitCode.NOT_INDEXED, asked.text() + " is not in the index; scan it, or read it with --read"));
    }

    private Optional<Answer> find(FileKey key) {
        Optional<FileFacts> file = files.file(key);
        if (file.isPresent()) {
            found.add(key);
            return Optional.of(new Answer.One(file.get()));
        }
        List<Long> below = files.filesUnder(key);
        if (!below.isEmpty()) {
            found.add(key);
            return Optional.of(new Answer.Many(answers(below)));
        }
        return Files.isDirectory(key.toPath())
                ? Optional.of(new Answer.None(ExitCode.NOTHING_FOUND, "the index has no EXR file below " + key.text()))
                : Optional.empty();
    }

    private Iterator<Answer> answers(List<Long> fileIds) {
        return fileIds.stream()
                .map(files::file)
                .flatMap(Optional::stream)
                .<Answer>map(Answer.One::new)
                .iterator();
    }

    @Override
    public Optional<Freshness> freshness(long nowAt) {
        return found.isEmpty() ? Optional.empty() : Optional.of(Freshness.of(index, Scope.ofPaths(found), nowAt));
    }

    @Override
    public void close() {
        index.close();
    }
}
