package io.github.exrdex.cli;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.query.FileFacts;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.IndexedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Facts as the index has them. Threads: one. */
final class IndexSource implements ShowSource {
    private final IndexReader index;
    private final IndexedFiles files;

    /** @throws io.github.exrdex.query.QueryException where there is no index that can be read */
    IndexSource(Path database) {
        index = IndexReader.open(database);
        files = new IndexedFiles(index);
    }

    @Override
    public Answer find(Path path) {
        FileKey asked = FileKey.of(path);
        // A root may have been scanned under its real name and asked for through a link.
        return Stream.of(Optional.of(asked), realKey(path).filter(real -> !real.equals(asked)))
                .flatMap(Optional::stream)
                .map(this::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Answer.None(
                        ExitCode.NOT_INDEXED, asked.text() + " is not in the index; scan it, or read it with --read"));
    }

    private Optional<Answer> find(FileKey key) {
        Optional<FileFacts> file = files.file(key);
        if (file.isPresent()) {
            return Optional.of(new Answer.One(file.get()));
        }
        List<Long> below = files.filesUnder(key);
        if (!below.isEmpty()) {
            return Optional.of(new Answer.Many(answers(below)));
        }
        return files.covers(key) && key.toPath().toFile().isDirectory()
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

    private static Optional<FileKey> realKey(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        Path name = absolute.getFileName();
        if (folder == null || name == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileKey.of(folder.toRealPath().resolve(name)));
        } catch (IOException e) {
            return Optional.empty(); // The folder is gone; the index may still know it under the name that was given.
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
