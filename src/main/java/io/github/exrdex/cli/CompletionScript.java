package io.github.exrdex.cli;

import io.github.exrdex.cli.CompletionTable.Flag;
import io.github.exrdex.cli.CompletionTable.Value;
import io.github.exrdex.cli.CompletionTable.Verb;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link CompletionTable} in the words of a shell. What stands in the table costs no start of the program; only names of
 * the index are asked for, with {@code exrdex complete}.
 */
final class CompletionScript {
    private static final String BASH = """
            # Completion of exrdex for bash: exrdex completion bash
            %s
            _exrdex() {
                local line=${COMP_LINE:0:COMP_POINT} words given=() pending= verb= i cur prev cut
                local below= options= kind=any list= word
                # Bash would break words at = and :, which are letters here.
                read -r -a words <<<"$line"
                [[ $line == *[[:space:]] ]] && words+=("")
                ((${#words[@]} > 1)) || return 0
                cur=${words[${#words[@]} - 1]}
                prev=${words[${#words[@]} - 2]}
                for ((i = 1; i < ${#words[@]} - 1; i++)); do
                    word=${words[i]}
                    case $pending$word in
                        --db | --config) pending=$word ;;
                        --db=* | --config=*) given+=("$word") ;;
                        --db* | --config*) given+=("$pending=$word"); pending= ;;
                        -*) ;;
                        *) _exrdex_verb "$verb" "$word" ;;
                    esac
                done
                _exrdex_table "$verb"
                cut=
                if [[ $cur == --*=* ]]; then
                    cut=${cur%%%%=*}=
                    _exrdex_value "$verb" "${cur%%%%=*}"
                    cur=${cur#*=}
                elif [[ $prev == -* ]] && _exrdex_value "$verb" "$prev"; then
                    :
                elif [[ $cur == -* ]]; then
                    kind=words list=$options
                elif [[ -n $below ]]; then
                    kind=words list=$below
                fi
                case $kind in
                    any) return 0 ;;
                    file) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return 0 ;;
                    words)
                        [[ $cur == *,* ]] && { cut=$cut${cur%%,*},; cur=${cur##*,}; }
                        COMPREPLY=($(compgen -W "$list" -- "$cur")) ;;
                    *)
                        COMPREPLY=()
                        while IFS= read -r word; do
                            case $word in
                                "") ;;
                                *[!A-Za-z0-9_./=:,+@%%#-]*) COMPREPLY+=("$(printf '%%q' "$word")") ;;
                                *) COMPREPLY+=("$word") ;;
                            esac
                        done < <("${words[0]/#"~/"/$HOME/}" ${given[@]+"${given[@]}"} complete "$kind" -- "$cur" 2>/dev/null) ;;
                esac
                local typed=$cut$cur behind
                for i in "${!COMPREPLY[@]}"; do
                    word=$cut${COMPREPLY[i]}
                    case ${COMPREPLY[i]} in *= | */) compopt -o nospace 2>/dev/null ;; esac
                    # What stands before the last = or : is not bash's to replace.
                    behind=${typed##*[=:]}
                    [[ $COMP_WORDBREAKS == *=* ]] && word=${word#"${typed%%"$behind"}"}
                    COMPREPLY[i]=$word
                done
            }
            complete -F _exrdex exrdex
            """;

    private static final String ZSH = """
            #compdef exrdex
            # Completion of exrdex for zsh: exrdex completion zsh
            %s
            _exrdex() {
                local cur=${(Q)words[CURRENT]} prev=${(Q)words[CURRENT-1]} verb= pending= cut= i word
                local below= options= kind=any list=
                local -a given found
                for ((i = 2; i < CURRENT; i++)); do
                    word=${(Q)words[i]}
                    case $pending$word in
                        --db | --config) pending=$word ;;
                        --db=* | --config=*) given+=("$word") ;;
                        --db* | --config*) given+=("$pending=$word"); pending= ;;
                        -*) ;;
                        *) _exrdex_verb "$verb" "$word" ;;
                    esac
                done
                _exrdex_table "$verb"
                if [[ $cur == --*=* ]]; then
                    cut=${cur%%%%=*}=
                    _exrdex_value "$verb" "${cur%%%%=*}"
                    cur=${cur#*=}
                elif [[ $prev == -* ]] && _exrdex_value "$verb" "$prev"; then
                    :
                elif [[ $cur == -* ]]; then
                    kind=words list=$options
                elif [[ -n $below ]]; then
                    kind=words list=$below
                fi
                case $kind in
                    any) return 1 ;;
                    file) compset -P '--*='; _files; return ;;
                    words)
                        [[ $cur == *,* ]] && { cut=$cut${cur%%,*},; cur=${cur##*,}; }
                        found=(${=list}) ;;
                    *) found=(${(f)"$(${${(Q)words[1]}/#\\~\\//$HOME/} $given complete $kind -- $cur 2>/dev/null)"}) ;;
                esac
                local -a whole open
                for word in $found; do
                    case $word in
                        *= | */) open+=("$cut$word") ;;
                        *) whole+=("$cut$word") ;;
                    esac
                done
                compadd -S '' -a open
                compadd -a whole
            }
            if [[ ${funcstack[1]} == _exrdex ]]; then _exrdex "$@"; else compdef _exrdex exrdex; fi
            """;

