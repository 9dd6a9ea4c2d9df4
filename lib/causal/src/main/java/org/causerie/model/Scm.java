// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.identification.AverageTreatmentEffect;

/**
 * A structural causal model with independent noises: each variable is a function of its parents and its own noise.
 *
 * <p>{@snippet :
 * var scm = Scm.builder()
 *         .root("Z", Noise.gaussian(1))
 *         .linear("X", Map.of("Z", 0.8), Noise.gaussian(1))
 *         .linear("Y", Map.of("X", 2.0, "Z", 1.0), Noise.gaussian(0.5))
 *         .build();
 * scm.intervene(Intervention.set("X", 1)).sample(1000, Seed.of(1));
 * scm.distribution("Y");                                        // exact: the model is linear
 * scm.counterfactual(Map.of("Z", 0, "X", 1, "Y", 3), Intervention.set("X", 0)).mean("Y");
 * }
 *
 * <p>The independence of the noises says that no two variables have a hidden common cause; a known hidden cause is a
 * variable of the model like any other. Immutable.
 */
public final class Scm implements CausalModel {
    private final List<Variable> variables;
    private final List<Mechanism> mechanisms;
    private final Dag graph;
    private final int[][] parents;
    private final int[] order;
    private final Bound[] bounds;
    /** Variables whose noise is not the one they were born with: drawn afresh by an intervention. */
    private final BitSet fresh;

    Scm(List<Variable> variables, List<Mechanism> mechanisms, BitSet fresh) {
        this.variables = List.copyOf(variables);
        this.mechanisms = List.copyOf(mechanisms);
        this.fresh = (BitSet) fresh.clone();
        int size = variables.size();
        Map<String, Integer> index = new LinkedHashMap<>();
        for (Variable variable : variables) {
            if (index.put(variable.name(), index.size()) != null)
                throw new CausalException("The model has two mechanisms for " + variable.name() + "; give one");
        }
        this.parents = new int[size][];
        this.bounds = new Bound[size];
        List<int[]> edges = new ArrayList<>();
        for (int v = 0; v < size; v++) {
            String child = variables.get(v).name();
            List<String> names = mechanisms.get(v).parents();
            parents[v] = new int[names.size()];
            for (int p = 0; p < names.size(); p++) {
                Integer parent = index.get(names.get(p));
                if (parent == null)
                    throw CausalException.unknown("mechanism for parent of " + child, names.get(p), index.keySet());
                if (names.indexOf(names.get(p)) < p)
                    throw new CausalException(child + " names its parent " + names.get(p) + " twice; name it once");
                parents[v][p] = parent;
                edges.add(new int[] {parent, v});
            }
        }
        this.graph = Dag.of(List.copyOf(index.keySet()), edges);
        this.order = graph.order();
        for (int v = 0; v < size; v++) {
            List<Variable> read =
                    Arrays.stream(parents[v]).mapToObj(variables::get).toList();
            if (mechanisms.get(v) instanceof Cpt)
                for (Variable parent : read)
                    if (!parent.categorical())
                        throw new CausalException(variables.get(v).name() + " has a table, but its parent "
                                + parent.name() + " is a number without levels; use Choice instead");
            bounds[v] = Bound.of(mechanisms.get(v), variables.get(v), read);
        }
    }

    public static ScmBuilder builder() {
        return new ScmBuilder();
    }

    /**
     * Fits the mechanisms of a graph to data with the default settings: linear-Gaussian for numbers, a probability
     * table for levels with categorical parents, logistic for levels with a numeric parent.
     *
     * @see FitScm
     */
    public static Scm fit(Dag graph, Dataset data) {
        return FitScm.withDefaults().fit(graph, data);
    }

    @Override
    public List<String> variables() {
        return graph.names();
    }

    @Override
    public Dag graph() {
        return graph;
    }

    /** The variable of this name. */
    public Variable variable(String name) {
        return variables.get(graph.index(name));
    }

    /** The mechanism that makes the variable of this name. */
    public Mechanism mechanism(String name) {
        return mechanisms.get(graph.index(name));
    }

    @Override
    public Scm intervene(Intervention... interventions) {
        List<Mechanism> changed = new ArrayList<>(mechanisms);
        BitSet drawn = (BitSet) fresh.clone();
        BitSet seen = new BitSet();
        for (Intervention intervention : interventions) {
            int v = graph.index(intervention.variable());
            if (seen.get(v))
                throw new CausalException("Two interventions change " + intervention.variable() + "; give one: "
                        + Arrays.toString(interventions));
            seen.set(v);
            Mechanism mechanism = Interventions.mechanism(intervention, variables.get(v), mechanisms.get(v));
            requireNoCycle(v, mechanism.parents());
            changed.set(v, mechanism);
            drawn.set(v, drawn.get(v) || !(intervention instanceof Intervention.Shift));
        }
        HiddenCauses.requireHeld(this, changed::get, seen);
        return new Scm(variables, changed, drawn);
    }

