// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.BitSet;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Lets a test use measurements of which some are 0 only because the instrument missed them, as in single-cell
 * RNA sequencing: each test leaves out the rows where a conditioning variable is 0.
 *
 * <p>Where the chance of a dropout of a variable depends on nothing but that variable's own true value, the independences that
 * such tests find are in the limit those of the true values; zeros of the two variables that are tested stay, and whether
 * a zero is true or a dropout need not be known. Imputing the zeros, or deleting every row with one, is right in neither case.
 * Categorical columns delete no rows.
 *
 * <p>Use it with a search that asks for independences, such as PC. Scores of different parents would be of different rows and cannot
 * be compared, so there is no such form of a score.
 *
 * <p>Dai, H., Ng, I., Luo, G., Spirtes, P., Stojanov, P. &amp; Zhang, K. (2024). Gene regulatory network inference in the presence of
 * dropouts: a causal view. ICLR. arXiv:2403.15500
 *
 * @param test the test
 * @param least the fewest rows for a test, at least 4 and 20 by default; with fewer it is refused
 */
public record DropoutDeletion(IndependenceTest test, int least) implements IndependenceTest {

    public DropoutDeletion {
        if (least < 4) {
            throw new CausalException("A test needs at least 4 rows; " + least + " was given (20 is the default)");
        }
    }

    /** The test on the rows where no conditioning variable is 0. */
    public static DropoutDeletion of(IndependenceTest test) {
        return new DropoutDeletion(test, 20);
    }

    /** With another number of rows that a test needs. */
    public DropoutDeletion least(int value) {
        return new DropoutDeletion(test, value);
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column has missing values, does not vary, or is not 0 or above
     */
    @Override
    public Independence on(Dataset data) {
        Requirements.complete(data);
        BitSet[] zero = new BitSet[data.size()];
        for (int j = 0; j < zero.length; j++) {
            String name = data.names().get(j);
            Requirements.varies(data, name);
            zero[j] = new BitSet();
            if (data.kind(j).categorical()) continue;
            double[] values = data.values(j);
            for (int row = 0; row < values.length; row++) {
                if (values[row] < 0) {
                    throw new CausalException("Column \"" + name + "\" is " + values[row] + " in row " + row
                            + "; where zeros may be dropouts a measurement is 0 or above, so do not centre it, and use"
                            + " log(1 + value) where a logarithm is needed");
                }
                if (values[row] == 0) zero[j].set(row);
            }
        }
        return new RowDeletion(test, data, least, false, zero);
    }
}
