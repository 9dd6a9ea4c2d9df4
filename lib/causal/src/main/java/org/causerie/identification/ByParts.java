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
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Pag;

/**
 * Answers a question by answering each probability in what it means: those after one intervention, and those of
 * several worlds.
 */
final class ByParts {
    private final CausalGraph graph;
    private final Map<InterventionalDistribution, Identification> answered = new HashMap<>();
    private final List<Displayable> derivations = new ArrayList<>();
    private Optional<Witness> obstacle = Optional.empty();

    private ByParts(CausalGraph graph) {
        this.graph = graph;
    }

    /** The answer in an Admg, or in every graph of a class. */
    static Identification identify(Query query, CausalGraph graph) {
        return identify(query, query.asExpression(graph), graph);
    }

    /** The same for a question that has this meaning. */
    static Identification identify(Query query, Expression meaning, CausalGraph graph) {
        ByParts parts = new ByParts(graph);
        Expression formula = parts.answered(meaning);
        if (parts.obstacle.filter(WorldConflict.class::isInstance).isPresent() && graph instanceof Admg admg)
            return CounterfactualIdentification.withDefaults().identify(query, admg);
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
        if (!(graph instanceof Admg admg))
            throw new CausalException("Of a " + graph.getClass().getSimpleName() + " only questions about one world are"
                    + " asked; for " + p.text() + " give a Dag, or an Admg with <-> for hidden common causes");
        CounterfactualSearch search =
                new CounterfactualSearch(admg, CounterfactualIdentification.Available.OBSERVATION);
        Expression formula = search.answered(p);
        obstacle = search.obstacle();
        if (obstacle.isPresent()) return p;
        derivations.addAll(search.derivations());
        return formula.simplified();
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
        Identification answer = algorithm(query);
        if (answer instanceof NotIdentified not) obstacle = Optional.of(not.witness());
        else if (graph instanceof Admg admg) derivations.add(Derivation.of(query, admg));
        else derivations.addAll(((Identified) answer).derivations());
        return answer;
    }

    private Identification algorithm(InterventionalDistribution query) {
        if (graph instanceof Cpdag cpdag)
            return BucketFactorisation.withDefaults().identify(query, cpdag);
        if (graph instanceof Pag pag) return CidpAlgorithm.withDefaults().identify(query, pag);
        return IdAlgorithm.withDefaults().identify(query, (Admg) graph);
    }
}
