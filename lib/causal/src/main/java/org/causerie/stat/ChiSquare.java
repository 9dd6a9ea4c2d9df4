// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.data.Dataset;

/**
 * Tests independence of categorical variables, given others, by Pearson's χ² of their contingency table.
 *
 * <p>The statistic is \(\sum (O-E)^2/E\) over the cells of all strata, with observed counts <i>O</i> and
 * counts <i>E</i> expected from the margins of the stratum. Its degrees of freedom are summed over the
 * strata, levels that do not occur in a stratum left out; where none are left (every stratum determines x
 * or y), the statistic is 0 and the p-value 1.
 *
 * <p>Assumes independent cases and expected counts that are not too small (5 is the usual advice). Time
 * <i>O(m)</i> per test in the number <i>m</i> of distinct rows.
 *
 * <p>Pearson, K. (1900). On the criterion that a given system of deviations from the probable … Philosophical
 * Magazine 50, 157-175. doi:10.1080/14786440009463897
 */
public record ChiSquare() implements IndependenceTest {

    public static ChiSquare withDefaults() {
        return new ChiSquare();
    }

    /**
     * Binds the test to data; counts make a row stand for that many cases.
     *
     * @throws org.causerie.CausalException if a column holds numbers, is constant or has missing values
     */
    @Override
    public Independence on(Dataset data) {
        return new TableTest(Contingency.of(data), TableTest.Departure.SQUARES);
    }
}
