// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;

/**
 * The sets of mediators that give the effect of one variable on another although the two have hidden common causes.
 *
 * <p>A set M meets the front-door criterion for X and Y given covariates W, none of which X causes, when
 *
 * <ol>
 *   <li>M meets every directed path from X to Y;
 *   <li>W blocks every back-door path from X to M;
 *   <li>X and W block every back-door path from M to Y.
 * </ol>
 *
 * <p>Then \(P(y \mid do(x)) = \sum_{w} P(w) \sum_{m} P(m \mid x, w) \sum_{x'} P(y \mid x', m, w) P(x' \mid w)\). Without
 * covariates it is Pearl's criterion. The union of what can be in such a set is again such a set, so that the largest one
 * is found in O(n (n + m)) time and the others by leaving variables out, each in O(n² (n + m)).
 *
 * <p>References: J. Pearl, Causal diagrams for empirical research, Biometrika 82 (1995), doi:10.1093/biomet/82.4.669;
 * H. Jeong, J. Tian and E. Bareinboim, Finding and listing front-door adjustment sets, NeurIPS 2022; M. Wienöbst,
 * B. van der Zander and M. Liśkiewicz, Linear-time algorithms for front-door adjustment in causal graphs, AAAI 2024,
 * doi:10.1609/aaai.v38i18.30059; with covariates, Z. Xu, D. Cheng, J. Li, J. Liu, L. Liu and K. Yu, Causal inference
 * with conditional front-door adjustment and identifiable variational autoencoder, ICLR 2024.
 */
public final class FrontDoor {
    private final Admg graph;
    private final int x;
    private final int y;
    private final BitSet observed;
    private final BitSet covariates;

    private FrontDoor(Admg graph, int x, int y, BitSet observed, BitSet covariates) {
        this.graph = graph;
        this.x = x;
        this.y = y;
        this.observed = observed;
        this.covariates = covariates;
    }

    /**
     * The front-door sets among all variables of the graph.
     *
     * @param graph a {@link Dag} or an {@link Admg}
     * @throws CausalException if the graph is of another kind or does not know one of the variables
     */
    public static FrontDoor of(CausalGraph graph, String treatment, String outcome) {
        return of(graph, treatment, outcome, Set.of());
    }

    /** The front-door sets that do without the unobserved variables. */
    public static FrontDoor of(CausalGraph graph, String treatment, String outcome, Collection<String> unobserved) {
        Admg mixed = mixed(graph);
        int x = mixed.index(treatment);
        int y = mixed.index(outcome);
        if (x == y) throw new CausalException("\"" + treatment + "\" cannot be both the treatment and the outcome");
        BitSet observed = new BitSet();
        observed.set(0, mixed.size());
        for (String name : unobserved) observed.clear(mixed.index(name));
        if (!observed.get(x) || !observed.get(y))
            throw new CausalException(
                    "Treatment and outcome must be observed; unobserved: " + String.join(", ", unobserved));
        return new FrontDoor(mixed, x, y, observed, new BitSet());
    }

    /** The graph as a mixed one. */
    static Admg mixed(CausalGraph graph) {
        if (graph instanceof Admg admg) return admg;
        if (graph instanceof Dag dag) return Admg.of(dag);
        throw new CausalException("Front-door sets and instruments are read off a Dag or an Admg; this is a "
                + graph.getClass().getSimpleName());
    }

    /**
     * The front-door sets within the strata of these covariates.
     *
     * @throws CausalException if one of them is the treatment, the outcome, unobserved, or caused by the treatment
     */
    public FrontDoor given(String... names) {
        BitSet w = new BitSet();
        for (String name : names) w.set(graph.index(name));
        BitSet refused = graph.descendants(single(x));
        refused.set(y);
        for (int v = w.nextSetBit(0); v >= 0; v = w.nextSetBit(v + 1))
            if (refused.get(v) || !observed.get(v))
                throw new CausalException(
                        "A covariate of a front-door set is observed and neither the outcome nor caused by "
                                + "the treatment " + graph.names().get(x) + "; "
                                + graph.names().get(v) + " is not");
        return new FrontDoor(graph, x, y, observed, w);
    }

    /** Whether the set meets the criterion. */
    public boolean isValid(Collection<String> set) {
        return witness(set).isEmpty();
    }

    /** Which condition the set breaks, and on which path; empty when it meets all. O(n + m). */
    public Optional<PathWitness> witness(Collection<String> set) {
        BitSet m = new BitSet();
        for (String name : set) m.set(graph.index(name));
        BitSet bad = (BitSet) m.clone();
        bad.andNot(candidates());
        if (!bad.isEmpty())
            return Optional.of(new PathWitness(
                    graph.names().get(bad.nextSetBit(0)),
                    "a mediator must be observed and neither the treatment, the outcome nor a covariate"));
        Optional<List<Integer>> past = new CausalPaths(graph).path(x, single(y), m);
        if (past.isPresent())
            return past.map(
                    path -> new PathWitness(OpenPath.text(graph, path), "a causal path goes past the mediators"));
        Optional<String> toMediators = OpenPath.text(graph.withoutEdgesOutOf(single(x)), single(x), m, covariates);
        if (toMediators.isPresent())
            return toMediators.map(path -> new PathWitness(path, "a back-door path to a mediator stays open"));
        return OpenPath.text(graph.withoutEdgesOutOf(m), m, single(y), blocked())
                .map(path -> new PathWitness(path, "a back-door path from a mediator to the outcome stays open"));
    }

