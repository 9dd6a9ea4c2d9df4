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
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;

/**
 * The sets of covariates that make the effect of one variable on another the average of stratum-wise
 * differences: those that meet the generalised adjustment criterion, which is sound and complete.
 *
 * <p>A set Z is an adjustment set for X and Y in G when
 *
 * <ol>
 *   <li>G is amenable: every path from X to Y that may be directed starts with an edge out of X;
 *   <li>Z holds no possible descendant of a vertex other than X on such a path;
 *   <li>Z blocks every other path between X and Y.
 * </ol>
 *
 * <p>Works on a {@link Dag}, and on a {@link Cpdag} with or without background knowledge, where the sets are
 * those valid in every member of the class. Construction takes O(n² m) time on a partially directed graph
 * and O(n m) on a DAG, a question about one set O(n + m).
 *
 * <p>References: E. Perković, J. Textor, M. Kalisch and M. H. Maathuis, Complete graphical characterization
 * and construction of adjustment sets, JMLR 18 (2018); B. van der Zander, M. Liśkiewicz and J. Textor,
 * Separators and adjustment sets in causal graphs, Artificial Intelligence 270 (2019),
 * doi:10.1016/j.artint.2018.12.006; L. Henckel, E. Perković and M. H. Maathuis, Graphical criteria for
 * efficient total effect estimation, JRSS B 84 (2022), doi:10.1111/rssb.12451.
 */
public final class AdjustmentSets {
    private final CausalGraph graph;
    private final int x;
    private final int y;
    private final BitSet observed;
    private final PossiblyCausal possibly;
    private final Optional<PathWitness> unamenable;
    private final BitSet forbidden;
    private final Dag backdoor;

    private AdjustmentSets(CausalGraph graph, Dag member, int x, int y, BitSet observed) {
        this.graph = graph;
        this.x = x;
        this.y = y;
        this.observed = observed;
        possibly = new PossiblyCausal(graph);
        unamenable = findUnamenable();
        forbidden = findForbidden();
        backdoor = properBackdoorGraph(member);
    }

    /**
     * The adjustment sets among all variables of the graph.
     *
     * @throws CausalException if the graph is of another kind, has no consistent extension, or does not know
     *     one of the variables
     */
    public static AdjustmentSets of(CausalGraph graph, String treatment, String outcome) {
        return of(graph, treatment, outcome, Set.of());
    }

    /** The adjustment sets that do without the unobserved variables. */
    public static AdjustmentSets of(
            CausalGraph graph, String treatment, String outcome, Collection<String> unobserved) {
        int x = graph.index(treatment);
        int y = graph.index(outcome);
        if (x == y) throw new CausalException("\"" + treatment + "\" cannot be both the treatment and the outcome");
        BitSet observed = new BitSet();
        observed.set(0, graph.size());
        for (String name : unobserved) observed.clear(graph.index(name));
        if (!observed.get(x) || !observed.get(y))
            throw new CausalException("Treatment and outcome must be observed to adjust for anything; unobserved: "
                    + String.join(", ", unobserved));
        return new AdjustmentSets(graph, member(graph), x, y, observed);
    }

    private static Dag member(CausalGraph graph) {
        if (graph instanceof Dag dag) return dag;
        if (graph instanceof Cpdag cpdag)
            return cpdag.consistentExtension()
                    .orElseThrow(() -> new CausalException(
                            "No DAG agrees with every edge of this graph, so nothing can be identified from it; settle"
                                    + " its conflicting edges first, by background knowledge or another search"));
        throw new CausalException("Covariate adjustment is decided on a Dag or a Cpdag; this is a "
                + graph.getClass().getSimpleName());
    }

    /** Whether the treatment can have an effect at all: a path to the outcome that may be directed. */
    public boolean possiblyCausal() {
        return possibly.path(x, y, -1).isPresent();
    }

    /** Whether the set is an adjustment set. */
    public boolean isValid(Collection<String> set) {
        return valid(indices(set));
    }

    private boolean valid(BitSet z) {
        return unamenable.isEmpty()
                && !z.intersects(forbidden)
                && !z.get(x)
                && !z.get(y)
                && subset(z, observed)
                && backdoor.separated(single(x), single(y), z);
    }

