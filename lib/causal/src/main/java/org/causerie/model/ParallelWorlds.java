// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several worlds of one model that share their noises (Shpitser and Pearl, 2007, parallel worlds).
 *
 * <p>A node is a variable in a world. Two worlds have the same node for a variable where the same mechanism reads the
 * same nodes: so what an intervention cannot reach stands once, and so does what two worlds agree on. The first nodes are
 * those of the world as it is, numbered like the variables.
 */
final class ParallelWorlds {
    private final Scm model;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new LinkedHashMap<>();
    private final int[] outcomes;

    /**
     * A variable in a world.
     *
     * @param variable its position in the model
     * @param changed the intervention on it, if any
     * @param parents the nodes that its mechanism reads
     */
    record Node(int variable, Optional<Intervention> changed, List<Integer> parents) {

        /** Whether the noise is that of the variable in the world as it is. */
        boolean shared() {
            return changed.isEmpty() || changed.get() instanceof Intervention.Shift;
        }
    }

    ParallelWorlds(Scm model, List<PotentialOutcome> asked) {
        this.model = model;
        for (int v = 0; v < model.size(); v++) nodes.add(new Node(v, Optional.empty(), boxed(model.parents(v))));
        for (int v = 0; v < model.size(); v++) numbers.put(nodes.get(v), v);
        this.outcomes = asked.stream().mapToInt(this::number).toArray();
    }

    Scm model() {
        return model;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    int size() {
        return nodes.size();
    }

    /** The node of each outcome. */
    int[] outcomes() {
        return outcomes;
    }

    /** Variables whose noise plays a part in a world other than that as it is. */
    BitSet imagined() {
        BitSet found = new BitSet();
        for (Node node : nodes.subList(model.size(), nodes.size())) if (node.shared()) found.set(node.variable());
        return found;
    }

    /** Variables that an intervention leaves to chance in some world. */
    BitSet chance() {
        BitSet found = new BitSet();
        for (Node node : nodes.subList(model.size(), nodes.size())) {
            if (node.shared() || node.changed().orElseThrow() instanceof Intervention.Policy) continue;
            Noise noise =
                    mechanism(node.variable(), node.changed().orElseThrow()).noise();
            if (!(node.changed().orElseThrow() instanceof Intervention.Hold) && noise.variance() > 0)
                found.set(node.variable());
        }
        return found;
    }

    /** Whether every mechanism in every world is a table. */
    boolean discrete() {
        if (!model.isDiscrete()) return false;
        for (int number = model.size(); number < nodes.size(); number++)
            if (!(bound(number) instanceof Bound.Drawn drawn && drawn.table().isPresent())) return false;
        return true;
    }

    /** The nodes that these depend on, themselves included. */
    BitSet ancestors(BitSet asked) {
        BitSet found = (BitSet) asked.clone();
        for (int i = nodes.size() - 1; i >= model.size(); i--)
            if (found.get(i)) nodes.get(i).parents().forEach(found::set);
        BitSet actual = found.get(0, model.size());
        found.or(model.graph().ancestors(actual));
        return found;
    }

    /** The mechanism of a node, tied to what it reads. */
    Bound bound(int number) {
        Node node = nodes.get(number);
        if (node.changed().isEmpty()) return model.bound(node.variable());
        List<Variable> read = node.parents().stream()
                .map(parent -> model.variable(nodes.get(parent).variable()))
                .toList();
        return Bound.of(mechanism(node.variable(), node.changed().get()), model.variable(node.variable()), read);
    }

    Mechanism mechanism(int v, Intervention intervention) {
        return Interventions.mechanism(intervention, model.variable(v), model.mechanism(v));
    }

    private int number(PotentialOutcome outcome) {
        model.intervene(outcome.interventions().toArray(Intervention[]::new));
        BitSet fed = new BitSet();
        for (PotentialOutcome imagined : outcome.imagined())
            fed.set(model.graph().index(imagined.variable()));
        HiddenCauses.requireHeld(model, model::mechanism, fed);
        Map<Integer, Integer> found = new LinkedHashMap<>();
        for (PotentialOutcome imagined : outcome.imagined())
            found.put(model.graph().index(imagined.variable()), number(imagined));
        Map<Integer, Intervention> changes = new LinkedHashMap<>();
        for (Intervention intervention : outcome.interventions())
            changes.put(model.graph().index(intervention.variable()), intervention);
        return number(model.graph().index(outcome.variable()), changes, found);
    }

    /** The node of a variable in a world, made with those it reads where it is new. */
    private int number(int v, Map<Integer, Intervention> changes, Map<Integer, Integer> found) {
        Integer known = found.get(v);
        if (known != null) return known;
        Optional<Intervention> changed = Optional.ofNullable(changes.get(v));
        int[] reads = changed.map(intervention -> mechanism(v, intervention).parents().stream()
                        .mapToInt(model.graph()::index)
                        .toArray())
                .orElse(model.parents(v));
        List<Integer> parents = new ArrayList<>();
        for (int parent : reads) parents.add(number(parent, changes, found));
        Node node = new Node(v, changed, List.copyOf(parents));
        int number = numbers.computeIfAbsent(node, fresh -> {
            nodes.add(fresh);
            return nodes.size() - 1;
        });
        found.put(v, number);
        return number;
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
