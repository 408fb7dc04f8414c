package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.tokens.TemplateTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex tokens test}. */
@Command(
        name = "test",
        header = "Show which template fits a path, and every token; or why none does.",
        description = {
            "Needs no index, and the path need not exist. Without a template that fits, the exit code is 1 and the tokens"
                    + " are what the folders tell for certain.",
        },
        exitCodeList = {"0:a template fits every path", "1:no template fits some path"},
        footer = {
            "",
            "Examples:",
            "  exrdex tokens test /mnt/abc/renders/sh010/lgt/v003/sh010_lgt_v003.1001.exr",
            "  exrdex tokens test --config new.toml /mnt/abc/renders/sh010/lgt/v003/*.exr --format tsv",
            "  exrdex tokens test --format json $(exrdex tokens unmatched --format tsv | cut -f5 | tail -n +2)",
        })
public final class TokensTestCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            Column.of("path", Kind.PATH),
            Column.of("template", Kind.TEXT),
            Column.of("token", Kind.TEXT),
            Column.of("value", Kind.TEXT));

    private final Terminal terminal;
    private final Supplier<TemplateTokens> templates;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Of a file; a relative one starts from here.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, or a row a token as tsv, csv, json or jsonl. A terminal gets table, a pipe tsv.")
    private @Nullable String format;

    /** @param templates of the config, read when asked */
    public TokensTestCommand(Terminal terminal, Supplier<TemplateTokens> templates) {
        this.terminal = terminal;
        this.templates = templates;
    }

    @Override
    public Integer call() {
        Format wanted = AnswerOptions.format(format, terminal, Format.OF_FACTS);
        TemplateTokens tokens = templates.get();
        List<String> absolute = paths.stream()
                .map(path -> Path.of(path).toAbsolutePath().normalize().toString())
                .toList();
        if (wanted == Format.TABLE) {
            absolute.forEach(path -> printBlock(path, tokens));
        } else {
            printRows(absolute, tokens, wanted);
        }
        terminal.out().flush();
        boolean allFit = absolute.stream()
                .allMatch(path -> tokens.explain(path).template().isPresent());
        return allFit ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    private void printBlock(String path, TemplateTokens tokens) {
        TemplateTokens.Explanation found = tokens.explain(path);
        List<TemplateTokens.Miss> misses = found.template().isPresent() ? List.of() : tokens.misses(path);
        line(PlainText.oneLine(path));
        line("  template  "
                + found.template()
                        .map(PlainText::oneLine)
                        .orElse(misses.isEmpty() ? "none, the config has no [[template]]" : "none fits"));
        found.tokens().forEach((token, value) -> line("  " + padded(token) + PlainText.oneLine(value)));
        for (TemplateTokens.Miss miss : misses) {
            line("  why not " + PlainText.oneLine(miss.template() + ": " + miss.reason()));
        }
    }

    private void line(String text) {
        terminal.out().append(text).append('\n');
    }

    private static String padded(String token) {
        char[] spaces = new char[Math.max(2, 10 - token.length())];
        Arrays.fill(spaces, ' ');
        return token + new String(spaces);
    }

    private void printRows(List<String> absolute, TemplateTokens tokens, Format wanted) {
        List<String> reasons = new ArrayList<>();
        try (RowPrinter printer = RowPrinter.of(wanted, terminal, COLUMNS)) {
            for (String path : absolute) {
                TemplateTokens.Explanation found = tokens.explain(path);
                @Nullable String template = found.template().orElse(null);
                if (found.tokens().isEmpty()) {
                    printer.row(Arrays.asList(path, template, null, null));
                }
                found.tokens().forEach((token, value) -> printer.row(Arrays.asList(path, template, token, value)));
                if (template == null) {
                    tokens.misses(path)
                            .forEach(miss ->
                                    reasons.add(path + " does not fit " + miss.template() + ": " + miss.reason()));
                }
            }
        }
        reasons.forEach(terminal::note);
    }
}
