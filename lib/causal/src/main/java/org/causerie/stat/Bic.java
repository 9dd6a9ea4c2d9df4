// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/**
 * The Bayesian information criterion of a linear-Gaussian or a discrete network; higher is better.
 *
 * <p>The maximal log-likelihood of each variable given its parents, less \(\tfrac{c}{2} k\log n\) for
 * <i>k</i> free parameters, <i>n</i> cases and penalty <i>c</i>. Columns of levels only are scored as
 * multinomials by their counts; otherwise every variable is a linear function of its parents with normal
 * noise, binary and ordinal columns taken by their codes. Markov-equivalent graphs score the same.
 *
 * <p>Time <i>O(k³)</i> for <i>k</i> parents, or <i>O(m)</i> in the distinct rows of a discrete table, whose
 * local scores are cached.
 *
 * <p>Schwarz, G. (1978). Estimating the dimension of a model. Annals of Statistics 6, 461-464.
 * doi:10.1214/aos/1176344136
 *
 * @param penalty the factor <i>c</i>, above 0; 1 is the criterion itself, more gives sparser graphs
 */
public record Bic(double penalty) implements Score {

    public Bic {
        check(penalty);
    }

    static void check(double penalty) {
        if (!(penalty > 0) || Double.isInfinite(penalty)) {
            throw new CausalException("The penalty of a BIC must be a positive number; " + penalty
                    + " was given (1 is the usual, 2 gives sparser graphs)");
        }
    }

    public static Bic withDefaults() {
        return new Bic(1);
    }

    /** With another factor on the penalty for parameters. */
    public Bic penalty(double changed) {
        return new Bic(changed);
    }

    /**
     * Binds the score to data.
     *
     * @throws CausalException if nominal columns are mixed with numbers, or a column is constant or has
     *     missing values
     */
    @Override
    public LocalScore on(Dataset data) {
        return on(data, Execution.sequential());
    }

    @Override
    public LocalScore on(Dataset data, Execution execution) {
        List<String> numbers = data.names().stream()
                .filter(name -> !data.kind(name).categorical())
                .toList();
        if (numbers.isEmpty()) return new CachedScore(new Discrete(Contingency.of(data), penalty));
        List<String> nominal = data.names().stream()
                .filter(name -> data.kind(name) == Kind.NOMINAL)
                .toList();
        if (!nominal.isEmpty()) {
            throw new CausalException("The BIC scores columns of numbers or columns of levels, not both together: "
                    + nominal.get(0) + " is NOMINAL and " + numbers.get(0) + " is " + data.kind(numbers.get(0))
                    + "; ConditionalGaussianBic and DegenerateGaussianBic take both");
        }
        return on(Requirements.undetermined(Covariance.of(data, execution)));
    }

    /** Binds the Gaussian score to a covariance, of a sample or of a population. */
    public LocalScore on(Covariance covariance) {
        // intercept and variance of each variable, and a coefficient for each parent
        double parameter = penalty / 2 * Math.log(covariance.cases());
        return new GaussianScore(covariance, 2 * parameter, parameter);
    }

    private record Discrete(Contingency table, double penalty) implements LocalScore {

        @Override
        public List<String> names() {
            return table.names();
        }

        @Override
        public double score(int node, int... parents) {
            int levels = table.levels(node);
            double[] counts = table.strata(new int[] {node}, parents);
            double likelihood = 0;
            for (int start = 0; start < counts.length; start += levels) {
                double total = 0;
                for (int level = 0; level < levels; level++) {
                    double count = counts[start + level];
                    total += count;
                    if (count > 0) likelihood += count * Math.log(count);
                }
                if (total > 0) likelihood -= total * Math.log(total);
            }
            double parameters = levels - 1;
            for (int parent : parents) parameters *= table.levels(parent);
            return likelihood - penalty / 2 * parameters * Math.log(table.cases());
        }
    }
}
