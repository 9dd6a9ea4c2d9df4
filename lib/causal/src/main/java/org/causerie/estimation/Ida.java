// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.graph.Cpdag;
import org.causerie.identification.AdjustmentSets;
import org.causerie.identification.PossibleParents;
import org.causerie.stat.Covariance;

/**
 * IDA, "intervention calculus when the DAG is absent": the total effects of one variable on another in all graphs of a
 * class, in a linear model with normal noise and without hidden causes.
 *
 * <p>For each set of parents that the treatment may have, the coefficient of the treatment in the regression of the
 * outcome on it and on what is adjusted for: these parents, or the O-set of the class narrowed to graphs where they are
 * the parents. The standard errors are those of least squares with equal variances, and take the class as given: they say
 * nothing of how sure its edges are.
 *
 * <p>Takes O(c k³) for c sets and at most k variables in one, after {@link PossibleParents}; with O-sets a closure under
 * Meek's rules and O(n + m) more for each.
 *
 * <p>{@snippet :
 * Ida.withDefaults().estimate(Cpdag.of("A -- X", "X -> Y", "B -> Y"), "X", "Y", data);
 * Ida.withDefaults().adjustment(Ida.Adjustment.OPTIMAL).estimate(graph, "X", "Y", Covariance.of(data));
 * Ida.withDefaults().estimate(graph, "Y", data);       // every other variable's effects on Y
 * }
 *
 * <p>M. H. Maathuis, M. Kalisch and P. Bühlmann, Annals of Statistics 37 (2009), doi:10.1214/09-AOS685; O-sets: J. Witte, L.
 * Henckel, M. H. Maathuis and V. Didelez, On efficient adjustment in causal graphs, JMLR 21 (2020); background knowledge: E.
 * Perković, M. Kalisch and M. H. Maathuis, UAI 2017.
 *
 * @param adjustment what the regressions adjust for
 */
public record Ida(Adjustment adjustment) {

    /** What a regression adjusts for. */
    public enum Adjustment {
        /** The parents of the treatment. */
        PARENTS,
        /** The set with the smallest asymptotic variance. */
        OPTIMAL
    }

    public static Ida withDefaults() {
        return new Ida(Adjustment.PARENTS);
    }

    public Ida adjustment(Adjustment adjustment) {
        return new Ida(adjustment);
    }

    /**
     * The possible effects of a treatment on an outcome.
     *
     * @param graph a class, narrowed by background knowledge or not
     * @param covariance of the graph's variables, or of more
     * @throws CausalException if the graph or the covariance does not know a variable, no directed acyclic graph agrees
     *     with the graph, or variables determine each other or are more than the cases
     */
    public PossibleEffects estimate(Cpdag graph, String treatment, String outcome, Covariance covariance) {
        return new Run(graph, outcome, covariance, Provenance.here()).of(treatment);
    }

    /** The possible effects, from data without groups; other columns than the graph's may be of any kind. */
    public PossibleEffects estimate(Cpdag graph, String treatment, String outcome, Dataset data) {
        return new Run(graph, outcome, covariance(graph, data), Provenance.of(data.hash())).of(treatment);
    }

    /** The possible effects of every other variable on an outcome: one pass, in which the regressions are all the work. */
    public EffectRanking estimate(Cpdag graph, String outcome, Covariance covariance) {
        return new Run(graph, outcome, covariance, Provenance.here()).ofAll();
    }

    /** The possible effects of every other variable on an outcome, from data without groups. */
    public EffectRanking estimate(Cpdag graph, String outcome, Dataset data) {
        return new Run(graph, outcome, covariance(graph, data), Provenance.of(data.hash())).ofAll();
    }

    /** The covariance of the graph's variables. */
    static Covariance covariance(Cpdag graph, Dataset data) {
        if (data.groups().isPresent())
            throw new CausalException("The data has groups, whose cases may depend on each other; these standard errors"
                    + " are for independent cases. Take one case of each group, or leave the groups out");
        return Covariance.of(data.select(graph.names()));
    }

