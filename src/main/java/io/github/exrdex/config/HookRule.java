package io.github.exrdex.config;

import io.github.exrdex.file.FileState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A command that is run when files reach a state, or when sequences are complete.
 *
 * @param states of files; empty where it is about sequences
 * @param paths that it is about; none: all
 * @param command the program, as an absolute path or a name to be looked for on the PATH, and its arguments; never empty
 */
public record HookRule(String name, Set<FileState> states, List<PathGlob> paths, List<String> command, Pace pace) {
    /**
     * @param quietSeconds that nothing more may happen before it is run
     * @param timeoutSeconds a run that takes longer is killed
     * @param atOnce runs at the same time
     * @param batch files or sequences that are handed to one run
     */
    public record Pace(int quietSeconds, int timeoutSeconds, int atOnce, int batch) {
        /** A copy that is under way looks cut short; most write all the time. Picked, not measured. */
        static final int FILE_QUIET_SECONDS = 5;

        /** Frames of one sequence come from many machines, seconds to minutes apart. Picked, not measured. */
        static final int SEQUENCE_QUIET_SECONDS = 60;

        static final int TIMEOUT_SECONDS = 60;
        static final int MOST_SECONDS = 24 * 3600;
        static final int MOST_AT_ONCE = 32;
        static final int MOST_BATCH = 1000;
    }

    public HookRule {
        states = Set.copyOf(states);
        paths = List.copyOf(paths);
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("runs nothing: " + name);
        }
    }

    public boolean isOfSequences() {
        return states.isEmpty();
    }

    /**
     * Is it about this path?
     *
     * @param root that the path lies below
     */
    public boolean isAbout(Path root, Path path) {
        return paths.isEmpty() || paths.stream().anyMatch(glob -> glob.covers(root, path));
    }
}
