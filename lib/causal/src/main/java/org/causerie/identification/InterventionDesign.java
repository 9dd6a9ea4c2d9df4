// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.graph.Admg;

/**
 * Which experiments to run at least cost, so that a query that observations do not answer is answered.
 *
 * <p>An experiment sets a group of variables at once, sees all others, and costs the sum of the costs of those it sets.
 * Observations are free and there in any case.
 *
 * <p>A query needs the districts of the ancestors of its outcomes. An experiment shows a district where it sets none of
 * its variables and one of every hedge around it. Hedges are found one after the other, and the cheapest set that hits
 * all those known is found by an integer programme, until it hits all there are. Districts that observations do not show
 * may share an experiment or have one each: every way to share is looked at. The problem is NP-complete; takes up to
 * \(2^k\) integer programmes for k districts, each for as many hedges as had to be found.
 *
 * <p>{@snippet :
 * var graph = Admg.of("A -> X -> Y", "A <-> Y", "X <-> A");
 * InterventionDesign.withDefaults()
 *         .design(InterventionalDistribution.of(Set.of("Y"), Set.of("X")), graph, Map.of("X", 9.0, "A", 2.0));
 * }
 *
 * <p>References: S. Akbari, J. Etesami and N. Kiyavash, Minimum cost intervention design for causal effect identification,
 * ICML 2022, PMLR 162:258-289, arXiv:2205.02232; that it takes no more than one experiment for a district: Y. Kivva, E.
 * Mokhtarian, J. Etesami and N. Kiyavash, Revisiting the general identifiability problem, UAI 2022, arXiv:2206.01081.
 *
 * @param method how the set of each experiment is found
 */
public record InterventionDesign(Method method) {
    private static final int MOST_DISTRICTS = 12;

    /** How the variables that one experiment sets are found. */
    public enum Method {
        /** The cheapest. */
        EXACT,
        /** By hedges that are hit greedily, at a cost of at most 1 + ln k times the least for the k hedges found. */
        GREEDY,
        /** By a minimum cut of the arrows between each district and its spouses; polynomial, without a guarantee. */
        ANCESTOR_CUT,
        /** By a minimum cut of the bidirected edges between each district and its parents; polynomial, without one too. */
        DISTRICT_CUT
    }

    /**
     * An experiment of a plan.
     *
     * @param set the variables it sets
     * @param cost what it costs
     * @param districts the districts of the query that it shows
     * @param needs sets of variables, one of each of which it has to set; empty where a cut was used
     */
    public record Experiment(
            SortedSet<String> set, double cost, List<SortedSet<String>> districts, List<SortedSet<String>> needs) {}

