// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.model.Scm;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.BiconnectivityInspector;

/**
 * An effect put together from the effects between the points through which every causal path must pass.
 *
 * <p>Take the variables on directed paths from the cause to the effect. Those that cut this graph in two are passed by every
 * path: with the cause and the effect they make a chain \(X = C_0, C_1, \dots, C_k = Y\), one biconnected
 * component for each step. Along the chain
 * <ul>
 *   <li>the total effect is the product of the steps' total effects, in linear models;
 *   <li>so is the average effect among binary points, where no variable confounds a point and the effect once the cause is set;
 *   <li>so is the probability of necessity and sufficiency \(PNS = P(Y_1 = 1, Y_0 = 0)\), where besides each step is
 *       monotone: \(P(Y_1 = 0, Y_0 = 1) = 0\).
 * </ul>
 *
 * <p>Each effect is found by itself as well, so that the result shows how well the product agrees. Linear time for the points;
 * exact effects in linear models, and in models of levels with up to 2<sup>20</sup> combinations of noises, where PNS rests
 * on {@link org.causerie.model.Coupling#INVERSE_CDF}; otherwise by draws.
 *
 * <p>Maasch, J. R. M. A., Hüyük, A., Xu, X., Nori, A. V. &amp; Gonzalez, J. (2025). Compositional causal reasoning
 * evaluation in language models. ICML. arXiv:2503.04556
 *
 * @param measure which effect; {@link Measure#ATE} by default
 * @param draws the number of draws where draws are needed, at least 100; 100,000 by default
 */
public record CompositionalEffect(Measure measure, int draws) {

    /** Which effect is composed. */
    public enum Measure {
        /** The average effect: of one unit more in a linear model, of level 1 against 0 otherwise. */
        ATE("average effect"),
        /** The probability that level 1 of the cause is necessary and sufficient for level 1 of the effect. */
        PNS("probability of necessity and sufficiency");

        private final String text;

        Measure(String text) {
            this.text = text;
        }
    }

