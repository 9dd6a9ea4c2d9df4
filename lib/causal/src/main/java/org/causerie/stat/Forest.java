// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;

/**
 * A forest of regression trees, each grown on a random part of the rows and splits chosen among random
 * features, by LightGBM.
 *
 * <p>Predicts the mean of the trees' leaf means; of a 0/1 target that is a probability. The same seed
 * gives the same forest on any number of threads. Rows are drawn, not cases: expand counted data first.
 *
 * <p>Breiman, L. (2001). Random forests. Machine Learning 45, 5-32. doi:10.1023/A:1010933404324
 *
 * @param trees the number of trees, at least 1; more only cost time
 * @param leaves the most leaves of a tree, at least 2
 * @param minCases the fewest cases in a leaf, above 0
 * @param rowShare the part of the rows each tree sees, in (0, 1)
 * @param featureShare the part of the features each split chooses from, in (0, 1]
 */
public record Forest(int trees, int leaves, double minCases, double rowShare, double featureShare) implements Learner {

    public Forest {
        if (trees < 1) throw new CausalException("A forest needs at least 1 tree; " + trees + " was given");
        if (!(rowShare > 0 && rowShare < 1)) {
            throw new CausalException(
                    "The share of rows must be above 0 and below 1; " + rowShare + " was given (0.632 is the default)");
        }
        if (!(featureShare > 0 && featureShare <= 1)) {
            throw new CausalException("The share of features must be above 0 and at most 1; " + featureShare
                    + " was given (0.5 is the default)");
        }
        Trees.check(leaves, minCases);
    }

    public static Forest withDefaults() {
        return new Forest(300, 128, 5, 0.632, 0.5);
    }

    /** With another number of trees. */
    public Forest trees(int changed) {
        return new Forest(changed, leaves, minCases, rowShare, featureShare);
    }

    /** With trees of another size. */
    public Forest leaves(int changed) {
        return new Forest(trees, changed, minCases, rowShare, featureShare);
    }

    /** With another least number of cases in a leaf. */
    public Forest minCases(double changed) {
        return new Forest(trees, leaves, changed, rowShare, featureShare);
    }

    /** With another part of the rows for each tree. */
    public Forest rowShare(double changed) {
        return new Forest(trees, leaves, minCases, changed, featureShare);
    }

    /** With another part of the features for each split. */
    public Forest featureShare(double changed) {
        return new Forest(trees, leaves, minCases, rowShare, changed);
    }

    /**
     * Fits the trees.
     *
     * @throws CausalException if there is no feature, a number is missing, or the native library cannot be
     *     loaded
     */
    @Override
    public Fitted fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
        Features.check(target, columns, y, weights);
        String settings = "boosting=rf objective=regression bagging_freq=1"
                + LightGbm.setting("bagging_fraction", rowShare)
                + LightGbm.setting("feature_fraction_bynode", featureShare)
                + " num_leaves=" + leaves
                + LightGbm.setting("min_sum_hessian_in_leaf", minCases)
                + " seed=" + seed.random().nextInt(Integer.MAX_VALUE);
        return LightGbm.train(settings, trees, columns, y, weights);
    }
}
