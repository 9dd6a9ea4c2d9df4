// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.graph.Admg;

/**
 * The search, in the graph with the noise of the variable drawn: it points at the variable and has its hidden causes.
 *
 * @param graph the graph
 * @param v the variable
 */
record MonotoneCases(Admg graph, int v) {

    MonotoneIdentification first() {
        String name = graph.names().get(v);
        int noise = graph.names().size();
        Admg drawn = drawn(noise);
        BitSet parents = graph.parents(v);
        BitSet confounded = new BitSet();
        parents.stream()
                .filter(parent -> !drawn.separated(bits(noise), bits(parent), new BitSet()))
                .forEach(confounded::set);
        if (confounded.isEmpty()) return new MonotoneIdentification.Markovian(name, names(parents));
        BitSet given = drawn.ancestors(parents);
        given.andNot(parents);
        if (drawn.separated(bits(noise), parents, given))
            return new MonotoneIdentification.BackDoor(name, names(parents), names(fewest(drawn, noise, given)));
        if (confounded.cardinality() == 1) {
            int treatment = confounded.nextSetBit(0);
            BitSet exogenous = (BitSet) parents.clone();
            exogenous.clear(treatment);
            int instrument = IntStream.range(0, noise)
                    .filter(i -> i != v && !parents.get(i))
                    .filter(i -> drawn.separated(bits(noise), bits(i), exogenous))
                    .filter(i -> !drawn.separated(bits(treatment), bits(i), exogenous))
                    .findFirst()
                    .orElse(v);
            if (instrument != v)
                return new MonotoneIdentification.Instrumental(
                        name,
                        graph.names().get(treatment),
                        names(exogenous),
                        graph.names().get(instrument));
        }
        return new MonotoneIdentification.Unidentified(name, names(confounded));
    }

    private Admg drawn(int noise) {
        List<String> names = new ArrayList<>(graph.names());
        names.add("noise of " + names.get(v));
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        directed.add(new int[] {noise, v});
        for (int child = 0; child < noise; child++) {
            int effect = child;
            graph.parents(child).stream().forEach(parent -> directed.add(new int[] {parent, effect}));
            graph.spouses(child).stream()
                    .filter(spouse -> spouse > effect)
                    .forEach(spouse ->
                            bidirected.add(new int[] {effect == v ? noise : effect, spouse == v ? noise : spouse}));
        }
        return Admg.of(names, directed, bidirected);
    }

    private BitSet fewest(Admg drawn, int noise, BitSet enough) {
        BitSet kept = (BitSet) enough.clone();
        for (int z = enough.nextSetBit(0); z >= 0; z = enough.nextSetBit(z + 1)) {
            kept.clear(z);
            if (!drawn.separated(bits(noise), graph.parents(v), kept)) kept.set(z);
        }
        return kept;
    }

    private List<String> names(BitSet set) {
        return set.stream().mapToObj(graph.names()::get).toList();
    }

    private static BitSet bits(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }
}
