// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;

/**
 * The variables of a search in the order in which it visits them: by name, so that the order of the columns
 * cannot change a result.
 *
 * @param names the names in the order of the columns
 * @param columns {@code columns[i]} is the column of the i-th variable by name
 */
record Variables(List<String> names, int[] columns) {
    /** Above this the list of pairs alone no longer fits in memory. */
    static final int MOST = 8_192;

    static Variables of(List<String> names) {
        if (names.size() < 2)
            throw new CausalException("A search for a graph needs at least 2 variables; given: " + names);
        if (names.size() > MOST)
            throw new CausalException("A search over " + names.size() + " variables would not end: at most " + MOST
                    + " are allowed; choose columns with select(…)");
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) order.add(i);
        order.sort((i, j) -> names.get(i).compareTo(names.get(j)));
        int[] columns = new int[names.size()];
        for (int i = 0; i < columns.length; i++) columns[i] = order.get(i);
        return new Variables(List.copyOf(names), columns);
    }

    int size() {
        return columns.length;
    }

    String name(int variable) {
        return names.get(columns[variable]);
    }

    int[] columnsOf(int[] variables) {
        return Arrays.stream(variables).map(i -> columns[i]).toArray();
    }
}
