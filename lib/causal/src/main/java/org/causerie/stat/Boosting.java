// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;

/**
 * Gradient-boosted trees, by LightGBM.
 *
 * <p>Squared loss for the mean of a number, logistic loss for a probability. Deterministic: the same data
 * give the same fit on any number of threads. The target is held in single precision.
 *
 * <p>Ke, G. et al. (2017). LightGBM: a highly efficient gradient boosting decision tree. NeurIPS 30.
 *
 * @param rounds the number of trees, at least 1; more with a smaller rate
 * @param learningRate how far each tree goes, in (0, 1]
 * @param leaves the most leaves of a tree, at least 2; small trees keep nuisance functions smooth
 * @param minCases the fewest cases in a leaf, above 0 (of a probability: of cases with probability one half)
 */
public record Boosting(int rounds, double learningRate, int leaves, double minCases) implements Learner {

    public Boosting {
        if (rounds < 1) throw new CausalException("Boosting needs at least 1 round; " + rounds + " was given");
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new CausalException("The learning rate must be above 0 and at most 1; " + learningRate
                    + " was given (0.05 is the default)");
        }
        Trees.check(leaves, minCases);
    }

    public static Boosting withDefaults() {
        return new Boosting(200, 0.05, 8, 20);
    }

    /** With another number of trees. */
    public Boosting rounds(int changed) {
        return new Boosting(changed, learningRate, leaves, minCases);
    }

    /** With another step of each tree. */
    public Boosting learningRate(double changed) {
        return new Boosting(rounds, changed, leaves, minCases);
    }

    /** With trees of another size. */
    public Boosting leaves(int changed) {
        return new Boosting(rounds, learningRate, changed, minCases);
    }

    /** With another least number of cases in a leaf. */
    public Boosting minCases(double changed) {
        return new Boosting(rounds, learningRate, leaves, changed);
    }

    /**
     * Fits the trees; the seed is not used, as nothing is random.
     *
     * @throws CausalException if there is no feature, a number is missing, or the native library cannot be
     *     loaded
     */
    @Override
    public Fitted fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
        Features.check(target, columns, y, weights);
        boolean probability = target == Target.PROBABILITY;
        // the second derivative of the logistic loss at one half is a quarter of that of the squared loss
        double curvature = probability ? minCases / 4 : minCases;
        String settings = "objective=" + (probability ? "binary" : "regression")
                + LightGbm.setting("learning_rate", learningRate)
                + " num_leaves=" + leaves
                + LightGbm.setting("min_sum_hessian_in_leaf", curvature);
        return LightGbm.train(settings, rounds, columns, y, weights);
    }
}
