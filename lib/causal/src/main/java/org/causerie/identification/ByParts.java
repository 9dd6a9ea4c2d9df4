// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * Answers a question by answering each probability in what it means: those after one intervention, and those of
 * several worlds.
 */
final class ByParts {
    private final Admg graph;
    private final Map<InterventionalDistribution, Identification> answered = new HashMap<>();
    private final List<Displayable> derivations = new ArrayList<>();
    private Optional<Witness> obstacle = Optional.empty();

    private ByParts(Admg graph) {
        this.graph = graph;
    }

    static Identification identify(Query query, Admg graph) {
        return identify(query, query.asExpression(graph), graph);
    }

    /** The same for a question that has this meaning. */
    static Identification identify(Query query, Expression meaning, Admg graph) {
        ByParts parts = new ByParts(graph);
        Expression formula = parts.answered(meaning);
        if (parts.obstacle.filter(WorldConflict.class::isInstance).isPresent())
            return CounterfactualIdentification.withDefaults().identify(query, graph);
        if (parts.obstacle.isPresent()) return new NotIdentified(query, parts.obstacle.get());
        return new Identified(new Functional(query, formula.simplified()), List.of(), parts.derivations);
    }

    private Expression answered(Expression expression) {
        if (obstacle.isPresent()) return expression;
        if (!(expression instanceof Probability p)) return Bindings.mapped(expression, this::answered);
        Optional<SortedMap<String, Value>> world = p.world();
        if (world.isEmpty()) return severalWorlds(p);
        return world.get().isEmpty() ? p : oneWorld(p, world.get());
    }

    private Expression severalWorlds(Probability p) {
        Identification answer =
                CounterfactualIdentification.withDefaults().identify(new CounterfactualDistribution(p), graph);
        if (answer instanceof NotIdentified not) {
            obstacle = Optional.of(not.witness());
            return p;
        }
        derivations.addAll(((Identified) answer).derivations());
        return ((Functional) answer.estimand()).expression();
    }

    private Expression oneWorld(Probability p, SortedMap<String, Value> world) {
        Map<Symbol, Value> values = new HashMap<>();
        world.forEach((name, value) -> values.put(Symbol.of(name), value));
        for (SortedSet<Term> side : List.of(p.events(), p.given()))
            for (Term term : side)
                if (values.put(Symbol.of(term.variable()), term.value()) != null)
                    throw new CausalException(p.text() + " names " + term.variable()
                            + " twice; a variable is either asked about, set, or given");
        InterventionalDistribution query = new InterventionalDistribution(
                Probability.variables(p.events()), new TreeSet<>(world.keySet()), Probability.variables(p.given()));
        Identification answer = answered.computeIfAbsent(query, this::asked);
        if (obstacle.isPresent()) return p;
        return ((Functional) answer.estimand()).expression().substitute(values);
    }

    private Identification asked(InterventionalDistribution query) {
        Identification answer = IdAlgorithm.withDefaults().identify(query, graph);
        if (answer instanceof NotIdentified not) obstacle = Optional.of(not.witness());
        else derivations.add(Derivation.of(query, graph));
        return answer;
    }
}
