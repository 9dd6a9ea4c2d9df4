// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.causerie.Progress;

/**
 * Searches for a formula of what is seen by single steps: from a probability to those that it follows from, breadth first, until
 * all that it rests on are seen.
 *
 * <p>The steps are rules of probability and independences of the graph: indicators at 1 and variables that do not matter are put
 * into the condition, or left out of it; a variable is summed out; events are taken one by one, or together with what is given;
 * an indicator that does matter is put into the condition with Bayes' rule. S. Tikka, A. Hyttinen and J. Karvanen, Causal effect
 * identification from multiple incomplete data sources, Journal of Statistical Software 99 (2021), doi:10.18637/jss.v099.i05,
 * search with such rules, and from what is seen.
 *
 * <p>A formula is right in every model with positive probabilities. There are at most 3ⁿ 4ᵏ probabilities of n variables and k
 * indicators, each with O(n + k) steps to others, so that the search ends: with all tried for up to four of each, and with more
 * when it has met {@value #MOST}.
 */
final class RecoverySearch {
    private static final int MOST = 20_000;
    private static final Level SEEN = new Level("1");

    /** P(events | given, cases at 1): variables and indicators at their symbols in the first two, indicators in the third. */
    private record Goal(BitSet events, BitSet given, BitSet cases) {
        BitSet condition() {
            return or(given, cases);
        }

        BitSet shown() {
            return or(events, given);
        }
    }

    /** A goal follows from what it needs. */
    private record Step(Goal goal, List<Goal> needs, Function<List<Expression>, Expression> formula) {}

    private final Subgraphs graphs;
    private final BitSet indicators = new BitSet();
    /** By vertex its indicator; itself for those without gaps. */
    private final int[] indicator;

    /** By goal met, the vertices that its events do not depend on. */
    private final Map<Goal, BitSet> met = new HashMap<>();
    /** By goal reached, a step whose needs are reached. */
    private final Map<Goal, Step> reached = new HashMap<>();

    private final Map<Goal, List<Step>> waiting = new HashMap<>();
    private final Deque<Goal> open = new ArrayDeque<>();

    private RecoverySearch(MissingnessGraph graph) {
        graphs = new Subgraphs(graph.graph());
        indicator = new int[graph.graph().size()];
        for (int v = 0; v < indicator.length; v++) indicator[v] = v;
        graph.indicators().forEach((name, seen) -> {
            indicator[graph.graph().index(name)] = graph.graph().index(seen);
            indicators.set(graph.graph().index(seen));
        });
    }

    /** The formula of P(events | given); empty where none was met. */
    static Optional<Expression> formula(Probability asked, MissingnessGraph graph) {
        RecoverySearch search = new RecoverySearch(graph);
        Goal goal = new Goal(
                search.graphs.indices(Probability.variables(asked.events())),
                search.graphs.indices(Probability.variables(asked.given())),
                new BitSet());
        return search.reaches(goal) ? Optional.of(Surplus.mean(search.expression(goal), asked)) : Optional.empty();
    }

    private boolean reaches(Goal asked) {
        meet(asked);
        while (!reached.containsKey(asked) && !open.isEmpty() && met.size() < MOST) {
            Progress.checkpoint();
            Goal goal = open.remove();
            if (reached.containsKey(goal)) continue;
            for (Step step : steps(goal)) {
                step.needs().forEach(this::meet);
                if (follows(step)) reach(step);
                if (reached.containsKey(goal)) break;
                for (Goal need : step.needs())
                    waiting.computeIfAbsent(need, key -> new ArrayList<>()).add(step);
            }
        }
        return reached.containsKey(asked);
    }

    private void meet(Goal goal) {
        if (met.containsKey(goal)) return;
        BitSet apart = minus(graphs.all(), graphs.graph().connected(goal.events(), goal.condition()));
        met.put(goal, apart);
        BitSet shown = indicatorsOf(goal.shown());
        boolean seen = !shown.intersects(goal.shown())
                && minus(shown, or(apart, goal.cases())).isEmpty();
        if (seen) reach(new Step(goal, List.of(), none -> probability(goal, shown)));
        else open.add(goal);
    }

    private BitSet indicatorsOf(BitSet vertices) {
        BitSet found = new BitSet();
        vertices.stream().filter(v -> indicator[v] != v).forEach(v -> found.set(indicator[v]));
        return found;
    }

