// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import org.causerie.CausalException;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;

/**
 * What a partial ancestral graph without selection says of its induced subgraphs. Edges are visible where they are so in
 * the whole graph: no member has a hidden common cause beside them, in no subgraph either.
 *
 * <p>The terms are those of A. Jaber, A. H. Ribeiro, J. Zhang and E. Bareinboim, Causal identification under Markov
 * equivalence: calculus, algorithm, and completeness, NeurIPS 2022.
 */
final class PagParts {
    private final Pag graph;
    private final BitSet[] circles;
    private final BitSet[] spouses;
    private final BitSet[] causes;
    private final BitSet[] effects;
    private final BitSet[] confoundedCauses;
    private final BitSet[] confoundedEffects;
    private final List<BitSet> order;

    /**
     * Takes the graph apart: O(n² m).
     *
     * @throws CausalException if an edge stands for selection, or the buckets have no order
     */
    PagParts(Pag graph) {
        this.graph = graph;
        circles = empty();
        spouses = empty();
        causes = empty();
        effects = empty();
        confoundedCauses = empty();
        confoundedEffects = empty();
        for (Edge edge : graph.edges()) enter(edge);
        order = ordered();
    }

    private BitSet[] empty() {
        BitSet[] sets = new BitSet[graph.size()];
        for (int v = 0; v < sets.length; v++) sets[v] = new BitSet();
        return sets;
    }

    private void enter(Edge edge) {
        int i = graph.index(edge.from());
        int j = graph.index(edge.to());
        if (edge.atTo() == Mark.TAIL || (edge.atFrom() == Mark.TAIL && edge.atTo() != Mark.ARROW))
            throw new CausalException(
                    "The edge " + edge + " stands for selection; interventions are identified in a Pag"
                            + " of cases that were not selected, with edges o-o, o->, -> and <-> only");
        if (edge.atTo() == Mark.CIRCLE) {
            circles[i].set(j);
            circles[j].set(i);
        } else if (edge.atFrom() == Mark.ARROW) {
            spouses[i].set(j);
            spouses[j].set(i);
        } else {
            causes[j].set(i);
            effects[i].set(j);
            if (graph.visible(i, j)) return;
            confoundedCauses[j].set(i);
            confoundedEffects[i].set(j);
        }
    }

    Pag graph() {
        return graph;
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, graph.size());
        return all;
    }

    SortedSet<String> names(BitSet set) {
        return ClassCalculus.names(graph, set);
    }

    /** The set and what may descend from it among these vertices. */
    BitSet descendants(BitSet set, BitSet within) {
        return closure(set, within, circles, effects);
    }

    /** The set and what it may descend from among these vertices. */
    BitSet ancestors(BitSet set, BitSet within) {
        return closure(set, within, circles, causes);
    }

    private static BitSet closure(BitSet set, BitSet within, BitSet[] first, BitSet[] second) {
        BitSet reached = and(set, within);
        BitSet open = (BitSet) reached.clone();
        for (int v = open.nextSetBit(0); v >= 0; v = open.nextSetBit(0)) {
            open.clear(v);
            BitSet more = minus(and(or(first[v], second[v]), within), reached);
            reached.or(more);
            open.or(more);
        }
        return reached;
    }

    /** The bucket of a vertex: what paths of edges o-o among these vertices join to it. */
    BitSet bucket(int v, BitSet within) {
        return closure(single(v), within, circles, circles);
    }

    /** The buckets of the subgraph on these vertices, causes first: a partial topological order. */
    List<BitSet> buckets(BitSet within) {
        List<BitSet> buckets = new ArrayList<>();
        for (BitSet whole : order) {
            BitSet rest = and(whole, within);
            while (!rest.isEmpty()) {
                BitSet bucket = bucket(rest.nextSetBit(0), within);
                buckets.add(bucket);
                rest.andNot(bucket);
            }
        }
        return buckets;
    }

    private List<BitSet> ordered() {
        List<BitSet> ordered = new ArrayList<>();
        BitSet rest = all();
        while (!rest.isEmpty()) {
            BitSet next = new BitSet();
            for (int v = rest.nextSetBit(0); v >= 0 && next.isEmpty(); v = rest.nextSetBit(v + 1)) {
                BitSet bucket = bucket(v, rest);
                if (bucket.stream().noneMatch(w -> minus(causes[w], bucket).intersects(rest))) next = bucket;
            }
            if (next.isEmpty())
                throw new CausalException("This is not the graph of a class of maximal ancestral graphs: no order of"
                        + " the causes agrees with the edges between " + String.join(", ", names(rest))
                        + "; see Pag.isPag()");
            ordered.add(next);
            rest.andNot(next);
        }
        return ordered;
    }

    /**
     * The possible c-component of a set: the vertices that may share hidden causes with it, for a path of edges that are
     * not visible joins them on which all vertices inside are colliders.
     */
    BitSet possibleComponent(BitSet set, BitSet within) {
        BitSet colliders = new BitSet();
        BitSet component = and(set, within);
        for (int v = set.nextSetBit(0); v >= 0; v = set.nextSetBit(v + 1)) {
            colliders.or(spouses[v]);
            colliders.or(confoundedEffects[v]);
            component.or(circles[v]);
            component.or(confoundedCauses[v]);
        }
        BitSet reached = closure(colliders, within, spouses, spouses);
        component.or(reached);
        reached.stream().forEach(v -> component.or(confoundedCauses[v]));
        component.and(within);
        return component;
    }

    /** The region of a set: the buckets that its possible c-component meets. */
    BitSet region(BitSet set, BitSet within) {
        BitSet region = new BitSet();
        possibleComponent(set, within).stream().forEach(v -> region.or(bucket(v, within)));
        return region;
    }
}
