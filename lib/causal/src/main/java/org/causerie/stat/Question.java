// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.causerie.Seed;

/**
 * What a test is asked, put in order by names, so that neither the order of the columns nor that of the
 * arguments can change the answer.
 *
 * @param x the one variable, first by name
 * @param y the other
 * @param given the conditioning set by name
 */
record Question(int x, int y, int[] given) {

    /**
     * Puts the question in order.
     *
     * @throws org.causerie.CausalException if a variable occurs twice
     */
    static Question of(List<String> names, int x, int y, int... given) {
        Requirements.distinct(names, x, y, given);
        int[] sorted = Arrays.stream(given)
                .boxed()
                .sorted(Comparator.comparing(names::get))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean swap = names.get(x).compareTo(names.get(y)) > 0;
        return new Question(swap ? y : x, swap ? x : y, sorted);
    }

    /** The randomness of this question and no other. */
    Seed seed(Seed seed, List<String> names) {
        Seed own = seed.split(names.get(x)).split(names.get(y));
        for (int z : given) own = own.split(names.get(z));
        return own;
    }
}