    /** Why the set is no adjustment set; empty when it is one. */
    public Optional<PathWitness> witness(Collection<String> set) {
        BitSet z = indices(set);
        if (unamenable.isPresent()) return unamenable;
        if (z.get(x) || z.get(y))
            return Optional.of(
                    new PathWitness(graph.names().get(z.get(x) ? x : y), "the set holds the treatment or the outcome"));
        BitSet bad = (BitSet) z.clone();
        bad.and(forbidden);
        if (!bad.isEmpty()) return Optional.of(affected(bad.nextSetBit(0)));
        BitSet hidden = (BitSet) z.clone();
        hidden.andNot(observed);
        if (!hidden.isEmpty())
            return Optional.of(
                    new PathWitness(graph.names().get(hidden.nextSetBit(0)), "the set holds an unobserved variable"));
        return OpenPath.find(backdoor, x, y, z)
                .map(path -> new PathWitness(
                        path,
                        z.isEmpty() ? "an open path that is not causal" : "a path that is not causal stays open"));
    }

    /** Why there is no adjustment set at all; empty when there is one. */
    public Optional<PathWitness> obstruction() {
        if (unamenable.isPresent()) return unamenable;
        BitSet most = backdoor.ancestors(pair());
        most.and(allowed());
        return OpenPath.find(backdoor, x, y, most)
                .map(path -> new PathWitness(
                        path, "a path that is not causal stays open whatever observed variables are adjusted for"));
    }

    /** Every minimal adjustment set, smallest first, then by name; there may be exponentially many. */
    public List<SortedSet<String>> minimal() {
        return minimal(Integer.MAX_VALUE);
    }

    /** At most so many minimal adjustment sets, in time polynomial for each. */
    public List<SortedSet<String>> minimal(int limit) {
        if (unamenable.isPresent()) return List.of();
        List<SortedSet<String>> sets = new ArrayList<>();
        for (BitSet set : MinimalSeparators.list(separationGraph(), x, y, limit)) sets.add(names(set));
        sets.sort(Comparator.<SortedSet<String>>comparingInt(Set::size).thenComparing(set -> String.join(",", set)));
        return List.copyOf(sets);
    }

    /**
     * The adjustment set with the smallest asymptotic variance in every linear model of the graph, the
     * O-set: the parents of the vertices on causal paths, less those that are themselves forbidden. Empty
     * when there is no causal path, no adjustment set, or when it holds an unobserved variable.
     */
    public Optional<SortedSet<String>> optimal() {
        BitSet causal = definiteDescendants();
        if (!causal.get(y) || unamenable.isPresent()) return Optional.empty();
        BitSet set = new BitSet();
        for (int v = causal.nextSetBit(0); v >= 0; v = causal.nextSetBit(v + 1)) {
            if (v == x || !reachesOutcome(v)) continue;
            for (int p = 0; p < graph.size(); p++) if (possibly.directed(p, v)) set.set(p);
        }
        set.andNot(forbidden);
        set.clear(x);
        return valid(set) ? Optional.of(names(set)) : Optional.empty();
    }

    /** X → v by a member's choice of an undirected edge, and on from v to Y. */
    private Optional<PathWitness> findUnamenable() {
        if (!(graph instanceof Cpdag cpdag)) return Optional.empty();
        for (int v = 0; v < graph.size(); v++) {
            if (!possibly.undirected(x, v)) continue;
            PossiblyCausal chosen = new PossiblyCausal(oriented(cpdag, x, v));
            Optional<List<Integer>> rest = v == y ? Optional.of(List.of(y)) : chosen.path(v, y, x);
            if (rest.isEmpty()) continue;
            List<Integer> path = new ArrayList<>(List.of(x));
            path.addAll(rest.get());
            return Optional.of(new PathWitness(
                    OpenPath.text(graph, path),
                    "the edge between " + graph.names().get(x) + " and "
                            + graph.names().get(v) + " may point either way, so the path may be causal or not"));
        }
        return Optional.empty();
    }

