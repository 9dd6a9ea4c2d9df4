// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.Progress;

/**
 * The sets of some variables given which independence of two others is not rejected, found one after another; see
 * {@link Decision#separators}.
 */
public final class Separators {
    private final GrowingSets sets;
    private final int count;
    private final Questions questions;

    /** The place that completes the next set. */
    private int place;

    private int size;
    private int[] places = {};
    private double departure;
    private long asked;

    /** How the two depend given sets that grow. */
    interface Questions {
        /** Adds a member to the first {@code size} of a set, after all of them. */
        void grow(int size, int place);

        /** The departure given a set of which all but the last member were added. */
        double departure(int[] places, int size);
    }

    Separators(int count, int known, int smallest, int largest, Questions questions) {
        sets = new GrowingSets(count, known, smallest, largest);
        this.count = count;
        this.questions = questions;
        place = count;
    }

    /** Asks on until a set separates; false when none is left. */
    public boolean next() {
        while (true) {
            size = sets.size() + 1;
            while (place < count) {
                asked++;
                places = sets.with(place++);
                departure = questions.departure(places, size);
                if (departure < 1) return true;
            }
            Progress.checkpoint();
            if (!sets.next()) return false;
            if (sets.size() > 0) questions.grow(sets.size() - 1, sets.last());
            place = sets.from();
        }
    }

    /** The set: where in the list of others its members stand, ascending, of which the first {@link #size} count; overwritten by the next. */
    public int[] places() {
        return places;
    }

    /** How many members the set has. */
    public int size() {
        return size;
    }

    /** The departure given the set; see {@link Decision#departure}. */
    public double departure() {
        return departure;
    }

    /** How many sets were asked about so far. */
    public long asked() {
        return asked;
    }
}
