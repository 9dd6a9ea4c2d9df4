// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * Walks through the sets of some of so many places by what they are without their last member: each such beginning comes
 * after the one that it is without its own last member, so that what is known of a set helps with the next, and all that it
 * may be completed by are at hand together.
 */
final class GrowingSets {
    private final int count;
    private final int known;
    private final int smallest;
    private final int[] places;
    private int size = -1;

    /**
     * Begins before the first beginning, which is empty.
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
        places = new int[known < count ? Math.max(0, Math.min(count, largest)) : 0];
    }

    /** Steps to the next beginning; false when there is none. */
    boolean next() {
        if (size < 0) {
            size = 0;
            return smallest <= places.length;
        }
        int place = size == 0 ? 0 : last() + 1;
        while (size + 1 >= places.length || place >= count - Math.max(1, smallest - size - 1)) {
            if (size == 0) return false;
            place = places[--size] + 1;
        }
        places[size++] = place;
        return true;
    }

    /** How many members the beginning has. */
    int size() {
        return size;
    }

    /** Its member added last. */
    int last() {
        return places[size - 1];
    }

    /** The first of the places up to the last that complete the beginning to a set asked for. */
    int from() {
        return size + 1 < smallest ? count : Math.max(known, size == 0 ? 0 : last() + 1);
    }

    /** The beginning, completed: one more place than its size, ascending; overwritten by the next. */
    int[] with(int place) {
        places[size] = place;
        return places;
    }
}
