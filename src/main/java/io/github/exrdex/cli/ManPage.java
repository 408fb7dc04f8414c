package io.github.exrdex.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} says of a verb as a manual page: roff with the macros of man(7). */
final class ManPage {
    private static final String EXAMPLES = "Examples:";

    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** {@code exrdex-find}. */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    static String of(CommandSpec spec) {
        return new ManPage(spec).write();
    }

    private String write() {
        UsageMessageSpec usage = spec.usageMessage();
        String summary = String.join(" ", usage.header()).replaceFirst("\\.$", "");
        page.append(".TH \"").append(name(spec).toUpperCase(Locale.ROOT)).append("\" 1 \"\" \"exrdex\"\n.nh\n.ad l\n");
        section("NAME").text(name(spec) + " - " + summary);
        section("SYNOPSIS").text(synopsis());
        section("DESCRIPTION");
        paragraphs(usage.description());
        verbs();
        items("ARGUMENTS", spec.positionalParameters(), PositionalParamSpec::paramLabel);
        items("OPTIONS", shownOptions(), ManPage::label);
        List<String> footer = Arrays.asList(usage.footer());
        int examples = footer.indexOf(EXAMPLES);
        if (examples >= 0) {
            section("EXAMPLES");
            page.append(".nf\n");
            footer.subList(examples + 1, footer.size())
                    .forEach(line -> text(unformatted(line).strip()));
            page.append(".fi\n");
        }
        section("EXIT STATUS");
        for (Map.Entry<String, String> code : usage.exitCodeList().entrySet()) {
            page.append(".TP\n");
            text(code.getKey().strip());
            text(unformatted(code.getValue()));
        }
        seeAlso();
        return page.toString();
    }

    private ManPage section(String heading) {
        page.append(".SH ").append(heading).append('\n');
        return this;
    }

    /** One line, whatever it says; a line that began with a dot would be a command. */
    private void text(String line) {
        String escaped = line.replace("\\", "\\e").replace("-", "\\-");
        page.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                .append(escaped)
                .append('\n');
    }

    private void paragraphs(String... lines) {
        for (int i = 0; i < lines.length; i++) {
            page.append(i == 0 ? "" : ".PP\n");
            text(unformatted(lines[i]));
        }
    }

    /** Descriptions are formats: {@code %%} stands for one. */
    private static String unformatted(String text) {
        return text.replace("%%", "%");
    }

    private String synopsis() {
        return new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private void verbs() {
        List<CommandSpec> shown = below(spec).toList();
        if (!shown.isEmpty()) {
            section("VERBS");
            for (CommandSpec verb : shown) {
                page.append(".TP\n.B ");
                text(verb.name());
                text(String.join(" ", verb.usageMessage().header()));
            }
        }
    }

    /** Those that help shows. */
    static Stream<CommandSpec> below(CommandSpec spec) {
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(verb -> !verb.usageMessage().hidden());
    }

    private List<OptionSpec> shownOptions() {
        return spec.options().stream().filter(option -> !option.hidden()).toList();
    }

    private interface Label<A> {
        String of(A argument);
    }

    private <A extends ArgSpec> void items(String heading, List<A> arguments, Label<A> label) {
        if (arguments.isEmpty()) {
            return;
        }
        section(heading);
        for (A argument : arguments) {
            page.append(".TP\n.B ");
            text(label.of(argument));
            String usual = argument.defaultValue() == null ? "" : argument.defaultValue();
            for (String line : argument.description()) {
                text(unformatted(line)
                        .replace("${DEFAULT-VALUE}", usual)
                        .replace("${COMPLETION-CANDIDATES}", candidates(argument)));
            }
        }
    }

    private static String candidates(ArgSpec argument) {
        Iterable<String> words = argument.completionCandidates();
        return words == null ? "" : String.join(", ", words);
    }

    private static String label(OptionSpec option) {
        return String.join(", ", option.names())
                + (option.arity().max() == 0 ? "" : " " + unformatted(option.paramLabel()));
    }

    private void seeAlso() {
        Stream<CommandSpec> above = Stream.ofNullable(spec.parent());
        String others = Stream.concat(above, below(spec))
                .map(other -> name(other) + "(1)")
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            section("SEE ALSO").text(others);
        }
    }
}
