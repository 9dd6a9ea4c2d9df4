// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.model.Scm;
import org.causerie.model.Variable;

/**
 * Where a disparity between two groups comes from: directly, through mediators, or from what the groups have in common
 * with the outcome's other causes.
 *
 * <p>With the attribute \(X\), the outcome \(Y\) and the mediators \(W\), all that lies between them, among those with \(X = x\):
 * <ul>
 *   <li>direct \(DE_{x_0,x_1}(x) = E[Y_{x_1, W_{x_0}} - Y_{x_0} | x]\);
 *   <li>indirect \(IE_{x_0,x_1}(x) = E[Y_{x_0, W_{x_1}} - Y_{x_0} | x]\);
 *   <li>spurious \(SE_{x_0,x_1} = E[Y_{x_0} | x_1] - E[Y | x_0]\).
 * </ul>
 *
 * <p>The total variation \(TV = E[Y | x_1] - E[Y | x_0]\) is \(DE_{x_0,x_1}(x_0) - SE_{x_1,x_0} - IE_{x_1,x_0}(x_0)\), and also
 * \(SE_{x_0,x_1} + IE_{x_0,x_1}(x_1) - DE_{x_1,x_0}(x_1)\).
 *
 * <p>Exact in models of levels with up to 2<sup>20</sup> combinations of noises; otherwise by draws. What is asked for does not
 * depend on how noises tie levels together, since the noises of different variables are independent.
 *
 * <p>Zhang, J. &amp; Bareinboim, E. (2018). Fairness in decision-making: the causal explanation formula. AAAI 32.
 * doi:10.1609/aaai.v32i1.11564
 *
 * @param draws the number of draws where draws are needed, at least 100; 100,000 by default
 */
public record FairnessDecomposition(int draws) {

    public FairnessDecomposition {
        if (draws < 100) throw new CausalException("Effects by draws need at least 100; " + draws + " was given");
    }

    public static FairnessDecomposition withDefaults() {
        return new FairnessDecomposition(100_000);
    }

    public FairnessDecomposition draws(int newDraws) {
        return new FairnessDecomposition(newDraws);
    }

