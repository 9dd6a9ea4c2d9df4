// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import org.causerie.stat.Separators;

/**
 * The sets that separate two variables, found one after another: of the possible parents of the first, then of those of the second,
 * but for what both have in common.
 */
final class PairSeparators {
    private final Skeleton skeleton;
    private final int x;
    private final int y;
    private final int[][] around;
    private final int smallest;
    private final int largest;
    private final Judge judge;

    /** What the sets are of now. */
    private int[] list;

    private Separators separators;
    private boolean ofSecond;
    private long asked;
    private final int[] set;

    /**
     * Begins before the first set.
     *
     * @param around the neighbours of each variable, ascending
     * @param smallest the size of the smallest sets, at least 1
     * @param largest the size of the largest sets
     */
    PairSeparators(Skeleton skeleton, int x, int y, int[][] around, int smallest, int largest, Judge judge) {
        this.skeleton = skeleton;
        this.x = x;
        this.y = y;
        this.around = around;
        this.smallest = smallest;
        this.largest = largest;
        this.judge = judge;
        list = skeleton.possibleParents(x, y, around);
        separators = judge.separators(x, y, list, 0, smallest, largest);
        set = new int[Math.min(largest, Math.max(around[x].length, around[y].length))];
    }

    /** Asks on until a set separates; false when none is left. */
    boolean next() {
        while (!separators.next()) {
            if (ofSecond) return false;
            ofSecond = true;
            asked = separators.asked();
            int[] second = skeleton.possibleParents(y, x, around);
            int shared = putFirst(second, list);
            list = second;
            separators = judge.separators(x, y, list, shared, smallest, largest);
        }
        int[] places = separators.places();
        for (int i = 0; i < separators.size(); i++) set[i] = list[places[i]];
        return true;
    }

    /** Puts those elements first that another list has too; returns how many they are. Both are in ascending order. */
    private static int putFirst(int[] list, int[] other) {
        int shared = 0;
        for (int i = 0; i < list.length; i++) {
            int element = list[i];
            if (Arrays.binarySearch(other, element) < 0) continue;
            System.arraycopy(list, shared, list, shared + 1, i - shared);
            list[shared++] = element;
        }
        return shared;
    }

    /** The set, of which the first {@link #size} members count; overwritten by the next. */
    int[] set() {
        return set;
    }

    int size() {
        return separators.size();
    }

    double departure() {
        return separators.departure();
    }

    /** How many sets were asked about so far. */
    long asked() {
        return asked + separators.asked();
    }
}