    /**
     * The model of these variables and their ancestors alone; they are drawn and answered as in the whole.
     */
    public Scm ancestral(String... names) {
        BitSet asked = new BitSet();
        for (String name : names) asked.set(graph.index(name));
        int[] kept = graph.ancestors(asked).stream().toArray();
        if (kept.length == size()) return this;
        if (kept.length == 0) throw new CausalException("Name at least one variable of the model; none was given");
        BitSet stillFresh = new BitSet();
        for (int i = 0; i < kept.length; i++) stillFresh.set(i, fresh.get(kept[i]));
        return new Scm(
                Arrays.stream(kept).mapToObj(variables::get).toList(),
                Arrays.stream(kept).mapToObj(mechanisms::get).toList(),
                stillFresh);
    }

    @Override
    public Dataset sample(int rows, Seed seed) {
        HiddenCauses.requireDrawable(this);
        return dataset(solve(noise(rows, seed)));
    }

    /**
     * Draws the noise of every variable, each from a stream of its own.
     *
     * @return {@code [variable][row]}, in the order of {@link #variables()}
     */
    public double[][] noise(int rows, Seed seed) {
        if (rows < 1) throw new CausalException("A sample needs at least 1 row; " + rows + " was given");
        double[][] noise = new double[variables.size()][];
        for (int v = 0; v < noise.length; v++) {
            Progress.checkpoint();
            noise[v] = noise(v, rows, seed);
        }
        return noise;
    }

    double[] noise(int v, int rows, Seed seed) {
        Seed own = seed.split(variables.get(v).name());
        return mechanisms.get(v).noise().draw(rows, (fresh.get(v) ? own.split("intervention") : own).random());
    }

    /**
     * Solves the structural equations for given noise.
     *
     * @param noise {@code [variable][row]}, in the order of {@link #variables()}
     * @return the values, in the same shape: numbers, or positions of levels
     */
    public double[][] solve(double[][] noise) {
        double[][] values = new double[variables.size()][];
        for (int v : order) {
            Progress.checkpoint();
            values[v] = bounds[v].values(columns(values, parents[v]), noise[v]);
        }
        return values;
    }

    /**
     * The atoms of a categorical variable's noise: the pieces of (0, 1) on which it acts the same for every
     * combination of the parents. Each is a response function, with its probability.
     *
     * @throws CausalException if the variable is not categorical or has a numeric parent
     */
    public List<NoiseAtom> noiseAtoms(String variable) {
        return NoiseAtom.of(table(graph.index(variable)));
    }

    /**
     * The exact joint distribution of a variable's level in two runs of a model of levels that share the noise of some
     * variables and draw the others' independently.
     *
     * <p>With all noise shared the two levels are the same, with none they are independent. What lies between says how
     * much the shared noise settles the variable.
     *
     * @param shared the variables whose noise is the same in both runs
     * @param coupling how the noise of a table ties its rows together
     * @return {@code [level in the first run][level in the second]}, summing to 1
     */
    public double[][] sharedNoise(String variable, Set<String> shared, Coupling coupling) {
        return new ExactAnswers(this).sharedNoise(variable, shared, coupling);
    }

    @Override
    public Counterfactual counterfactual(Map<String, ?> evidence, Intervention... interventions) {
        return Abduction.withDefaults().predict(this, evidence, interventions);
    }

    /**
     * What several variables would be, each in a world of its own, for a case of which this is known: worlds may feed one
     * another. Natural direct and indirect effects are differences of such outcomes.
     *
     * <p>{@snippet :
     * var untreated = PotentialOutcome.of("Y", Intervention.set("X", 0));
     * var direct = PotentialOutcome.of("Y", Intervention.set("X", 1))
     *         .with(PotentialOutcome.of("M", Intervention.set("X", 0)));
     * scm.worlds(Map.of(), untreated, direct).difference(direct, untreated);   // natural direct effect
     * }
     *
     * @param evidence numbers or level names by variable
     * @see Abduction#predict(Scm, Map, List)
     */
    public PotentialOutcomes worlds(Map<String, ?> evidence, PotentialOutcome... outcomes) {
        return Abduction.withDefaults().predict(this, evidence, List.of(outcomes));
    }

    /**
     * The exact joint distribution of outcomes in several worlds of a model of levels; each variable of the table is
     * named as its outcome prints, {@code Y[X = 1]} for example. The noise of a table is read by the inverse distribution
     * function; for another coupling use {@link Abduction#predict(Scm, Map, List)}.
     *
     * @throws CausalException if a variable is a number
     */
    public ProbabilityTable jointOverWorlds(List<PotentialOutcome> outcomes) {
        return new ExactAnswers(this).jointOverWorlds(outcomes);
    }

    /** Whether every variable has levels and only parents with levels, so that probabilities are exact. */
    public boolean isDiscrete() {
        return new ExactAnswers(this).isDiscrete();
    }

    /** Whether every variable is a linear function of numbers plus noise, so that means and effects are exact. */
    public boolean isLinear() {
        return new ExactAnswers(this).isLinear();
    }