    /**
     * A decomposition in both directions.
     *
     * @param attribute the attribute
     * @param from \(x_0\)
     * @param to \(x_1\)
     * @param outcome the outcome; levels count as their position
     * @param totalVariation \(TV\)
     * @param forward the parts of \(TV = DE_{x_0,x_1}(x_0) - SE_{x_1,x_0} - IE_{x_1,x_0}(x_0)\)
     * @param backward the parts of \(TV = SE_{x_0,x_1} + IE_{x_0,x_1}(x_1) - DE_{x_1,x_0}(x_1)\)
     * @param provenance where the result comes from
     */
    public record Result(
            String attribute,
            String from,
            String to,
            String outcome,
            EffectSize totalVariation,
            Parts forward,
            Parts backward,
            Provenance provenance)
            implements Displayable {

        @Override
        public String text() {
            List<String> lines = new ArrayList<>();
            lines.add(heading());
            for (List<String> row : rows()) lines.add("  " + String.join("  ", row));
            lines.add("TV = DE - SE - IE in the first column, SE + IE - DE in the second");
            return String.join("\n", lines);
        }

        @Override
        public Optional<String> html() {
            return Optional.of(CauseText.table(
                    heading(),
                    List.of("effect", "for " + attribute + " = " + from, "for " + attribute + " = " + to),
                    rows()));
        }

        private String heading() {
            return "E[" + outcome + " | " + attribute + " = " + to + "] - E[" + outcome + " | " + attribute + " = "
                    + from + "] = " + totalVariation.text();
        }

        private List<List<String>> rows() {
            return List.of(
                    List.of("direct", forward.direct().text(), backward.direct().text()),
                    List.of(
                            "indirect",
                            forward.indirect().text(),
                            backward.indirect().text()),
                    List.of(
                            "spurious",
                            forward.spurious().text(),
                            backward.spurious().text()));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The three parts of one decomposition.
     *
     * @param direct the counterfactual direct effect
     * @param indirect the counterfactual indirect effect
     * @param spurious the counterfactual spurious effect
     */
    public record Parts(EffectSize direct, EffectSize indirect, EffectSize spurious) {}

    /** The decomposition between the two levels of a binary attribute. */
    public Result explain(Scm model, String attribute, String outcome, Seed seed) {
        Variable variable = model.variable(attribute);
        if (variable.levels().size() != 2)
            throw new CausalException(attribute + " has the levels " + variable.levels()
                    + "; name the two to compare, as in explain(model, attribute, from, to, outcome, seed)");
        return explain(
                model, attribute, variable.levels().get(0), variable.levels().get(1), outcome, seed);
    }

    /**
     * The decomposition between two levels of an attribute.
     *
     * @param from the level \(x_0\)
     * @param to the level \(x_1\)
     * @param seed the source of randomness; an exact answer does not depend on it
     * @throws CausalException if a variable or level is unknown, the attribute is a number, the outcome is nominal, or nobody
     *     has one of the levels
     */
    public Result explain(Scm model, String attribute, Object from, Object to, String outcome, Seed seed) {
        if (!model.variable(attribute).categorical())
            throw new CausalException(attribute + " is a number and makes no groups; give it levels first");
        if (attribute.equals(outcome))
            throw new CausalException("The attribute and the outcome are the same variable, " + outcome);
        Scm relevant = model.ancestral(attribute, outcome);
        relevant.variable(outcome).requireNumeric();
        Responses responses = Responses.of(relevant, NoisePopulation.of(relevant, draws, seed));
        Sides sides = Sides.of(
                responses,
                relevant.graph().index(attribute),
                relevant.variable(attribute).code(from),
                relevant.variable(attribute).code(to),
                relevant.graph().index(outcome));
        return new Result(
                attribute,
                relevant.variable(attribute).show(sides.zero),
                relevant.variable(attribute).show(sides.one),
                outcome,
                sides.totalVariation(),
                sides.parts(true),
                sides.parts(false),
                Provenance.of(model.hash(), seed));
    }

    /** The outcome of every case as it is, under either level, and under one level with the other's mediators. */
    private record Sides(
            NoisePopulation population, double zero, double one, List<Double> attribute, List<double[]> outcomes) {
        private static final int ACTUAL = 0;
        private static final int UNDER_ZERO = 1;
        private static final int UNDER_ONE = 2;
        private static final int ONE_WITH_MEDIATORS_OF_ZERO = 3;
        private static final int ZERO_WITH_MEDIATORS_OF_ONE = 4;

        static Sides of(Responses responses, int x, double zero, double one, int y) {
            double[][] actual = responses.actual();
            double[][] underZero = responses.hold(Map.of(x, responses.constant(zero)));
            double[][] underOne = responses.hold(Map.of(x, responses.constant(one)));
            return new Sides(
                    responses.population(),
                    zero,
                    one,
                    Arrays.stream(actual[x]).boxed().toList(),
                    List.of(
                            actual[y],
                            underZero[y],
                            underOne[y],
                            nested(responses, x, one, y, underZero)[y],
                            nested(responses, x, zero, y, underOne)[y]));
        }

        private static double[][] nested(Responses responses, int x, double level, int y, double[][] mediators) {
            BitSet cause = new BitSet();
            cause.set(x);
            BitSet between = responses.model().graph().descendants(cause);
            between.clear(x);
            between.clear(y);
            Map<Integer, double[]> held = new TreeMap<>(Map.of(x, responses.constant(level)));
            between.stream().forEach(w -> held.put(w, mediators[w]));
            return responses.hold(held);
        }

        private EffectSize mean(int outcome, double group) {
            return EffectSize.mean(population, outcomes.get(outcome), among(group));
        }

        private EffectSize difference(int outcome, int without, double group) {
            double[] first = outcomes.get(outcome);
            double[] second = outcomes.get(without);
            double[] differences = new double[first.length];
            for (int i = 0; i < first.length; i++) differences[i] = first[i] - second[i];
            return EffectSize.mean(population, differences, among(group));
        }

        private boolean[] among(double group) {
            boolean[] among = new boolean[attribute.size()];
            boolean any = false;
            for (int i = 0; i < among.length; i++) {
                among[i] = attribute.get(i) == group && population.weights()[i] > 0;
                any |= among[i];
            }
            if (!any)
                throw new CausalException("Nobody has level number " + (int) group
                        + " of the attribute under the model, so there is no group to compare");
            return among;
        }

        EffectSize totalVariation() {
            return mean(ACTUAL, one).minus(mean(ACTUAL, zero));
        }

        Parts parts(boolean forward) {
            return forward
                    ? new Parts(
                            difference(ONE_WITH_MEDIATORS_OF_ZERO, UNDER_ZERO, zero),
                            difference(ONE_WITH_MEDIATORS_OF_ZERO, UNDER_ONE, zero),
                            mean(UNDER_ONE, zero).minus(mean(ACTUAL, one)))
                    : new Parts(
                            difference(ZERO_WITH_MEDIATORS_OF_ONE, UNDER_ONE, one),
                            difference(ZERO_WITH_MEDIATORS_OF_ONE, UNDER_ZERO, one),
                            mean(UNDER_ZERO, one).minus(mean(ACTUAL, zero)));
        }
    }
}