    /**
     * Experiments that answer a query together with observations.
     *
     * @param query the question
     * @param experiments what to run; empty where observations suffice
     * @param answer the formula of observations and experiments; or, without experiments that would do, what stands in the
     *     way of all those allowed
     */
    public record Plan(InterventionalDistribution query, List<Experiment> experiments, Identification answer)
            implements Displayable {

        /** Whether there are such experiments, or none is needed. */
        public boolean found() {
            return answer.identified();
        }

        /** The sum of the costs of the experiments. */
        public double cost() {
            return experiments.stream().mapToDouble(Experiment::cost).sum();
        }

        @Override
        public String text() {
            if (!found()) return "Even with every experiment on what may be set, " + answer.text();
            if (experiments.isEmpty()) return answer.text() + "\nwithout an experiment";
            StringBuilder out = new StringBuilder(answer.text());
            for (Experiment experiment : experiments)
                out.append("\nExperiment: do(")
                        .append(String.join(", ", experiment.set()))
                        .append("), cost ")
                        .append(new Constant(experiment.cost()).text())
                        .append(", for ")
                        .append(experiment.districts().stream()
                                .map(district -> "{" + String.join(", ", district) + "}")
                                .collect(Collectors.joining(" and ")));
            return out.append("\nTotal cost ")
                    .append(new Constant(cost()).text())
                    .toString();
        }

        @Override
        public Optional<String> latex() {
            return answer.latex();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** The cheapest experiments. */
    public static InterventionDesign withDefaults() {
        return new InterventionDesign(Method.EXACT);
    }

    /** The same by another method. */
    public InterventionDesign method(Method newMethod) {
        return new InterventionDesign(newMethod);
    }

    /**
     * The experiments.
     *
     * @param costs what it costs to set a variable, at least 0; variables that are not named cannot be set
     * @throws CausalException if the graph does not know a variable, a cost is negative or not finite, or observations
     *     leave more than 12 districts of the query open
     */
    public Plan design(InterventionalDistribution query, Admg graph, Map<String, Double> costs) {
        Subgraphs graphs = new Subgraphs(graph);
        double[] cost = costs(graphs, costs);
        List<HedgeHull> open = open(graphs, query);
        if (open.size() > MOST_DISTRICTS)
            throw new CausalException("Observations leave " + open.size() + " districts of " + query.text()
                    + " open, and all ways to share experiments between at most " + MOST_DISTRICTS
                    + " can be looked at; ask for fewer outcomes at once");
        BitSet settable = graphs.indices(costs.keySet());
        Optional<List<Experiment>> experiments = partition(graphs, open, settable, cost);
        List<Set<String>> regimes = new ArrayList<>(List.of(Set.of()));
        if (experiments.isPresent()) for (Experiment experiment : experiments.get()) regimes.add(experiment.set());
        else for (HedgeHull hull : open) regimes.add(graphs.names(minus(settable, hull.district())));
        Identification answer = GeneralIdentification.withDefaults().identify(query, graph, regimes);
        return new Plan(query, experiments.orElse(List.of()), answer);
    }

    private static double[] costs(Subgraphs graphs, Map<String, Double> costs) {
        double[] cost = new double[graphs.graph().size()];
        costs.forEach((name, value) -> {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
                throw new CausalException("The cost of setting " + name + " must be 0 or more and finite; it is "
                        + value + ". Leave out what cannot be set");
            cost[graphs.graph().index(name)] = value;
        });
        return cost;
    }

    /** The districts that the query needs and observations do not show. */
    private static List<HedgeHull> open(Subgraphs graphs, InterventionalDistribution query) {
        List<HedgeHull> open = new ArrayList<>();
        BitSet given = graphs.indices(query.given());
        new IdRecursion(graphs)
                .idc(graphs.indices(query.outcomes()), graphs.indices(query.treatments()), given, (y, x) -> {
                    BitSet needed = minus(graphs.ancestors(y, graphs.all(), x), x);
                    for (BitSet district : graphs.districts(needed)) {
                        HedgeHull hull = new HedgeHull(graphs, district);
                        if (!hull.hitBy(new BitSet())) open.add(hull);
                    }
                    return new IdRecursion.Blocked(y, List.of());
                });
        return open;
    }

    /** The cheapest way to share experiments; empty where a district cannot be had. */
    private Optional<List<Experiment>> partition(
            Subgraphs graphs, List<HedgeHull> open, BitSet settable, double[] cost) {
        int groups = 1 << open.size();
        List<Optional<Experiment>> alone = new ArrayList<>(List.of(Optional.empty()));
        List<Optional<List<Experiment>>> best = new ArrayList<>(List.of(Optional.of(List.of())));
        for (int group = 1; group < groups; group++) {
            Progress.checkpoint();
            List<HedgeHull> members = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) if ((group >> i & 1) == 1) members.add(open.get(i));
            alone.add(experiment(graphs, members, settable, cost));
            Optional<List<Experiment>> cheapest = Optional.empty();
            int first = Integer.lowestOneBit(group);
            for (int part = group; part > 0; part = part - 1 & group) {
                if ((part & first) == 0 || alone.get(part).isEmpty()) continue;
                Optional<Experiment> one = alone.get(part);
                Optional<List<Experiment>> joined = best.get(group ^ part).map(rest -> {
                    List<Experiment> all = new ArrayList<>(List.of(one.get()));
                    all.addAll(rest);
                    return List.copyOf(all);
                });
                if (joined.isPresent() && (cheapest.isEmpty() || total(joined.get()) < total(cheapest.get())))
                    cheapest = joined;
            }
            best.add(cheapest);
        }
        return best.get(groups - 1);
    }

    private static double total(List<Experiment> experiments) {
        return experiments.stream().mapToDouble(Experiment::cost).sum();
    }

    /** One experiment that shows all these districts. */
    private Optional<Experiment> experiment(Subgraphs graphs, List<HedgeHull> hulls, BitSet settable, double[] cost) {
        BitSet around = new BitSet();
        for (HedgeHull hull : hulls) around.or(hull.without(new BitSet()));
        BitSet allowed = and(around, settable);
        for (HedgeHull hull : hulls) allowed.andNot(hull.district());
        Optional<CheapestEnough.Found> found = switch (method) {
            case EXACT -> search(hulls, allowed, cost, HittingSet.CHEAPEST);
            case GREEDY -> search(hulls, allowed, cost, HittingSet.GREEDY);
            case ANCESTOR_CUT, DISTRICT_CUT -> cuts(hulls, allowed, cost);
        };
        return found.map(answer -> new Experiment(
                graphs.names(answer.set()),
                answer.set().stream().mapToDouble(v -> cost[v]).sum(),
                hulls.stream().map(hull -> graphs.names(hull.district())).toList(),
                answer.needs().stream().map(graphs::names).toList()));
    }

    private static Optional<CheapestEnough.Found> search(
            List<HedgeHull> hulls, BitSet allowed, double[] cost, HittingSet meet) {
        return new CheapestEnough(allowed, cost, set -> hulls.stream().allMatch(hull -> hull.hitBy(set)), meet)
                .search();
    }

    /**
     * A cut for each district, or all variables where a cut needs one that cannot be set; and of all of them together what
     * is needed, the dearest left out first.
     */
    private Optional<CheapestEnough.Found> cuts(List<HedgeHull> hulls, BitSet allowed, double[] cost) {
        BitSet set = new BitSet();
        for (HedgeHull hull : hulls) {
            Optional<BitSet> cut =
                    method == Method.ANCESTOR_CUT ? hull.ancestorCut(allowed, cost) : hull.districtCut(allowed, cost);
            set.or(cut.orElse(allowed));
        }
        if (!hulls.stream().allMatch(hull -> hull.hitBy(set))) return Optional.empty();
        for (int v : set.stream()
                .boxed()
                .sorted((a, b) -> Double.compare(cost[b], cost[a]))
                .toList()) {
            set.clear(v);
            if (!hulls.stream().allMatch(hull -> hull.hitBy(set))) set.set(v);
        }
        return Optional.of(new CheapestEnough.Found(set, List.of()));
    }
}
