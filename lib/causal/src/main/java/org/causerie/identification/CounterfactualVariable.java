// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A variable in the world where some variables are set to certain levels: \(Y_{x = 1}\).
 *
 * @param variable the variable seen
 * @param world level by variable set; empty for the world as it is
 */
public record CounterfactualVariable(String variable, SortedMap<String, String> world) {

    public CounterfactualVariable {
        world = Collections.unmodifiableSortedMap(new TreeMap<>(world));
    }

    /** The variable in the world as it is. */
    public static CounterfactualVariable observed(String variable) {
        return new CounterfactualVariable(variable, new TreeMap<>());
    }
}
