// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.BitSet;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * How many of the n(n-1) effects of one variable on another come out wrong when a way to choose adjustment sets is
 * led by a graph that was found in place of the true one; either may be directed, or the graph of a Markov equivalence class.
 *
 * <p>For each pair (X, Y) the way reads off the graph that was found that X has no effect on Y, which is wrong if it may have one;
 * or that no set is valid whichever member of the class is true, which is wrong if some set is; or a set, which is wrong if it is not
 * a valid adjustment set in every member of the true class.
 *
 * <p>Henckel, Würtzen and Weichwald (2024), Adjustment identification distance: a gadjid for causal structure learning, UAI,
 * arXiv:2402.08616. Time <i>O(n²(n + m))</i>.
 */
public enum AdjustmentIdentificationDistance {
    /**
     * Adjusts for the parents of X; no effect on these. Of directed graphs, the same as {@link StructuralInterventionDistance}.
     */
    PARENTS {
        @Override
        boolean effect(Cause found, int y) {
            return !found.graph.parents(found.x).get(y);
        }

        @Override
        BitSet set(Cause found, int y) {
            return found.graph.parents(found.x);
        }
    },

    /**
     * Adjusts for the ancestors of X, those along directed edges; no effect on what cannot descend from X. Of directed graphs it asks for
     * the right order alone.
     */
    ANCESTORS {
        @Override
        boolean effect(Cause found, int y) {
            return found.possible.get(y);
        }

        @Override
        BitSet set(Cause found, int y) {
            BitSet before = Reach.along(found.ways.parents, only(found.x));
            before.clear(found.x);
            return before;
        }
    },

    /**
     * Adjusts for the optimal set, the parents of what is between X and Y on causal paths and of Y, but for X and what descends from it; no
     * effect on what cannot descend from X (Henckel, Perković and Maathuis 2022, doi:10.1111/rssb.12451).
     */
    OPTIMAL {
        @Override
        boolean effect(Cause found, int y) {
            return found.possible.get(y);
        }

        @Override
        BitSet set(Cause found, int y) {
            BitSet causal = Reach.along(found.ways.parents, only(y));
            causal.and(found.effects);
            causal.clear(found.x);
            BitSet set = new BitSet();
            for (int v : causal.stream().toArray()) set.or(found.graph.parents(v));
            set.andNot(found.effects);
            return set;
        }
    };

    /** Whether the way says that the cause may affect y. */
    abstract boolean effect(Cause found, int y);

    /** The set to adjust for, where there is one. */
    abstract BitSet set(Cause found, int y);

    private static BitSet only(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }

    /** Where one gets from each vertex: to its parents, its children, or its children and neighbours. */
    private record Ways(int[][] parents, int[][] children, int[][] onwards) {
        static Ways of(Cpdag graph) {
            int n = graph.size();
            BitMatrix children = new BitMatrix(n);
            BitMatrix onwards = new BitMatrix(n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (graph.directed(i, j)) children.set(i, j);
                    if (graph.directed(i, j) || graph.undirected(i, j)) onwards.set(i, j);
                }
            }
            return new Ways(children.transposed().lists(), children.lists(), onwards.lists());
        }
    }

    /**
     * What a graph says of one cause.
     *
     * @param effects what descends from it in every member along directed edges, itself too
     * @param possible what descends from it in some member, itself too
     * @param ambiguous the latter that a possibly directed path reaches whose first edge is undirected: no set is valid in every
     *     member
     */
    record Cause(Cpdag graph, Ways ways, int x, BitSet effects, BitSet possible, BitSet ambiguous) {
        static Cause of(Cpdag graph, Ways ways, int x) {
            BitSet effects = Reach.along(ways.children, only(x));
            BitSet possible = Reach.along(ways.onwards, only(x));
            int[][] past = ways.onwards.clone();
            for (int v = 0; v < past.length; v++) {
                if (graph.undirected(v, x) || graph.directed(v, x)) {
                    BitSet others = new BitSet();
                    for (int w : past[v]) if (w != x) others.set(w);
                    past[v] = others.stream().toArray();
                }
            }
            return new Cause(graph, ways, x, effects, possible, Reach.along(past, graph.neighbours(x)));
        }
    }

    /**
     * The number of ordered pairs, 0 to n(n-1), whose effect is told wrongly.
     *
     * @throws CausalException if the graphs are not over the same variables
     */
    public int of(Dag truth, Dag found) {
        return count(partial(truth), truth, partial(found));
    }

    /**
     * The number of ordered pairs, 0 to n(n-1), whose effect a class that was found tells wrongly: also where it leaves open what the
     * true graph tells.
     *
     * @throws CausalException if the graphs are not over the same variables
     */
    public int of(Dag truth, Cpdag found) {
        return count(partial(truth), truth, found);
    }

    /**
     * The number of ordered pairs, 0 to n(n-1), whose effect a class that was found tells in another way than the class of the true
     * graph: 0 for a search that finds all that can be known without experiments.
     *
     * @throws CausalException if the graphs are not over the same variables, or {@code truth} is not the graph of a class
     */
    public int of(Cpdag truth, Cpdag found) {
        return count(truth, member(truth), found);
    }

    /**
     * The number of ordered pairs, 0 to n(n-1), whose effect a directed graph tells in another way than the true class: also where
     * the class leaves open what it tells.
     *
     * @throws CausalException if the graphs are not over the same variables, or {@code truth} is not the graph of a class
     */
    public int of(Cpdag truth, Dag found) {
        return count(truth, member(truth), partial(found));
    }

    private static Cpdag partial(Dag dag) {
        List<int[]> edges = dag.edges().stream()
                .map(edge -> new int[] {dag.index(edge.from()), dag.index(edge.to())})
                .toList();
        return Cpdag.of(dag.names(), edges, List.of());
    }

    private static Dag member(Cpdag truth) {
        if (!truth.isCpdag())
            throw new CausalException(
                    "The true graph is not the graph of a Markov equivalence class, so that its effects"
                            + " are not defined; give a Dag, or its toCpdag()");
        return truth.consistentExtension().orElseThrow();
    }

    private int count(Cpdag truth, Dag member, Cpdag found) {
        GraphComparison.matched(truth, found);
        Cpdag same = found.subgraph(truth.names());
        Ways there = Ways.of(truth);
        Ways here = Ways.of(same);
        StructuralInterventionDistance check = new StructuralInterventionDistance(member);
        int wrong = 0;
        for (int x = 0; x < truth.size(); x++) {
            Progress.checkpoint();
            Cause real = Cause.of(truth, there, x);
            Cause told = Cause.of(same, here, x);
            for (int y = 0; y < truth.size(); y++) if (y != x && !right(real, told, y, check)) wrong++;
        }
        return wrong;
    }

    /** A set that is valid in one member is so in all, where the class is not ambiguous (Perković et al. 2018, JMLR 18(220)). */
    private boolean right(Cause real, Cause told, int y, StructuralInterventionDistance check) {
        if (!effect(told, y)) return !real.possible.get(y);
        boolean ambiguous = told.ambiguous.get(y);
        if (ambiguous != real.ambiguous.get(y)) return false;
        return ambiguous || check.right(real.x, y, set(told, y));
    }
}
