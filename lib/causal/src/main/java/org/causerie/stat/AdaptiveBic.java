// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.data.Dataset;

/**
 * The Bayesian information criterion with a penalty that suits the number of variables; higher is better.
 *
 * <p>Up to a number of variables it is {@link Bic} with penalty 2. Beyond, where false edges have ever more places to
 * appear in, it is {@link Ebic} with its defaults, except for tables of levels only. Assumptions, kinds and costs are those of
 * the two.
 *
 * @param few so many variables are scored by {@link Bic}, at least 0; 50 by default
 */
public record AdaptiveBic(int few) implements Score {

    public AdaptiveBic {
        if (few < 0) {
            throw new CausalException("The number of variables up to which the plain BIC is used is 0 or more; " + few
                    + " was given (50 is the default)");
        }
    }

    public static AdaptiveBic withDefaults() {
        return new AdaptiveBic(50);
    }

    /** With another number of variables up to which the plain criterion is used. */
    public AdaptiveBic few(int changed) {
        return new AdaptiveBic(changed);
    }

    /**
     * Binds the score to data.
     *
     * @throws CausalException as {@link Bic#on} and {@link Ebic#on(Dataset)} do
     */
    @Override
    public LocalScore on(Dataset data) {
        return on(data, Execution.sequential());
    }

    @Override
    public LocalScore on(Dataset data, Execution execution) {
        boolean many = data.size() > few
                && data.names().stream().anyMatch(name -> !data.kind(name).categorical());
        return many
                ? Ebic.withDefaults().on(data, execution)
                : Bic.withDefaults().penalty(2).on(data, execution);
    }
}
