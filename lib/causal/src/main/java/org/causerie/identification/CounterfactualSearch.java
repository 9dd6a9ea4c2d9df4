// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/** One run of {@link CounterfactualIdentification}: goes on until a factor cannot be had. */
final class CounterfactualSearch {
    private final Admg graph;
    private final CounterfactualIdentification.Available available;
    private final List<Displayable> derivations = new ArrayList<>();
    private Optional<Witness> obstacle = Optional.empty();

    CounterfactualSearch(Admg graph, CounterfactualIdentification.Available available) {
        this.graph = graph;
        this.available = available;
    }

    /** What stands in the way; then no formula counts. */
    Optional<Witness> obstacle() {
        return obstacle;
    }

    List<Displayable> derivations() {
        return derivations;
    }

    /** The formula with each probability in it replaced. */
    Expression answered(Expression expression) {
        if (obstacle.isPresent()) return expression;
        if (!(expression instanceof Probability p)) return Bindings.mapped(expression, this::answered);
        if (!p.domain().equals(Domain.target()))
            throw new CausalException(p.text() + " is about the population " + p.domain()
                    + "; counterfactuals are asked of one population, which has no name");
        Optional<SortedMap<String, Value>> world = p.world();
        return world.isPresent() && world.get().isEmpty() ? p : probability(p);
    }

    private Expression probability(Probability p) {
        CounterfactualGraph known = CounterfactualGraph.of(p.given(), graph)
                .orElseThrow(() -> new CausalException(p.text() + " has no meaning: the events that it is given"
                        + " contradict each other in every model of the graph; leave one of them out"));
        SortedSet<Term> events = new TreeSet<>(p.events());
        events.addAll(p.given());
        for (CounterfactualGraph.Equality equality : known.equalities())
            events = CounterfactualGraph.equated(events, equality);
        Optional<CounterfactualGraph> joint = CounterfactualGraph.of(events, graph);
        if (joint.isEmpty()) return new Constant(0);
        derivations.add(joint.get());
        List<Expression> factors = new ArrayList<>();
        // Where these do not hold the answer is 0, so that they may be taken to hold in the condition, too.
        SortedSet<Term> given = p.given();
        for (CounterfactualGraph.Equality equality : known.equalities())
            given = CounterfactualGraph.equated(given, equality);
        for (CounterfactualGraph.Equality equality : joint.get().equalities()) {
            factors.add(equality.expression());
            given = CounterfactualGraph.equated(given, equality);
        }
        known = CounterfactualGraph.of(given, graph).orElseThrow();
        List<Expression> above = groups(joint.get());
        List<Expression> below = new ArrayList<>();
        for (Expression group : groups(known)) if (!above.remove(group)) below.add(group);
        for (Expression group : above) factors.add(replaced(group));
        Expression product = Product.of(factors);
        if (below.isEmpty()) return product;
        derivations.add(known);
        return new Fraction(
                product, Product.of(below.stream().map(this::replaced).toList()));
    }

    /** The factors, those together that share a value which is summed over; equal groups are equal as values. */
    private static List<Expression> groups(CounterfactualGraph graph) {
        List<Expression> groups = new ArrayList<>();
        List<Probability> rest = new ArrayList<>(graph.factors());
        while (!rest.isEmpty()) {
            List<Probability> group = new ArrayList<>(List.of(rest.remove(0)));
            SortedSet<Symbol> summed = new TreeSet<>();
            for (int i = 0; i < group.size(); i++) {
                Set<Symbol> ties = group.get(i).free();
                ties.retainAll(graph.summed());
                summed.addAll(ties);
                List<Probability> tied = rest.stream()
                        .filter(factor -> factor.free().stream().anyMatch(ties::contains))
                        .toList();
                group.addAll(tied);
                rest.removeAll(tied);
            }
            Expression product = Product.of(group);
            groups.add(Canonical.of(summed.isEmpty() ? product : new Sum(summed, product)));
        }
        return groups;
    }

    /** The group with each factor as a distribution that can be had. */
    private Expression replaced(Expression group) {
        if (obstacle.isPresent()) return group;
        return group instanceof Probability p ? factor(p) : Bindings.mapped(group, this::replaced);
    }

    private Expression factor(Probability district) {
        Optional<WorldConflict> conflict = WorldConflict.in(district.events());
        if (conflict.isPresent()) {
            obstacle = Optional.of(conflict.get());
            return district;
        }
        SortedSet<String> seen = Probability.variables(district.events());
        SortedMap<String, Value> set = new TreeMap<>();
        for (Term vertex : district.events()) set.putAll(vertex.world());
        set.keySet().removeAll(seen);
        return available == CounterfactualIdentification.Available.EXPERIMENTS
                ? experiment(district, set)
                : observed(district, seen, set);
    }

    private static Expression experiment(Probability district, SortedMap<String, Value> set) {
        SortedSet<Term> events = new TreeSet<>();
        for (Term vertex : district.events()) events.add(new Term(vertex.variable(), vertex.value(), set));
        return new Probability(district.domain(), events, new TreeSet<>());
    }

    private Expression observed(Probability district, SortedSet<String> seen, SortedMap<String, Value> set) {
        InterventionalDistribution query = InterventionalDistribution.of(seen, set.keySet());
        Identification answer = IdAlgorithm.withDefaults().identify(query, graph);
        if (answer instanceof NotIdentified not) {
            obstacle = Optional.of(not.witness());
            return district;
        }
        Map<Symbol, Value> values = new HashMap<>();
        set.forEach((name, value) -> values.put(Symbol.of(name), value));
        for (Term vertex : district.events()) values.put(Symbol.of(vertex.variable()), vertex.value());
        if (!set.isEmpty()) derivations.add(Derivation.of(query, graph));
        return ((Functional) answer.estimand()).expression().substitute(values);
    }
}