    private Expression probability(Goal goal, BitSet shown) {
        SortedSet<Term> given = new TreeSet<>();
        graphs.names(goal.given()).forEach(name -> given.add(Term.of(name)));
        graphs.names(or(goal.cases(), shown)).forEach(name -> given.add(Term.of(name, SEEN)));
        SortedSet<Term> events = new TreeSet<>();
        graphs.names(goal.events()).forEach(name -> events.add(Term.of(name)));
        return new Probability(Domain.target(), events, given);
    }

    private boolean follows(Step step) {
        return reached.keySet().containsAll(step.needs());
    }

    /** Takes in a goal and all that wait for it. */
    private void reach(Step first) {
        Deque<Step> follow = new ArrayDeque<>(List.of(first));
        while (!follow.isEmpty()) {
            Step step = follow.remove();
            if (reached.putIfAbsent(step.goal(), step) != null) continue;
            for (Step later : waiting.getOrDefault(step.goal(), List.of())) if (follows(later)) follow.add(later);
        }
    }

    private Expression expression(Goal goal) {
        Step step = reached.get(goal);
        return step.formula().apply(step.needs().stream().map(this::expression).toList());
    }

    private List<Step> steps(Goal goal) {
        List<Step> steps = new ArrayList<>();
        independences(goal, steps);
        factors(goal, steps);
        BitSet others = minus(graphs.all(), or(goal.shown(), goal.cases()));
        others.stream().forEach(v -> {
            Goal joint = new Goal(or(goal.events(), single(v)), goal.given(), goal.cases());
            steps.add(new Step(goal, List.of(joint), of -> Sum.over(graphs.names(single(v)), of.get(0))));
        });
        ratios(goal, steps);
        and(others, indicators).stream().forEach(r -> steps.add(bayes(goal, r)));
        return steps;
    }

    /** What the events do not depend on is put into the condition, or left out. */
    private void independences(Goal goal, List<Step> steps) {
        List<Goal> equal = new ArrayList<>();
        BitSet apart = minus(met.get(goal), goal.condition());
        apart.stream().forEach(v -> {
            if (indicators.get(v)) equal.add(new Goal(goal.events(), goal.given(), or(goal.cases(), single(v))));
            else equal.add(new Goal(goal.events(), or(goal.given(), single(v)), goal.cases()));
        });
        goal.condition().stream().forEach(v -> {
            BitSet rest = minus(goal.condition(), single(v));
            if (graphs.graph().separated(goal.events(), single(v), rest))
                equal.add(new Goal(goal.events(), and(goal.given(), rest), and(goal.cases(), rest)));
        });
        for (Goal same : equal) steps.add(new Step(goal, List.of(same), of -> of.get(0)));
    }

    /** P(a, b | c) = P(a | b, c) P(b | c). */
    private void factors(Goal goal, List<Step> steps) {
        if (goal.events().cardinality() == 1) return;
        goal.events().stream().forEach(v -> {
            BitSet others = minus(goal.events(), single(v));
            Goal first = new Goal(others, goal.given(), goal.cases());
            Goal second = new Goal(single(v), or(goal.given(), others), goal.cases());
            steps.add(new Step(goal, List.of(first, second), Product::of));
        });
    }

    /** P(a | b, c) = P(a, b | c) / Σ_a P(a, b | c). */
    private void ratios(Goal goal, List<Step> steps) {
        goal.condition().stream().forEach(v -> {
            BitSet rest = minus(goal.condition(), single(v));
            Goal joint = new Goal(or(goal.events(), single(v)), and(goal.given(), rest), and(goal.cases(), rest));
            steps.add(new Step(goal, List.of(joint), of -> {
                Expression above = goal.cases().get(v) ? seen(v, of.get(0)) : of.get(0);
                return new Fraction(above, Sum.over(graphs.names(goal.events()), above));
            }));
        });
    }

    /** P(a | b) = P(a | b, r = 1) P(r = 1 | b) / P(r = 1 | a, b). */
    private Step bayes(Goal goal, int r) {
        Goal among = new Goal(goal.events(), goal.given(), or(goal.cases(), single(r)));
        Goal before = new Goal(single(r), goal.given(), goal.cases());
        Goal after = new Goal(single(r), goal.shown(), goal.cases());
        return new Step(
                goal,
                List.of(among, before, after),
                of -> new Fraction(Product.of(List.of(of.get(0), seen(r, of.get(1)))), seen(r, of.get(2))));
    }

    /** The formula with an indicator at 1. */
    private Expression seen(int r, Expression formula) {
        return formula.substitute(Map.of(Symbol.of(graphs.graph().names().get(r)), SEEN));
    }
}
