// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.CausalException;

/** The names of a graph's variables in their order, with the index of each. */
final class Variables {
    private final List<String> names;
    private final Map<String, Integer> index = new HashMap<>();

    Variables(Collection<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < this.names.size(); i++) {
            String name = this.names.get(i);
            if (name.isBlank()) throw new CausalException("Variable number " + (i + 1) + " has no name; give it one");
            if (index.put(name, i) != null)
                throw new CausalException(
                        "The variable \"" + name + "\" is listed twice; each variable of a graph has its own name");
        }
    }

    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    String name(int i) {
        return names.get(i);
    }

    int index(String name) {
        Integer i = index.get(name);
        if (i == null) throw CausalException.unknown("variable", name, names);
        return i;
    }

    int[] indices(Collection<String> some) {
        return some.stream().mapToInt(this::index).toArray();
    }

    BitSet bits(Collection<String> some) {
        BitSet bits = new BitSet(names.size());
        some.forEach(name -> bits.set(index(name)));
        return bits;
    }

    BitSet bits(String name) {
        return bits(List.of(name));
    }

    /** The names of the members, in the graph's order. */
    Set<String> names(BitSet bits) {
        Set<String> set = new LinkedHashSet<>();
        bits.stream().forEach(i -> set.add(names.get(i)));
        return Collections.unmodifiableSet(set);
    }

    /** The edge's ends as indices, checked. */
    int[] ends(int[] edge) {
        if (edge.length != 2)
            throw new CausalException(
                    "An edge is two indices, from and to; an array of length " + edge.length + " was given");
        check(edge[0]);
        check(edge[1]);
        if (edge[0] == edge[1]) throw selfEdge(name(edge[0]));
        return edge;
    }

    private void check(int i) {
        if (i < 0 || i >= size())
            throw new CausalException("There is no variable number " + i + "; the graph has " + size()
                    + " variables, numbered from 0 to " + (size() - 1));
    }

    static CausalException selfEdge(String name) {
        return new CausalException(
                "The edge from " + name + " to itself is not allowed: a variable is no cause of itself; remove it");
    }

    static CausalException duplicate(Object edge) {
        return new CausalException("The edge " + edge + " is given twice or against another edge between the same two"
                + " variables; give each edge once");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Variables that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
