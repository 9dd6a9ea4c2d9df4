// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.causerie.Progress;

/** Directs edges between changing variables, the clearest first, with Meek's rules after each. */
final class IndependentChanges {
    /** How much the changes of two variables' modules, each given its causes, depend on each other. */
    interface Dependence {
        double of(String first, List<String> firstCauses, String second, List<String> secondCauses);
    }

    private final Pattern graph;
    private final Variables variables;
    private final Bounds bounds;
    private final String surrogate;
    private final Dependence changes;
    private final List<CdNod.Direction> directions = new ArrayList<>();
    private final Map<List<String>, Double> known = new HashMap<>();

    IndependentChanges(Pattern graph, Variables variables, Bounds bounds, String surrogate, Dependence changes) {
        this.graph = graph;
        this.variables = variables;
        this.bounds = bounds;
        this.surrogate = surrogate;
        this.changes = changes;
    }

    /** Directs the edges between variables next to the surrogate. */
    void orient() {
        int[] changing = changing();
        while (true) {
            CdNod.Direction clearest = null;
            int[] edge = {};
            for (int i : changing) {
                for (int j : changing) {
                    if (i >= j || !graph.undirected(i, j)) continue;
                    Progress.checkpoint();
                    CdNod.Direction direction = direction(i, j);
                    if (clearest != null && !(clarity(direction) > clarity(clearest))) continue;
                    clearest = direction;
                    edge = direction.from().equals(variables.name(i)) ? new int[] {i, j} : new int[] {j, i};
                }
            }
            if (clearest == null) return;
            graph.direct(edge[0], edge[1]);
            directions.add(clearest);
            Meek.close(graph, true);
        }
    }

    /** The edges directed until now, the clearest first. */
    List<CdNod.Direction> directions() {
        return directions;
    }

    private int[] changing() {
        for (int i = 0; i < graph.size(); i++) if (surrogate(i)) return Pattern.members(graph.adjacent[i]);
        return new int[0];
    }

    private static double clarity(CdNod.Direction direction) {
        double sum = direction.dependence() + direction.reversed();
        return sum > 0 ? (direction.reversed() - direction.dependence()) / sum : 0;
    }

    private CdNod.Direction direction(int i, int j) {
        double forward = dependence(i, j);
        double backward = dependence(j, i);
        boolean cannotForward = bounds.forbidden(i, j) || graph.reaches(j, i);
        boolean cannotBackward = bounds.forbidden(j, i) || graph.reaches(i, j);
        boolean asIs = cannotBackward || (!cannotForward && forward <= backward);
        return asIs
                ? new CdNod.Direction(variables.name(i), variables.name(j), forward, backward)
                : new CdNod.Direction(variables.name(j), variables.name(i), backward, forward);
    }

    /** Between the changes of a cause and of its effect, each given its directed causes too. */
    private double dependence(int cause, int effect) {
        List<String> ofCause = causes(cause, -1);
        List<String> ofEffect = causes(effect, cause);
        List<String> key = new ArrayList<>(ofCause);
        key.add(variables.name(cause));
        key.add("→");
        key.add(variables.name(effect));
        key.addAll(ofEffect);
        return known.computeIfAbsent(
                key, any -> changes.of(variables.name(cause), ofCause, variables.name(effect), ofEffect));
    }

    private List<String> causes(int variable, int more) {
        List<String> causes = new ArrayList<>();
        for (int i : Pattern.members(graph.parents[variable])) if (!surrogate(i)) causes.add(variables.name(i));
        if (more >= 0) causes.add(variables.name(more));
        return causes.stream().sorted().toList();
    }

    private boolean surrogate(int variable) {
        return surrogate.equals(variables.name(variable));
    }
}