    private static final String FISH = """
            # Completion of exrdex for fish: exrdex completion fish
            function __exrdex_words
                set -l given
                set -l pending
                for word in (commandline -opc)
                    if test -n "$pending"
                        set -a given $pending=$word
                        set pending
                    else if contains -- $word --db --config
                        set pending $word
                    else if string match -qr -- '^--(db|config)=' $word
                        set -a given $word
                    end
                end
                set -l begun (commandline -ct | string replace -r -- '^--[a-z-]+=' '')
                # The program that was typed, which need not be on the path.
                set -l program (commandline -opc | head -n 1 | string replace -r -- '^~' $HOME)
                command $program $given complete $argv[1] -- "$begun" 2>/dev/null
            end
            # The words behind what stands before the last comma.
            function __exrdex_list
                set -l before (commandline -ct | string replace -r -- '^--[a-z-]+=' '' | string replace -r '[^,]*$' '')
                for word in $argv
                    echo "$before$word"
                end
            end
            # The verb that was typed: exit 0 where it is one of the words, and without words where there is none.
            function __exrdex_verb
                set -l verb
                set -l pending
                for word in (commandline -opc)[2..-1]
                    if test -n "$pending"
                        set pending
                    else if contains -- $word --db --config
                        set pending $word
                    else if not string match -q -- '-*' $word
                        if test -z "$verb"; or contains -- "$verb $word" __TWO_WORDS__
                            set verb (string trim -- "$verb $word")
                        end
                    end
                end
                contains -- "$verb" $argv
            end
            complete -c exrdex -f
            """;

    private CompletionScript() {}

    static String bash(CompletionTable table) {
        return BASH.formatted(functions(table));
    }

    static String zsh(CompletionTable table) {
        return ZSH.formatted(functions(table));
    }

    /** Three functions that bash and zsh understand alike. */
    private static String functions(CompletionTable table) {
        StringBuilder verb =
                new StringBuilder("# The verb so far and one more word.\n_exrdex_verb() {\n    case \"$1 $2\" in\n");
        StringBuilder of = new StringBuilder("_exrdex_table() {\n    case $1 in\n");
        StringBuilder value = new StringBuilder(
                "# Exits with 1 where the option takes no value.\n_exrdex_value() {\n    case \"$1 $2\" in\n");
        for (Verb each : table.verbs()) {
            for (String below : each.below()) {
                verb.append("        '")
                        .append(each.name())
                        .append(' ')
                        .append(below)
                        .append("') verb='")
                        .append((each.name() + " " + below).strip())
                        .append("' ;;\n");
            }
            of.append("        '")
                    .append(each.name())
                    .append("') below='")
                    .append(String.join(" ", each.below()))
                    .append("' options='")
                    .append(names(each))
                    .append("' ")
                    .append(assigned(each.operand()))
                    .append(" ;;\n");
            for (Flag flag : each.options()) {
                if (flag.takesValue()) {
                    String cases = flag.names().stream()
                            .map(name -> "'" + each.name() + " " + name + "'")
                            .collect(Collectors.joining(" | "));
                    value.append("        ")
                            .append(cases)
                            .append(") ")
                            .append(assigned(flag.value()))
                            .append(" ;;\n");
                }
            }
        }
        value.append("        *) return 1 ;;\n");
        return Stream.of(verb, of, value)
                .map(function -> function + "    esac\n}\n")
                .collect(Collectors.joining());
    }

    private static String assigned(Value value) {
        return "kind=" + value.kind()
                + (value.words().isEmpty() ? "" : " list='" + String.join(" ", value.words()) + "'");
    }

    private static String names(Verb verb) {
        return verb.options().stream().flatMap(flag -> flag.names().stream()).collect(Collectors.joining(" "));
    }

    static String fish(CompletionTable table) {
        List<String> twoWords = table.verbs().stream()
                .map(Verb::name)
                .filter(name -> name.contains(" "))
                .map(CompletionScript::quoted)
                .toList();
        StringBuilder script = new StringBuilder(FISH.replace("__TWO_WORDS__", String.join(" ", twoWords)));
        for (Verb verb : table.verbs()) {
            String here = "complete -c exrdex -n " + quoted("__exrdex_verb " + quoted(verb.name()));
            for (String below : verb.below()) {
                String name = (verb.name() + " " + below).strip();
                String help = table.verbs().stream()
                        .filter(other -> other.name().equals(name))
                        .map(Verb::help)
                        .collect(Collectors.joining());
                script.append(here)
                        .append(" -a ")
                        .append(below)
                        .append(" -d ")
                        .append(quoted(help))
                        .append('\n');
            }
            if (verb.below().isEmpty() && !verb.operand().kind().equals("any")) {
                script.append(here)
                        .append(' ')
                        .append(candidates(verb.operand(), " -a "))
                        .append('\n');
            }
            for (Flag flag : verb.options()) {
                script.append(here);
                for (String name : flag.names()) {
                    script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
                }
                boolean file = flag.value().kind().equals("file");
                if (flag.takesValue()) {
                    script.append(file ? " -r -F" : " -x");
                }
                script.append(" -d ").append(quoted(flag.help())).append('\n');
                String values = file ? "" : candidates(flag.value(), " -a ");
                if (flag.takesValue() && !values.isEmpty()) { // in a line of its own, else each has the option's help
                    script.append(here)
                            .append(" -l ")
                            .append(flag.names().get(flag.names().size() - 1).replaceFirst("^-+", ""))
                            .append(" -x ")
                            .append(values)
                            .append('\n');
                }
            }
        }
        return script.toString();
    }

    private static String candidates(Value value, String option) {
        return switch (value.kind()) {
            case "none", "any" -> "";
            case "file" -> "-F";
            case "words" -> option.strip() + " " + quoted("(__exrdex_list " + String.join(" ", value.words()) + ")");
            default -> option.strip() + " " + quoted("(__exrdex_words " + value.kind() + ")");
        };
    }

    /** For fish, which knows \\ and \' between single quotes. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
