package io.github.exrdex.query;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody most likely meant. */
final class Nearest {
    /** Of three letters one may be wrong; more and it is another word. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Nearest() {}

    static Optional<String> to(String word, Collection<String> names) {
        int most = Math.max(1, word.length() / LETTERS_PER_MISTAKE);
        String best = "";
        int bestDistance = most + 1;
        for (String name : names) {
            if (Math.abs(name.length() - word.length()) > most) {
                continue;
            }
            int distance = distance(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance || (distance == bestDistance && !best.isEmpty() && name.compareTo(best) < 0)) {
                best = name;
                bestDistance = distance;
            }
        }
        return bestDistance <= most ? Optional.of(best) : Optional.empty();
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
