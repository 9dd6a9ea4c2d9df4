// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Locale;
import java.util.OptionalDouble;
import org.causerie.Provenance;
import org.causerie.graph.Dag;

/**
 * The graph that a continuous optimisation of weights ended in.
 *
 * @param dag the graph of the weights above the threshold
 * @param adjacency {@code [i][j]}: what a unit of variable i adds to variable j, in the order of the graph's names, as the
 *     penalised optimisation left it; 0 where there is no edge
 * @param objective the value of the function that was minimised, before the threshold; none where the search was interrupted
 * @param acyclicity the acyclicity function before the threshold, 0 for an acyclic graph; none where the search was interrupted
 * @param varsortability how far scales alone give the order of the found graph away
 * @param standardised whether all variables have the same variance, which takes from these searches what they find
 *     directions by
 * @param settings the settings of the search
 * @param provenance where the result comes from
 */
public record OptimisedGraph(
        Dag dag,
        double[][] adjacency,
        OptionalDouble objective,
        OptionalDouble acyclicity,
        Varsortability varsortability,
        boolean standardised,
        Search settings,
        Provenance provenance)
        implements Found {

    @Override
    public Dag graph() {
        return dag;
    }

    /** What to beware of: scales decide directions here. */
    public String warning() {
        if (standardised)
            return "All variables have the same variance, so the directions mean little: this search finds them by"
                    + " comparing noise variances, which standardising destroys. Use the original units if they are"
                    + " comparable, or DirectLingam, Cam, Pc or Ges, for which units do not matter";
        return "Directions depend on the units of the variables: in other units this search may turn edges";
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s\n%s, %s, %s\n%s",
                dag.text(),
                settings.getClass().getSimpleName().toUpperCase(Locale.ROOT),
                acyclicity.isPresent()
                        ? String.format(Locale.ROOT, "acyclicity %.2g", acyclicity.getAsDouble())
                        : "interrupted",
                varsortability.text(),
                warning());
    }

    @Override
    public String toString() {
        return text();
    }
}
