// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.random.RandomGenerator;

/** Random orders. */
final class Permutations {
    private Permutations() {}

    /** Puts the elements into a random order, every one equally likely. */
    static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
