// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Distributions;
import org.causerie.identification.Domain;

/** The weight of the cases in each combination of levels. */
final class LevelTable {
    private static final int LARGEST = 1 << 24;

    private LevelTable() {}

    /**
     * The weights by cell, the last variable fastest, in one pass over the rows; a row with a missing value is in no cell.
     *
     * @param source what the levels are asked of
     * @param codes the level of each row by number, by variable
     * @throws CausalException if a variable is set, the population is a named one, or there are more than 2^24 cells
     */
    static double[] of(
            Distributions source,
            Domain domain,
            List<CounterfactualVariable> variables,
            double[] weights,
            Function<String, double[]> codes) {
        if (!domain.equals(Domain.target()))
            throw new CausalException("These frequencies are of the population asked about, not of " + domain
                    + "; give a source that has both");
        double[][] columns = new double[variables.size()][];
        int[] cards = new int[variables.size()];
        long cells = 1;
        for (int j = 0; j < cards.length; j++) {
            CounterfactualVariable asked = variables.get(j);
            if (!asked.world().isEmpty())
                throw new CausalException("Data show the world as it is, not " + asked.variable() + " with "
                        + asked.world() + " set; identify the query first and evaluate its formula");
            columns[j] = codes.apply(asked.variable());
            cards[j] = source.levels(asked.variable()).size();
            cells *= cards[j];
            if (cells > LARGEST)
                throw new CausalException("The frequencies of " + variables.size() + " variables together make a table"
                        + " of more than " + LARGEST + " cells; ask for fewer at once");
        }
        double[] table = new double[(int) cells];
        for (int row = 0; row < weights.length; row++) {
            if ((row & 0xFFFF) == 0) Progress.checkpoint();
            int cell = 0;
            for (int j = 0; j < cards.length && cell >= 0; j++)
                cell = Double.isNaN(columns[j][row]) ? -1 : cell * cards[j] + (int) columns[j][row];
            if (cell >= 0) table[cell] += weights[row];
        }
        return table;
    }

    /** The weight of all cases, those imagined included. */
    static double total(double[] weights, double imagined) {
        double total = Arrays.stream(weights).sum() + imagined;
        if (!(total > 0)) throw new CausalException("All rows have weight 0; frequencies need at least one case");
        return total;
    }
}
