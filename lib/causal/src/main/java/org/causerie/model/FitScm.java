// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.stat.CrossFitting;
import org.causerie.stat.Design;
import org.causerie.stat.Fitted;
import org.causerie.stat.Learner;
import org.causerie.stat.LinearRegression;
import org.causerie.stat.LogisticRegression;
import org.causerie.stat.RegressionFit;
import org.causerie.stat.Target;

/**
 * Fits the mechanisms of a graph to data, one variable at a time given its parents. The kinds of the columns decide.
 *
 * <table>
 * <caption>Mechanisms by kind</caption>
 * <tr><th>variable</th><th>parents</th><th>mechanism</th></tr>
 * <tr><td>number</td><td>any</td><td>{@link Linear} with Gaussian noise, by least squares; a categorical parent of more
 * than two levels has an effect for each. With a learner: {@link Additive}, its noise the residuals out of fold. With a
 * {@link QuantileTransform}: {@link Monotone}, roots too, and in graphs with hidden common causes</td></tr>
 * <tr><td>levels</td><td>levels</td><td>{@link Cpt} of weighted frequencies</td></tr>
 * <tr><td>levels</td><td>some numbers</td><td>{@link Choice#logistic(List, Kind, List)} by maximum likelihood; for more than two
 * levels a continuation-ratio model in their order. With a classifier: {@link Choice} by that learner, whatever the
 * parents</td></tr>
 * </table>
 *
 * <p>Counts and weights are used. The variance of a Gaussian noise is the residual variance with the degrees of freedom
 * as divisor. A count column is fitted as a number.
 *
 * @param smoothing how many cases are added to each cell of a table before frequencies are taken (a symmetric Dirichlet
 *     prior); 0 by default, 1 is Laplace's rule
 * @param regression what fits numbers with parents; linear regression where empty
 * @param monotone how numbers are fitted as bijective mechanisms; not where empty
 * @param instrumental how these are corrected where their noise depends on a parent that has an instrument
 * @param classifier what fits levels with parents; a table or a logistic regression where empty
 * @param seed the randomness of the learner and of its folds
 */
