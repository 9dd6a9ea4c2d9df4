// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.identification.AdjustmentSets;
import org.causerie.identification.PathWitness;
import org.causerie.plot.GraphDrawing.Style;
import org.causerie.plot.GraphPlot.Role;
import org.causerie.plot.GraphSheet.Panel;

/**
 * Draws candidate adjustment sets side by side on one graph: which of them serve, and of each that does not the path
 * that stays open, is opened, or is cut off.
 *
 * {@snippet :
 * AdjustmentPlot.of(AdjustmentSets.of(graph, "X", "Y"), List.of("Z"), List.of("Z", "M"))
 * }
 *
 * @param title over the drawings, may be empty
 * @param sets what decides
 * @param candidates the sets to draw, in their order; at least one
 */
public record AdjustmentPlot(String title, AdjustmentSets sets, List<SortedSet<String>> candidates)
        implements Displayable {
    private static final int MOST = 24;
    private static final String SERVES = "serves: only causal paths stay open";

    public AdjustmentPlot {
        if (candidates.isEmpty() || candidates.size() > MOST)
            throw new CausalException("A drawing compares 1 to " + MOST + " candidate sets; " + candidates.size()
                    + " were given. Pass each as a collection, such as Set.of(\"Z\")");
        candidates = candidates.stream()
                .map(set -> Collections.unmodifiableSortedSet(new TreeSet<>(set)))
                .toList();
        candidates.forEach(sets::witness);
    }

    /**
     * These sets, in their order.
     *
     * @throws CausalException if there are none, or the graph does not know a variable
     */
    @SafeVarargs
    public static AdjustmentPlot of(AdjustmentSets sets, Collection<String>... candidates) {
        List<Collection<String>> all = new ArrayList<>();
        for (Collection<String> candidate : candidates) all.add(candidate);
        return of(sets, all);
    }

    /** These sets, in their order. */
    public static AdjustmentPlot of(AdjustmentSets sets, List<? extends Collection<String>> candidates) {
        String title = "What to adjust for: " + String.join(", ", sets.treatments()) + " → "
                + String.join(", ", sets.outcomes());
        return new AdjustmentPlot(
                title,
                sets,
                candidates.stream()
                        .map(set -> (SortedSet<String>) new TreeSet<>(set))
                        .toList());
    }

    public AdjustmentPlot title(String words) {
        return new AdjustmentPlot(words, sets, candidates);
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(title.isEmpty() ? "" : title + "\n")
                .append(sets.graph().text());
        for (SortedSet<String> set : candidates)
            out.append('\n')
                    .append(head(set))
                    .append(": ")
                    .append(sets.witness(set).map(PathWitness::text).orElse(SERVES));
        return out.toString();
    }

    private static String head(Set<String> set) {
        return set.isEmpty() ? "nothing" : "{" + String.join(", ", set) + "}";
    }

    @Override
    public Optional<String> svg() {
        List<Panel> panels = new ArrayList<>();
        for (SortedSet<String> set : candidates) panels.add(panel(set));
        Set<Role> roles = new LinkedHashSet<>(List.of(Role.TREATMENT, Role.OUTCOME));
        if (candidates.stream().anyMatch(set -> !set.isEmpty())) roles.add(Role.ADJUSTMENT);
        return GraphSheet.draw(title, roles.stream().map(Role::look).toList(), panels);
    }

    private Panel panel(SortedSet<String> set) {
        Optional<PathWitness> witness = sets.witness(set);
        Map<String, Role> roles = new LinkedHashMap<>();
        set.forEach(name -> roles.put(name, Role.ADJUSTMENT));
        sets.treatments().forEach(name -> roles.put(name, Role.TREATMENT));
        sets.outcomes().forEach(name -> roles.put(name, Role.OUTCOME));
        GraphPlot plot = GraphPlot.withDefaults()
                .highlight(witness.map(PathWitness::edges).orElse(List.of()));
        Style style = plot.roles(roles).style(sets.graph());
        return new Panel(
                head(set),
                witness.map(PathWitness::reason).orElse(SERVES),
                witness.isPresent() ? Theme.VERMILION : Theme.GREEN,
                style,
                sets.graph());
    }
}
