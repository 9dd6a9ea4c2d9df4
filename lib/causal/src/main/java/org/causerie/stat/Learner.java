// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.Seed;

/** Settings of a regression or classification method that estimators use for nuisance functions. */
public interface Learner {

    /**
     * Fits on rows of features.
     *
     * @param target what is to be predicted
     * @param columns {@code columns[feature][row]}, finite; categorical features as dummies (see {@link
     *     Design})
     * @param y the values to predict, one per row; 0 or 1 for probabilities
     * @param weights how much each row counts for, 0 or more
     * @param seed the source of randomness; learners without any ignore it
     * @throws org.causerie.CausalException if the learner cannot predict the target, or the data cannot be
     *     fitted
     */
    Fitted fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed);
}
