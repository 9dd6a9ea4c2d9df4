// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.data.Dataset;

/**
 * Tests independence of categorical variables, given others, by the likelihood ratio G² of their contingency
 * table.
 *
 * <p>The statistic is \(2\sum O\log(O/E)\) over the cells of all strata, with observed counts <i>O</i> and
 * counts <i>E</i> expected from the margins of the stratum. Its degrees of freedom are summed over the
 * strata, levels that do not occur in a stratum left out; where none are left (every stratum determines x
 * or y), the statistic is 0 and the p-value 1.
 *
 * <p>Assumes independent cases and expected counts that are not too small (5 is the usual advice). Time
 * <i>O(m)</i> per test in the number <i>m</i> of distinct rows.
 *
 * <p>Agresti, A. (2002). Categorical Data Analysis, 2nd ed., section 3.2. Wiley. doi:10.1002/0471249688
 */
public record GSquare() implements IndependenceTest {

    public static GSquare withDefaults() {
        return new GSquare();
    }

    /**
     * Binds the test to data; counts make a row stand for that many cases.
     *
     * @throws org.causerie.CausalException if a column holds numbers, is constant or has missing values
     */
    @Override
    public Independence on(Dataset data) {
        return new TableTest(Contingency.of(data), TableTest.Departure.LIKELIHOOD_RATIO);
    }
}
