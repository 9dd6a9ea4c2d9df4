// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/**
 * The extended Bayesian information criterion of a linear-Gaussian network, for many variables; higher is better.
 *
 * <p>The maximal log-likelihood less \(\tfrac12 k\log n + 2\gamma e\log p\) for <i>k</i> free parameters, <i>e</i> edges,
 * <i>n</i> cases and <i>p</i> variables: the more edges there are to choose from, the more each must explain. With \(\gamma =
 * 0\) it is {@link Bic}. Markov-equivalent graphs score the same. Time <i>O(k³)</i> for <i>k</i> parents.
 *
 * <p>Foygel, R. &amp; Drton, M. (2010). Extended Bayesian information criteria for Gaussian graphical models. NeurIPS 23.
 * doi:10.48550/arXiv.1011.6640
 *
 * @param gamma how much the number of variables weighs, from 0 to 1; 0.5 by default
 */
public record Ebic(double gamma) implements Score {

    public Ebic {
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new CausalException("The gamma of an extended BIC is between 0 and 1; " + gamma
                    + " was given (0 is the plain BIC, 0.5 is usual)");
        }
    }

    public static Ebic withDefaults() {
        return new Ebic(0.5);
    }

    /** With another weight of the number of variables. */
    public Ebic gamma(double changed) {
        return new Ebic(changed);
    }

    /**
     * Binds the score to data.
     *
     * @throws CausalException if a column is {@link Kind#NOMINAL}, constant, determined by others or has missing values, or there are
     *     fewer than 10 cases
     */
    @Override
    public LocalScore on(Dataset data) {
        return on(data, Execution.sequential());
    }

    @Override
    public LocalScore on(Dataset data, Execution execution) {
        return on(Requirements.undetermined(Covariance.of(data, execution)));
    }

    /** Binds the score to a covariance, of a sample or of a population. */
    public LocalScore on(Covariance covariance) {
        double logCases = Math.log(covariance.cases());
        double perParent =
                logCases / 2 + 2 * gamma * Math.log(covariance.names().size());
        return new GaussianScore(covariance, logCases, perParent);
    }
}
