// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Locale;
import org.causerie.Provenance;
import org.causerie.graph.Cpdag;

/**
 * What a search among the orders of the variables found: {@link Boss}, {@link Grasp}, {@link Coke}.
 *
 * @param cpdag the graph; edges without direction may point either way
 * @param order the order of the variables that it comes from, causes first
 * @param score the score of each member of the class; higher is better
 * @param settings the settings of the search
 * @param provenance where the result comes from
 */
public record FoundOrder(Cpdag cpdag, List<String> order, double score, Search settings, Provenance provenance)
        implements Found {

    public FoundOrder {
        order = List.copyOf(order);
    }

    @Override
    public Cpdag graph() {
        return cpdag;
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s\n%s, score %.6g",
                cpdag.text(),
                settings.getClass().getSimpleName(),
                score);
    }

    @Override
    public String toString() {
        return text();
    }
}
