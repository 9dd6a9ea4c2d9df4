// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.BitSet;

/**
 * A change of one edge in an equivalence class.
 *
 * @param kind what happens to the edge between x and y; y is the variable whose parents are scored
 * @param x the one end
 * @param y the other
 * @param clique which of the variables with an undirected edge to y are its parents in the members changed
 *     (NA ∪ T of an insertion and NA \ H of a deletion in Chickering's notation)
 * @param gain by how much the score grows
 */
record Move(Ges.Change kind, int x, int y, BitSet clique, double gain) {

    /** The larger gain first; the rest only decides which of several equal ones comes first. */
    boolean before(Move other) {
        if (gain != other.gain) return gain > other.gain;
        int size = clique.cardinality();
        int otherSize = other.clique.cardinality();
        if (size != otherSize) return size < otherSize;
        if (y != other.y) return y < other.y;
        if (x != other.x) return x < other.x;
        BitSet different = (BitSet) clique.clone();
        different.xor(other.clique);
        return !different.isEmpty() && clique.get(different.nextSetBit(0));
    }
}
