// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * Walks through the sets of some of so many places, each after the one that it is with its last member taken off, so that
 * what is known of a set helps with the next. Sets smaller than asked for are walked through where they lead to larger ones.
 */
final class GrowingSets {
    private final int count;
    private final int known;
    private final int smallest;
    private final int[] places;
    private int size;

    /**
     * Begins before the first set.
     *
     * @param count how many places there are
     * @param known sets of the first so many places only are not asked for
     * @param smallest the size of the smallest sets that are asked for, at least 1
     * @param largest the size of the largest
     */
    GrowingSets(int count, int known, int smallest, int largest) {
        this.count = count;
        this.known = known;
        this.smallest = smallest;
        places = new int[Math.max(0, Math.min(count, largest))];
    }

    /** Steps to the next set; false when there is none. */
    boolean next() {
        if (places.length < smallest) return false;
        int place = size == 0 ? 0 : places[size - 1] + 1;
        while (size == places.length || place > count - Math.max(1, smallest - size)) {
            if (size == 0) return false;
            place = places[--size] + 1;
        }
        places[size++] = place;
        return true;
    }

    /** Whether the set is one of those asked for. */
    boolean wanted() {
        return size >= smallest && last() >= known;
    }

    /** The set, of which the first {@link #size} places count, ascending. */
    int[] places() {
        return places;
    }

    int size() {
        return size;
    }

    /** The member added last. */
    int last() {
        return places[size - 1];
    }

    /** Whether no set begins with this one. */
    boolean full() {
        return size == places.length;
    }
}
