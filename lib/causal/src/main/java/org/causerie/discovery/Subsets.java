// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;

/**
 * Walks through the subsets of one size: first those of one list, then those of a second list that are not
 * subsets of the first. Neither copies the lists nor allocates anything while it walks.
 */
final class Subsets {
    private static final boolean[] NONE = {};

    private final int[] first;
    private final int[] second;

    /** Where in each list the one element is that is left out; its length where none is. */
    private final int gapOfFirst;

    private final int gapOfSecond;
    private final int[] index;
    private final int[] set;
    private int[] list;
    private int gap;
    private int length;

    /** Which elements of the second list the first has too; empty before the second list's turn. */
    private boolean[] shared = NONE;

    private boolean done;

    /** Both lists in ascending order. */
    Subsets(int[] first, int[] second, int size) {
        this(first, first.length, second, second.length, size);
    }

    private Subsets(int[] first, int gapOfFirst, int[] second, int gapOfSecond, int size) {
        this.first = first;
        this.second = second;
        this.gapOfFirst = gapOfFirst;
        this.gapOfSecond = gapOfSecond;
        index = new int[size];
        set = new int[size];
        turnTo(first, gapOfFirst);
    }

    /** The subsets of one list without x and of another without y, both in ascending order. */
    static Subsets without(int x, int[] first, int y, int[] second, int size) {
        return new Subsets(first, gap(first, x), second, gap(second, y), size);
    }

    private static int gap(int[] list, int element) {
        int at = Arrays.binarySearch(list, element);
        return at < 0 ? list.length : at;
    }

    private void turnTo(int[] list, int gap) {
        this.list = list;
        this.gap = gap;
        length = gap < list.length ? list.length - 1 : list.length;
        for (int i = 0; i < index.length; i++) index[i] = i;
        if (index.length > 0) index[index.length - 1]--;
    }

    /** Steps to the next subset; false when there is none. */
    boolean next() {
        if (index.length == 0) {
            boolean fresh = !done;
            done = true;
            return fresh;
        }
        while (true) {
            if (advance()) {
                if (list != first && withinFirst()) continue;
                for (int i = 0; i < index.length; i++) set[i] = list[place(index[i])];
                return true;
            } else if (list == first && second != first) {
                turnTo(second, gapOfSecond);
                compare();
            } else {
                return false;
            }
        }
    }

    /** The current subset in ascending order; overwritten by the next step. */
    int[] set() {
        return set;
    }

    private int place(int i) {
        return i < gap ? i : i + 1;
    }

    private boolean advance() {
        int size = index.length;
        int i = size - 1;
        while (i >= 0 && index[i] >= length - size + i) i--;
        if (i < 0) return false;
        index[i]++;
        for (int j = i + 1; j < size; j++) index[j] = index[j - 1] + 1;
        return true;
    }

    private void compare() {
        shared = new boolean[second.length];
        int i = 0;
        for (int j = 0; j < second.length; j++) {
            while (i < first.length && first[i] < second[j]) i++;
            shared[j] = i < first.length && first[i] == second[j] && i != gapOfFirst;
        }
    }

    private boolean withinFirst() {
        for (int i : index) if (!shared[place(i)]) return false;
        return true;
    }
}
