// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.causerie.Progress;

/**
 * Additive regressions of the columns of a table on each other, \(x_j = \sum_k f_k(x_k) + e\), with penalised splines.
 *
 * <p>How smooth each function is is chosen by restricted maximum likelihood. All sums over cases are made once, so that a
 * regression on <i>d</i> columns takes <i>O(d³)</i>, whatever the number of cases.
 *
 * <p>Wood and Fasiolo (2017), A generalized Fellner-Schall method for smoothing parameter optimization with application to
 * Tweedie location, scale and shape models, Biometrics 73, 1071–1081. doi:10.1111/biom.12666
 */
final class AdditiveSplines {
    private static final int ROUNDS = 40;
    private static final double RIDGE = 1e-9;

    /** A round that changes the degrees of freedom by less is the last one. */
    private static final double SETTLED = 0.02;

    private final double[][] targets;
    private final SplineBasis[] bases;
    private final int[] start;
    private final int width;
    private final double[][] design;
    private final double[] gram;
    private final double[][] products;

    /**
     * The regressions among these columns.
     *
     * @param columns standardised columns, {@code columns[j][row]}
     * @param size how many functions each basis has
     */
    AdditiveSplines(double[][] columns, int size) {
        targets = columns;
        bases = new SplineBasis[columns.length];
        start = new int[columns.length + 1];
        for (int j = 0; j < columns.length; j++) {
            bases[j] = SplineBasis.of(columns[j], size);
            start[j + 1] = start[j] + bases[j].size();
        }
        width = start[columns.length];
        design = new double[width][];
        for (int j = 0; j < columns.length; j++)
            System.arraycopy(bases[j].columns(), 0, design, start[j], bases[j].size());
        gram = new double[width * width];
        products = new double[columns.length][width];
        for (int a = 0; a < width; a++) {
            Progress.checkpoint();
            for (int b = 0; b <= a; b++) {
                gram[a * width + b] = Dense.dot(design[a], design[b]);
                gram[b * width + a] = gram[a * width + b];
            }
            for (int j = 0; j < columns.length; j++) products[j][a] = Dense.dot(columns[j], design[a]);
        }
    }

    /** How many functions a basis should have for this many cases: enough for the curves that can be seen at all. */
    static int basisSize(int cases) {
        return Math.max(4, Math.min(15, cases / 12));
    }

    int cases() {
        return targets[0].length;
    }

    /**
     * A fitted regression.
     *
     * @param target the column explained
     * @param causes the columns it is explained by
     * @param coefficients of the functions of all causes, one basis after the other
     * @param squares the sum of squared residuals
     * @param freedom how many parameters the fit is worth
     */
    record Fit(int target, int[] causes, double[] coefficients, double squares, double freedom) {

        /** The logarithm of the likelihood with normal noise, up to a constant. */
        double logLikelihood(int cases) {
            return -0.5 * cases * Math.log(squares / cases);
        }
    }

