// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.causerie.graph.Admg;

/**
 * The edges of a hedge: the C-forest F' on some vertices of one district, and what makes it the larger C-forest F.
 *
 * @param vertices those of F
 * @param inner those of F'
 * @param roots those of F' without children in it, the roots of both
 * @param child the child of each vertex, -1 for roots and vertices outside F
 * @param innerTree bidirected edges, a tree over F'
 * @param outerTree more of them, with which it is a tree over F
 */
record HedgeForest(
        BitSet vertices, BitSet inner, BitSet roots, int[] child, List<int[]> innerTree, List<int[]> outerTree) {

    /** A hedge on no more of these vertices than it takes: none can be left out, and treatments stay in F. */
    static HedgeForest of(Subgraphs graphs, BitSet vertices, BitSet inner, BitSet treatments) {
        BitSet f = (BitSet) vertices.clone();
        BitSet s = (BitSet) inner.clone();
        for (int v = vertices.length() - 1; v >= 0; v--) {
            if (!vertices.get(v)) continue;
            BitSet fewer = minus(f, single(v));
            BitSet smaller = minus(s, single(v));
            if (!fewer.intersects(treatments) || !hedge(graphs, fewer, smaller)) continue;
            f = fewer;
            s = smaller;
        }
        return spanned(graphs, f, s);
    }

    private static boolean hedge(Subgraphs graphs, BitSet f, BitSet s) {
        return !s.isEmpty()
                && graphs.district(single(s.nextSetBit(0)), s).equals(s)
                && graphs.district(s, f).equals(f)
                && graphs.ancestors(s, f).equals(f);
    }

    /** The same with F' as it is and as little as possible around it. */
    static HedgeForest around(Subgraphs graphs, BitSet vertices, BitSet inner, BitSet treatments) {
        BitSet f = (BitSet) vertices.clone();
        for (int v = vertices.length() - 1; v >= 0; v--) {
            if (!vertices.get(v) || inner.get(v)) continue;
            BitSet fewer = minus(f, single(v));
            if (fewer.intersects(treatments) && hedge(graphs, fewer, inner)) f = fewer;
        }
        return spanned(graphs, f, inner);
    }

    /** F and F' as they are. */
    static HedgeForest spanned(Subgraphs graphs, BitSet vertices, BitSet inner) {
        BitSet parents = new BitSet();
        for (int v = inner.nextSetBit(0); v >= 0; v = inner.nextSetBit(v + 1)) parents.or(graphs.parents(v));
        BitSet roots = minus(inner, parents);
        int[] child = new int[graphs.graph().size()];
        Arrays.fill(child, -1);
        lead(graphs, roots, inner, child);
        lead(graphs, inner, vertices, child);
        return new HedgeForest(
                vertices,
                inner,
                roots,
                child,
                tree(graphs, single(inner.nextSetBit(0)), inner),
                tree(graphs, inner, vertices));
    }

    /** Gives every vertex that is not yet on the way a child that is nearer. */
    private static void lead(Subgraphs graphs, BitSet goal, BitSet within, int[] child) {
        BitSet reached = (BitSet) goal.clone();
        List<Integer> queue = new ArrayList<>(goal.stream().boxed().toList());
        for (int i = 0; i < queue.size(); i++) {
            int v = queue.get(i);
            BitSet more = Subgraphs.and(graphs.parents(v), within);
            more.andNot(reached);
            for (int p = more.nextSetBit(0); p >= 0; p = more.nextSetBit(p + 1)) {
                child[p] = v;
                queue.add(p);
            }
            reached.or(more);
        }
    }

    private static List<int[]> tree(Subgraphs graphs, BitSet start, BitSet within) {
        List<int[]> edges = new ArrayList<>();
        BitSet reached = (BitSet) start.clone();
        List<Integer> queue = new ArrayList<>(start.stream().boxed().toList());
        for (int i = 0; i < queue.size(); i++) {
            int v = queue.get(i);
            BitSet more = Subgraphs.and(graphs.spouses(v), within);
            more.andNot(reached);
            for (int w = more.nextSetBit(0); w >= 0; w = more.nextSetBit(w + 1)) {
                edges.add(new int[] {v, w});
                queue.add(w);
            }
            reached.or(more);
        }
        return edges;
    }

    BitSet outer() {
        return minus(vertices, inner);
    }

    /** F as a value. */
    CForest larger(Subgraphs graphs) {
        List<int[]> tree = new ArrayList<>(innerTree);
        tree.addAll(outerTree);
        return forest(graphs, vertices, tree);
    }

    /** F' as a value. */
    CForest smaller(Subgraphs graphs) {
        return forest(graphs, inner, innerTree);
    }

    private CForest forest(Subgraphs graphs, BitSet some, List<int[]> tree) {
        List<String> names = some.stream().mapToObj(graphs.graph().names()::get).toList();
        int[] number = new int[child.length];
        int count = 0;
        for (int v = some.nextSetBit(0); v >= 0; v = some.nextSetBit(v + 1)) number[v] = count++;
        List<int[]> directed = some.stream()
                .filter(v -> child[v] >= 0)
                .mapToObj(v -> new int[] {number[v], number[child[v]]})
                .toList();
        List<int[]> bidirected = tree.stream()
                .map(edge -> new int[] {number[edge[0]], number[edge[1]]})
                .toList();
        return new CForest(Admg.of(names, directed, bidirected), graphs.names(roots));
    }
}