    /**
     * A step of the chain, or several together.
     *
     * @param from the cause, or a point
     * @param to a later point, or the effect
     */
    public record Link(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    public CompositionalEffect {
        if (draws < 100) throw new CausalException("Effects by draws need at least 100; " + draws + " was given");
    }

    public static CompositionalEffect withDefaults() {
        return new CompositionalEffect(Measure.ATE, 100_000);
    }

    public CompositionalEffect measure(Measure newMeasure) {
        return new CompositionalEffect(newMeasure, draws);
    }

    public CompositionalEffect draws(int newDraws) {
        return new CompositionalEffect(measure, newDraws);
    }

    /**
     * A composed effect.
     *
     * @param points the cause, the points that every path passes, in that order, and the effect
     * @param blocks the variables of each biconnected component, in the order of the steps
     * @param effects the effect of every point on every later one
     * @param composes whether the conditions hold under which the product is the effect
     * @param settings the settings
     * @param provenance where the result comes from
     */
    public record Result(
            List<String> points,
            List<Set<String>> blocks,
            Map<Link, EffectSize> effects,
            boolean composes,
            CompositionalEffect settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            points = List.copyOf(points);
            blocks = List.copyOf(blocks);
            effects = Collections.unmodifiableMap(new LinkedHashMap<>(effects));
        }

        /** From the cause to the effect. */
        public Link whole() {
            return new Link(points.get(0), points.get(points.size() - 1));
        }

        /** The steps from each point to the next. */
        public List<Link> steps() {
            List<Link> steps = new ArrayList<>();
            for (int i = 1; i < points.size(); i++) steps.add(new Link(points.get(i - 1), points.get(i)));
            return steps;
        }

        /** The effect found by itself. */
        public double direct() {
            return effects.get(whole()).value();
        }

        /** The product of the steps' effects. */
        public double composed() {
            return steps().stream()
                    .mapToDouble(step -> effects.get(step).value())
                    .reduce(1, (a, b) -> a * b);
        }

        /** How far the product is from the effect found by itself, in size. */
        public double consistencyError() {
            return Math.abs(composed() - direct());
        }

        /**
         * Compares somebody's answers with the true effects and with each other.
         *
         * @param answers an effect for every step and for the whole, and for any other link between points
         * @param tolerance the largest error that counts as none
         * @throws CausalException if an answer is missing
         */
        public CompositionJudgement judge(Map<Link, Double> answers, double tolerance) {
            return CompositionJudgement.of(this, answers, tolerance);
        }

        @Override
        public String text() {
            List<String> lines = new ArrayList<>();
            lines.add(String.format(
                    Locale.ROOT,
                    "The %s of %s on %s is %.4g; composed along %s, %.4g",
                    settings.measure.text,
                    points.get(0),
                    points.get(points.size() - 1),
                    direct(),
                    String.join(" -> ", points),
                    composed()));
            for (Link step : steps())
                lines.add("  " + step + ": " + effects.get(step).text());
            lines.add(
                    composes
                            ? "The conditions for the product hold"
                            : "The product need not be the effect: a point is confounded with what follows, or a step is not"
                                    + " monotone");
            return String.join("\n", lines);
        }

        @Override
        public Optional<String> html() {
            return Optional.of(CauseText.table(
                    "Effects along " + String.join(" -> ", points),
                    List.of("link", settings.measure.text),
                    effects.entrySet().stream()
                            .map(each -> List.of(
                                    each.getKey().toString(), each.getValue().text()))
                            .toList()));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The effect of a cause through its cut points.
     *
     * @param seed the source of randomness; an exact answer does not depend on it
     * @throws CausalException if a variable is unknown, no path leads from the cause to the effect, or the points are neither
     *     binary nor parts of a linear model
     */
    public Result explain(Scm model, String cause, String effect, Seed seed) {
        Dag paths = paths(model.graph(), cause, effect);
        Graph<String, Edge> view = paths.toJGraphT();
        BiconnectivityInspector<String, Edge> inspector = new BiconnectivityInspector<>(view);
        Set<String> cuts = inspector.getCutpoints();
        List<String> points = paths.topologicalOrder().stream()
                .filter(name -> name.equals(cause) || name.equals(effect) || cuts.contains(name))
                .toList();
        List<Set<String>> blocks = new ArrayList<>();
        for (int i = 1; i < points.size(); i++)
            blocks.add(new LinkedHashSet<>(
                    paths(model.graph(), points.get(i - 1), points.get(i)).names()));
        Effects effects = effects(model.ancestral(cause, effect), points, seed);
        boolean linear = effects.linear();
        return new Result(
                points,
                blocks,
                effects.values(),
                linear || (unconfounded(model.graph(), points) && (measure == Measure.ATE || effects.monotone())),
                this,
                Provenance.of(model.hash(), seed));
    }

    /** The graph on the variables that lie on a directed path. */
    private static Dag paths(Dag graph, String cause, String effect) {
        BitSet from = new BitSet();
        from.set(graph.index(cause));
        BitSet to = new BitSet();
        to.set(graph.index(effect));
        BitSet between = graph.descendants(from);
        between.and(graph.ancestors(to));
        if (cause.equals(effect) || !between.get(graph.index(effect)) || !between.get(graph.index(cause)))
            throw new CausalException(
                    "No directed path leads from " + cause + " to " + effect + ", so there is no effect to compose");
        return graph.subgraph(between.stream().mapToObj(graph.names()::get).toList());
    }

    /** Whether, with the first point set, every further point has an effect on the last that nothing confounds. */
    private static boolean unconfounded(Dag graph, List<String> points) {
        BitSet first = new BitSet();
        first.set(graph.index(points.get(0)));
        Dag held = graph.withoutEdgesInto(first);
        for (int i = 1; i < points.size() - 1; i++) {
            BitSet point = new BitSet();
            point.set(graph.index(points.get(i)));
            for (int later = i + 1; later < points.size(); later++)
                if (!held.withoutEdgesOutOf(point).separated(points.get(i), points.get(later), List.of(points.get(0))))
                    return false;
        }
        return true;
    }

    /**
     * The effects between points.
     *
     * @param values the effect of every point on every later one
     * @param monotone whether no case responds against the direction
     * @param linear whether they are coefficients of a linear model
     */
    private record Effects(Map<Link, EffectSize> values, boolean monotone, boolean linear) {}

    private Effects effects(Scm model, List<String> points, Seed seed) {
        Map<Link, EffectSize> values = new LinkedHashMap<>();
        if (measure == Measure.ATE && model.isLinear()) {
            for (int i = 0; i < points.size(); i++)
                for (int j = i + 1; j < points.size(); j++)
                    values.put(
                            new Link(points.get(i), points.get(j)),
                            new EffectSize(model.linear().total(points.get(i), points.get(j)), 0));
            return new Effects(values, true, true);
        }
        for (String point : points)
            if (model.variable(point).levels().size() != 2)
                throw new CausalException("Effects compose among binary points, or in linear models; " + point
                        + " is "
                        + (model.variable(point).categorical()
                                ? "one of " + model.variable(point).levels()
                                : "a number"));
        Responses responses = Responses.of(model, NoisePopulation.of(model, draws, seed));
        boolean monotone = true;
        for (int i = 0; i < points.size() - 1; i++) {
            int x = model.graph().index(points.get(i));
            double[][] one = responses.hold(Map.of(x, responses.constant(1)));
            double[][] zero = responses.hold(Map.of(x, responses.constant(0)));
            for (int j = i + 1; j < points.size(); j++) {
                int y = model.graph().index(points.get(j));
                values.put(new Link(points.get(i), points.get(j)), effect(responses, one[y], zero[y]));
                for (int row = 0; row < one[y].length; row++)
                    monotone &= one[y][row] >= zero[y][row]
                            || responses.population().weights()[row] == 0;
            }
        }
        return new Effects(values, monotone, false);
    }

    private EffectSize effect(Responses responses, double[] one, double[] zero) {
        double[] values = new double[one.length];
        for (int row = 0; row < values.length; row++) {
            double difference = one[row] - zero[row];
            values[row] = measure == Measure.ATE ? difference : Math.max(0, difference);
        }
        boolean[] everybody = new boolean[values.length];
        Arrays.fill(everybody, true);
        return EffectSize.mean(responses.population(), values, everybody);
    }
}
