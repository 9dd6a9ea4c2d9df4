// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.BitSet;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Lets a test use data with missing values: each test looks at the rows where its own variables are all
 * present.
 *
 * <p>Where values are missing completely at random every test is right. Where variables cause values to be
 * missing, independences found are right, but a common effect of two variables that causes gaps can make these
 * two look dependent; {@code Mvpc} corrects this. A column that does not vary in the rows left is taken to be
 * independent of all others.
 *
 * <p>Tests whose variables have the same gaps share their preparation; others cost a preparation of the test each.
 *
 * <p>Tu, R., Zhang, C., Ackermann, P., Mohan, K., Kjellström, H. &amp; Zhang, K. (2019). Causal discovery in the presence of missing
 * data. PMLR 89, 1762-1770.
 *
 * @param test the test
 * @param least the fewest rows for a test, at least 4 and 20 by default; with fewer it is refused
 */
public record TestwiseDeletion(IndependenceTest test, int least) implements IndependenceTest {

    public TestwiseDeletion {
        if (least < 4) {
            throw new CausalException("A test needs at least 4 rows; " + least + " was given (20 is the default)");
        }
    }

    /** The test on the rows that have no gap in its variables. */
    public static TestwiseDeletion of(IndependenceTest test) {
        return new TestwiseDeletion(test, 20);
    }

    /** With another number of rows that a test needs. */
    public TestwiseDeletion least(int value) {
        return new TestwiseDeletion(test, value);
    }

    /**
     * Binds the test to data with missing values or without.
     *
     * @throws CausalException if a column has no value at all, or does not vary
     */
    @Override
    public Independence on(Dataset data) {
        BitSet[] missing = new BitSet[data.size()];
        for (int j = 0; j < missing.length; j++) {
            Requirements.variesWherePresent(data, data.names().get(j));
            double[] values = data.values(j);
            missing[j] = new BitSet();
            for (int row = 0; row < values.length; row++) if (Double.isNaN(values[row])) missing[j].set(row);
        }
        return new RowDeletion(test, data, least, true, missing);
    }
}
