// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Mag;
import org.causerie.graph.Pag;

/**
 * Decides whether a graph answers a query, and with which formula.
 *
 * <p>Assumes that the graph is right and that no cause shared by two of its variables is missing from it. An average
 * effect is answered by covariate adjustment where that can be done: for the O-set, the most precise one, where it is
 * observed, otherwise for the first of the smallest sets; see {@link AdjustmentSets} for the criterion, its complexity
 * and the references. Where it cannot, and for any other question, each probability in what the question means is
 * answered by {@link IdAlgorithm}, or by {@link CounterfactualIdentification} where it is of several worlds; see {@link
 * Query#asExpression()}. In a class of graphs, questions about one world are answered where every graph of the class
 * gives the same formula: by {@link BucketFactorisation} in a {@link Cpdag}, by {@link CidpAlgorithm} in a {@link Pag}.
 *
 * <p>{@snippet :
 * Identify.withDefaults().identify(Query.ate("X", "Y"), Dag.of("Z -> X -> Y", "Z -> Y")).estimand();
 * Identify.withDefaults().identify(Query.parse("P(y | do(x))"), Dag.of("Z -> X -> Y", "Z -> Y"));
 * }
 *
 * @param unobserved variables of the graph that no data holds, which therefore cannot be adjusted for
 * @param monotone pairs of a cause and an effect: the cause never prevents the effect, in anyone
 */
public record Identify(SortedSet<String> unobserved, Set<List<String>> monotone) {
    private static final int ALTERNATIVES = 20;

    public Identify {
        monotone = Set.copyOf(monotone);
        for (List<String> pair : monotone)
            if (pair.size() != 2)
                throw new CausalException("Monotone is a cause and an effect, two names; given " + pair);
    }

    public static Identify withDefaults() {
        return new Identify(new TreeSet<>(), Set.of());
    }

    /** The same with these variables out of reach. */
    public Identify unobserved(String... names) {
        return new Identify(new TreeSet<>(Set.of(names)), monotone);
    }

    /**
     * The same where the cause never prevents the effect, directly or by other variables: whoever has the effect
     * without the cause would have it with the cause. PN, PS and PNS then follow from effects of interventions.
     */
    public Identify monotone(String cause, String effect) {
        Set<List<String>> more = new HashSet<>(monotone);
        more.add(List.of(cause, effect));
        return new Identify(unobserved, more);
    }

    /**
     * The estimand, or why there is none.
     *
     * @param query the question; names that only upper and lower case keep from the graph's are taken for these
     * @throws org.causerie.CausalException if the graph does not know the variables, or is not of a type that the
     *     question can be asked of
     */
    public Identification identify(Query query, CausalGraph graph) {
        Query asked = query.on(graph);
        if (!(asked instanceof AverageTreatmentEffect effect)) return byParts(asked, graph);
        Identification adjusted = adjustment(effect, graph);
        if (adjusted.identified() || !answersOtherwise(effect, graph)) return adjusted;
        Identification other = byParts(effect, graph);
        return other.identified() ? other : adjusted;
    }

    private boolean answersOtherwise(AverageTreatmentEffect effect, CausalGraph graph) {
        if (graph instanceof Dag) return true;
        boolean ofClass = graph instanceof Cpdag || graph instanceof Pag;
        return unobserved.isEmpty() && (graph instanceof Admg || (ofClass && effect.population() == Population.ALL));
    }

    private Identification adjustment(AverageTreatmentEffect effect, CausalGraph graph) {
        AdjustmentSets sets = AdjustmentSets.of(graph, effect.treatment(), effect.outcome(), unobserved);
        if (!sets.possiblyCausal()) return new Identified(new ZeroEffect(effect), List.of());
        Optional<PathWitness> obstruction = sets.obstruction();
        if (obstruction.isPresent()) return new NotIdentified(effect, obstruction.get());
        List<SortedSet<String>> minimal = sets.minimal(ALTERNATIVES);
        SortedSet<String> chosen = sets.optimal()
                .orElseGet(() ->
                        minimal.stream().min(Comparator.comparingInt(Set::size)).orElseThrow());
        return new Identified(new AdjustmentEstimand(effect, chosen), List.copyOf(minimal));
    }

    private Identification byParts(Query query, CausalGraph graph) {
        for (String name : unobserved) graph.index(name);
        query.renamed(this::observed);
        CausalGraph observable = observable(query, graph);
        if (query instanceof PolicyMean mean) mean.policy().requireUnaffected(observable);
        if (query instanceof PolicyDistribution distribution)
            distribution.policy().requireUnaffected(observable);
        for (List<String> pair : monotone) pair.forEach(graph::index);
        if (query instanceof ProbabilityOfCausation cause
                && monotone.contains(List.of(cause.treatment(), cause.outcome())))
            return ByParts.identify(query, MonotoneCausation.formula(cause), observable);
        return ByParts.identify(query, observable);
    }

    private String observed(String name) {
        if (unobserved.contains(name))
            throw new CausalException("The question is about " + name
                    + ", which is not observed; ask about observed variables, or observe it");
        return name;
    }

    /** The graph of what is observed alone. */
    private CausalGraph observable(Query query, CausalGraph graph) {
        if (graph instanceof Dag dag) return Admg.projection(dag, unobserved);
        if (graph instanceof Mag)
            throw new CausalException(
                    "Of a Mag only average effects are asked: adjustment is decided on it, but not yet"
                            + " what else follows; for " + query.text() + " give its class, toPag(), or a Dag or Admg");
        if (!(graph instanceof Admg || graph instanceof Cpdag || graph instanceof Pag))
            throw new CausalException("Of a " + graph.getClass().getSimpleName() + " only average effects are asked;"
                    + " for " + query.text() + " give a Dag, or an Admg with <-> for hidden common causes");
        if (!unobserved.isEmpty())
            throw new CausalException("Only in a Dag can variables be unobserved: an Admg or a Pag shows hidden common"
                    + " causes by its edges, a Cpdag has none; given as unobserved: " + String.join(", ", unobserved)
                    + ". Draw a Dag with them instead");
        return graph;
    }
}
