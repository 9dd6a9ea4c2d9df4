// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.Progress;

/**
 * The number of ways to direct a connected chordal graph without cycles and v-structures, by clique picking: each
 * way begins with a maximal clique, and is counted at one of them.
 *
 * <p>With K a maximal clique, φ the number of its permutations that no clique nearer to the root begins, and C(K)
 * the pieces left undirected when K comes first: #(G) = Σ_K φ(K) Π_{H in C(K)} #(H). There are at most 2p-1
 * different H for p maximal cliques, so that the time is polynomial: O(p²(n + m)).
 *
 * <p>Wienöbst, Bannach and Liśkiewicz (2021), Polynomial-time algorithms for counting and sampling Markov
 * equivalent DAGs, AAAI, doi:10.1609/aaai.v35i13.17448.
 */
final class ChordalCount {
    private final BitSet[] neighbours;
    private final Map<BitSet, BigInteger> known = new HashMap<>();
    private final BigInteger[] factorial;

    private ChordalCount(BitMatrix edges) {
        int n = edges.size();
        neighbours = new BitSet[n];
        factorial = new BigInteger[n + 1];
        factorial[0] = BigInteger.ONE;
        for (int v = 0; v < n; v++) {
            neighbours[v] = edges.row(v);
            factorial[v + 1] = factorial[v].multiply(BigInteger.valueOf(v + 1L));
        }
    }

    /** The number for a connected chordal graph. */
    static BigInteger of(BitMatrix edges) {
        BitSet all = new BitSet();
        all.set(0, edges.size());
        return new ChordalCount(edges).count(all);
    }

    private BigInteger count(BitSet vertices) {
        BigInteger found = known.get(vertices);
        if (found != null) return found;
        Progress.checkpoint();
        BigInteger sum = BigInteger.ZERO;
        for (Clique clique : cliques(vertices)) sum = sum.add(startingWith(vertices, clique));
        known.put(vertices, sum);
        return sum;
    }

    /** The number of ways that are counted at this clique. */
    private BigInteger startingWith(BitSet vertices, Clique clique) {
        List<Integer> sizes =
                clique.forbiddenPrefixes().stream().map(BitSet::cardinality).toList();
        BigInteger term = permutations(clique.members.cardinality(), sizes, sizes.size());
        for (BitSet rest : left(vertices, clique.members)) term = term.multiply(count(rest));
        return term;
    }

    /**
     * The vertices of a connected chordal graph in an order along which its edges point in one of the ways, each with
     * the same probability.
     */
    static List<Integer> sample(BitMatrix edges, RandomGenerator random) {
        BitSet all = new BitSet();
        all.set(0, edges.size());
        List<Integer> order = new ArrayList<>();
        new ChordalCount(edges).draw(all, random, order);
        return order;
    }

    private void draw(BitSet vertices, RandomGenerator random, List<Integer> order) {
        BigInteger left = Draw.below(count(vertices), random);
        for (Clique clique : cliques(vertices)) {
            BigInteger term = startingWith(vertices, clique);
            if (left.compareTo(term) >= 0) {
                left = left.subtract(term);
                continue;
            }
            order.addAll(permutation(clique, random));
            for (BitSet rest : left(vertices, clique.members)) draw(rest, random, order);
            return;
        }
    }

    /** One of the permutations that no clique nearer to the root begins, by drawing until one is allowed. */
    private static List<Integer> permutation(Clique clique, RandomGenerator random) {
        List<BitSet> forbidden = clique.forbiddenPrefixes();
        while (true) {
            List<Integer> drawn = new ArrayList<>();
            clique.members.stream().forEach(v -> drawn.add(random.nextInt(drawn.size() + 1), v));
            boolean allowed = forbidden.stream()
                    .noneMatch(prefix ->
                            drawn.subList(0, prefix.cardinality()).stream().allMatch(prefix::get));
            if (allowed) return drawn;
        }
    }

    /** φ: permutations of a set of this size that begin with none of the first so many nested prefixes. */
    private BigInteger permutations(int size, List<Integer> prefixes, int count) {
        BigInteger allowed = factorial[size];
        for (int i = 0; i < count; i++) {
            int prefix = prefixes.get(i);
            allowed = allowed.subtract(factorial[size - prefix].multiply(permutations(prefix, prefixes, i)));
        }
        return allowed;
    }

    /** A maximal clique in a rooted clique tree. */
    private static final class Clique {
        private final BitSet members;
        private final List<Clique> above;

        Clique(BitSet members, List<Clique> above) {
            this.members = members;
            this.above = above;
        }

        /** The clique and those between it and the root, the root last. */
        List<Clique> path() {
            List<Clique> path = new ArrayList<>(List.of(this));
            for (List<Clique> next = above; !next.isEmpty(); next = next.get(0).above) path.add(next.get(0));
            return path;
        }

