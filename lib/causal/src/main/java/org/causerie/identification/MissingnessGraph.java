// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;

/**
 * A graph of variables and of the causes of their missing values. A variable with gaps, X, stands for the value that is there
 * whether seen or not; its indicator, R_X, is "1" in the cases where it is seen and "0" elsewhere. What the data show, X
 * where R_X is 1, is no vertex.
 *
 * <p>K. Mohan, J. Pearl and J. Tian, Graphical models for inference with missing data, NIPS 2013; K. Mohan and J. Pearl,
 * Graphical models for processing missing data, JASA 116 (2021), doi:10.1080/01621459.2021.1874961.
 *
 * @param graph the graph, with the indicators in it; {@code <->} stands for hidden common causes
 * @param indicators by variable with gaps, its indicator
 */
public record MissingnessGraph(Admg graph, SortedMap<String, String> indicators) implements Displayable {

    public MissingnessGraph {
        indicators = Collections.unmodifiableSortedMap(new TreeMap<>(indicators));
        SortedSet<String> distinct = new TreeSet<>();
        indicators.forEach((variable, indicator) -> {
            graph.index(variable);
            graph.index(indicator);
            if (!distinct.add(indicator))
                throw new CausalException(
                        "Each variable with gaps has an indicator of its own; " + indicator + " was given for two");
        });
        for (String indicator : distinct) {
            if (indicators.containsKey(indicator))
                throw new CausalException(indicator + " is an indicator of gaps, and has none itself");
            for (String effect : graph.children(indicator))
                if (!distinct.contains(effect))
                    throw new CausalException("That a value is missing has no effect on variables; the graph has "
                            + indicator + " -> " + effect + ". Take the edge out");
        }
    }

    /**
     * The graph in which an indicator is called as its variable with {@code R_} before it.
     *
     * @param graph a {@link Dag} or an {@link Admg}
     */
    public static MissingnessGraph of(CausalGraph graph) {
        Admg mixed = FrontDoor.mixed(graph);
        SortedMap<String, String> indicators = new TreeMap<>();
        for (String name : mixed.names()) if (mixed.names().contains("R_" + name)) indicators.put(name, "R_" + name);
        return new MissingnessGraph(mixed, indicators);
    }

    /** The same from text: {@code MissingnessGraph.of("X -> Y", "X -> R_Y")}. */
    public static MissingnessGraph of(String... statements) {
        return of(Admg.of(statements));
    }

    /** The variables, without the indicators. */
    public SortedSet<String> variables() {
        SortedSet<String> variables = new TreeSet<>(graph.names());
        variables.removeAll(indicators.values());
        return variables;
    }

    /**
     * Why the distribution of all variables and indicators does not follow from what is seen; none where it does.
     *
     * <p>It follows exactly where no variable depends on its own indicator given all the others (Nabi, Bhattacharya and Shpitser
     * 2020): there is no edge between the two, and no path that meets heads at indicators only.
     */
    public List<MissingnessObstacle> obstacles() {
        List<MissingnessObstacle> found = new ArrayList<>();
        indicators.forEach((variable, indicator) -> {
            BitSet ends = or(single(graph.index(variable)), single(graph.index(indicator)));
            BitSet rest = minus(new Subgraphs(graph).all(), ends);
            OpenPath.text(graph, single(graph.index(variable)), single(graph.index(indicator)), rest)
                    .ifPresent(path -> found.add(new MissingnessObstacle(variable, indicator, kind(variable), path)));
        });
        return List.copyOf(found);
    }

    private MissingnessObstacle.Kind kind(String variable) {
        String indicator = indicators.get(variable);
        if (graph.adjacent(graph.index(variable), graph.index(indicator)))
            return MissingnessObstacle.Kind.SELF_CENSORING;
        boolean colluder = graph.children(variable).stream()
                .anyMatch(middle -> indicators.containsValue(middle)
                        && graph.parents(middle).contains(indicator));
        return colluder ? MissingnessObstacle.Kind.COLLUDER : MissingnessObstacle.Kind.COLLUDING_PATH;
    }

    /** The graph of these variables and indicators when the others are not seen at all. */
    Admg among(Collection<String> kept) {
        List<String> names = new ArrayList<>(graph.names());
        List<int[]> edges = new ArrayList<>();
        SortedSet<String> hidden = new TreeSet<>(graph.names());
        hidden.removeAll(kept);
        for (int a = 0; a < graph.size(); a++)
            for (int b = 0; b < graph.size(); b++) {
                if (graph.hasEdge(a, b)) edges.add(new int[] {a, b});
                if (a > b || !graph.bidirected(a, b)) continue;
                String cause = graph.names().get(a) + " <-> " + graph.names().get(b);
                edges.add(new int[] {names.size(), a});
                edges.add(new int[] {names.size(), b});
                names.add(cause);
                hidden.add(cause);
            }
        return Admg.projection(Dag.of(names, edges), hidden);
    }

    @Override
    public String text() {
        return graph.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
