package io.github.exrdex.cli;

import io.github.exrdex.query.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Where to look: all the words behind a verb that are no options. */
final class ScopeArgument {
    /** For the help. */
    static final String PLACES =
            "Where to look: files, folders, sequences (shot.1001-1100#.exr, shot.####.exr, shot.%%04d.exr, shot.*.exr, skin.<UDIM>.exr;"
                    + " %%V stands for both eyes); any of them.";

    static final String TOKENS =
            "TOKEN=GLOB narrows by what the path says: show, seq, shot, task, layer, aov, version, view, and names of"
                    + " your own templates (token.NAME where in doubt). version=latest is the highest number of each show,"
                    + " seq, shot, task and layer, whatever the state of its files.";

    @Parameters(
            arity = "0..*",
            paramLabel = "SCOPE",
            description = {PLACES, TOKENS})
    private List<String> words = new ArrayList<>();

    /** @throws io.github.exrdex.query.QueryException where a word means nothing */
    Scope scope() {
        return scope(words);
    }

    /** Of words that were typed, so paths begin where the user is. */
    static Scope scope(List<String> words) {
        return Scope.parse(words, Path.of(""));
    }
}