        /** The separators on the way to the root that lie within this clique, ascending; they are nested. */
        List<BitSet> forbiddenPrefixes() {
            List<BitSet> prefixes = new ArrayList<>();
            List<Clique> path = path();
            for (int i = 1; i < path.size(); i++) {
                BitSet separator = (BitSet) path.get(i).members.clone();
                separator.and(path.get(i - 1).members);
                BitSet outside = (BitSet) separator.clone();
                outside.andNot(members);
                if (outside.isEmpty()) prefixes.add(separator);
            }
            return prefixes.stream()
                    .distinct()
                    .sorted(Comparator.comparingInt(BitSet::cardinality))
                    .toList();
        }
    }

    /**
     * The maximal cliques, by maximum cardinality search: a clique ends where the count of placed neighbours stops
     * to grow.
     */
    private List<Clique> cliques(BitSet vertices) {
        List<Clique> cliques = new ArrayList<>();
        Clique[] home = new Clique[neighbours.length];
        int[] placedAt = new int[neighbours.length];
        BitSet placed = new BitSet();
        BitSet waiting = (BitSet) vertices.clone();
        int before = -1;
        for (int step = 0; !waiting.isEmpty(); step++) {
            int v = mostPlacedNeighbours(waiting, placed);
            BitSet earlier = (BitSet) neighbours[v].clone();
            earlier.and(placed);
            int size = earlier.cardinality();
            if (size <= before || cliques.isEmpty()) {
                List<Clique> above = earlier.isEmpty() ? List.of() : List.of(home[latest(earlier, placedAt)]);
                cliques.add(new Clique(earlier, above));
            }
            Clique current = cliques.get(cliques.size() - 1);
            current.members.set(v);
            home[v] = current;
            placedAt[v] = step;
            placed.set(v);
            waiting.clear(v);
            before = size;
        }
        return cliques;
    }

    private int mostPlacedNeighbours(BitSet waiting, BitSet placed) {
        int best = waiting.nextSetBit(0);
        int most = -1;
        for (int v = best; v >= 0; v = waiting.nextSetBit(v + 1)) {
            BitSet earlier = (BitSet) neighbours[v].clone();
            earlier.and(placed);
            if (earlier.cardinality() > most) {
                most = earlier.cardinality();
                best = v;
            }
        }
        return best;
    }

    private static int latest(BitSet set, int[] placedAt) {
        int latest = set.nextSetBit(0);
        for (int v = latest; v >= 0; v = set.nextSetBit(v + 1)) if (placedAt[v] > placedAt[latest]) latest = v;
        return latest;
    }

    /**
     * C(K): the connected pieces without direction when the clique comes first. Lexicographic search that starts
     * with the clique: vertices still in one block when the search first takes from it have the same earlier
     * neighbours.
     */
    private List<BitSet> left(BitSet vertices, BitSet clique) {
        List<BitSet> pieces = new ArrayList<>();
        BitSet others = (BitSet) vertices.clone();
        others.andNot(clique);
        List<BitSet> blocks = new ArrayList<>(List.of((BitSet) clique.clone(), others));
        BitSet settled = (BitSet) clique.clone();
        while (!blocks.isEmpty()) {
            BitSet block = blocks.get(0);
            if (block.isEmpty()) {
                blocks.remove(0);
                continue;
            }
            int v = block.nextSetBit(0);
            if (!settled.get(v)) {
                settled.or(block);
                pieces.addAll(connected(block));
            }
            block.clear(v);
            blocks = split(blocks, v);
        }
        return pieces;
    }

    private List<BitSet> split(List<BitSet> blocks, int v) {
        List<BitSet> finer = new ArrayList<>();
        for (BitSet block : blocks) {
            BitSet near = (BitSet) block.clone();
            near.and(neighbours[v]);
            block.andNot(neighbours[v]);
            if (!near.isEmpty()) finer.add(near);
            if (!block.isEmpty()) finer.add(block);
        }
        return finer;
    }

    private List<BitSet> connected(BitSet vertices) {
        List<BitSet> pieces = new ArrayList<>();
        BitSet rest = (BitSet) vertices.clone();
        while (!rest.isEmpty()) {
            BitSet piece = new BitSet();
            BitSet border = new BitSet();
            border.set(rest.nextSetBit(0));
            while (!border.isEmpty()) {
                int v = border.nextSetBit(0);
                piece.set(v);
                border.or(neighbours[v]);
                border.and(rest);
                border.andNot(piece);
            }
            pieces.add(piece);
            rest.andNot(piece);
        }
        return pieces;
    }
}
