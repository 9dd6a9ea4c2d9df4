// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.estimation.Interval;
import org.causerie.graph.Dag;
import org.causerie.model.FitScm;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.causerie.stat.ConditionalGaussian;
import org.causerie.stat.IndependenceTest;

/**
 * Why a distribution changed: which mechanisms moved, and how much of the outcome's change each explains.
 *
 * <p>{@snippet :
 * DistributionChange.withDefaults().explain(Dag.of("X -> Y"), lastYear, thisYear, "Y", Seed.of(1));
 * }
 *
 * <p>In a causal graph the mechanisms \(P(X_j | PA_j)\) change independently of each other. For a set \(S\) of variables take
 * the mechanisms of the second data set, and of the first for the others: \(\nu(S)\) is how far the outcome has
 * moved from its first distribution ({@link ChangeMeasure}). A contribution is the Shapley value of a mechanism in this
 * game; contributions sum to the whole change that the fitted models show.
 *
 * <p>Assumes the graph, in both data sets, without hidden common causes, and the mechanisms that are fitted
 * ({@link FitScm}). Each mechanism is also tested for a change, by the independence of a variable and the data set given its
 * parents; the p-values are not corrected for the number of mechanisms. With \(k \le 10\) ancestors \(2^k\) hybrid models are
 * solved, in each bootstrap replicate too; with more, as many as \(k\) times the random orders.
 *
 * <p>Budhathoki, K., Janzing, D., Blöbaum, P. &amp; Ng, H. (2021). Why did the distribution change? AISTATS, PMLR 130,
 * 1666-1674.
 *
 * @param measure what is compared; the mean by default
 * @param fit how mechanisms are fitted; tables are smoothed by half a case per cell by default
 * @param test how a change is tested; {@link ConditionalGaussian} by default, as parametric as the default fit
 * @param replicates how many bootstrap replicates, 0 for none or at least 20; 200 by default
 * @param level the confidence of the intervals; 0.95 by default
 * @param draws the number of draws where a model has no exact answer, at least 100; 10,000 by default
 * @param orders the number of random orders where there are more than 10 mechanisms, at least 2; 100 by default
 */
