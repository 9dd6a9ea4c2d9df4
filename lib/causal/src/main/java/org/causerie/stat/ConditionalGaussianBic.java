// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * The Bayesian information criterion of columns of mixed kinds, of which numbers are jointly normal within each combination of
 * levels; higher is better.
 *
 * <p>The local score is \(\ell_{v \cup Q} - \ell_Q - \tfrac{c}{2} k \log n\) with the largest log-likelihoods \(\ell\) of sets of
 * columns, as in {@link ConditionalGaussian}, for the parents <i>Q</i> and penalty <i>c</i>. With <i>q</i> combinations of the
 * parents' levels and <i>m</i> parents of numbers, a number has \(k = q(m + 2)\) parameters, a column of <i>r</i> levels
 * \(k = q(r - 1)(1 + m + \tfrac12 m(m+1))\). Columns of numbers alone score as by {@link Bic}, and so do columns of levels alone.
 * Markov-equivalent graphs score the same.
 *
 * <p>Assumes independent cases. Numbers may have other means, effects and variances at each combination of levels, unlike in
 * {@link DegenerateGaussianBic}, which costs parameters; a column of levels that depends on numbers is taken to make these normal
 * at each of its levels. Combinations with too few cases for a covariance borrow the one within all combinations. Counts are taken
 * as numbers. Local scores are cached; time <i>O(n d²)</i> each for <i>d</i> columns.
 *
 * <p>Andrews, B., Ramsey, J. &amp; Cooper, G. F. (2018). Scoring Bayesian networks of mixed variables. International Journal of
 * Data Science and Analytics 6, 3-18. doi:10.1007/s41060-017-0085-7
 *
 * @param penalty the factor <i>c</i>, above 0; 1 is the criterion itself, more gives sparser graphs
 */
public record ConditionalGaussianBic(double penalty) implements Score {

    public ConditionalGaussianBic {
        Bic.check(penalty);
    }

    public static ConditionalGaussianBic withDefaults() {
        return new ConditionalGaussianBic(1);
    }

    /** With another factor on the penalty for parameters. */
    public ConditionalGaussianBic penalty(double changed) {
        return new ConditionalGaussianBic(changed);
    }

    /**
     * Binds the score to data of any kinds; counts make a row stand for that many cases.
     *
     * @throws CausalException if a column is constant or has missing values, or a column of numbers is a linear function of others
     */
    @Override
    public LocalScore on(Dataset data) {
        MixedColumns columns = MixedColumns.of(data);
        List<String> numbers = data.names().stream()
                .filter(name -> !data.kind(name).categorical())
                .toList();
        if (!numbers.isEmpty()) Requirements.undetermined(Covariance.of(data.select(numbers)));
        return new CachedScore(new Bound(columns, penalty, new ConcurrentHashMap<>()));
    }

    /** {@code known}: the largest log-likelihoods of sets of columns. */
    private record Bound(MixedColumns columns, double penalty, Map<BitSet, Double> known) implements LocalScore {
        private static final double OF_UNIT_NORMAL = 0.5 * (Math.log(2 * Math.PI) + 1);

        @Override
        public List<String> names() {
            return columns.names();
        }

        @Override
        public double score(int node, int... parents) {
            BitSet family = new BitSet();
            for (int parent : parents) family.set(parent);
            double fit = -likelihood((BitSet) family.clone());
            family.set(node);
            fit += likelihood(family);
            double cases = columns.cases();
            if (columns.number(node)) fit -= cases * (OF_UNIT_NORMAL + Math.log(columns.deviations()[node]));
            return fit - penalty / 2 * parameters(node, parents) * Math.log(cases);
        }

        private double likelihood(BitSet set) {
            Double found = known.get(set);
            if (found != null) return found;
            double computed = columns.likelihood(set.stream().toArray()).value();
            known.put(set, computed);
            return computed;
        }

        private double parameters(int node, int[] parents) {
            double combinations = 1;
            for (int parent : parents) if (!columns.number(parent)) combinations *= columns.levels()[parent];
            double numbers = Arrays.stream(parents).filter(columns::number).count();
            if (columns.number(node)) return combinations * (numbers + 2);
            return combinations * (columns.levels()[node] - 1) * (1 + numbers + numbers * (numbers + 1) / 2);
        }
    }
}
