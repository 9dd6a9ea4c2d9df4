// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.causerie.Progress;
import org.causerie.graph.Admg;

/**
 * Treks between the vertices of a linear model whose edges are solved one after another.
 *
 * <p>A vertex without what its solved edges bring is an auxiliary variable: its parents are those of its unsolved edges, and its error
 * that of the vertex. A vertex is its auxiliary variable plus what the solved edges bring.
 */
final class HalfTreks {
    private final Admg graph;
    private final BitSet[] solved;
    private final int n;

    /**
     * @param graph the model, or a component of it
     * @param solved by child, the parents whose edges are solved; written to
     */
    HalfTreks(Admg graph, BitSet[] solved) {
        this.graph = graph;
        this.solved = solved;
        n = graph.size();
    }

    /** The edges into a vertex that some equations determine. */
    record Solution(BitSet parents, BitSet instruments, BitSet screen) {}

    /** Solves as many of the unsolved edges into a vertex as it can; they count as solved from then on. */
    Optional<Solution> solve(int v) {
        int[] unsolved = unsolved(v).stream().toArray();
        BitSet candidates = candidates(v);
        List<Integer> masks = new ArrayList<>();
        for (int mask = (1 << unsolved.length) - 1; mask > 0; mask--) masks.add(mask);
        masks.sort((a, b) -> Integer.bitCount(b) - Integer.bitCount(a));
        for (int mask : masks) {
            BitSet asked = new BitSet();
            BitSet others = new BitSet();
            for (int k = 0; k < unsolved.length; k++) ((mask >> k & 1) == 1 ? asked : others).set(unsolved[k]);
            BitSet usable = new BitSet();
            candidates.stream().filter(z -> !treks(z).intersects(others)).forEach(usable::set);
            if (usable.cardinality() < asked.cardinality()) continue;
            int[] used = new TrekNetwork(graph, solved, v, asked).system(usable, asked);
            if (used.length < asked.cardinality()) continue;
            return Optional.of(solution(v, asked, set(used), new BitSet()));
        }
        return Optional.empty();
    }

    /**
     * Solves some of these edges by as many equations as are asked for, where variables screen the error of the child, and
     * its other unsolved edges, off: with them in the equations, no more treks lead from the instruments to both than to
     * them alone.
     */
    Optional<Solution> solve(int v, BitSet wanted, int size) {
        BitSet others = new BitSet();
        others.set(0, n);
        others.clear(v);
        for (int count = size - 1; count > 0; count--)
            for (BitSet asked : subsets(Subgraphs.minus(wanted, solved[v]), count)) {
                TrekNetwork network = new TrekNetwork(graph, solved, v, asked);
                for (BitSet screen : subsets(Subgraphs.minus(others, asked), size - count)) {
                    Optional<BitSet> instruments = instruments(network, asked, screen, others);
                    if (instruments.isPresent()) return Optional.of(solution(v, asked, instruments.get(), screen));
                }
            }
        return Optional.empty();
    }

    private Optional<BitSet> instruments(TrekNetwork network, BitSet asked, BitSet screen, BitSet others) {
        Progress.checkpoint();
        BitSet targets = Subgraphs.or(asked, screen);
        int size = targets.cardinality();
        BitSet useful = new BitSet();
        others.stream().filter(z -> treks(z).intersects(targets)).forEach(useful::set);
        if (network.system(useful, targets).length < size) return Optional.empty();
        for (BitSet some : subsets(useful, size))
            if (!network.reachesRest(some, screen) && network.system(some, targets).length == size)
                return Optional.of(some);
        return Optional.empty();
    }

    private Solution solution(int v, BitSet parents, BitSet instruments, BitSet screen) {
        solved[v].or(parents);
        return new Solution(parents, instruments, screen);
    }

    private static List<BitSet> subsets(BitSet of, int size) {
        if (size == 0) return List.of(new BitSet());
        List<BitSet> all = new ArrayList<>();
        BitSet later = (BitSet) of.clone();
        for (int v = of.nextSetBit(0); v >= 0; v = of.nextSetBit(v + 1)) {
            later.clear(v);
            for (BitSet smaller : subsets(later, size - 1)) {
                smaller.set(v);
                all.add(smaller);
            }
        }
        return all;
    }

    private static BitSet set(int[] vertices) {
        BitSet set = new BitSet();
        for (int v : vertices) set.set(v);
        return set;
    }

    private BitSet unsolved(int v) {
        return Subgraphs.minus(graph.parents(v), solved[v]);
    }

    /** The variables whose auxiliary form has no covariance with the error of v. */
    private BitSet candidates(int v) {
        BitSet error = graph.descendants(Subgraphs.or(graph.spouses(v), Subgraphs.single(v)));
        BitSet candidates = new BitSet();
        for (int z = 0; z < n; z++)
            if (z != v && !graph.bidirected(z, v) && !unsolved(z).intersects(error)) candidates.set(z);
        return candidates;
    }

    /** The vertices that have a trek to the auxiliary form of z. */
    private BitSet treks(int z) {
        BitSet tops = graph.ancestors(unsolved(z));
        tops.set(z);
        BitSet down = (BitSet) tops.clone();
        tops.stream().forEach(v -> down.or(graph.spouses(v)));
        return graph.descendants(down);
    }
}
