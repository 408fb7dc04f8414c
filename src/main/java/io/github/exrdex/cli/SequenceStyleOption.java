package io.github.exrdex.cli;

import io.github.exrdex.query.SequenceStyle;
import picocli.CommandLine.Option;

/** The option of every verb that prints names of sequences. */
final class SequenceStyleOption {
    @Option(
            names = "--seq-style",
            paramLabel = "STYLE",
            description = "How names of sequences are written: fileseq (name.1001-1096#.exr, the default),"
                    + " nuke (name.%%04d.exr 1001-1096), houdini (name.$F4.exr), rv (name.1001-1096@@@@.exr)"
                    + " or glob (name.????.exr). A SCOPE is understood in all of them.")
    private String style = "fileseq";

    /** @throws io.github.exrdex.query.QueryException where the word is no style */
    SequenceStyle style() {
        return SequenceStyle.of(style);
    }
}
