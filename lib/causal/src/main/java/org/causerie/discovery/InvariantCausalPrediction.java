// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.data.Dataset;

/**
 * Finds direct causes of one variable from several environments: invariant causal prediction.
 *
 * <p>Given its direct causes a variable depends on them in the same way in all environments, unless the environment acts on the
 * variable itself. So each set of variables is tested for it, and what all the accepted sets share are causes: with a
 * probability of at least 1 - {@code alpha} there is no other among them. That no cause is returned does not mean that there is none:
 * the environments may differ too little.
 *
 * <p>Assumes a linear model with normal noise for the variable, no common causes of it and others outside the data, and environments that do not act on it
 * directly. It does not assume that all else is linear, nor to know what the environments do. Where no set is accepted, one of the
 * assumptions is wrong, and nothing is returned.
 *
 * <p>The order of the columns and the number of threads do not matter. Takes <i>O(2^p)</i> regressions of <i>O(p³)</i> for
 * <i>p</i> other variables, for each environment.
 *
 * <p>Peters, Bühlmann and Meinshausen (2016), Causal inference by using invariant prediction: identification and confidence
 * intervals, JRSS B 78, 947–1012. doi:10.1111/rssb.12167
 *
 * <p>{@snippet :
 * var found = InvariantCausalPrediction.withDefaults().discover(data.withGroups("site"), "yield");
 * found.causes();
 * }
 *
 * @param alpha the probability of returning a variable that is no cause, at most; between 0 and 1, 0.05 by default
 * @param largestSet how many causes the variable has at most; any number by default
 */
public record InvariantCausalPrediction(double alpha, OptionalInt largestSet) {
    private static final int MOST = 15;

    public InvariantCausalPrediction {
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException("The level alpha of a test lies between 0 and 1; " + alpha + " was given");
        if (largestSet.isPresent() && largestSet.getAsInt() < 0)
            throw new CausalException("A set has 0 variables or more; at most " + largestSet.getAsInt() + " was given");
    }

    /** Level 0.05, sets of any size. */
    public static InvariantCausalPrediction withDefaults() {
        return new InvariantCausalPrediction(0.05, OptionalInt.empty());
    }

    public InvariantCausalPrediction alpha(double value) {
        return new InvariantCausalPrediction(value, largestSet);
    }

    public InvariantCausalPrediction largestSet(int value) {
        return new InvariantCausalPrediction(alpha, OptionalInt.of(value));
    }

    /** Searches with as many threads as the machine has processors. */
    public Result discover(Dataset data, String target) {
        return discover(data, target, Execution.withDefaults());
    }

    /**
     * Searches for direct causes of the target among all other columns; the groups of the rows are the environments.
     *
     * @throws CausalException if there are not at least two groups, a group has too few cases for the regressions, there are more than
     *     15 other columns, or a column is nominal, constant, a linear function of others or has missing values
     * @throws StoppedSearch if the thread was interrupted, with nothing before all sets are tested, for no cause is certain before,
     *     and without intervals after
     */
    public Result discover(Dataset data, String target, Execution execution) {
        data.index(target);
        if (data.size() - 1 > MOST)
            throw new CausalException(
                    "All sets among " + (data.size() - 1) + " variables are too many to test; at most " + MOST
                            + " are allowed: choose columns with select(…)");
        Environments environments = Environments.of(data, "Invariant causal prediction");
        int y = IntStream.range(0, data.size())
                .filter(i -> environments.sample().variables().name(i).equals(target))
                .findFirst()
                .orElseThrow();
        int[] others = IntStream.range(0, data.size()).filter(i -> i != y).toArray();
        int most = Math.min(others.length, largestSet.orElse(others.length));
        environments.requireCases(most);
        List<int[]> sets = sets(others, most);
        List<Double> pValues;
        try {
            pValues = execution.map("testing sets of causes", sets.size(), s -> {
                Progress.checkpoint();
                return pValue(environments, y, sets.get(s));
            });
        } catch (CancellationException e) {
            throw new StoppedSearch("a cause is what all accepted sets share, and each of the " + sets.size()
                    + " sets may be one of them until it is tested; largestSet(…) leaves fewer");
        }
        return new Work(environments, y, sets, pValues).result(data, target, this);
    }

    /** All sets, smaller ones first. */
    private static List<int[]> sets(int[] others, int most) {
        return IntStream.range(0, 1 << others.length)
                .filter(bits -> Integer.bitCount(bits) <= most)
                .boxed()
                .sorted(Comparator.comparingInt(Integer::bitCount))
                .map(bits -> IntStream.range(0, others.length)
                        .filter(k -> (bits >> k & 1) == 1)
                        .map(k -> others[k])
                        .toArray())
                .toList();
    }

    /** Each environment against the rest, corrected for their number; two environments are one comparison. */
    private static double pValue(Environments environments, int target, int[] set) {
        int comparisons = environments.count() == 2 ? 1 : environments.count();
        double least = 1;
        for (int e = 0; e < comparisons; e++) {
            int here = e;
            int[] rest = IntStream.range(0, environments.count())
                    .filter(other -> other != here)
                    .toArray();
            least = Math.min(least, environments.invariance(target, set, new int[] {e}, rest));
        }
        return Math.min(1, comparisons * least);
    }

