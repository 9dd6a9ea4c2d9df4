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
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Mag;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;

/**
 * The sets of covariates that make the effect of some variables on others the average of stratum-wise
 * differences: those that meet the generalised adjustment criterion, which is sound and complete.
 *
 * <p>A set Z is an adjustment set for X and Y in G when
 *
 * <ol>
 *   <li>G is amenable: every path from X to Y that may be directed and meets X only at its start begins with an edge
 *       out of X, in an ancestral graph a visible one;
 *   <li>Z holds no possible descendant of a vertex outside X on such a path;
 *   <li>Z blocks every other path from X to Y that meets X only at its start.
 * </ol>
 *
 * <p>Works on a {@link Dag} and an {@link Admg}; on a {@link Cpdag} with or without background knowledge, and on a {@link
 * Mag} or a {@link Pag} without selection, where the sets are those valid in every graph that these stand for.
 * Construction takes O(n + m) time on directed and mixed graphs and O(n² m) on the others; a question about one set,
 * and one minimal set, O(n + m).
 *
 * <p>References: E. Perković, J. Textor, M. Kalisch and M. H. Maathuis, Complete graphical characterization
 * and construction of adjustment sets, JMLR 18 (2018); B. van der Zander, M. Liśkiewicz and J. Textor,
 * Separators and adjustment sets in causal graphs, Artificial Intelligence 270 (2019),
 * doi:10.1016/j.artint.2018.12.006; L. Henckel, E. Perković and M. H. Maathuis, Graphical criteria for
 * efficient total effect estimation, JRSS B 84 (2022), doi:10.1111/rssb.12451.
 */
public final class AdjustmentSets {
    private final CausalGraph graph;
    private final BitSet x;
    private final BitSet y;
    private final BitSet observed;
    private final CausalPaths possibly;
    private final Optional<PathWitness> unamenable;
    private final BitSet forbidden;
    private final Admg backdoor;

    private AdjustmentSets(CausalGraph graph, Admg member, BitSet x, BitSet y, BitSet observed) {
        this.graph = graph;
        this.x = x;
        this.y = y;
        this.observed = observed;
        possibly = new CausalPaths(graph);
        unamenable = findUnamenable();
        forbidden = unamenable.isPresent() ? new BitSet() : findForbidden();
        backdoor = properBackdoorGraph(member);
    }

    /**
     * The adjustment sets among all variables of the graph.
     *
     * @throws CausalException if the graph is of another kind, has no member or edges that stand for selection, or does
     *     not know one of the variables
     */
    public static AdjustmentSets of(CausalGraph graph, String treatment, String outcome) {
        return of(graph, treatment, outcome, Set.of());
    }

    /** The adjustment sets that do without the unobserved variables. */
    public static AdjustmentSets of(
            CausalGraph graph, String treatment, String outcome, Collection<String> unobserved) {
        return of(graph, Set.of(treatment), Set.of(outcome), unobserved);
    }

    /**
     * The sets that serve for the joint effect of several treatments on several outcomes.
     *
     * @param unobserved variables of the graph that cannot be adjusted for
     */
    public static AdjustmentSets of(
            CausalGraph graph, Set<String> treatments, Set<String> outcomes, Collection<String> unobserved) {
        BitSet x = bits(graph, treatments);
        BitSet y = bits(graph, outcomes);
        if (x.isEmpty() || y.isEmpty())
            throw new CausalException(
                    "An effect needs at least one treatment and one outcome; given " + treatments + " and " + outcomes);
        if (x.intersects(y))
            throw new CausalException("\"" + graph.names().get(common(x, y).nextSetBit(0))
                    + "\" cannot be both the treatment and the outcome");
        BitSet observed = new BitSet();
        observed.set(0, graph.size());
        observed.andNot(bits(graph, unobserved));
        if (!subset(x, observed) || !subset(y, observed))
            throw new CausalException("Treatment and outcome must be observed to adjust for anything; unobserved: "
                    + String.join(", ", unobserved));
        return new AdjustmentSets(graph, member(graph), x, y, observed);
    }

    private static Admg member(CausalGraph graph) {
        if (graph instanceof Dag dag) return Admg.of(dag);
        if (graph instanceof Admg admg) return admg;
        if (graph instanceof Mag mag) return mag.toAdmg();
        if (graph instanceof Pag pag) return pag.toMag().toAdmg();
        if (graph instanceof Cpdag cpdag)
            return Admg.of(cpdag.consistentExtension()
                    .orElseThrow(() -> new CausalException(
                            "No DAG agrees with every edge of this graph, so nothing can be identified from it; settle"
                                    + " its conflicting edges first, by background knowledge or another search")));
        throw new CausalException("Covariate adjustment is decided on a Dag, Admg, Cpdag, Mag or Pag; this is a "
                + graph.getClass().getSimpleName());
    }

    /** The graph that was given. */
    public CausalGraph graph() {
        return graph;
    }

    public SortedSet<String> treatments() {
        return names(x);
    }

