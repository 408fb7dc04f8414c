package io.github.exrdex.bench;

import io.github.exrdex.file.FileState;
import io.github.exrdex.query.AssetFinder;
import io.github.exrdex.query.AttributeTest;
import io.github.exrdex.query.CheckRule;
import io.github.exrdex.query.Diff;
import io.github.exrdex.query.Drift;
import io.github.exrdex.query.ExpectedFrames;
import io.github.exrdex.query.Filters;
import io.github.exrdex.query.FrameAudit;
import io.github.exrdex.query.FrameSet;
import io.github.exrdex.query.History;
import io.github.exrdex.query.HistoryRow;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.PresenceMatrix;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.RequiredAovs;
import io.github.exrdex.query.RequiredAttributes;
import io.github.exrdex.query.RequiredFrames;
import io.github.exrdex.query.RequiredNames;
import io.github.exrdex.query.RequiredPicture;
import io.github.exrdex.query.Requirement;
import io.github.exrdex.query.RowPlan;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.SequenceStyle;
import io.github.exrdex.query.SpecCheck;
import io.github.exrdex.query.UnitFinder;
import io.github.exrdex.query.Usage;
import io.github.exrdex.query.ValueCounts;
import io.github.exrdex.query.WhereParser;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** What is asked of the farm of {@link FarmBench}: every verb, about everything there is unless a scope says otherwise. */
final class AskedQuestions {
    private static final String SHOT = "shot=sq01_sh0010";

    private AskedQuestions() {}

    /** @param ask gives the number of rows that were found */
    record Asked(String words, ToLongFunction<IndexReader> ask) {}

    static List<Asked> all() {
        List<Asked> all = new ArrayList<>();
        all.addAll(finds());
        all.addAll(counts());
        all.addAll(comparisons());
        return all;
    }

    private static List<Asked> finds() {
        return List.of(
                new Asked("find", sequences(Filters.NONE)),
                new Asked(
                        "find " + SHOT + " --files",
                        reader -> rows(row -> new AssetFinder(reader, scoped(SHOT))
                                .eachFile(RowPlan.of(OptionalLong.empty()), row::accept))),
                new Asked("find --has cryptomatte --format count", count(has("cryptomatte"))),
                new Asked("find --lacks cryptomatte --format count", count(lacks("cryptomatte"))),
                new Asked(
                        "find --has diffuse_direct --lacks Z --format count",
                        count(new Filters(List.of("diffuse_direct"), List.of("Z"), List.of(), List.of(), Set.of()))),
                new Asked("find --lacks cryptomatte", sequences(lacks("cryptomatte"))),
                new Asked(
                        "find --lacks cryptomatte --by shot",
                        reader -> new UnitFinder(reader, question(lacks("cryptomatte")), List.of("shot"))
                                .units()
                                .size()),
                new Asked(
                        "find version=latest --lacks cryptomatte --by shot",
                        reader -> new UnitFinder(
                                        reader,
                                        new Question(scope("version=latest"), lacks("cryptomatte")),
                                        List.of("shot"))
                                .units()
                                .size()),
                new Asked(
                        "find --channel 'diffuse*'",
                        sequences(new Filters(List.of(), List.of(), List.of("diffuse*"), List.of(), Set.of()))),
                new Asked(
                        "find --attr 'renderTime > 3500' --files --format count",
                        countFiles(attribute("renderTime > 3500"))),
                new Asked("find --attr 'owner == somebody'", sequences(attribute("owner == somebody"))),
                new Asked(
                        "find --state truncated,empty --files --format count",
                        countFiles(new Filters(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                Set.of(FileState.TRUNCATED, FileState.EMPTY)))),
                new Asked(
                        "find --where 'compression == dwaa and channels > 20'",
                        sequences(where("compression == dwaa and channels > 20"))),
                new Asked("find --where 'size > 20M'", sequences(where("size > 20M"))),
                new Asked("find --where 'age < 2h' --format count", count(where("age < 2h"))),
                new Asked("find --where 'name ~ _v002'", sequences(where("name ~ _v002"))));
    }

    private static List<Asked> counts() {
        return List.of(
                new Asked("values compression", values("compression")),
                new Asked("values channel", values("channel")),
                new Asked("values aov", values("aov")),
                new Asked("values attr.owner", values("attr.owner")),
                new Asked("values attr.renderHost", values("attr.renderHost")),
                new Asked("values attr.renderTime", values("attr.renderTime")),
                new Asked(
                        "values attr.renderTime " + SHOT,
                        reader -> ValueCounts.of(reader, "attr.renderTime", scoped(SHOT))
                                .rows()
                                .size()),
                new Asked("stats --by shot", usage(List.of("shot"))),
                new Asked("stats --by compression,type", usage(List.of("compression", "type"))),
                new Asked(
                        "du --by aov",
                        reader -> Usage.ofParts(reader, question(Filters.NONE), List.of("aov"))
                                .rows()
                                .size()),
                new Asked(
                        "history --since 7d",
                        reader -> History.of(
                                        reader,
                                        Scope.EVERYTHING,
                                        System.currentTimeMillis() - TimeUnit.DAYS.toMillis(7),
                                        Set.of(HistoryRow.Kind.values()))
                                .rows()
                                .size()));
    }

