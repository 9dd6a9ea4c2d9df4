// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Distributions;
import org.causerie.identification.Domain;

/**
 * The relative frequencies of levels in data, counts and weights included, as the probabilities of a formula.
 *
 * <p>{@snippet :
 * var formula = ((Functional) Identify.withDefaults().identify(query, graph).estimand()).expression();
 * formula.evaluate(Frequencies.of(data), Map.of());
 * }
 *
 * <p>What is conditioned on but has no case counts as impossible, which makes that part of a formula 0; with imagined
 * cases every combination of levels is possible.
 *
 * @param data the cases
 * @param imagined how many cases to add, in all, spread evenly over every combination of levels; 0 for none
 */
public record Frequencies(Dataset data, double imagined) implements Distributions {
    private static final int LARGEST = 1 << 24;

    public Frequencies {
        if (!(imagined >= 0) || Double.isInfinite(imagined))
            throw new CausalException("The number of imagined cases is 0 or more; " + imagined + " was given");
    }

    /** The frequencies as they are. */
    public static Frequencies of(Dataset data) {
        return new Frequencies(data, 0);
    }

    @Override
    public List<String> levels(String variable) {
        return data.levels(variable);
    }

    /** The same with this many cases added, spread evenly over every combination of levels. */
    public Frequencies imagined(double cases) {
        return new Frequencies(data, cases);
    }

    /**
     * The weighted share of each combination of levels; time is that of one pass over the rows.
     *
     * @throws CausalException if a variable is set, a column holds numbers or has missing values, or the population is
     *     a named one
     */
    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        if (!domain.equals(Domain.target()))
            throw new CausalException("These frequencies are of the population asked about, not of " + domain
                    + "; give a source that has both");
        double[][] columns = new double[variables.size()][];
        int[] cards = new int[variables.size()];
        int cells = 1;
        for (int j = 0; j < cards.length; j++) {
            String name = variables.get(j).variable();
            requireSeen(variables.get(j));
            cards[j] = levels(name).size();
            columns[j] = data.values(name);
            if ((long) cells * cards[j] > LARGEST)
                throw new CausalException("The frequencies of " + variables.size() + " variables together make a table"
                        + " of more than " + LARGEST + " cells; ask for fewer at once");
            cells *= cards[j];
        }
        return shares(columns, cards, cells);
    }

    private void requireSeen(CounterfactualVariable outcome) {
        String name = outcome.variable();
        if (!outcome.world().isEmpty())
            throw new CausalException("Data show the world as it is, not " + name + " with " + outcome.world()
                    + " set; identify the query first and evaluate its formula");
        if (data.missing(name) > 0)
            throw new CausalException("Values are missing in \"" + name + "\" (" + data.missing(name)
                    + "); drop these rows with dropMissing(), or fill them in before");
    }

    private double[] shares(double[][] columns, int[] cards, int cells) {
        double[] weights = data.weights();
        double[] table = new double[cells];
        for (int row = 0; row < weights.length; row++) {
            if ((row & 0xFFFF) == 0) Progress.checkpoint();
            int cell = 0;
            for (int j = 0; j < cards.length; j++) cell = cell * cards[j] + (int) columns[j][row];
            table[cell] += weights[row];
        }
        double total = Arrays.stream(weights).sum() + imagined;
        if (!(total > 0)) throw new CausalException("All rows have weight 0; frequencies need at least one case");
        for (int cell = 0; cell < cells; cell++) table[cell] = (table[cell] + imagined / cells) / total;
        return table;
    }
}
