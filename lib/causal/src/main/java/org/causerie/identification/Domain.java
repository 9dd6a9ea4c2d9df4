// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.SortedMap;
import java.util.TreeMap;
import org.causerie.CausalException;

/**
 * A population that data can come from.
 *
 * @param name what it is called; empty for the only one, or the one asked about
 */
public record Domain(String name) implements Comparable<Domain> {

    /** The population that the query is about. */
    public static Domain target() {
        return new Domain("");
    }

    /** The mechanisms of this population: those of the target, but for what is named for this one. */
    <T> SortedMap<String, T> mechanisms(SortedMap<String, T> usual, SortedMap<Domain, SortedMap<String, T>> elsewhere) {
        SortedMap<String, T> here = new TreeMap<>(usual);
        if (equals(target())) return here;
        if (!elsewhere.containsKey(this))
            throw CausalException.unknown(
                    "population",
                    name,
                    elsewhere.keySet().stream().map(Domain::name).toList());
        here.putAll(elsewhere.get(this));
        return here;
    }

    @Override
    public int compareTo(Domain other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
