// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * The tightest bounds of a causal or counterfactual question in a graph with hidden causes, all variables having
 * finitely many levels: instruments, probabilities of causation, mediators with hidden causes, and others.
 *
 * <p>The hidden cause of a district matters only through the functions of their parents that the variables of the
 * district follow. What the distribution says about the probabilities of these functions is linear, and where the
 * question multiplies what is unknown about one district only with what is known about others, so is it: a linear
 * programme gives the ends, and a model that attains each. A probability given events whose own is unknown is a ratio of
 * two linear functions, again a linear programme.
 *
 * <p>Assumptions: the graph; all variables of a district, joined by {@code <->}, may have one hidden cause in common,
 * and different districts have independent ones; {@code monotone} where given. The distribution is used through the
 * probability of each variable given what it depends on among those before it, so that what else it says is not tested,
 * other than by whether a model exists: with an instrument, by the instrumental inequality. Combinations of levels that
 * never occur leave the functions free there.
 *
 * <p>The number of unknowns is that of combinations of functions in a district: 16 for a binary instrument, exponential
 * in the combinations of the parents' levels; at most 8192 are taken.
 *
 * <p>{@snippet :
 * Admg graph = Admg.of("Z -> X -> Y", "X <-> Y");
 * ResponseFunctionBounds.withDefaults().bound(Query.ate("X", "Y"), graph, distributions);
 * ResponseFunctionBounds.withDefaults().monotone("Z", "X").formulas(Query.ate("X", "Y"), graph, levels);
 * }
 *
 * <p>Balke, A. &amp; Pearl, J. (1994), Counterfactual probabilities: computational methods, bounds and applications, UAI;
 * (1997), Bounds on treatment effects from studies with imperfect compliance, JASA 92, doi:10.1080/01621459.1997.10474074.
 * Sachs, M. C., Jonzon, G., Sjölander, A. &amp; Gabriel, E. E. (2023), A general method for deriving tight symbolic bounds
 * on causal effects, Journal of Computational and Graphical Statistics 32, doi:10.1080/10618600.2022.2071905.
 *
 * @param monotone pairs of a cause and its effect: no one's effect falls, in the order of the levels, where the cause
 *     rises and all else stays
 * @param experiments sets of variables that were also set in an experiment, to each combination of their levels; the
 *     distribution of all others is then known as well
 */
public record ResponseFunctionBounds(Set<List<String>> monotone, Set<SortedSet<String>> experiments) {

    public ResponseFunctionBounds {
        monotone = Collections.unmodifiableSet(new LinkedHashSet<>(monotone));
        experiments = Collections.unmodifiableSet(new LinkedHashSet<>(experiments));
        for (List<String> pair : monotone)
            if (pair.size() != 2)
                throw new CausalException("Monotone is a cause and an effect, two names; given " + pair);
        for (SortedSet<String> set : experiments)
            if (set.isEmpty()) throw new CausalException("An experiment sets at least one variable; none was given");
    }

    /** Nothing assumed but the graph, nothing known but the observed distribution. */
    public static ResponseFunctionBounds withDefaults() {
        return new ResponseFunctionBounds(Set.of(), Set.of());
    }

    /** The same where nobody's effect falls when the cause rises: with an instrument as the cause, no defiers. */
    public ResponseFunctionBounds monotone(String cause, String effect) {
        Set<List<String>> more = new LinkedHashSet<>(monotone);
        more.add(List.of(cause, effect));
        return new ResponseFunctionBounds(more, experiments);
    }

