// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.graph.CausalGraph;

/**
 * Decides whether a graph answers a query by covariate adjustment, and with which formula.
 *
 * <p>Assumes that the graph is right and that no cause shared by two of its variables is missing from it.
 * The estimand adjusts for the O-set, the most precise one, where it is observed, otherwise for the first of
 * the smallest sets. See {@link AdjustmentSets} for the criterion, its complexity and the references.
 *
 * <p>{@snippet :
 * Identify.withDefaults().identify(Query.ate("X", "Y"), Dag.of("Z -> X -> Y", "Z -> Y")).estimand();
 * }
 *
 * @param unobserved variables of the graph that no data holds, which therefore cannot be adjusted for
 */
public record Identify(SortedSet<String> unobserved) {
    private static final int ALTERNATIVES = 20;

    public static Identify withDefaults() {
        return new Identify(new TreeSet<>());
    }

    /** The same with these variables out of reach. */
    public Identify unobserved(String... names) {
        return new Identify(new TreeSet<>(Set.of(names)));
    }

    /**
     * The estimand, or why there is none.
     *
     * @throws org.causerie.CausalException if the graph does not know the variables or is neither a {@link
     *     org.causerie.graph.Dag} nor a {@link org.causerie.graph.Cpdag}
     */
    public Identification identify(Query query, CausalGraph graph) {
        if (!(query instanceof AverageTreatmentEffect effect))
            throw new CausalException("Only effects of a treatment are asked of a graph here; given " + query.text());
        AdjustmentSets sets = AdjustmentSets.of(graph, effect.treatment(), effect.outcome(), unobserved);
        if (!sets.possiblyCausal()) return new Identified(new ZeroEffect(effect), List.of());
        Optional<PathWitness> obstruction = sets.obstruction();
        if (obstruction.isPresent()) return new NotIdentified(query, obstruction.get());
        List<SortedSet<String>> minimal = sets.minimal(ALTERNATIVES);
        SortedSet<String> chosen = sets.optimal()
                .orElseGet(() ->
                        minimal.stream().min(Comparator.comparingInt(Set::size)).orElseThrow());
        return new Identified(new AdjustmentEstimand(effect, chosen), List.copyOf(minimal));
    }
}
