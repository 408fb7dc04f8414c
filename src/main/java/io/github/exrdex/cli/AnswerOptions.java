package io.github.exrdex.cli;

import io.github.exrdex.file.NearestWord;
import io.github.exrdex.query.QueryException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb that answers with rows. */
final class AnswerOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How the answer is written: table, tsv, csv, json, jsonl or count; where it is about files also"
                            + " paths or paths0 (for xargs -0), and where about frames frames. A terminal gets table, a pipe tsv.")
    private @Nullable String format;

    @Option(names = "--limit", paramLabel = "N", description = "At most N rows.")
    private @Nullable Long limit;

    /** {@link #format(String, Terminal, Set)} of the option. */
    Format format(Terminal terminal, Set<Format> possible) {
        return format(format, terminal, possible);
    }

    /**
     * @param word as typed, null where nothing was
     * @param possible those that make sense for the verb
     * @throws QueryException where the word is none of them
     */
    static Format format(@Nullable String word, Terminal terminal, Set<Format> possible) {
        if (word == null) {
            return terminal.outIsTerminal() ? Format.TABLE : Format.TSV;
        }
        Optional<Format> wanted = Format.of(word).filter(possible::contains);
        return wanted.orElseThrow(
                () -> new QueryException(QueryException.Fault.BAD_QUESTION, noFormat(word, possible)));
    }

    private static String noFormat(String word, Set<Format> possible) {
        List<String> known = possible.stream().sorted().map(Format::text).toList();
        return "--format " + word + " is not one of " + String.join(", ", known)
                + NearestWord.of(word, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    OptionalLong limit() {
        Long most = limit;
        if (most == null) {
            return OptionalLong.empty();
        }
        if (most < 1) {
            throw new QueryException(QueryException.Fault.BAD_QUESTION, "--limit wants a number from 1 on");
        }
        return OptionalLong.of(most);
    }
}