    /**
     * The exact distribution of a variable: a table of its levels, or a Gaussian in a linear-Gaussian model.
     *
     * @throws CausalException if the model is of neither sort; draw a sample then
     */
    public Distribution distribution(String variable) {
        return distribution(variable, Map.of());
    }

    /**
     * The exact distribution of a variable among the cases where others were seen to have these values. (Seeing is not
     * doing: for the latter, intervene first.)
     *
     * @param given numbers or level names by variable
     */
    public Distribution distribution(String variable, Map<String, ?> given) {
        return new ExactAnswers(this).distribution(variable, given);
    }

    /**
     * The exact joint distribution of categorical variables.
     *
     * @throws CausalException if one of them, or one of their ancestors, is not categorical
     */
    public ProbabilityTable table(String... names) {
        return new ExactAnswers(this).table(names);
    }

    /** The exact probability of a level. */
    public double probability(String variable, Object level) {
        return distribution(variable).probability(level);
    }

    /** The exact probability of a level among the cases where others were seen to have these values. */
    public double probability(String variable, Object level, Map<String, ?> given) {
        return distribution(variable, given).probability(level);
    }

    /** The exact expectation; levels count as their position, so a binary variable as 0 and 1. */
    public double expectation(String variable) {
        return new ExactAnswers(this).expectation(variable);
    }

    /**
     * The model as matrices, for exact total effects and covariances.
     *
     * @throws CausalException if a mechanism is not linear in numbers
     */
    public LinearForm linear() {
        return LinearForm.of(this);
    }

    /** The true effect that a query asks for, by intervening; exact where the model is discrete or linear. */
    public TrueEffect.Result truth(AverageTreatmentEffect query) {
        return TrueEffect.withDefaults().of(this, query);
    }

    /** A hash of the model as it prints; functions written as lambdas enter only by their formula. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new CausalException("This Java has no SHA-256: " + e.getMessage(), e);
        }
    }

    /** One structural equation per line, causes first. */
    @Override
    public String text() {
        StringBuilder out = new StringBuilder();
        for (int v : order) {
            String sign =
                    variables.get(v).categorical() || mechanisms.get(v).noise().variance() > 0 ? " ~ " : " = ";
            boolean equation =
                    !mechanisms.get(v).parents().isEmpty() && !variables.get(v).categorical();
            out.append(out.length() > 0 ? "\n" : "")
                    .append(variables.get(v).name())
                    .append(equation ? " = " : sign)
                    .append(mechanisms.get(v).text());
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    int size() {
        return variables.size();
    }

    Variable variable(int v) {
        return variables.get(v);
    }

    Mechanism mechanism(int v) {
        return mechanisms.get(v);
    }

    Bound bound(int v) {
        return bounds[v];
    }

    /** Whether an intervention draws the noise of a variable afresh. */
    boolean isFresh(int v) {
        return fresh.get(v);
    }

    int[] parents(int v) {
        return parents[v];
    }

    int[] order() {
        return order;
    }

    /** Cumulative probabilities of a categorical variable by configuration of its parents, the last fastest. */
    double[][] table(int v) {
        if (bounds[v] instanceof Bound.Drawn drawn && drawn.table().isPresent())
            return drawn.table().get();
        throw new CausalException("An exact answer needs a model of levels, but "
                + variables.get(v).name()
                + (variables.get(v).categorical() ? " has a numeric parent" : " is a number")
                + "; draw a sample instead, with sample(rows, seed)");
    }

    /** The internal values of what a person gave, by position of the variable and in that order. */
    Map<Integer, Double> codes(Map<String, ?> given) {
        Map<Integer, Double> codes = new TreeMap<>();
        given.forEach(
                (name, value) -> codes.put(graph.index(name), variable(name).code(value)));
        return codes;
    }

    static double[][] columns(double[][] values, int[] which) {
        return Arrays.stream(which).mapToObj(v -> values[v]).toArray(double[][]::new);
    }

    private Dataset dataset(double[][] values) {
        for (int v = 0; v < values.length; v++) {
            for (double value : values[v]) {
                if (!Double.isFinite(value))
                    throw new CausalException(
                            "The mechanism of " + variables.get(v).name() + " gave " + value
                                    + "; it must give a finite number for every value of its parents and its noise");
            }
        }
        Dataset data = Dataset.of(variables(), values);
        for (int v = 0; v < values.length; v++) {
            Variable variable = variables.get(v);
            data = variable.categorical()
                    ? data.with(variable.name(), variable.kind(), variable.levels(), values[v])
                    : data.withKind(variable.name(), variable.kind());
        }
        return data;
    }

    private void requireNoCycle(int changed, List<String> inputs) {
        BitSet self = new BitSet();
        self.set(changed);
        BitSet after = graph.descendants(self);
        for (String input : inputs) {
            if (after.get(graph.index(input)))
                throw new CausalException(
                        "The new mechanism of " + variables.get(changed).name() + " reads " + input
                                + ", which comes after it; it may read "
                                + IntStream.range(0, size())
                                        .filter(v -> !after.get(v))
                                        .mapToObj(v -> variables.get(v).name())
                                        .toList());
        }
    }
}