    public SortedSet<String> outcomes() {
        return names(y);
    }

    /** Whether the treatment can have an effect at all: a path to the outcome that may be directed. */
    public boolean possiblyCausal() {
        return x.stream().anyMatch(v -> possibly.path(v, y, x).isPresent());
    }

    /** Whether the set is an adjustment set. */
    public boolean isValid(Collection<String> set) {
        return valid(bits(graph, set));
    }

    private boolean valid(BitSet z) {
        return unamenable.isEmpty()
                && !z.intersects(forbidden)
                && !z.intersects(x)
                && !z.intersects(y)
                && subset(z, observed)
                && backdoor.separated(x, y, z);
    }

    /** Why the set is no adjustment set; empty when it is one. */
    public Optional<PathWitness> witness(Collection<String> set) {
        BitSet z = bits(graph, set);
        if (unamenable.isPresent()) return unamenable;
        BitSet own = (BitSet) x.clone();
        own.or(y);
        own.and(z);
        if (!own.isEmpty())
            return Optional.of(new PathWitness(
                    graph.names().get(own.nextSetBit(0)), "the set holds the treatment or the outcome"));
        BitSet bad = common(z, forbidden);
        if (!bad.isEmpty()) return Optional.of(affected(bad.nextSetBit(0)));
        BitSet hidden = (BitSet) z.clone();
        hidden.andNot(observed);
        if (!hidden.isEmpty())
            return Optional.of(
                    new PathWitness(graph.names().get(hidden.nextSetBit(0)), "the set holds an unobserved variable"));
        return open(z).map(path -> new PathWitness(
                path, z.isEmpty() ? "an open path that is not causal" : "a path that is not causal stays open"));
    }

    /** Why there is no adjustment set at all; empty when there is one. */
    public Optional<PathWitness> obstruction() {
        if (unamenable.isPresent()) return unamenable;
        return open(separators().largest())
                .map(path -> new PathWitness(
                        path, "a path that is not causal stays open whatever observed variables are adjusted for"));
    }

    /** An open path, with the marks of the graph itself where it is of ancestral graphs. */
    private Optional<String> open(BitSet z) {
        return graph instanceof Pag || graph instanceof Mag
                ? OpenPath.find(backdoor, x, y, z).map(path -> OpenPath.text(graph, path))
                : OpenPath.text(backdoor, x, y, z);
    }

    /** Every minimal adjustment set, smallest first, then by name; there may be exponentially many. */
    public List<SortedSet<String>> minimal() {
        return minimal(Integer.MAX_VALUE);
    }

    /** At most so many minimal adjustment sets, in time polynomial for each. */
    public List<SortedSet<String>> minimal(int limit) {
        if (unamenable.isPresent()) return List.of();
        List<SortedSet<String>> sets = new ArrayList<>();
        for (BitSet set : separators().minimal(limit)) sets.add(names(set));
        sets.sort(Comparator.<SortedSet<String>>comparingInt(Set::size).thenComparing(set -> String.join(",", set)));
        return List.copyOf(sets);
    }

    /** One minimal adjustment set, the one nearest to the treatments; empty where there is none. O(n + m). */
    public Optional<SortedSet<String>> nearest() {
        return unamenable.isPresent()
                ? Optional.empty()
                : separators().nearest().map(this::names);
    }

    /**
     * An adjustment set of least total cost, by a minimum cut; empty where there is none.
     *
     * @param cost what it costs to measure a variable, at least 0
     * @throws CausalException if a cost is negative or not a number
     */
    public Optional<SortedSet<String>> cheapest(ToDoubleFunction<String> cost) {
        return unamenable.isPresent()
                ? Optional.empty()
                : separators().cheapest(v -> cost(cost, v)).map(this::names);
    }

    private double cost(ToDoubleFunction<String> cost, int v) {
        double value = cost.applyAsDouble(graph.names().get(v));
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
            throw new CausalException("The cost of measuring " + graph.names().get(v)
                    + " must be 0 or more and finite; it is " + value + ". Name what cannot be measured as unobserved");
        return value;
    }

    /**
     * The adjustment set with the smallest asymptotic variance in every linear model of the graph, the
     * O-set: the parents of the vertices on causal paths, less those that are themselves forbidden. Empty
     * when there is no causal path, no adjustment set, when it holds an unobserved variable, or when the graph has
     * hidden causes, with which no set need be best.
     */
    public Optional<SortedSet<String>> optimal() {
        if (unamenable.isPresent() || !(graph instanceof Dag || graph instanceof Cpdag)) return Optional.empty();
        BitSet causal = between();
        if (!subset(y, causal)) return Optional.empty();
        BitSet set = new BitSet();
        for (int v = causal.nextSetBit(0); v >= 0; v = causal.nextSetBit(v + 1)) {
            int child = v;
            IntStream.range(0, graph.size()).filter(p -> directed(p, child)).forEach(set::set);
        }
        set.andNot(forbidden);
        set.andNot(x);
        return valid(set) ? Optional.of(names(set)) : Optional.empty();
    }

