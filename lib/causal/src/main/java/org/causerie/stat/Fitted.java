// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/** A fitted learner. Safe for use by several threads. */
public interface Fitted {

    /**
     * The predicted means or probabilities.
     *
     * @param columns {@code columns[feature][row]}, the features of the fit in the same order
     * @return one prediction per row
     */
    double[] predict(double[][] columns);
}
