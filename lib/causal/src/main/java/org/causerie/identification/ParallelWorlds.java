// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.Progress;
import org.causerie.graph.Admg;

/** The worlds that events are of, each with the variables behind its events, while they are merged into one graph. */
final class ParallelWorlds {
    private final Admg graph;
    private final List<World> worlds = new ArrayList<>();
    private final Set<Symbol> taken = new HashSet<>();
    private final List<Term> vertices = new ArrayList<>();
    private final SortedSet<Symbol> summed = new TreeSet<>();

    ParallelWorlds(SortedSet<Term> events, Admg graph) {
        this.graph = graph;
        Map<SortedMap<String, Value>, World> known = new LinkedHashMap<>();
        for (Term event : events) {
            take(event.value());
            event.world().values().forEach(this::take);
            known.computeIfAbsent(event.world(), World::new).events.add(event);
        }
        worlds.addAll(known.values());
    }

    private void take(Value value) {
        if (value instanceof Symbol symbol) taken.add(symbol);
    }

    /** Two values that a variable has to have at once. */
    record Clash(String variable, Value first, Value second) {

        /** What makes both hold; empty if two certain levels differ. */
        Optional<CounterfactualGraph.Equality> equality() {
            if (second instanceof Symbol symbol)
                return Optional.of(new CounterfactualGraph.Equality(variable, symbol, first));
            if (first instanceof Symbol symbol)
                return Optional.of(new CounterfactualGraph.Equality(variable, symbol, second));
            return Optional.empty();
        }
    }

    private final class World {
        private final SortedMap<String, Value> values;
        private final List<Term> events = new ArrayList<>();

        World(SortedMap<String, Value> set) {
            values = new TreeMap<>(set);
        }

        /** The variables behind the events, up to those that are set. */
        BitSet needed() {
            BitSet set = new BitSet();
            BitSet seen = new BitSet();
            for (String name : values.keySet()) set.set(graph.index(name));
            for (Term event : events) seen.set(graph.index(event.variable()));
            BitSet needed = graph.withoutEdgesInto(set).ancestors(seen);
            needed.andNot(set);
            return needed;
        }

        /** The values of this variable that events of this world name. */
        Set<Value> named(String variable) {
            Set<Value> named = new LinkedHashSet<>();
            for (Term event : events) if (event.variable().equals(variable)) named.add(event.value());
            return named;
        }

        SortedMap<String, Value> parents(String variable) {
            SortedMap<String, Value> parents = new TreeMap<>();
            for (String parent : graph.parents(variable)) parents.put(parent, values.get(parent));
            return parents;
        }
    }

    /** Merges the worlds from causes to effects; stops at the first variable that would need two values. */
    Optional<Clash> merge() {
        for (World world : worlds)
            for (Map.Entry<String, Value> set : world.values.entrySet())
                for (Value named : world.named(set.getKey()))
                    if (!named.equals(set.getValue()))
                        return Optional.of(new Clash(set.getKey(), set.getValue(), named));
        Map<World, BitSet> needed = new HashMap<>();
        for (World world : worlds) needed.put(world, world.needed());
        for (String name : graph.topologicalOrder()) {
            Progress.checkpoint();
            int index = graph.index(name);
            List<World> with = worlds.stream()
                    .filter(world -> needed.get(world).get(index))
                    .toList();
            Optional<Clash> clash = merge(name, with);
            if (clash.isPresent()) return clash;
        }
        return Optional.empty();
    }

    /** Makes one vertex of the variable for each set of values that its parents have in these worlds. */
    private Optional<Clash> merge(String name, List<World> with) {
        Map<SortedMap<String, Value>, List<World>> alike = new LinkedHashMap<>();
        for (World world : with)
            alike.computeIfAbsent(world.parents(name), parents -> new ArrayList<>())
                    .add(world);
        for (Map.Entry<SortedMap<String, Value>, List<World>> vertex : alike.entrySet()) {
            SortedSet<Value> named = new TreeSet<>();
            for (World world : vertex.getValue()) named.addAll(world.named(name));
            if (named.size() > 1) return Optional.of(new Clash(name, named.first(), named.last()));
            Value value = named.isEmpty() ? fresh(name) : named.first();
            vertices.add(new Term(name, value, vertex.getKey()));
            for (World world : vertex.getValue()) world.values.put(name, value);
        }
        return Optional.empty();
    }

    private Symbol fresh(String name) {
        Symbol symbol = Bindings.unused(Symbol.of(name), taken);
        taken.add(symbol);
        summed.add(symbol);
        return symbol;
    }

    List<Term> vertices() {
        return vertices;
    }

    SortedSet<Symbol> summed() {
        return summed;
    }
}