    static void requireDistinct(String treatment, String outcome) {
        if (treatment.equals(outcome))
            throw new CausalException("\"" + treatment + "\" cannot be both the treatment and the outcome");
    }

    /** The places of variables in the covariance. */
    static int[] places(Covariance covariance, Collection<String> names) {
        return names.stream()
                .mapToInt(name -> {
                    int place = covariance.names().indexOf(name);
                    if (place < 0) throw CausalException.unknown("variable", name, covariance.names());
                    return place;
                })
                .toArray();
    }

    /** The effects on one outcome. */
    private final class Run {
        private final Cpdag graph;
        private final String outcome;
        private final Covariance covariance;
        private final Provenance provenance;
        private final int y;

        Run(Cpdag graph, String outcome, Covariance covariance, Provenance provenance) {
            this.graph = graph.meek();
            this.outcome = outcome;
            this.covariance = covariance;
            this.provenance = provenance;
            graph.index(outcome);
            y = places(covariance, Set.of(outcome))[0];
        }

        EffectRanking ofAll() {
            List<PossibleEffects> causes = new ArrayList<>();
            try (Progress progress = Progress.of("effects on " + outcome, graph.size())) {
                for (PossibleParents parents : PossibleParents.ofEach(graph)) {
                    if (!parents.variables().contains(outcome)) causes.add(of(parents));
                    progress.step();
                }
            }
            return new EffectRanking(outcome, causes);
        }

        PossibleEffects of(String treatment) {
            requireDistinct(treatment, outcome);
            return of(PossibleParents.of(graph, treatment));
        }

        private PossibleEffects of(PossibleParents parents) {
            String treatment = parents.variables().get(0);
            boolean possible = graph.possibleDescendants(treatment).contains(outcome);
            List<PossibleEffect> effects = new ArrayList<>();
            for (PossibleParents.Choice choice : parents.choices()) {
                Progress.checkpoint();
                boolean open = possible && !choice.parents().get(0).contains(outcome);
                effects.add(open ? effect(treatment, choice) : none(choice));
            }
            return new PossibleEffects(treatment, outcome, effects, Ida.this, provenance);
        }

        private PossibleEffect none(PossibleParents.Choice choice) {
            SortedSet<String> own = choice.parents().get(0);
            return new PossibleEffect(0, 0, covariance.cases() - 2, own, own, choice.members());
        }

        private PossibleEffect effect(String treatment, PossibleParents.Choice choice) {
            SortedSet<String> own = choice.parents().get(0);
            if (adjustment == Adjustment.PARENTS) return regression(treatment, own, choice);
            AdjustmentSets sets = AdjustmentSets.of(narrowed(choice), treatment, outcome);
            return sets.possiblyCausal() ? regression(treatment, sets.optimal().orElseThrow(), choice) : none(choice);
        }

        private Cpdag narrowed(PossibleParents.Choice choice) {
            return graph.oriented(choice.directed().stream()
                    .map(edge -> new int[] {graph.index(edge.from()), graph.index(edge.to())})
                    .toList());
        }

        private PossibleEffect regression(String treatment, SortedSet<String> chosen, PossibleParents.Choice choice) {
            double degrees = covariance.cases() - chosen.size() - 2;
            if (!(degrees > 0))
                throw new CausalException("The regression of " + outcome + " on " + treatment + " and "
                        + chosen.size() + " other variables needs more than " + (chosen.size() + 2)
                        + " cases; there are " + Numbers.shown(covariance.cases()));
            int[] others = places(covariance, chosen);
            Slope.Residual cause = Slope.Residual.of(covariance, places(covariance, Set.of(treatment))[0], others);
            double slope = cause.with(y) / cause.variance();
            double left = Slope.Residual.of(covariance, y, others).variance() - slope * slope * cause.variance();
            double error = Math.sqrt(Math.max(0, left) / cause.variance() / degrees);
            SortedSet<String> own = choice.parents().get(0);
            return new PossibleEffect(slope, error, degrees, own, chosen, choice.members());
        }
    }
}
