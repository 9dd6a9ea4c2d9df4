// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;
import org.causerie.Progress;

/** Shapley values of a game: by its coalitions, in time of the order of 2 to the number of players, or by random orders. */
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

    /**
     * The mean over random orders of what each player adds to those before it, with the standard error that the number of
     * orders leaves open. Orders come in pairs, each with its reverse, so that the error is often smaller than stated.
     *
     * @param players how many, at most 62
     * @param worth the worth of a coalition, given as a bit set; asked once for each coalition met
     * @param orders how many orders, at least 2
     */
    static Estimate sampled(int players, LongToDoubleFunction worth, int orders, RandomGenerator random) {
        Map<Long, Double> known = new HashMap<>();
        double[] sums = new double[players];
        double[] squares = new double[players];
        int[] order = new int[players];
        try (Progress progress = Progress.of("orders", orders)) {
            for (int draw = 0; draw < orders; draw++) {
                arrange(order, draw % 2 == 1, random);
                long coalition = 0;
                double before = known.computeIfAbsent(0L, worth::applyAsDouble);
                for (int player : order) {
                    coalition |= 1L << player;
                    double after = known.computeIfAbsent(coalition, worth::applyAsDouble);
                    sums[player] += after - before;
                    squares[player] += (after - before) * (after - before);
                    before = after;
                }
                progress.step();
            }
        }
        double[] errors = new double[players];
        for (int player = 0; player < players; player++) {
            sums[player] /= orders;
            errors[player] =
                    Math.sqrt(Math.max(0, squares[player] / orders - sums[player] * sums[player]) / (orders - 1));
        }
        return new Estimate(sums, errors);
    }

    private static void arrange(int[] order, boolean reversed, RandomGenerator random) {
        int players = order.length;
        if (reversed) {
            for (int i = 0; i < players / 2; i++) {
                int other = order[i];
                order[i] = order[players - 1 - i];
                order[players - 1 - i] = other;
            }
            return;
        }
        for (int i = 0; i < players; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /** Values of the players and their standard errors. */
    record Estimate(double[] values, double[] errors) {}

    private static double binomial(int n, int k) {
        double result = 1;
        for (int i = 0; i < k; i++) result = result * (n - i) / (i + 1);
        return result;
    }
}
