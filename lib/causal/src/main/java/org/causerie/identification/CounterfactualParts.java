// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.causerie.CausalException;
import org.causerie.Progress;

/** Takes events of several worlds apart into entries of response functions: exactly one part holds where the events do. */
final class CounterfactualParts {
    private static final int MOST = 1 << 16;

    private final DiscreteGraph graph;
    private final List<World> worlds = new ArrayList<>();
    private final List<int[]> steps = new ArrayList<>();
    private final List<Map<Cell, Integer>> parts = new ArrayList<>();

    /** What is set and what is to come out in one world, level by variable. */
    private record World(Map<Integer, Integer> set, Map<Integer, Integer> wanted) {}

    private CounterfactualParts(DiscreteGraph graph) {
        this.graph = graph;
    }

    /** Mutually exclusive parts that the conjunction of the events, all at levels, is made of. */
    static List<Map<Cell, Integer>> of(DiscreteGraph graph, Collection<Term> events) {
        CounterfactualParts parts = new CounterfactualParts(graph);
        Map<SortedMap<String, Value>, World> byWorld = new LinkedHashMap<>();
        for (Term event : events) {
            World world = byWorld.computeIfAbsent(event.world(), parts::world);
            int variable = graph.graph().index(event.variable());
            int level = graph.level(variable, name(event.value()));
            Integer before = world.wanted.putIfAbsent(variable, level);
            if (before != null && before != level) return List.of();
            if (world.set.getOrDefault(variable, level) != level) return List.of();
        }
        parts.worlds.addAll(byWorld.values());
        int[][] values = new int[parts.worlds.size()][graph.graph().size()];
        for (int w = 0; w < values.length; w++) parts.plan(w, values[w]);
        parts.walk(0, values, new LinkedHashMap<>());
        return parts.parts;
    }

    private World world(SortedMap<String, Value> settings) {
        Map<Integer, Integer> set = new HashMap<>();
        settings.forEach((name, value) -> {
            int variable = graph.graph().index(name);
            set.put(variable, graph.level(variable, name(value)));
        });
        return new World(set, new HashMap<>());
    }

    private static String name(Value value) {
        if (value instanceof Level level) return level.name();
        throw new CausalException("Bounds are for certain levels; name the level that " + value.text("")
                + " stands for, as in P(Y = 1 | do(X = 0))");
    }

    private void plan(int w, int[] values) {
        World world = worlds.get(w);
        BitSet wanted = new BitSet();
        world.wanted.keySet().forEach(wanted::set);
        BitSet cut = new BitSet();
        world.set.keySet().forEach(cut::set);
        world.set.forEach((variable, level) -> values[variable] = level);
        BitSet needed = graph.graphs().ancestors(wanted, graph.graphs().all(), cut);
        for (int v : graph.ordered(Subgraphs.minus(needed, cut))) steps.add(new int[] {w, v});
    }

    private void walk(int step, int[][] values, Map<Cell, Integer> entries) {
        if (step == steps.size()) {
            Progress.checkpoint();
            if (parts.size() == MOST)
                throw new CausalException("The question has more than " + MOST
                        + " cases; merge some levels, or ask about fewer worlds at once");
            parts.add(new LinkedHashMap<>(entries));
            return;
        }
        int w = steps.get(step)[0];
        int v = steps.get(step)[1];
        Cell cell = new Cell(v, graph.configuration(v, values[w]));
        Integer fixed = entries.get(cell);
        Integer wanted = worlds.get(w).wanted.get(v);
        for (int level = 0; level < graph.size(v); level++) {
            if ((fixed != null && fixed != level) || (wanted != null && wanted != level)) continue;
            values[w][v] = level;
            entries.put(cell, level);
            walk(step + 1, values, entries);
        }
        if (fixed == null) entries.remove(cell);
    }
}