    /** The largest front-door set, which holds every other; empty where there is none. */
    public Optional<SortedSet<String>> largest() {
        return largest(candidates()).map(this::names);
    }

    /** Within the allowed, the largest set with conditions 2 and 3, if it has condition 1. */
    private Optional<BitSet> largest(BitSet allowed) {
        BitSet m = (BitSet) allowed.clone();
        m.andNot(graph.withoutEdgesOutOf(single(x)).connected(single(x), covariates));
        while (true) {
            Progress.checkpoint();
            BitSet dependent = graph.withoutEdgesOutOf(m).connected(single(y), blocked());
            if (!dependent.intersects(m)) break;
            m.andNot(dependent);
        }
        return new CausalPaths(graph).path(x, single(y), m).isPresent() ? Optional.empty() : Optional.of(m);
    }

    /** One front-door set that no smaller one is within; empty where there is none. */
    public Optional<SortedSet<String>> minimal() {
        return largest(candidates()).map(this::reduced).map(this::names);
    }

    private BitSet reduced(BitSet set) {
        BitSet left = set;
        for (int v = set.nextSetBit(0); v >= 0; v = set.nextSetBit(v + 1)) {
            if (!left.get(v)) continue;
            BitSet fewer = (BitSet) left.clone();
            fewer.clear(v);
            left = largest(fewer).orElse(left);
        }
        return left;
    }

    /** At most so many front-door sets, in time polynomial for each; smallest first, then by name. */
    public List<SortedSet<String>> all(int limit) {
        List<BitSet> found = new ArrayList<>();
        list(new BitSet(), candidates(), limit, found);
        List<SortedSet<String>> sets = new ArrayList<>();
        for (BitSet set : found) sets.add(names(set));
        sets.sort(Comparator.<SortedSet<String>>comparingInt(Set::size).thenComparing(set -> String.join(",", set)));
        return List.copyOf(sets);
    }

    /** The sets between two, one branch with and one without a variable on which they differ. */
    private void list(BitSet within, BitSet allowed, int limit, List<BitSet> found) {
        if (found.size() >= limit) return;
        Optional<BitSet> most = largest(allowed);
        if (most.isEmpty()) return;
        BitSet open = (BitSet) within.clone();
        open.andNot(most.get());
        if (!open.isEmpty()) return;
        open = (BitSet) most.get().clone();
        open.andNot(within);
        if (open.isEmpty()) {
            found.add(most.get());
            return;
        }
        int v = open.nextSetBit(0);
        BitSet fewer = (BitSet) most.get().clone();
        fewer.clear(v);
        list(within, fewer, limit, found);
        BitSet more = (BitSet) within.clone();
        more.set(v);
        list(more, most.get(), limit, found);
    }

    /**
     * The front-door formula.
     *
     * @throws CausalException if the set does not meet the criterion; with the path
     */
    public Functional estimand(Collection<String> set) {
        witness(set).ifPresent(witness -> {
            throw new CausalException(
                    "{" + String.join(", ", new TreeSet<>(set)) + "} is no front-door set: " + witness.text());
        });
        String treatment = graph.names().get(x);
        String outcome = graph.names().get(y);
        SortedSet<String> strata = names(covariates);
        Symbol other = new Symbol(treatment, 1);
        SortedSet<Term> known = terms(set);
        known.addAll(terms(strata));
        known.add(Term.of(treatment, other));
        Expression inner = new Sum(
                new TreeSet<>(Set.of(other)),
                Product.of(List.of(
                        new Probability(Domain.target(), terms(Set.of(outcome)), known),
                        new Probability(
                                Domain.target(), new TreeSet<>(Set.of(Term.of(treatment, other))), terms(strata)))));
        List<String> cause = new ArrayList<>(strata);
        cause.add(treatment);
        Expression mediated =
                set.isEmpty() ? inner : Sum.over(set, Product.of(List.of(Probability.of(set, cause), inner)));
        Expression formula = strata.isEmpty()
                ? mediated
                : Sum.over(strata, Product.of(List.of(Probability.of(strata, List.of()), mediated)));
        return new Functional(InterventionalDistribution.of(Set.of(outcome), Set.of(treatment)), formula);
    }

    private static SortedSet<Term> terms(Collection<String> names) {
        SortedSet<Term> terms = new TreeSet<>();
        for (String name : names) terms.add(Term.of(name));
        return terms;
    }

    private BitSet candidates() {
        BitSet candidates = (BitSet) observed.clone();
        candidates.clear(x);
        candidates.clear(y);
        candidates.andNot(covariates);
        return candidates;
    }

    private BitSet blocked() {
        BitSet blocked = (BitSet) covariates.clone();
        blocked.set(x);
        return blocked;
    }

    private SortedSet<String> names(BitSet set) {
        SortedSet<String> names = new TreeSet<>();
        set.stream().forEach(v -> names.add(graph.names().get(v)));
        return names;
    }

    private static BitSet single(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }
}
