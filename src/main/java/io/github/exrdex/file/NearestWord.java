package io.github.exrdex.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the names that there are somebody meant to write. */
public final class NearestWord {
    /** Of three letters one may be wrong; more and it is another word. */
    private static final int LETTERS_PER_MISTAKE = 3;

    /** A beginning that says enough. */
    private static final int LETTERS_OF_A_BEGINNING = 3;

    /** What is longer was not typed by hand; the work grows with the square. */
    private static final int MOST_LETTERS = 100;

    private NearestWord() {}

    /** The one with the fewest mistakes, else the shortest that begins as it does or that it begins with. */
    public static Optional<String> of(String written, Collection<String> words) {
        int most = Math.max(1, written.length() / LETTERS_PER_MISTAKE);
        String best = "";
        int least = most + 1;
        for (String word : words) {
            if (Math.abs(word.length() - written.length()) > most || word.length() > MOST_LETTERS) {
                continue;
            }
            int distance = distance(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < least || (distance == least && !best.isEmpty() && word.compareTo(best) < 0)) {
                best = word;
                least = distance;
            }
        }
        return least <= most ? Optional.of(best) : beginning(written, words);
    }

    private static Optional<String> beginning(String written, Collection<String> words) {
        String begun = written.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(word -> Math.min(word.length(), begun.length()) >= LETTERS_OF_A_BEGINNING)
                .filter(word -> {
                    String lower = word.toLowerCase(Locale.ROOT);
                    return lower.startsWith(begun) || begun.startsWith(lower);
                })
                .min(Comparator.comparingInt((String word) -> Math.abs(word.length() - begun.length()))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** For the end of a message: the word that was meant, else all that there are. */
    public static String advice(String written, Collection<String> words) {
        return of(written, words)
                .map(word -> "did you mean " + word + "?")
                .orElseGet(() -> "known are " + String.join(", ", words));
    }

    /** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
