package io.github.exrdex.cli;

import io.github.exrdex.query.AttributeTest;
import io.github.exrdex.query.Filters;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a file must be like: the options of every verb that asks about many files. */
final class FilterOptions {
    /** What a SCOPE is, for the help. */
    static final String SCOPE_PLACES =
            "Where to look: files, folders, sequences (shot.1001-1100#.exr, shot.####.exr, shot.%%04d.exr, shot.*.exr);"
                    + " any of them.";

    static final String SCOPE_TOKENS =
            "TOKEN=GLOB narrows by what the path says: show, seq, shot, task, layer, aov, version, view.";

    @Option(names = "--has", paramLabel = "NAME", split = ",", description = "Has each of these names.")
    private List<String> has = new ArrayList<>();

    @Option(
            names = "--lacks",
            paramLabel = "NAME",
            split = ",",
            description = "Has none of these names. Files whose header cannot be read are left out, with a note.")
    private List<String> lacks = new ArrayList<>();

    @Option(
            names = "--channel",
            paramLabel = "GLOB",
            description = "Has a channel whose full name fits: '*.Z', 'diffuse.?'.")
    private List<String> channels = new ArrayList<>();

    @Option(
            names = "--attr",
            paramLabel = "TEST",
            description = "An attribute's value: 'NAME OP VALUE' with == != < <= > >= or ~ (contains, or glob);"
                    + " NAME alone: has it. Numbers compare as numbers.")
    private List<String> attributes = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description =
                    "Is in one of these states: complete, writing, incomplete, truncated, empty, corrupt, not_exr,"
                            + " unreadable, gone. Gone files fit only here.")
    private List<String> states = new ArrayList<>();

    /** @throws io.github.exrdex.query.QueryException where a word means nothing */
    Filters filters() {
        return new Filters(
                has,
                lacks,
                channels,
                attributes.stream().map(AttributeTest::parse).toList(),
                Filters.states(states));
    }
}