    /** The same with an experiment that set these variables. */
    public ResponseFunctionBounds experiment(String... variables) {
        Set<SortedSet<String>> more = new LinkedHashSet<>(experiments);
        more.add(Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(variables))));
        return new ResponseFunctionBounds(monotone, more);
    }

    /**
     * Bounds and a model for each end: it has the given distribution, and there the question has that value.
     *
     * @param bounds the ends
     * @param least a model where the answer is the lower end
     * @param largest a model where the answer is the upper end
     */
    public record Result(Bounds bounds, ResponseModel least, ResponseModel largest) implements Displayable {
        @Override
        public String text() {
            return bounds.text();
        }

        @Override
        public Optional<String> latex() {
            return bounds.latex();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The bounds for a distribution.
     *
     * @param query a probability, a mean or a difference of means, at certain levels; events may be of several worlds
     * @param graph the graph; the variables of each of its districts joined two by two
     * @param source the distribution of all variables of the graph, also under the experiments
     * @throws CausalException if the question or the graph is not one of a linear programme, or no model of the graph
     *     has the distribution
     */
    public Result bound(Query query, Admg graph, Distributions source) {
        Query asked = query.on(graph);
        DiscreteGraph discrete = DiscreteGraph.of(graph, source);
        requireParents(graph);
        ResponseQuestion question = ResponseQuestion.of(asked, discrete);
        ResponseProgramme programme = new ResponseProgramme(discrete, this, question, source);
        ResponseProgramme.Linear numerator = programme.linear(question.numerator());
        ResponseProgramme.Linear given = programme.linear(question.given());
        double[] least = extreme(programme, numerator, given, asked, false);
        double[] largest = extreme(programme, numerator, given, asked, true);
        Bounds bounds = new Bounds(
                asked,
                ratio(numerator, given, least),
                ratio(numerator, given, largest),
                Optional.empty(),
                assumptions());
        return new Result(bounds, programme.model(least), programme.model(largest));
    }

    /**
     * The bounds as the largest and the smallest of linear functions of the observed probabilities, for any distribution
     * of variables with these levels; by the vertices of the dual programme.
     *
     * @param levels the levels of each variable of the graph
     * @throws CausalException if the question is not a linear function of one district's response functions with
     *     coefficients that are whole numbers
     */
    public Bounds.Formulas formulas(Query query, Admg graph, Map<String, List<String>> levels) {
        for (String name : graph.names())
            if (!levels.containsKey(name)) throw CausalException.unknown("list of levels for", name, levels.keySet());
        requireParents(graph);
        return new SymbolicProgramme(
                        new DiscreteGraph(
                                graph, graph.names().stream().map(levels::get).toList()),
                        this)
                .formulas(query.on(graph));
    }

    private static double[] extreme(
            ResponseProgramme programme,
            ResponseProgramme.Linear numerator,
            ResponseProgramme.Linear given,
            Query query,
            boolean largest) {
        if (given.known()) {
            if (given.constant() <= 0)
                throw new CausalException("What " + query.text() + " is given has probability 0");
            if (programme.size() == 0) return new double[0];
            return programme.equations().solve(numerator.weights(), largest).orElseThrow(() -> impossible(query));
        }
        double[] objective = ResponseProgramme.with(numerator.weights(), numerator.constant());
        double[] found = programme.scaled(given).solve(objective, largest).orElseThrow(() -> impossible(query));
        double factor = found[programme.size()];
        double[] point = new double[programme.size()];
        for (int c = 0; c < point.length; c++) point[c] = found[c] / factor;
        return point;
    }

    private static CausalException impossible(Query query) {
        return new CausalException("No model of the graph, with what is assumed, has these probabilities, so that "
                + query.text() + " has no bounds; with an instrument this means that the instrumental inequality is"
                + " violated. Doubt an absent edge, an assumption, or take frequencies of more cases");
    }

    private static double ratio(ResponseProgramme.Linear numerator, ResponseProgramme.Linear given, double[] point) {
        return (LinearProgramme.dot(numerator.weights(), point) + numerator.constant())
                / (LinearProgramme.dot(given.weights(), point) + given.constant());
    }

    /** The variables set in each regime that is known: none, and those of each experiment. */
    List<BitSet> regimes(DiscreteGraph graph) {
        List<BitSet> regimes = new ArrayList<>();
        regimes.add(new BitSet());
        for (SortedSet<String> set : experiments) regimes.add(graph.graphs().indices(set));
        return regimes;
    }

    private void requireParents(Admg graph) {
        for (List<String> pair : monotone)
            if (!graph.parents(pair.get(1)).contains(pair.get(0)))
                throw new CausalException("Monotone is for a cause and its effect; the graph has no edge " + pair.get(0)
                        + " -> " + pair.get(1));
    }

    private List<String> assumptions() {
        List<String> said = new ArrayList<>(List.of("the graph"));
        for (List<String> pair : monotone) said.add(pair.get(1) + " never falls where " + pair.get(0) + " rises");
        for (SortedSet<String> set : experiments) said.add("experiments on " + String.join(", ", set));
        return said;
    }
}
