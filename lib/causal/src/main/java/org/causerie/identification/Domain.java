// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

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

    @Override
    public int compareTo(Domain other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
