package io.github.exrdex.cli;

import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** What {@code stats} and {@code du} take alike, and how they answer. */
final class UsageOptions {
    @Mixin
    private final ScopeArgument scope = new ScopeArgument();

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final AgeOption age = new AgeOption();

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    /** Counts the files of the question by the keys. */
    interface Count {
        Usage of(IndexReader index, Question question, List<String> by);
    }

    /**
     * @param database the index to ask
     * @param nowAt milliseconds since 1970
     * @param withMethod how the bytes are known is printed too
     * @return the exit code
     */
    int answer(
            Terminal terminal, Supplier<Path> database, long nowAt, Count count, List<String> by, boolean withMethod) {
        Question question = new Question(scope.scope(), filters.filters(nowAt));
        Format format = answer.format(terminal, Format.OF_ROWS);
        try (IndexReader index = IndexReader.open(database.get())) {
            Freshness freshness = age.freshness(index, question.scope(), nowAt);
            UsageAnswer usage = new UsageAnswer(count.of(index, question, by), by, withMethod);
            usage.print(terminal, format, answer.limit());
            Footer.print(terminal, usage.summary(), freshness, nowAt);
            return usage.answer().rows().isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }
}
