package io.github.exrdex.cli;

import io.github.exrdex.query.FileFacts;
import io.github.exrdex.query.Freshness;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** Where {@code show} gets its facts: the index, or the files themselves. */
interface ShowSource extends AutoCloseable {
    /** What there is at a path. */
    sealed interface Answer {
        /** A file. */
        record One(FileFacts facts) implements Answer {}

        /** A folder: its files in path order, each looked up when it is asked for. */
        record Many(Iterator<Answer> files) implements Answer {}

        /**
         * Nothing that could be shown.
         *
         * @param exitCode of {@link ExitCode}
         * @param line for people: what is the matter and what to do
         */
        record None(int exitCode, String line) implements Answer {}
    }

    Answer find(Path path);

    /**
     * How old what it has shown is; empty where it was read just now, or nothing was shown.
     *
     * @param nowAt milliseconds since 1970
     */
    Optional<Freshness> freshness(long nowAt);

    @Override
    void close();
}
