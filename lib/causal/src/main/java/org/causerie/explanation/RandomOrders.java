// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.model.Scm;

/**
 * Shapley shares of a variance by draws: two independent sets of noises, the second turned into the first one noise at
 * a time in a random order, each step credited to the noise that was turned.
 *
 * @param model the model, of the outcome's ancestors only
 * @param outcome the outcome
 * @param draws the number of draws
 */
record RandomOrders(Scm model, String outcome, int draws) {
    private static final int BLOCK = 1024;

    /**
     * Means over the draws and their standard errors, one per variable of the model.
     */
    record Estimate(double[] values, double[] errors) {}

    Estimate estimate(Seed seed, Execution execution) {
        int blocks = (draws + BLOCK - 1) / BLOCK;
        List<double[][]> sums = execution.map(
                "intrinsic contributions",
                blocks,
                block -> block(Math.min(BLOCK, draws - block * BLOCK), seed.split(block)));
        int players = model.variables().size();
        double[] values = new double[players];
        double[] errors = new double[players];
        for (int player = 0; player < players; player++) {
            double sum = 0;
            double squares = 0;
            for (double[][] block : sums) {
                sum += block[0][player];
                squares += block[1][player];
            }
            values[player] = sum / draws;
            errors[player] = Math.sqrt(Math.max(0, squares / draws - values[player] * values[player]) / draws);
        }
        return new Estimate(values, errors);
    }

    /** Sums and sums of squares of each variable's credits over some draws. */
    private double[][] block(int rows, Seed seed) {
        double[][] first = model.noise(rows, seed.split("first"));
        double[][] turned = model.noise(rows, seed.split("second"));
        int players = first.length;
        int[][] orders = orders(rows, players, seed.split("orders").random());
        int outcomeIndex = model.graph().index(outcome);
        double[] target = model.solve(first)[outcomeIndex];
        double[] before = model.solve(turned)[outcomeIndex];
        double[][] sums = new double[2][players];
        for (int step = 0; step < players; step++) {
            for (int row = 0; row < rows; row++) {
                int player = orders[row][step];
                turned[player][row] = first[player][row];
            }
            double[] after = model.solve(turned)[outcomeIndex];
            for (int row = 0; row < rows; row++) {
                int player = orders[row][step];
                double credit = (after[row] - before[row]) * (target[row] - (after[row] + before[row]) / 2);
                sums[0][player] += credit;
                sums[1][player] += credit * credit;
            }
            before = after;
        }
        return sums;
    }

    private static int[][] orders(int rows, int players, RandomGenerator random) {
        int[][] orders = new int[rows][players];
        for (int[] order : orders) {
            for (int i = 0; i < players; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
        }
        return orders;
    }
}