public record FitScm(
        double smoothing,
        Optional<Learner> regression,
        Optional<QuantileTransform> monotone,
        InstrumentalCorrection instrumental,
        Optional<Learner> classifier,
        Seed seed) {
    private static final int FOLDS = 5;
    private static final long LARGEST_TABLE = 1 << 20;

    public FitScm {
        if (!(smoothing >= 0) || Double.isInfinite(smoothing))
            throw new CausalException("Smoothing adds 0 or more cases to each cell; " + smoothing + " was given");
        if (regression.isPresent() && monotone.isPresent())
            throw new CausalException("Numbers are fitted either with additive noise, by regression, or as monotone"
                    + " mechanisms; choose one of regression(...) and monotone(...)");
    }

    public static FitScm withDefaults() {
        return new FitScm(
                0,
                Optional.empty(),
                Optional.empty(),
                InstrumentalCorrection.withDefaults(),
                Optional.empty(),
                Seed.of(0));
    }

    public FitScm smoothing(double newSmoothing) {
        return new FitScm(newSmoothing, regression, monotone, instrumental, classifier, seed);
    }

    /** Fits numbers that have parents by this learner, with additive noise. */
    public FitScm regression(Learner learner) {
        return new FitScm(smoothing, Optional.of(learner), Optional.empty(), instrumental, classifier, seed);
    }

    /** Fits numbers as bijective mechanisms: any function that rises with the noise. */
    public FitScm monotone(QuantileTransform transform) {
        return new FitScm(smoothing, Optional.empty(), Optional.of(transform), instrumental, classifier, seed);
    }

    /** Corrects bijective mechanisms by instruments with these settings. */
    public FitScm instrumental(InstrumentalCorrection correction) {
        return new FitScm(smoothing, regression, monotone, correction, classifier, seed);
    }

    /** Fits levels that have parents by this learner of probabilities. */
    public FitScm classifier(Learner learner) {
        return new FitScm(smoothing, regression, monotone, instrumental, Optional.of(learner), seed);
    }

    public FitScm seed(Seed newSeed) {
        return new FitScm(smoothing, regression, monotone, instrumental, classifier, newSeed);
    }

    /**
     * The fitted model. Its variables are those of the graph; other columns are ignored.
     *
     * @throws CausalException if a variable has no column or has missing values, a combination of levels never occurs
     *     and there is no smoothing, or a logistic regression separates the levels
     */
    public Scm fit(Dag graph, Dataset data) {
        return fit(graph.names(), data, (used, name) -> mechanism(used, name, List.copyOf(graph.parents(name))));
    }

    /**
     * The fitted model of a graph with hidden common causes, where they do not stand in the way of the counterfactuals.
     *
     * <p>{@snippet :
     * var learned = FitScm.withDefaults().monotone(QuantileTransform.withDefaults())
     *         .fit(Admg.of("distance -> schooling", "schooling -> wage", "schooling <-> wage"), data);
     * learned.counterfactual(Map.of("distance", 12, "schooling", 11, "wage", 17), Intervention.set("schooling", 13));
     * }
     *
     * <p>{@link MonotoneIdentification} says which of three cases a variable is. A number whose noise is independent of
     * its parents only given other variables reads those as well, so that its noise is its rank among cases alike in
     * them; an intervention that changes them is refused. A number whose noise depends on a parent with an instrument is
     * learned by {@link InstrumentalCorrection}; draws and partial evidence are refused, as the noises of the model are
     * independent and those of the two variables are not.
     *
     * @throws CausalException as for a graph without hidden causes, if the counterfactuals of a variable are not
     *     identified, numbers are not fitted as monotone, a level depends on a hidden common cause with its parents, or
     *     an instrument is weak
     */
    public Scm fit(Admg graph, Dataset data) {
        if (monotone.isEmpty())
            throw new CausalException("With hidden common causes only monotone mechanisms can be learned; choose"
                    + " FitScm.withDefaults().monotone(QuantileTransform.withDefaults())");
        Map<String, MonotoneIdentification> reasons = new LinkedHashMap<>();
        for (String name : graph.names()) {
            MonotoneIdentification found = MonotoneIdentification.of(graph, name);
            if (found instanceof MonotoneIdentification.Unidentified) throw new CausalException(found.text());
            if (data.kind(name).categorical() && !(found instanceof MonotoneIdentification.Markovian))
                throw new CausalException(name + " has levels and a hidden common cause with its parents. "
                        + "Only the counterfactuals of numbers follow in spite of one; observe the cause, or bound the"
                        + " answer");
            reasons.put(name, found);
        }
        return fit(graph.names(), data, (used, name) -> {
            MonotoneIdentification reason = reasons.get(name);
            List<String> parents = List.copyOf(graph.parents(name));
            if (reason instanceof MonotoneIdentification.BackDoor backDoor) {
                List<String> read = new ArrayList<>(parents);
                backDoor.given().stream()
                        .filter(other -> !parents.contains(other))
                        .forEach(read::add);
                return monotone.get().fit(used, name, read).because(backDoor);
            }
            return reason instanceof MonotoneIdentification.Instrumental found
                    ? instrumental.fit(monotone.get(), found, used).mechanism()
                    : mechanism(used, name, parents);
        });
    }

    private static Scm fit(List<String> names, Dataset data, BiFunction<Dataset, String, Mechanism> fit) {
        Dataset used = data.select(names);
        for (String name : names) {
            if (used.missing(name) > 0)
                throw new CausalException("Column " + name + " has " + used.missing(name)
                        + " missing values, which a model cannot be fitted to; drop these rows with dropMissing() or fill"
                        + " them in first");
        }
        ScmBuilder builder = Scm.builder();
        try (Progress progress = Progress.of("mechanisms", names.size())) {
            for (String name : names) {
                Variable column = Columns.variable(used, name);
                builder.add(column.categorical() ? column : Variable.continuous(name), fit.apply(used, name));
                progress.step();
            }
        }
        return builder.build();
    }

    private Mechanism mechanism(Dataset data, String name, List<String> parents) {
        if (data.kind(name).categorical()) {
            if (classifier.isPresent() && !parents.isEmpty()) return learned(data, name, parents, classifier.get());
            return parents.stream().allMatch(parent -> data.kind(parent).categorical())
                    ? table(data, name, parents)
                    : logistic(data, name, parents);
        }
        if (monotone.isPresent()) return monotone.get().fit(data, name, parents);
        return regression.isPresent() && !parents.isEmpty()
                ? additive(data, name, parents, regression.get())
                : linear(data, name, parents);
    }

    private Cpt table(Dataset data, String name, List<String> parents) {
        List<String> levels = data.levels(name);
        long size = levels.size();
        for (String parent : parents) {
            size *= data.levels(parent).size();
            if (size > LARGEST_TABLE)
                throw new CausalException("The table of " + name + " by " + parents + " would have more than "
                        + LARGEST_TABLE + " cells; leave out parents or merge levels");
        }
        double[][] counts = new double[(int) (size / levels.size())][levels.size()];
        double[] weights = data.weights();
        double[] own = data.values(name);
        int[] row = new int[own.length];
        for (String parent : parents) {
            double[] codes = data.values(parent);
            int width = data.levels(parent).size();
            for (int i = 0; i < row.length; i++) row[i] = row[i] * width + (int) codes[i];
        }
        for (int i = 0; i < row.length; i++) counts[row[i]][(int) own[i]] += weights[i];
        Map<List<String>, List<Double>> rows = new LinkedHashMap<>();
        for (int r = 0; r < counts.length; r++)
            rows.put(key(data, parents, r), frequencies(data, name, parents, counts[r], r));
        return new Cpt(levels, data.kind(name), parents, rows);
    }

    private List<Double> frequencies(Dataset data, String name, List<String> parents, double[] counts, int row) {
        double total = Arrays.stream(counts).sum() + smoothing * counts.length;
        if (!(total > 0))
            throw new CausalException("No case has " + parents + " = " + key(data, parents, row) + ", so the table of "
                    + name
                    + " has no frequencies there; smooth it with FitScm.withDefaults().smoothing(1), or leave out"
                    + " a parent");
        return Arrays.stream(counts)
                .map(count -> (count + smoothing) / total)
                .boxed()
                .toList();
    }

    private static List<String> key(Dataset data, List<String> parents, int row) {
        String[] key = new String[parents.size()];
        int rest = row;
        for (int p = key.length - 1; p >= 0; p--) {
            List<String> levels = data.levels(parents.get(p));
            key[p] = levels.get(rest % levels.size());
            rest /= levels.size();
        }
        return List.of(key);
    }

    private static Linear linear(Dataset data, String name, List<String> parents) {
        double[][] features =
                parents.isEmpty() ? new double[0][] : Design.of(data, parents).columns();
        RegressionFit fit = LinearRegression.withDefaults().fit(features, data.values(name), data.weights());
        return new Linear(predictor(data, parents, fit), Noise.gaussian(Math.sqrt(fit.residualVariance())));
    }

    private static Choice logistic(Dataset data, String name, List<String> parents) {
        double[][] features = Design.of(data, parents).columns();
        List<LinearPredictor> predictors = passing(
                data,
                name,
                features,
                (level, columns, passed, weights) -> predictor(
                        data, parents, LogisticRegression.withDefaults().fit(columns, passed, weights)));
        return Choice.logistic(data.levels(name), data.kind(name), predictors);
    }

    private Choice learned(Dataset data, String name, List<String> parents, Learner learner) {
        Seed stream = seed.split(name);
        List<Fitted> passing = passing(
                data,
                name,
                Design.of(data, parents).columns(),
                (level, columns, passed, weights) ->
                        learner.fit(Target.PROBABILITY, columns, passed, weights, stream.split(level)));
        return Choice.learned(
                data.levels(name),
                data.kind(name),
                parents,
                passing,
                learner.getClass().getSimpleName() + "(" + String.join(", ", parents) + ")");
    }

    /** Level k against all after it, among the cases that reached level k. */
    private static <T> List<T> passing(Dataset data, String name, double[][] features, Passing<T> fit) {
        double[] own = data.values(name);
        double[] weights = data.weights();
        List<T> fits = new ArrayList<>();
        for (int level = 0; level < data.levels(name).size() - 1; level++) {
            int reached = level;
            int[] rows = IntStream.range(0, own.length)
                    .filter(row -> own[row] >= reached)
                    .toArray();
            double[] passed = Arrays.stream(rows)
                    .mapToDouble(row -> own[row] > reached ? 1 : 0)
                    .toArray();
            fits.add(fit.of(level, Design.rows(features, rows), passed, Design.rows(weights, rows)));
        }
        return fits;
    }

    private interface Passing<T> {
        T of(int level, double[][] columns, double[] passed, double[] weights);
    }

    private Additive additive(Dataset data, String name, List<String> parents, Learner learner) {
        double[] own = data.values(name);
        double[] weights = data.weights();
        double[][] features = Design.of(data, parents).columns();
        Seed stream = seed.split(name);
        Fitted whole = learner.fit(Target.REGRESSION, features, own, weights, stream.split("whole"));
        double[] residuals = CrossFitting.outOfFold(
                learner,
                Target.REGRESSION,
                features,
                own,
                weights,
                data.folds(FOLDS, stream.split("folds")),
                stream.split("residuals"));
        for (int row = 0; row < own.length; row++) residuals[row] = own[row] - residuals[row];
        List<Variable> known =
                parents.stream().map(parent -> Columns.variable(data, parent)).toList();
        return Additive.ofColumns(
                parents,
                columns -> whole.predict(Columns.features(known, columns)),
                Noise.empirical(residuals, weights),
                learner.getClass().getSimpleName() + "(" + String.join(", ", parents) + ")");
    }

    private static LinearPredictor predictor(Dataset data, List<String> parents, RegressionFit fit) {
        double[] coefficients = fit.coefficients();
        TreeMap<String, Double> slopes = new TreeMap<>();
        TreeMap<String, List<Double>> effects = new TreeMap<>();
        int next = 1;
        for (String parent : parents) {
            if (!Columns.dummies(data.kind(parent))) {
                slopes.put(parent, coefficients[next++]);
                continue;
            }
            List<Double> byLevel = new ArrayList<>(List.of(0.0));
            for (int level = 1; level < data.levels(parent).size(); level++) byLevel.add(coefficients[next++]);
            effects.put(parent, byLevel);
        }
        return new LinearPredictor(coefficients[0], slopes, effects);
    }
}