    /** An edge from a treatment that need not be causal, and on from there to the outcome. */
    private Optional<PathWitness> findUnamenable() {
        if (graph instanceof Dag || graph instanceof Admg) return Optional.empty();
        for (int v = x.nextSetBit(0); v >= 0; v = x.nextSetBit(v + 1))
            for (int next : possibly.onwards(v)) {
                if (x.get(next) || certain(v, next)) continue;
                int first = v;
                Optional<List<Integer>> path =
                        graph instanceof Cpdag cpdag ? chosen(cpdag, v, next) : possibly.path(v, next, y, x);
                if (path.isPresent()) return path.map(vertices -> uncertain(first, next, vertices));
            }
        return Optional.empty();
    }

    private boolean certain(int from, int to) {
        if (graph instanceof Mag mag) return mag.visible(from, to);
        if (graph instanceof Pag pag) return pag.visible(from, to);
        return directed(from, to);
    }

    /** From v to next by a member's choice of an undirected edge, and on from there. */
    private Optional<List<Integer>> chosen(Cpdag cpdag, int v, int next) {
        if (y.get(next)) return Optional.of(List.of(v, next));
        return new CausalPaths(oriented(cpdag, v, next)).path(next, y, x).map(rest -> {
            List<Integer> path = new ArrayList<>(List.of(v));
            path.addAll(rest);
            return path;
        });
    }

    private PathWitness uncertain(int v, int next, List<Integer> path) {
        String edge = "the edge between " + graph.names().get(v) + " and "
                + graph.names().get(next);
        return new PathWitness(
                OpenPath.text(graph, path),
                directed(v, next)
                        ? edge + " may stand beside a hidden common cause of both"
                        : edge + " may point either way, so the path may be causal or not");
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

    /** The vertices outside X on paths from X to Y that may be directed and meet X only at their start. */
    private BitSet between() {
        BitSet between = possibly.between(x, y);
        if (graph instanceof Cpdag) between.and(definiteDescendants());
        return between;
    }

    /** What may descend from the vertices on the paths that may be causal. */
    private BitSet findForbidden() {
        BitSet between = between();
        BitSet out = new BitSet();
        for (int v = between.nextSetBit(0); v >= 0; v = between.nextSetBit(v + 1))
            if (!out.get(v) || graph instanceof Cpdag) out.or(possibly.descendants(v, x));
        return out;
    }

    /** In an amenable partially directed graph, those on paths that may be causal descend from X in every member. */
    private BitSet definiteDescendants() {
        BitSet seen = (BitSet) x.clone();
        BitSet fresh = (BitSet) x.clone();
        while (!fresh.isEmpty()) {
            int v = fresh.nextSetBit(0);
            fresh.clear(v);
            for (int w : possibly.onwards(v))
                if (directed(v, w) && !seen.get(w)) {
                    seen.set(w);
                    fresh.set(w);
                }
        }
        return seen;
    }

    /** A member without the first edges of its causal paths from X to Y. */
    private Admg properBackdoorGraph(Admg member) {
        BitSet causal = new CausalPaths(member).between(x, y);
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        for (int v = 0; v < member.size(); v++) {
            BitSet children = member.children(v);
            if (x.get(v)) children.andNot(causal);
            for (int w = children.nextSetBit(0); w >= 0; w = children.nextSetBit(w + 1)) directed.add(new int[] {v, w});
            BitSet spouses = member.spouses(v);
            for (int w = spouses.nextSetBit(v); w >= 0; w = spouses.nextSetBit(w + 1)) bidirected.add(new int[] {v, w});
        }
        return Admg.of(member.names(), directed, bidirected);
    }

    private Separators separators() {
        BitSet allowed = (BitSet) observed.clone();
        allowed.andNot(forbidden);
        return new Separators(backdoor, x, y, allowed);
    }

    private PathWitness affected(int v) {
        BitSet end = new BitSet();
        end.set(v);
        List<Integer> path = x.stream()
                .mapToObj(cause -> possibly.path(cause, end, new BitSet()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(List.of(v));
        return new PathWitness(
                OpenPath.text(graph, path),
                graph.names().get(v)
                        + " lies on or behind a causal path, so holding it fixed hides part of the effect");
    }

    private boolean directed(int from, int to) {
        return graph.mark(from, to) == Mark.ARROW && graph.mark(to, from) == Mark.TAIL;
    }

    private static BitSet bits(CausalGraph graph, Collection<String> names) {
        BitSet out = new BitSet();
        for (String name : names) out.set(graph.index(name));
        return out;
    }

    private SortedSet<String> names(BitSet set) {
        SortedSet<String> out = new TreeSet<>();
        set.stream().forEach(v -> out.add(graph.names().get(v)));
        return out;
    }

    private static BitSet common(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        return both;
    }

    private static boolean subset(BitSet inner, BitSet outer) {
        BitSet rest = (BitSet) inner.clone();
        rest.andNot(outer);
        return rest.isEmpty();
    }
}
