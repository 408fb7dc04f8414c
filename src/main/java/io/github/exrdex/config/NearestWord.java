package io.github.exrdex.config;

import java.util.List;
import java.util.Optional;

/** Guesses what somebody meant to write. */
public final class NearestWord {
    private NearestWord() {}

    /** The closest of the words, where one is close enough to be a slip of the pen. */
    public static Optional<String> of(String written, List<String> words) {
        for (String word : words) {
            if (written.length() >= 3 && (written.startsWith(word) || word.startsWith(written))) {
                return Optional.of(word);
            }
        }
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int distance = distance(written, word);
            if (distance < least && distance <= Math.max(1, word.length() / 3)) {
                least = distance;
                best = word;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** For the end of a message: the word that was meant, else all that there are. */
    public static String advice(String written, List<String> words) {
        return of(written, words)
                .map(word -> "did you mean " + word + "?")
                .orElseGet(() -> "known are " + String.join(", ", words));
    }

    /** Characters to insert, drop or change; two that changed places count once (optimal string alignment). */
    private static int distance(String a, String b) {
        int most = 40;
        if (Math.abs(a.length() - b.length()) > most || a.length() > most) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