    private record Work(Environments environments, int target, List<int[]> sets, List<Double> pValues) {

        private Result result(Dataset data, String name, InvariantCausalPrediction settings) {
            List<Accepted> accepted = new ArrayList<>();
            for (int s = 0; s < sets.size(); s++)
                if (pValues.get(s) > settings.alpha()) accepted.add(new Accepted(names(sets.get(s)), pValues.get(s)));
            Set<String> causes = new LinkedHashSet<>();
            for (String column : data.names())
                if (!accepted.isEmpty()
                        && accepted.stream().allMatch(set -> set.variables().contains(column))) causes.add(column);
            Provenance provenance = Provenance.of(data.hash());
            try {
                List<Interval> intervals = intervals(data.names(), settings.alpha());
                return new Result(name, Set.copyOf(causes), accepted, intervals, settings, provenance);
            } catch (CancellationException e) {
                throw new StoppedSearch(
                        new Result(name, Set.copyOf(causes), accepted, List.of(), settings, provenance));
            }
        }

        private Set<String> names(int[] set) {
            return IntStream.of(set)
                    .mapToObj(environments.sample().variables()::name)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /** Over all accepted sets the smallest and the largest coefficient in the intervals; 0 for those without the variable. */
        private List<Interval> intervals(List<String> columns, double alpha) {
            Sample sample = environments.sample();
            double[] lower = new double[sample.size()];
            double[] upper = new double[sample.size()];
            Arrays.fill(lower, Double.POSITIVE_INFINITY);
            Arrays.fill(upper, Double.NEGATIVE_INFINITY);
            double[] all = environments.gram(IntStream.range(0, environments.count()));
            for (int s = 0; s < sets.size(); s++) {
                if (pValues.get(s) <= alpha) continue;
                Progress.checkpoint();
                int[] set = sets.get(s);
                int q = set.length + 1;
                Environments.Regression fit = environments.regression(all, target, set);
                double freedom = sample.rows() - q;
                double quantile = TDistribution.of(freedom).inverseSurvivalProbability(alpha / 2);
                double[] centre = new double[sample.size()];
                double[] half = new double[sample.size()];
                for (int k = 0; k < set.length; k++) {
                    double unit = sample.deviation(target) / sample.deviation(set[k]);
                    double error = Math.sqrt(fit.squares() / freedom * fit.inverse()[k * q + k]);
                    centre[set[k]] = fit.slopes()[k] * unit;
                    half[set[k]] = error * unit * quantile;
                }
                for (int i = 0; i < lower.length; i++) {
                    lower[i] = Math.min(lower[i], centre[i] - half[i]);
                    upper[i] = Math.max(upper[i], centre[i] + half[i]);
                }
            }
            List<Interval> intervals = new ArrayList<>();
            for (int i = 0; i < lower.length; i++)
                if (i != target && lower[i] <= upper[i])
                    intervals.add(new Interval(sample.variables().name(i), lower[i], upper[i]));
            intervals.sort(Comparator.comparingInt(interval -> columns.indexOf(interval.variable())));
            return intervals;
        }
    }

    /**
     * A set of variables given which the target does not differ between environments.
     *
     * @param variables the set
     * @param pValue of the test, corrected for the number of environments
     */
    public record Accepted(Set<String> variables, double pValue) {}

    /**
     * Where the direct effect of a variable lies: together with the causes the intervals hold with a probability of at least
     * 1 - 2 alpha.
     *
     * @param variable the variable
     * @param lower the lower end, in units of the target per unit of the variable
     * @param upper the upper end
     */
    public record Interval(String variable, double lower, double upper) {}

    /**
     * What invariant causal prediction found.
     *
     * @param target the variable whose causes were looked for
     * @param causes what all accepted sets share
     * @param accepted the accepted sets, smaller ones first; where there are none, an assumption is wrong
     * @param intervals of the direct effects of all other variables; none where no set is accepted
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            String target,
            Set<String> causes,
            List<Accepted> accepted,
            List<Interval> intervals,
            InvariantCausalPrediction settings,
            Provenance provenance)
            implements Displayable {

        @Override
        public String text() {
            if (accepted.isEmpty())
                return "No set of variables makes " + target + " the same in all environments: the environments act on "
                        + target + " itself, a cause is hidden, or the model is not linear";
            String found = causes.isEmpty()
                    ? "no cause of " + target + " is certain"
                    : causes.stream().sorted().collect(Collectors.joining(", ")) + " → " + target;
            return found + " (" + accepted.size() + " accepted sets, level " + settings.alpha() + ")\n"
                    + intervals.stream()
                            .map(i ->
                                    String.format(Locale.ROOT, "%s: [%.4g, %.4g]", i.variable(), i.lower(), i.upper()))
                            .collect(Collectors.joining("\n"));
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
