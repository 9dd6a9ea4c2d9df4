// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.List;
import org.causerie.CausalException;
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
        double[] weights = data.weights();
        double[] table = LevelTable.of(this, domain, variables, weights, this::complete);
        double total = LevelTable.total(weights, imagined);
        double share = imagined / table.length;
        for (int cell = 0; cell < table.length; cell++) table[cell] = (table[cell] + share) / total;
        return table;
    }

    private double[] complete(String name) {
        if (data.missing(name) > 0)
            throw new CausalException("Values are missing in \"" + name + "\" (" + data.missing(name)
                    + "); drop these rows with dropMissing(), or fill them in before");
        return data.values(name);
    }
}
