package io.github.exrdex.cli;

import io.github.exrdex.query.AttributeTest;
import io.github.exrdex.query.Filters;
import io.github.exrdex.query.Where;
import io.github.exrdex.query.WhereFlags;
import io.github.exrdex.query.WhereParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a file must be like: the options of every verb that asks about many files. */
final class FilterOptions {
    @Option(names = "--has", paramLabel = "NAME[,NAME...]", description = "Has each of these names.")
    private List<String> has = new ArrayList<>();

    @Option(
            names = "--lacks",
            paramLabel = "NAME[,NAME...]",
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
            description = "An attribute's value: 'NAME OP VALUE' with == != < <= > >= or ~ (a regular expression fits"
                    + " somewhere in it); NAME alone: has it. Numbers compare as numbers.")
    private List<String> attributes = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "STATE[,STATE...]",
            description =
                    "Is in one of these states: complete, writing, incomplete, truncated, empty, corrupt, not_exr,"
                            + " unreadable, gone. Gone files fit only here.")
    private List<String> states = new ArrayList<>();

    @Option(
            names = "--compression",
            paramLabel = "NAME[,NAME...]",
            description =
                    "Some part has one of these: none, rle, zips, zip, piz, pxr24, b44, b44a, dwaa, dwab, htj2k256,"
                            + " htj2k32, or a number.")
    private List<String> compressions = new ArrayList<>();

    @Option(
            names = "--res",
            paramLabel = "WxH[,WxH...]",
            description = "Some part has this resolution (its display window): 1920x1080.")
    private List<String> resolutions = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Of the file: +500M is more than that, -10K less, 0 exactly that.")
    private List<String> sizes = new ArrayList<>();

    @Option(names = "--newer", paramLabel = "AGE", description = "Changed within this time: 30s, 10m, 2h, 7d.")
    private @Nullable Age newer;

    @Option(names = "--older", paramLabel = "AGE", description = "Not changed within this time.")
    private @Nullable Age older;

    @Option(
            names = "--view",
            paramLabel = "NAME[,NAME...]",
            description = "Has one of these views, by a part, by a list of views, or by its path.")
    private List<String> views = new ArrayList<>();

    @Option(names = "--part", paramLabel = "NAME[,NAME...]", description = "Has a part of one of these names.")
    private List<String> parts = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE[,TYPE...]",
            description = "Has a channel of this pixel type: half, float, uint.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--deep", description = "Has a deep part.")
    private boolean deep;

    @Option(names = "--multipart", description = "Has several parts.")
    private boolean multipart;

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description = {
                "An expression of tests with and, or, not and parentheses: has(X), lacks(X), FIELD OP VALUE with == != <"
                        + " <= > >= or ~ (a regular expression), FIELD in (A, B). Units: 500M, 2h, 7d, 1920x1080.",
                "Fields: state, size, mtime, age, frame, name, folder, width and height (data window), res (display"
                        + " window), compression, type, channels, parts, part, view, deep, tiled, multipart, attr.NAME, and"
                        + " what the path says: show, seq, shot, task, layer, aov, version, token.NAME.",
            })
    private List<String> where = new ArrayList<>();

    /**
     * @param nowAt milliseconds since 1970, for ages
     * @throws io.github.exrdex.query.QueryException where a word means nothing
     */
    Filters filters(long nowAt) {
        return new Filters(
                words(has),
                words(lacks),
                channels,
                attributes.stream().map(AttributeTest::parse).toList(),
                Filters.states(words(states)),
                where(nowAt));
    }

    private List<Where> where(long nowAt) {
        List<Where> all = new ArrayList<>();
        addUnlessEmpty(all, compressions, WhereFlags::compression);
        addUnlessEmpty(all, resolutions, WhereFlags::resolution);
        addUnlessEmpty(all, views, WhereFlags::view);
        addUnlessEmpty(all, parts, WhereFlags::part);
        addUnlessEmpty(all, types, WhereFlags::pixelType);
        sizes.forEach(size -> all.add(WhereFlags.size(size)));
        if (newer != null) {
            all.add(WhereFlags.changedSince(nowAt - newer.ms()));
        }
        if (older != null) {
            all.add(WhereFlags.unchangedSince(nowAt - older.ms()));
        }
        if (deep) {
            all.add(WhereFlags.deep());
        }
        if (multipart) {
            all.add(WhereFlags.multipart());
        }
        where.forEach(text -> all.add(WhereParser.parse(text, nowAt)));
        return all;
    }

    private static void addUnlessEmpty(List<Where> all, List<String> words, Function<List<String>, Where> flag) {
        if (!words.isEmpty()) {
            all.add(flag.apply(words(words)));
        }
    }

    /** Picocli could split lists too, but warns on stderr of every quote that it meets in one. */
    private static List<String> words(List<String> lists) {
        return lists.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .toList();
    }
}
