// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

/**
 * Walks through the subsets of one size: first those of one list, then those of a second list that are not
 * subsets of the first. Allocates nothing while it walks.
 */
final class Subsets {
    private static final boolean[] NONE = {};

    private final int[] first;
    private final int[] second;

    private final int[] index;
    private final int[] set;
    private int[] list;

    /** Which elements of the second list the first has too; empty before the second list's turn. */
    private boolean[] shared = NONE;

    private boolean done;

    /** Both lists in ascending order. */
    Subsets(int[] first, int[] second, int size) {
        this.first = first;
        this.second = second;
        index = new int[size];
        set = new int[size];
        turnTo(first);
    }

    private void turnTo(int[] list) {
        this.list = list;
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
                for (int i = 0; i < index.length; i++) set[i] = list[index[i]];
                return true;
            } else if (list == first && second != first) {
                turnTo(second);
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

    private boolean advance() {
        int size = index.length;
        int i = size - 1;
        while (i >= 0 && index[i] >= list.length - size + i) i--;
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
            shared[j] = i < first.length && first[i] == second[j];
        }
    }

    private boolean withinFirst() {
        for (int i : index) if (!shared[i]) return false;
        return true;
    }
}