    /** The penalised regression. */
    Fit fit(int target, int... causes) {
        int[] chosen = positions(causes);
        int d = chosen.length;
        if (d == 0) return new Fit(target, causes, new double[0], total(target), 0);
        double[] lambda = new double[causes.length];
        for (int k = 0; k < causes.length; k++) lambda[k] = trace(gram(causes[k])) / Math.max(1e-300, trace(causes[k]));
        double[] block = gram(chosen);
        Fit fit = null;
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            Progress.checkpoint();
            double[] inverse = block.clone();
            addPenalties(inverse, d, causes, lambda);
            Dense.invert(inverse, d);
            double[] coefficients = Dense.times(inverse, products(target, chosen));
            double freedom = 0;
            for (int i = 0; i < d * d; i++) freedom += inverse[i] * block[i];
            fit = new Fit(target, causes, coefficients, squares(target, chosen, coefficients, block), freedom);
            if (Math.abs(before - freedom) < SETTLED || !updated(lambda, causes, fit, inverse)) break;
            before = freedom;
        }
        return fit;
    }

    /** Takes the penalties a step nearer to the maximum of the restricted likelihood; false where they are there. */
    private boolean updated(double[] lambda, int[] causes, Fit fit, double[] inverse) {
        int d = fit.coefficients().length;
        double noise = fit.squares() / Math.max(1, cases() - fit.freedom() - 1);
        boolean moved = false;
        int at = 0;
        for (int k = 0; k < causes.length; k++) {
            SplineBasis basis = bases[causes[k]];
            int size = basis.size();
            double roughness = 0;
            double trace = 0;
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    double penalty = basis.penalty()[a * size + b];
                    roughness += penalty * fit.coefficients()[at + a] * fit.coefficients()[at + b];
                    trace += penalty * inverse[(at + a) * d + at + b];
                }
            }
            at += size;
            if (basis.rank() == 0) continue;
            double next = noise * Math.max(basis.rank() - lambda[k] * trace, 1e-10) / Math.max(roughness, 1e-300);
            next = Math.max(1e-6 * lambda[k], Math.min(next, 1e6 * lambda[k]));
            double scale = trace(gram(causes[k])) / trace(causes[k]);
            next = Math.max(1e-9 * scale, Math.min(next, 1e7 * scale));
            moved |= Math.abs(Math.log(next / lambda[k])) > 0.02;
            lambda[k] = next;
        }
        return moved;
    }

    private void addPenalties(double[] block, int d, int[] causes, double[] lambda) {
        int at = 0;
        for (int k = 0; k < causes.length; k++) {
            SplineBasis basis = bases[causes[k]];
            int size = basis.size();
            for (int a = 0; a < size; a++)
                for (int b = 0; b < size; b++)
                    block[(at + a) * d + at + b] += lambda[k] * basis.penalty()[a * size + b];
            at += size;
        }
        addRidge(block, d);
    }

    private static void addRidge(double[] block, int d) {
        double mean = 0;
        for (int a = 0; a < d; a++) mean += block[a * d + a] / d;
        for (int a = 0; a < d; a++) block[a * d + a] += RIDGE * mean;
    }

    /**
     * The p-value of the F test that a cause may be left out of the regression on the causes, without penalties: exact for
     * normal noise and functions within the basis.
     */
    double significance(int target, int[] causes, int left) {
        int[] without = Arrays.stream(causes).filter(cause -> cause != left).toArray();
        double small = leastSquares(target, positions(without));
        int[] all = positions(causes);
        double large = leastSquares(target, all);
        double used = bases[left].size();
        double freedom = cases() - all.length - 1.0;
        if (freedom < 1) return 1;
        double f = Math.max(0, small - large) / used / (large / freedom);
        return FDistribution.of(used, freedom).survivalProbability(f);
    }

    private double leastSquares(int target, int[] chosen) {
        double[] block = gram(chosen);
        addRidge(block, chosen.length);
        double[] coefficients = products(target, chosen);
        Dense.factor(block, chosen.length);
        Dense.solve(block, chosen.length, coefficients);
        return squares(target, chosen, coefficients, gram(chosen));
    }

    /** Target less fit, one per case. */
    double[] residuals(Fit fit) {
        double[] residuals = targets[fit.target()].clone();
        int[] chosen = positions(fit.causes());
        for (int k = 0; k < chosen.length; k++) {
            double[] column = design[chosen[k]];
            double weight = fit.coefficients()[k];
            for (int row = 0; row < residuals.length; row++) residuals[row] -= weight * column[row];
        }
        return residuals;
    }

    /** The functions of all causes, which L2-boosting prefers when it explains the target, most often chosen first. */
    int[] boosted(int target, int[] candidates, int most, int steps) {
        double[][] smoothers = new double[candidates.length][];
        for (int c = 0; c < candidates.length; c++) smoothers[c] = weakSmoother(candidates[c]);
        double[] correlations = products[target].clone();
        double[] chosen = new double[candidates.length];
        for (int step = 0; step < steps; step++) {
            Progress.checkpoint();
            int best = -1;
            double gain = 0;
            double[] bestStep = {};
            for (int c = 0; c < candidates.length; c++) {
                int from = start[candidates[c]];
                double[] score = Arrays.copyOfRange(correlations, from, start[candidates[c] + 1]);
                double[] move = Dense.times(smoothers[c], score);
                double[] fitted = Dense.times(gram(candidates[c]), move);
                double explained = 2 * Dense.dot(move, score) - Dense.dot(move, fitted);
                if (explained > gain) {
                    gain = explained;
                    best = c;
                    bestStep = move;
                }
            }
            if (best < 0) break;
            chosen[best] += gain;
            int from = start[candidates[best]];
            for (int a = 0; a < width; a++)
                for (int k = 0; k < bestStep.length; k++)
                    correlations[a] -= 0.3 * bestStep[k] * gram[(from + k) * width + a];
        }
        return IntStream.range(0, candidates.length)
                .boxed()
                .filter(c -> chosen[c] > 0)
                .sorted(Comparator.comparingDouble(c -> -chosen[c]))
                .limit(most)
                .mapToInt(c -> candidates[c])
                .sorted()
                .toArray();
    }

    /** The inverse that smooths on one column alone, with about four degrees of freedom. */
    private double[] weakSmoother(int cause) {
        double[] block = gram(cause);
        int size = bases[cause].size();
        double low = -12;
        double high = 12;
        double[] inverse = block;
        for (int halving = 0; halving < 25; halving++) {
            double middle = (low + high) / 2;
            inverse = block.clone();
            double lambda = Math.exp(middle) * trace(block) / Math.max(1e-300, trace(cause));
            addPenalties(inverse, size, new int[] {cause}, new double[] {lambda});
            Dense.invert(inverse, size);
            double freedom = 0;
            for (int i = 0; i < size * size; i++) freedom += inverse[i] * block[i];
            if (freedom > 4) low = middle;
            else high = middle;
        }
        return inverse;
    }

    private double total(int target) {
        return Dense.dot(targets[target], targets[target]);
    }

    private double squares(int target, int[] chosen, double[] coefficients, double[] block) {
        double explained = 2 * Dense.dot(coefficients, products(target, chosen));
        double fitted = Dense.dot(coefficients, Dense.times(block, coefficients));
        return Math.max(total(target) - explained + fitted, 1e-12 * total(target));
    }

    private double[] products(int target, int[] chosen) {
        return Arrays.stream(chosen).mapToDouble(a -> products[target][a]).toArray();
    }

    private double[] gram(int cause) {
        return gram(positions(cause));
    }

    private double[] gram(int[] chosen) {
        int d = chosen.length;
        double[] block = new double[d * d];
        for (int a = 0; a < d; a++) for (int b = 0; b < d; b++) block[a * d + b] = gram[chosen[a] * width + chosen[b]];
        return block;
    }

    private int[] positions(int... causes) {
        return Arrays.stream(causes)
                .flatMap(cause -> IntStream.range(start[cause], start[cause + 1]))
                .toArray();
    }

    private static double trace(double[] block) {
        int d = (int) Math.round(Math.sqrt(block.length));
        double trace = 0;
        for (int a = 0; a < d; a++) trace += block[a * d + a];
        return trace;
    }

    private double trace(int cause) {
        return trace(bases[cause].penalty());
    }
}
