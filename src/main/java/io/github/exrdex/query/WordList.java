package io.github.exrdex.query;

import java.util.List;

/** Words for people. */
final class WordList {
    private WordList() {}

    /** {@code none, zip or piz}. */
    static String either(List<String> words) {
        return words.size() == 1
                ? words.get(0)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }
}