    private static Cpdag oriented(Cpdag cpdag, int from, int to) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (int i = 0; i < cpdag.size(); i++)
            for (int j = 0; j < cpdag.size(); j++) {
                if (cpdag.directed(i, j)) directed.add(new int[] {i, j});
                if (i < j && cpdag.undirected(i, j) && !(i == from && j == to) && !(i == to && j == from))
                    undirected.add(new int[] {i, j});
            }
        directed.add(new int[] {from, to});
        return Cpdag.of(cpdag.names(), directed, undirected).meek();
    }

    /** In an amenable graph the vertices on the paths that may be causal are descendants of X in every member. */
    private BitSet findForbidden() {
        BitSet out = new BitSet();
        BitSet reached = definiteDescendants();
        for (int v = reached.nextSetBit(0); v >= 0; v = reached.nextSetBit(v + 1)) {
            if (v == x) continue;
            BitSet later = possibly.descendants(v, x);
            if (later.get(y)) out.or(later);
        }
        return out;
    }

    private Dag properBackdoorGraph(Dag member) {
        BitSet causal = member.descendants(single(x));
        causal.and(member.ancestors(single(y)));
        List<int[]> edges = new ArrayList<>();
        for (int v = 0; v < member.size(); v++)
            for (int w = 0; w < member.size(); w++)
                if (member.hasEdge(v, w) && !(v == x && causal.get(w))) edges.add(new int[] {v, w});
        return Dag.of(member.names(), edges);
    }

    /** The moral graph of the ancestors of X and Y, the vertices that may not be adjusted for bridged over. */
    private BitSet[] separationGraph() {
        int n = graph.size();
        BitSet ancestors = backdoor.ancestors(pair());
        BitSet[] moral = new BitSet[n];
        for (int v = 0; v < n; v++) moral[v] = new BitSet();
        for (int v = ancestors.nextSetBit(0); v >= 0; v = ancestors.nextSetBit(v + 1)) {
            BitSet family = backdoor.parents(v);
            family.set(v);
            connect(moral, family);
        }
        BitSet bridged = (BitSet) ancestors.clone();
        bridged.andNot(allowed());
        bridged.andNot(pair());
        for (int v = bridged.nextSetBit(0); v >= 0; v = bridged.nextSetBit(v + 1)) {
            BitSet around = moral[v];
            moral[v] = new BitSet();
            for (int w = around.nextSetBit(0); w >= 0; w = around.nextSetBit(w + 1)) moral[w].clear(v);
            connect(moral, around);
        }
        return moral;
    }

    private static void connect(BitSet[] neighbours, BitSet clique) {
        for (int v = clique.nextSetBit(0); v >= 0; v = clique.nextSetBit(v + 1)) {
            neighbours[v].or(clique);
            neighbours[v].clear(v);
        }
    }

    private BitSet allowed() {
        BitSet allowed = (BitSet) observed.clone();
        allowed.andNot(forbidden);
        allowed.andNot(pair());
        return allowed;
    }

    private BitSet definiteDescendants() {
        BitSet seen = single(x);
        BitSet fresh = single(x);
        while (!fresh.isEmpty()) {
            int v = fresh.nextSetBit(0);
            fresh.clear(v);
            for (int w = 0; w < graph.size(); w++)
                if (possibly.directed(v, w) && !seen.get(w)) {
                    seen.set(w);
                    fresh.set(w);
                }
        }
        return seen;
    }

    private boolean reachesOutcome(int v) {
        return v == y || possibly.descendants(v, x).get(y);
    }

    private PathWitness affected(int v) {
        List<Integer> path = possibly.path(x, v, -1).orElse(List.of(v));
        return new PathWitness(
                OpenPath.text(graph, path),
                graph.names().get(v)
                        + " lies on or behind a causal path, so holding it fixed hides part of the effect");
    }

    private BitSet indices(Collection<String> names) {
        BitSet out = new BitSet();
        for (String name : names) out.set(graph.index(name));
        return out;
    }

    private SortedSet<String> names(BitSet set) {
        SortedSet<String> out = new TreeSet<>();
        set.stream().forEach(v -> out.add(graph.names().get(v)));
        return out;
    }

    private BitSet pair() {
        BitSet out = single(x);
        out.set(y);
        return out;
    }

    private static BitSet single(int v) {
        BitSet out = new BitSet();
        out.set(v);
        return out;
    }

    private static boolean subset(BitSet inner, BitSet outer) {
        BitSet rest = (BitSet) inner.clone();
        rest.andNot(outer);
        return rest.isEmpty();
    }
}
