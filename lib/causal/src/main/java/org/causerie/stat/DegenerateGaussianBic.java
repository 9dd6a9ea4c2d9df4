// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * The Bayesian information criterion of columns of mixed kinds as if the indicators of levels were jointly normal with the numbers;
 * higher is better.
 *
 * <p>Every categorical column of <i>l</i> levels becomes <i>l</i> − 1 indicators. The local score is the largest log-likelihood of
 * the normal regression of a column's indicators on those of its parents and their numbers, less \(\tfrac{c}{2} k \log n\) with
 * penalty <i>c</i> and \(k = ab + \tfrac12 a(a+1) + a\) for <i>a</i> indicators of the column and <i>b</i> of its parents.
 * Columns of numbers alone score as by {@link Bic}. Markov-equivalent graphs score the same.
 *
 * <p>Assumes independent cases and effects that add up: an effect of one column that depends on the level of another is seen only
 * in part, and one on a variance not at all ({@link ConditionalGaussianBic} sees both). In return it needs few parameters, which
 * makes it the better one among many columns or levels. Time <i>O(n q²)</i> once for <i>q</i> columns and indicators, and the
 * cube of the indicators of a score.
 *
 * <p>Andrews, B., Ramsey, J. &amp; Cooper, G. F. (2019). Learning high-dimensional directed acyclic graphs with mixed data-types.
 * PMLR 104, 4-21.
 *
 * @param penalty the factor <i>c</i>, above 0; 1 is the criterion itself, more gives sparser graphs
 */
public record DegenerateGaussianBic(double penalty) implements Score {

    public DegenerateGaussianBic {
        Bic.check(penalty);
    }

    public static DegenerateGaussianBic withDefaults() {
        return new DegenerateGaussianBic(1);
    }

    /** With another factor on the penalty for parameters. */
    public DegenerateGaussianBic penalty(double changed) {
        return new DegenerateGaussianBic(changed);
    }

    /**
     * Binds the score to data of any kinds; counts make a row stand for that many cases.
     *
     * @throws CausalException if a column is constant or has missing values, or a number or a level is determined by others
     */
    @Override
    public LocalScore on(Dataset data) {
        Requirements.complete(data);
        Dataset numbers = data.without(data.names().stream()
                .filter(name -> data.kind(name).categorical())
                .toArray(String[]::new));
        int[][] places = new int[data.size()][];
        for (int j = 0; j < places.length; j++) {
            String name = data.names().get(j);
            Requirements.varies(data, name);
            if (!data.kind(j).categorical()) {
                places[j] = new int[] {numbers.index(name)};
                continue;
            }
            int first = numbers.size();
            for (Map.Entry<String, double[]> indicator :
                    DegenerateGaussian.embedded(data, name).entrySet()) {
                String free = indicator.getKey();
                while (numbers.names().contains(free)) free += "'";
                numbers = numbers.with(free, indicator.getValue());
            }
            places[j] = IntStream.range(first, numbers.size()).toArray();
        }
        Covariance covariance = Requirements.undetermined(Covariance.of(numbers));
        return new Bound(data.names(), places, new Bic(penalty).on(covariance));
    }

    /** {@code places[j]}: where the indicators of column j are. */
    private record Bound(List<String> names, int[][] places, LocalScore indicators) implements LocalScore {

        /** Each indicator given the parents' and those before it. */
        @Override
        public double score(int node, int... parents) {
            int[] of = Arrays.stream(parents)
                    .flatMap(parent -> Arrays.stream(places[parent]))
                    .toArray();
            double score = 0;
            for (int place : places[node]) {
                score += indicators.score(place, of);
                of = Arrays.copyOf(of, of.length + 1);
                of[of.length - 1] = place;
            }
            return score;
        }
    }
}
