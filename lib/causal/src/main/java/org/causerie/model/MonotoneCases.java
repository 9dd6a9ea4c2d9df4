// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.graph.Admg;

/** The search, in the graph with the noise of the variable drawn: it points at the variable and has its hidden causes. */
final class MonotoneCases {
    private static final int MOST_HELD = 3;
    private final Admg graph;
    private final int v;
    private final Admg drawn;
    private final int noise;
    private final String name;
    private final BitSet parents;
    private final BitSet confounded = new BitSet();

    MonotoneCases(Admg graph, int v) {
        this.graph = graph;
        this.v = v;
        noise = graph.names().size();
        name = graph.names().get(v);
        drawn = drawn();
        parents = graph.parents(v);
        parents.stream()
                .filter(parent -> !independent(bits(parent), new BitSet()))
                .forEach(confounded::set);
    }

    MonotoneIdentification first() {
        if (confounded.isEmpty()) return new MonotoneIdentification.Markovian(name, names(parents));
        return backDoor(new BitSet())
                .or(this::instrumental)
                .or(this::holding)
                .orElseGet(() -> new MonotoneIdentification.Unidentified(name, names(confounded), obstacles()));
    }

    /** A back-door set with these parents in it and no others. */
    private Optional<MonotoneIdentification> backDoor(BitSet held) {
        BitSet changed = without(parents, held);
        BitSet given = without(drawn.ancestors(parents), changed);
        if (!independent(changed, given)) return Optional.empty();
        for (int z = given.nextSetBit(0); z >= 0; z = given.nextSetBit(z + 1)) {
            if (held.get(z)) continue;
            given.clear(z);
            if (!independent(changed, given)) given.set(z);
        }
        return Optional.of(new MonotoneIdentification.BackDoor(name, names(changed), names(given)));
    }

    private Optional<MonotoneIdentification> instrumental() {
        if (confounded.cardinality() > 1) return Optional.empty();
        int treatment = confounded.nextSetBit(0);
        BitSet exogenous = without(parents, confounded);
        return IntStream.range(0, noise)
                .filter(i -> i != v && !parents.get(i))
                .filter(i -> independent(bits(i), exogenous))
                .filter(i -> !drawn.separated(bits(treatment), bits(i), exogenous))
                .boxed()
                .findFirst()
                .map(i -> new MonotoneIdentification.Instrumental(
                        name,
                        graph.names().get(treatment),
                        names(exogenous),
                        graph.names().get(i)));
    }

    /** A back-door set with some parents, causes of the others, in it: as few as there can be. */
    private Optional<MonotoneIdentification> holding() {
        for (int size = 1; size <= Math.min(MOST_HELD, parents.cardinality() - 1); size++) {
            Optional<MonotoneIdentification> found = holding(new BitSet(), 0, size);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<MonotoneIdentification> holding(BitSet held, int from, int more) {
        if (more == 0) {
            BitSet causes = graph.ancestors(without(parents, held));
            return without(held, causes).isEmpty() ? backDoor(held) : Optional.empty();
        }
        for (int parent = parents.nextSetBit(from); parent >= 0; parent = parents.nextSetBit(parent + 1)) {
            BitSet extended = (BitSet) held.clone();
            extended.set(parent);
            Optional<MonotoneIdentification> found = holding(extended, parent + 1, more - 1);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private List<String> obstacles() {
        BitSet exogenous = without(parents, confounded);
        BitSet causes = without(graph.ancestors(confounded), confounded);
        List<String> found = new ArrayList<>();
        for (int cause = causes.nextSetBit(0); cause >= 0; cause = causes.nextSetBit(cause + 1)) {
            String moves = graph.names().get(cause);
            if (exogenous.get(cause)) found.add(moves + " acts on " + name + " directly too");
            else if (!independent(bits(cause), exogenous))
                found.add(moves + " is not independent of the noise of " + name
                        + (exogenous.isEmpty() ? "" : " given " + names(exogenous)));
        }
        if (confounded.cardinality() > 1) found.add("an instrument is taken for one such parent, and there are more");
        return found;
    }

    private boolean independent(BitSet others, BitSet given) {
        return drawn.separated(bits(noise), others, given);
    }

    private Admg drawn() {
        List<String> names = new ArrayList<>(graph.names());
        names.add("noise of " + name);
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

    private List<String> names(BitSet set) {
        return set.stream().mapToObj(graph.names()::get).toList();
    }

    private static BitSet without(BitSet set, BitSet others) {
        BitSet rest = (BitSet) set.clone();
        rest.andNot(others);
        return rest;
    }

    private static BitSet bits(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }
}
