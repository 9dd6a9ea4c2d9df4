// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.BitSet;
import java.util.Comparator;

/**
 * A change of one edge in an equivalence class.
 *
 * @param kind what happens to the edge between x and y; y is the variable whose parents are scored
 * @param x the one end
 * @param y the other
 * @param clique which of the variables with an undirected edge to y are its parents in the members changed
 *     (NA ∪ T of an insertion and NA \ H of a deletion in Chickering's notation)
 * @param gain by how much the score grows
 * @param stamp which evaluation of the pair it comes from
 */
record Move(Ges.Change kind, int x, int y, BitSet clique, double gain, int stamp) {

    /** The largest gain first; the rest only decides which of several equal ones comes first. */
    static final Comparator<Move> BEST_FIRST = Comparator.comparingDouble(Move::gain)
            .reversed()
            .thenComparingInt(move -> move.clique.cardinality())
            .thenComparingInt(Move::y)
            .thenComparingInt(Move::x)
            .thenComparing(Move::clique, Move::compare);

    private static int compare(BitSet a, BitSet b) {
        BitSet different = (BitSet) a.clone();
        different.xor(b);
        if (different.isEmpty()) return 0;
        return a.get(different.nextSetBit(0)) ? -1 : 1;
    }
}