public record DistributionChange(
        ChangeMeasure measure, FitScm fit, IndependenceTest test, int replicates, double level, int draws, int orders) {
    private static final int EXACT_CAUSES = 10;

    public DistributionChange {
        if (replicates != 0 && replicates < 20)
            throw new CausalException(
                    "A bootstrap needs at least 20 replicates, or 0 for none; " + replicates + " was given");
        if (!(level > 0 && level < 1))
            throw new CausalException("A confidence lies between 0 and 1; " + level + " was given");
        if (draws < 100) throw new CausalException("A change by draws needs at least 100; " + draws + " was given");
        if (orders < 2) throw new CausalException("Random orders are at least 2; " + orders + " was given");
    }

    public static DistributionChange withDefaults() {
        return new DistributionChange(
                ChangeMeasure.mean(),
                FitScm.withDefaults().smoothing(0.5),
                ConditionalGaussian.withDefaults(),
                200,
                0.95,
                10_000,
                100);
    }

    public DistributionChange measure(ChangeMeasure value) {
        return new DistributionChange(value, fit, test, replicates, level, draws, orders);
    }

    public DistributionChange fit(FitScm value) {
        return new DistributionChange(measure, value, test, replicates, level, draws, orders);
    }

    public DistributionChange test(IndependenceTest value) {
        return new DistributionChange(measure, fit, value, replicates, level, draws, orders);
    }

    public DistributionChange replicates(int value) {
        return new DistributionChange(measure, fit, test, value, level, draws, orders);
    }

    public DistributionChange level(double value) {
        return new DistributionChange(measure, fit, test, replicates, value, draws, orders);
    }

    public DistributionChange draws(int value) {
        return new DistributionChange(measure, fit, test, replicates, level, value, orders);
    }

    public DistributionChange orders(int value) {
        return new DistributionChange(measure, fit, test, replicates, level, draws, value);
    }

    /**
     * The contributions to a change, the largest in size first.
     *
     * @param target the outcome whose distribution changed
     * @param changes one for each ancestor of the outcome and one for the outcome itself
     * @param total what they sum to
     * @param settings the settings
     * @param provenance where the result comes from
     */
    public record Result(
            String target,
            List<MechanismChange> changes,
            double total,
            DistributionChange settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            changes = List.copyOf(changes);
        }

        /** The contribution of a variable's mechanism. */
        public MechanismChange of(String variable) {
            return changes.stream()
                    .filter(change -> change.variable().equals(variable))
                    .findFirst()
                    .orElseThrow(() -> CausalException.unknown(
                            "cause of " + target,
                            variable,
                            changes.stream().map(MechanismChange::variable).toList()));
        }

        @Override
        public String text() {
            List<String> lines = new ArrayList<>();
            lines.add(heading());
            for (List<String> row : rows()) lines.add("  " + String.join("  ", row));
            return String.join("\n", lines);
        }

        @Override
        public Optional<String> html() {
            return Optional.of(CauseText.table(
                    heading(), List.of("mechanism of", "contribution", "interval", "has it changed?"), rows()));
        }

        private String heading() {
            return String.format(
                    Locale.ROOT, "The change of %s of %s, %.4g, by mechanism", settings.measure.text(), target, total);
        }

        private List<List<String>> rows() {
            return changes.stream()
                    .map(change -> List.of(
                            change.variable() + (change.variable().equals(target) ? " itself" : ""),
                            String.format(Locale.ROOT, "%.4g", change.value()),
                            change.interval()
                                    .map(found ->
                                            String.format(Locale.ROOT, "%.4g to %.4g", found.lower(), found.upper()))
                                    .orElse(""),
                            change.pValue().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            "p = %.3g",
                                            change.pValue().getAsDouble())
                                    : ""))
                    .toList();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The contributions between two models with the same variables.
     *
     * @param seed the source of randomness; an exact answer does not depend on it
     * @throws CausalException if the target is unknown, or a variable is missing in one model or of another kind
     */
    public Result explain(Scm before, Scm after, String target, Seed seed) {
        Scm old = relevant(before, after, target);
        Shapley.Estimate shares = shares(old, after, target, seed);
        List<MechanismChange> changes = new ArrayList<>();
        for (int v = 0; v < old.variables().size(); v++)
            changes.add(new MechanismChange(
                    old.variables().get(v),
                    shares.values()[v],
                    shares.errors()[v],
                    Optional.empty(),
                    OptionalDouble.empty()));
        return result(target, changes, Provenance.of(before.hash() + after.hash(), seed));
    }

    /** The contributions between two data sets, with as many threads as there are processors. */
    public Result explain(Dag graph, Dataset before, Dataset after, String target, Seed seed) {
        return explain(graph, before, after, target, seed, Execution.withDefaults());
    }

    /**
     * The contributions between two data sets.
     *
     * @param graph the causal graph of both
     * @throws CausalException if a variable has no column, the columns differ in kind or levels, rows are weighted, or the
     *     mechanisms cannot be fitted
     */
    public Result explain(Dag graph, Dataset before, Dataset after, String target, Seed seed, Execution execution) {
        List<String> names = new ArrayList<>(graph.ancestors(target));
        names.add(target);
        Dag part = graph.subgraph(names);
        Pooled pooled = Pooled.of(part, before, after);
        Shapley.Estimate shares = shares(pooled.before(), pooled.after(), part, target, seed);
        List<double[]> replicated = replicates == 0
                ? List.of()
                : execution.map("bootstrap", replicates, replicate -> {
                    Seed own = seed.split("bootstrap").split(replicate);
                    return shares(
                                    pooled.before().resampled(own.split("before")),
                                    pooled.after().resampled(own.split("after")),
                                    part,
                                    target,
                                    seed)
                            .values();
                });
        List<MechanismChange> changes = new ArrayList<>();
        for (int v = 0; v < part.size(); v++) {
            int player = v;
            double[] values = replicated.stream()
                    .mapToDouble(each -> each[player])
                    .sorted()
                    .toArray();
            changes.add(new MechanismChange(
                    part.names().get(v),
                    shares.values()[v],
                    values.length == 0 ? shares.errors()[v] : deviation(values),
                    interval(values),
                    pooled.pValue(test, part, v)));
        }
        return result(target, changes, Provenance.of(before.hash() + after.hash(), seed));
    }

    private Result result(String target, List<MechanismChange> changes, Provenance provenance) {
        double total = changes.stream().mapToDouble(MechanismChange::value).sum();
        List<MechanismChange> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparingDouble((MechanismChange change) -> -Math.abs(change.value())));
        return new Result(target, sorted, total, this, provenance);
    }

    private Shapley.Estimate shares(Dataset before, Dataset after, Dag graph, String target, Seed seed) {
        return shares(fit.fit(graph, before), fit.fit(graph, after), target, seed);
    }

    private Shapley.Estimate shares(Scm before, Scm after, String target, Seed seed) {
        List<String> names = before.variables();
        Seed noise = seed.split("draws");
        return names.size() <= EXACT_CAUSES
                ? new Shapley.Estimate(
                        Shapley.values(
                                names.size(),
                                set -> measure.between(before, hybrid(before, after, set), target, draws, noise)),
                        new double[names.size()])
                : Shapley.sampled(
                        names.size(),
                        set -> measure.between(before, hybrid(before, after, set), target, draws, noise),
                        orders,
                        seed.split("orders").random());
    }

    /** The old model with the mechanisms of a set from the new one. */
    private static Scm hybrid(Scm before, Scm after, long set) {
        ScmBuilder builder = Scm.builder();
        for (int v = 0; v < before.variables().size(); v++) {
            String name = before.variables().get(v);
            builder.add(name, ((set >> v & 1) == 1 ? after : before).mechanism(name));
        }
        return builder.build();
    }

    private static Scm relevant(Scm before, Scm after, String target) {
        Scm old = before.ancestral(target);
        if (!old.variables().containsAll(after.ancestral(target).variables()))
            throw new CausalException("The causes of " + target + " differ: " + old.variables() + " before, "
                    + after.ancestral(target).variables() + " after; give both models the same graph");
        for (String name : old.variables())
            if (!after.variable(name).levels().equals(before.variable(name).levels()))
                throw new CausalException(name + " has the levels "
                        + before.variable(name).levels() + " before and "
                        + after.variable(name).levels() + " after; give it the same in both");
        return old;
    }

    private Optional<Interval> interval(double[] sorted) {
        if (sorted.length == 0) return Optional.empty();
        int cut = (int) Math.floor((1 - level) / 2 * sorted.length);
        return Optional.of(new Interval(sorted[cut], sorted[sorted.length - 1 - cut], level));
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1));
    }
}
