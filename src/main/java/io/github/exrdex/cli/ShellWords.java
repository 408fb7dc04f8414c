package io.github.exrdex.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Words as they are typed into a shell. */
final class ShellWords {
    private ShellWords() {}

    static String join(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
