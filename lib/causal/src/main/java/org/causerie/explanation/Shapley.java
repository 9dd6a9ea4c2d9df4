// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.function.IntToDoubleFunction;
import org.causerie.Progress;

/** Shapley values of a game by enumerating its coalitions, in time of the order of 2 to the number of players. */
final class Shapley {
    private Shapley() {}

    /**
     * The value of each player.
     *
     * @param players how many, at most 20
     * @param worth the worth of a coalition, given as a bit set: bit <i>i</i> for player <i>i</i>
     */
    static double[] values(int players, IntToDoubleFunction worth) {
        double[] known = new double[1 << players];
        try (Progress progress = Progress.of("coalitions", known.length)) {
            for (int coalition = 0; coalition < known.length; coalition++) {
                known[coalition] = worth.applyAsDouble(coalition);
                progress.step();
            }
        }
        double[] weight = new double[players];
        // |S|! (n - |S| - 1)! / n!
        for (int size = 0; size < players; size++) weight[size] = 1.0 / (players * binomial(players - 1, size));
        double[] values = new double[players];
        for (int coalition = 0; coalition < known.length; coalition++) {
            for (int player = 0; player < players; player++) {
                if ((coalition & 1 << player) != 0) continue;
                values[player] +=
                        weight[Integer.bitCount(coalition)] * (known[coalition | 1 << player] - known[coalition]);
            }
        }
        return values;
    }

    private static double binomial(int n, int k) {
        double result = 1;
        for (int i = 0; i < k; i++) result = result * (n - i) / (i + 1);
        return result;
    }
}
