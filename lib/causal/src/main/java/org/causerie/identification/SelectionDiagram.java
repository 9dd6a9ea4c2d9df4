// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * One graph for several populations, and the variables that may come about differently in each than in the population
 * that is asked about: those that selection nodes point to.
 *
 * @param graph the graph of all populations
 * @param different by population, the variables whose mechanism or noise may be another
 */
public record SelectionDiagram(Admg graph, SortedMap<Domain, SortedSet<String>> different) implements Displayable {

    public SelectionDiagram {
        SortedMap<Domain, SortedSet<String>> copy = new TreeMap<>();
        different.forEach((domain, names) -> copy.put(domain, Collections.unmodifiableSortedSet(new TreeSet<>(names))));
        for (Map.Entry<Domain, SortedSet<String>> entry : copy.entrySet()) {
            entry.getValue().forEach(graph::index);
            if (entry.getKey().equals(Domain.target()) && !entry.getValue().isEmpty())
                throw new CausalException(
                        "The population that is asked about does not differ from itself; it was given "
                                + String.join(", ", entry.getValue()) + ": name the other population");
        }
        different = Collections.unmodifiableSortedMap(copy);
    }

    /** One population. */
    public static SelectionDiagram of(Admg graph) {
        return new SelectionDiagram(graph, new TreeMap<>());
    }

    /** The same with one more population, where these variables may come about differently. */
    public SelectionDiagram with(String population, String... variables) {
        SortedMap<Domain, SortedSet<String>> more = new TreeMap<>(different);
        more.put(new Domain(population), new TreeSet<>(Set.of(variables)));
        return new SelectionDiagram(graph, more);
    }

    @Override
    public String text() {
        return graph.text()
                + different.entrySet().stream()
                        .map(entry ->
                                "; " + entry.getKey() + " differs in {" + String.join(", ", entry.getValue()) + "}")
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return text();
    }
}
