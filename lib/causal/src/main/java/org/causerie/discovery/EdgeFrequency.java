// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

/**
 * How often a search found what between two variables; the four parts add up to 1.
 *
 * @param a the one variable
 * @param b the other
 * @param forward the part of the graphs with a → b
 * @param backward the part of the graphs with b → a
 * @param undirected the part of the graphs with a — b
 * @param absent the part of the graphs in which the two are not adjacent
 */
public record EdgeFrequency(String a, String b, double forward, double backward, double undirected, double absent) {

    /** The part of the graphs in which the two are adjacent. */
    public double adjacent() {
        return forward + backward + undirected;
    }

    /** The same, seen from the other variable. */
    public EdgeFrequency reversed() {
        return new EdgeFrequency(b, a, backward, forward, undirected, absent);
    }
}
