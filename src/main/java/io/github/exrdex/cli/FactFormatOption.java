package io.github.exrdex.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a verb answers whose rows nobody limits or counts. */
final class FactFormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, tsv, csv, json or jsonl. A terminal gets table, a pipe tsv.")
    private @Nullable String word;

    /** @throws io.github.exrdex.query.QueryException where the word is none of them */
    Format format(Terminal terminal) {
        return AnswerOptions.format(word, terminal, Format.OF_FACTS);
    }
}
