// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Orients what follows from the directed edges by the four rules of Meek (1995), in rounds: every
 * conclusion of a round is drawn from the graph as the round found it, so that the order of the variables
 * cannot matter even where finite samples contradict themselves. An edge on which the rules demand both
 * directions, or a round that would close a cycle, leaves the edges undirected and is returned.
 *
 * <p>Meek, C. (1995). Causal inference and causal explanation with background knowledge. UAI, 403–410.
 */
final class Meek {
    /** Says which unshielded triples may be taken to have no collider in the middle. */
    interface Triples {
        boolean noCollider(int end, int middle, int otherEnd);
    }

    private final Pattern graph;
    private final Triples triples;
    private final boolean background;
    private final boolean consistent;
    private final BitSet contradicted = new BitSet();
    private final List<int[]> conflicts = new ArrayList<>();

    private Meek(Pattern graph, Triples triples, boolean background, boolean consistent) {
        this.graph = graph;
        this.triples = triples;
        this.background = background;
        this.consistent = consistent;
    }

    /** Closes a graph that is known to be free of contradictions. */
    static void close(Pattern graph, boolean background) {
        new Meek(graph, (end, middle, otherEnd) -> true, background, true).close();
    }

    /**
     * Closes the graph in place.
     *
     * @param background whether edges may be directed for other reasons than colliders, which needs rule 4
     * @return the edges on which the rules contradict each other
     */
    static List<int[]> close(Pattern graph, Triples triples, boolean background) {
        Meek meek = new Meek(graph, triples, background, false);
        meek.close();
        return meek.conflicts;
    }

    private void close() {
        BitSet active = new BitSet();
        active.set(0, graph.size());
        while (!active.isEmpty()) active = round(active);
    }

    private BitSet round(BitSet active) {
        List<int[]> demanded = new ArrayList<>();
        for (int a = active.nextSetBit(0); a >= 0; a = active.nextSetBit(a + 1)) {
            BitSet around = graph.neighbours[a];
            for (int b = around.nextSetBit(0); b >= 0; b = around.nextSetBit(b + 1)) {
                boolean looked = b < a && active.get(b);
                if (looked || contradicted.get(pair(a, b))) continue;
                boolean forward = implied(a, b);
                boolean backward = implied(b, a);
                if (forward && backward) contradict(a, b);
                else if (forward) demanded.add(new int[] {a, b});
                else if (backward) demanded.add(new int[] {b, a});
            }
        }
        for (int[] edge : demanded) graph.direct(edge[0], edge[1]);
        if (!consistent) undoCycles(demanded);
        return touched(demanded);
    }

    private void undoCycles(List<int[]> demanded) {
        List<int[]> cyclic = demanded.stream()
                .filter(edge -> graph.reaches(edge[1], edge[0]))
                .toList();
        for (int[] edge : cyclic) {
            graph.connect(edge[0], edge[1]);
            contradict(edge[0], edge[1]);
        }
        demanded.removeAll(cyclic);
    }

    private void contradict(int a, int b) {
        contradicted.set(pair(a, b));
        conflicts.add(new int[] {a, b});
    }

    private int pair(int a, int b) {
        return Math.min(a, b) * graph.size() + Math.max(a, b);
    }

    /** The variables at whose edges a rule may apply now. */
    private BitSet touched(List<int[]> directed) {
        BitSet touched = new BitSet();
        for (int[] edge : directed) {
            touched.set(edge[0]);
            touched.set(edge[1]);
            if (background) touched.or(graph.adjacent[edge[0]]);
        }
        return touched;
    }

    private boolean implied(int a, int b) {
        return firstRule(a, b)
                || graph.children[a].intersects(graph.parents[b])
                || thirdRule(a, b)
                || (background && fourthRule(a, b));
    }

    /** c → a — b with c and b not adjacent: otherwise a would be a collider. */
    private boolean firstRule(int a, int b) {
        BitSet into = graph.parents[a];
        for (int c = into.nextSetBit(0); c >= 0; c = into.nextSetBit(c + 1))
            if (!graph.adjacent(c, b) && triples.noCollider(c, a, b)) return true;
        return false;
    }

    /** a — c → b, a — d → b with c and d not adjacent: b → a would make a a collider. */
    private boolean thirdRule(int a, int b) {
        if (!graph.neighbours[a].intersects(graph.parents[b])) return false;
        BitSet between = (BitSet) graph.neighbours[a].clone();
        between.and(graph.parents[b]);
        for (int c = between.nextSetBit(0); c >= 0; c = between.nextSetBit(c + 1))
            for (int d = between.nextSetBit(c + 1); d >= 0; d = between.nextSetBit(d + 1))
                if (!graph.adjacent(c, d) && triples.noCollider(c, a, d)) return true;
        return false;
    }

    /** a — d → c → b, a and c adjacent, d and b not: b → a would force a → d and with it a cycle. */
    private boolean fourthRule(int a, int b) {
        BitSet into = graph.parents[b];
        for (int c = into.nextSetBit(0); c >= 0; c = into.nextSetBit(c + 1)) {
            if (!graph.adjacent(a, c) || !graph.parents[c].intersects(graph.neighbours[a])) continue;
            BitSet start = (BitSet) graph.parents[c].clone();
            start.and(graph.neighbours[a]);
            for (int d = start.nextSetBit(0); d >= 0; d = start.nextSetBit(d + 1))
                if (!graph.adjacent(d, b) && triples.noCollider(b, a, d)) return true;
        }
        return false;
    }
}
