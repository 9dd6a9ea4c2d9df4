// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/** Finds order statistics without sorting. */
final class Selection {
    private Selection() {}

    /**
     * The value that would be at a place if the array were sorted, in <i>O(n)</i> on average (Hoare's selection).
     *
     * @param values left in another order
     * @param place from 0
     */
    static float smallest(float[] values, int place) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            float pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i <= j) {
                    float kept = values[i];
                    values[i++] = values[j];
                    values[j--] = kept;
                }
            }
            if (place <= j) high = j;
            else if (place >= i) low = i;
            else return values[place];
        }
        return values[place];
    }
}