    private static List<Asked> comparisons() {
        return List.of(
                new Asked("channels --by shot", channels(List.of())),
                new Asked(
                        "channels --by shot --require beauty,N,Z,cryptomatte",
                        channels(List.of("beauty", "N", "Z", "cryptomatte"))),
                new Asked("frames", frames(ExpectedFrames.OWN)),
                new Asked(
                        "frames --range 1001-1100x2",
                        frames(new ExpectedFrames(Optional.of(FrameSet.parse("1001-1100x2")), Optional.empty()))),
                new Asked("check, a spec for lighting", check(Scope.EVERYTHING)),
                new Asked("check, a spec for lighting, " + SHOT, check(scope(SHOT))),
                new Asked(
                        "diff " + SHOT + " version=001 version=002",
                        diff(List.of(SHOT, "version=001"), List.of(SHOT, "version=002"))),
                new Asked("drift", drift(Scope.EVERYTHING, false)),
                new Asked("drift --values " + SHOT, drift(scope(SHOT), true)),
                new Asked("diff version=001 version=002", diff(List.of("version=001"), List.of("version=002"))));
    }

    private static ToLongFunction<IndexReader> sequences(Filters filters) {
        return reader -> rows(row ->
                new AssetFinder(reader, question(filters)).eachSequence(RowPlan.of(OptionalLong.empty()), row::accept));
    }

    private static ToLongFunction<IndexReader> count(Filters filters) {
        return reader -> new AssetFinder(reader, question(filters)).countSequences();
    }

    private static ToLongFunction<IndexReader> countFiles(Filters filters) {
        return reader -> new AssetFinder(reader, question(filters)).countFiles();
    }

    private static ToLongFunction<IndexReader> values(String field) {
        return reader ->
                ValueCounts.of(reader, field, question(Filters.NONE)).rows().size();
    }

    private static ToLongFunction<IndexReader> usage(List<String> by) {
        return reader ->
                Usage.ofFiles(reader, question(Filters.NONE), by).rows().size();
    }

    private static ToLongFunction<IndexReader> channels(List<String> required) {
        return reader -> PresenceMatrix.of(
                        reader, question(Filters.NONE), List.of("shot"), required, SequenceStyle.FILESEQ)
                .rows()
                .size();
    }

    private static ToLongFunction<IndexReader> frames(ExpectedFrames expected) {
        return reader -> FrameAudit.of(reader, Scope.EVERYTHING, expected, SequenceStyle.FILESEQ)
                .rows()
                .size();
    }

    private static ToLongFunction<IndexReader> check(Scope scope) {
        return reader -> SpecCheck.of(
                        reader,
                        new Question(scope, Filters.NONE),
                        Scope.EVERYTHING,
                        lighting(),
                        List.of(),
                        LocalDate.EPOCH)
                .violations()
                .size();
    }

    /** What {@code sample-config/specs/lighting.toml} asks for, one rule of every kind. */
    private static List<CheckRule> lighting() {
        List<String> deep = List.of("Z", "*.Z", "P.*", "*position*", "crypto*", "Crypto*", "motion*", "uv.*");
        return List.of(
                rule(new RequiredAovs(List.of("beauty", "diffuse", "specular", "N", "Z"))),
                rule(new RequiredAovs(List.of("cryptomatte"))),
                rule(new Requirement.NoneOf(List.of("~w"))),
                rule(new Requirement.CompressionIn(List.of("zip", "zips", "piz"))),
                rule(new Requirement.PixelTypeIn(List.of("*"), deep, List.of("half"))),
                rule(new Requirement.PixelTypeIn(
                        List.of("Z", "*.Z", "crypto*", "Crypto*"), List.of(), List.of("float"))),
                rule(new RequiredPicture.ResolutionIn(List.of(new RequiredPicture.Size(1920, 1080)))),
                rule(new RequiredPicture.DisplayWindowAtOrigin()),
                rule(new RequiredPicture.DataWindowIs(RequiredPicture.DataWindowIs.Relation.COVERS)),
                rule(new RequiredPicture.PixelAspect(1)),
                rule(new RequiredAttributes(
                        List.of("framesPerSecond == 24"), List.of(AttributeTest.parse("framesPerSecond == 24")), true)),
                rule(RequiredNames.parse("[A-Za-z0-9._-]+")),
                rule(new RequiredFrames(Optional.empty())),
                rule(new Requirement.StateIn(Set.of(FileState.COMPLETE))),
                rule(new Requirement.Fits("size < 2G", WhereParser.parse("size < 2G", 0))));
    }

    private static CheckRule rule(Requirement requirement) {
        return new CheckRule("rule", CheckRule.Severity.ERROR, Scope.EVERYTHING, requirement);
    }

    private static ToLongFunction<IndexReader> diff(List<String> first, List<String> second) {
        return reader ->
                rows(row -> new Diff(reader, Scope.parse(first, Path.of("")), Scope.parse(second, Path.of("")), 0.1)
                        .each(row::accept));
    }

    private static ToLongFunction<IndexReader> drift(Scope scope, boolean values) {
        return reader -> rows(row -> new Drift(reader, scope, values).each(row::accept));
    }

    private static Filters has(String name) {
        return new Filters(List.of(name), List.of(), List.of(), List.of(), Set.of());
    }

    private static Filters lacks(String name) {
        return new Filters(List.of(), List.of(name), List.of(), List.of(), Set.of());
    }

    private static Filters attribute(String test) {
        return new Filters(List.of(), List.of(), List.of(), List.of(AttributeTest.parse(test)), Set.of());
    }

    private static Filters where(String text) {
        return new Filters(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of(WhereParser.parse(text, System.currentTimeMillis())));
    }

    private static Question question(Filters filters) {
        return new Question(Scope.EVERYTHING, filters);
    }

    private static Question scoped(String scope) {
        return new Question(scope(scope), Filters.NONE);
    }

    private static Scope scope(String... words) {
        return Scope.parse(List.of(words), Path.of(""));
    }

    /** How many rows an answer hands over. */
    private static long rows(Consumer<Consumer<Object>> answer) {
        long[] rows = {0};
        answer.accept(row -> rows[0]++);
        return rows[0];
    }
}
