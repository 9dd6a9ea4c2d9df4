// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Directs the edges of a skeleton: by background knowledge, by colliders, best supported first, then by
 * Meek's rules. What contradicts what is there already is left out and told.
 */
final class Orientation {
    private final Skeleton skeleton;
    private final Pattern graph;
    private final Variables variables;
    private final Bounds bounds;
    private final ColliderRule rule;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Triple> ambiguous = new ArrayList<>();

    /** The triples, by their {@link #code}, whose middle nothing may be concluded from. */
    private final Set<Long> undecided = new HashSet<>();

    /** An unshielded triple x — z — y with x &lt; y. */
    private record Middle(int x, int z, int y) {}

    private record Collider(Middle triple, double strength) {}

    Orientation(Skeleton skeleton, Bounds bounds, ColliderRule rule) {
        this.skeleton = skeleton;
        this.graph = skeleton.graph();
        this.variables = skeleton.variables();
        this.bounds = bounds;
        this.rule = rule;
    }

    /** Directs the edges of the skeleton's graph in place. */
    void orient() {
        orientByKnowledge();
        orientColliders(colliders());
        for (int[] edge : Meek.close(graph, this::noCollider, !bounds.none())) report(Conflict.Kind.RULES, edge);
    }

    List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }

    List<Triple> ambiguous() {
        return List.copyOf(ambiguous);
    }

    private void orientByKnowledge() {
        if (bounds.none()) return;
        List<int[]> known = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++)
            for (int j : Pattern.members(graph.neighbours[i])) if (bounds.forbidden(i, j)) known.add(new int[] {j, i});
        for (int[] edge : known) graph.direct(edge[0], edge[1]);
        List<int[]> cyclic =
                known.stream().filter(edge -> graph.reaches(edge[1], edge[0])).toList();
        for (int[] edge : cyclic) {
            graph.connect(edge[0], edge[1]);
            report(Conflict.Kind.KNOWLEDGE_IN_CYCLE, edge);
        }
    }

    /** A triple as a number. */
    private long code(int x, int z, int y) {
        return ((long) y * graph.size() + x) * graph.size() + z;
    }

    private boolean open(int x, int z, int y) {
        return !graph.directed(z, x) && !graph.directed(z, y) && !(graph.directed(x, z) && graph.directed(y, z));
    }

    /** The triples that knowledge does not decide and that look like colliders. */
    private List<Collider> colliders() {
        List<Collider> colliders = new ArrayList<>();
        for (Evidence evidence : Evidence.ofAll(skeleton, rule, this::open)) {
            for (int z : evidence.middles()) {
                Middle triple = new Middle(evidence.x(), z, evidence.y());
                switch (evidence.verdict(rule, z)) {
                    case COLLIDER -> colliders.add(new Collider(triple, evidence.strength()));
                    case AMBIGUOUS -> {
                        undecided.add(code(triple.x(), z, triple.y()));
                        ambiguous.add(new Triple(name(triple.x()), name(z), name(triple.y())));
                    }
                    case NO_COLLIDER -> {}
                }
            }
        }
        return colliders;
    }

    /** Best supported first; those with equal support are treated alike. */
    private void orientColliders(List<Collider> colliders) {
        colliders.sort((one, other) -> Double.compare(other.strength(), one.strength()));
        for (int from = 0; from < colliders.size(); ) {
            int to = from;
            while (to < colliders.size()
                    && colliders.get(to).strength() == colliders.get(from).strength()) to++;
            orientAlike(colliders.subList(from, to));
            from = to;
        }
    }

    private void orientAlike(List<Collider> colliders) {
        Set<Integer> arrows = new HashSet<>();
        for (Collider collider : colliders) {
            arrows.add(arrow(collider.triple().x(), collider.triple().z()));
            arrows.add(arrow(collider.triple().y(), collider.triple().z()));
        }
        List<Middle> accepted = new ArrayList<>();
        for (Collider collider : colliders) {
            Middle triple = collider.triple();
            int z = triple.z();
            if (bounds.forbidden(triple.x(), z) || bounds.forbidden(triple.y(), z))
                reject(Conflict.Kind.COLLIDER_AGAINST_KNOWLEDGE, triple);
            else if (graph.directed(z, triple.x())
                    || graph.directed(z, triple.y())
                    || arrows.contains(arrow(z, triple.x()))
                    || arrows.contains(arrow(z, triple.y()))) reject(Conflict.Kind.COLLIDER_AGAINST_COLLIDER, triple);
            else accepted.add(triple);
        }
        List<int[]> added = directAll(accepted);
        List<Middle> cyclic = new ArrayList<>();
        for (Middle triple : accepted)
            if (graph.reaches(triple.z(), triple.x()) || graph.reaches(triple.z(), triple.y())) cyclic.add(triple);
        if (cyclic.isEmpty()) return;
        for (int[] arrow : added) graph.connect(arrow[0], arrow[1]);
        accepted.removeAll(cyclic);
        directAll(accepted);
        for (Middle triple : cyclic) reject(Conflict.Kind.COLLIDER_IN_CYCLE, triple);
    }

    private int arrow(int from, int to) {
        return from * graph.size() + to;
    }

    /** Directs the edges of the triples into their middles and returns those that had no direction before. */
    private List<int[]> directAll(List<Middle> triples) {
        List<int[]> added = new ArrayList<>();
        for (Middle triple : triples) {
            for (int end : new int[] {triple.x(), triple.y()}) {
                if (graph.directed(end, triple.z())) continue;
                graph.direct(end, triple.z());
                added.add(new int[] {end, triple.z()});
            }
        }
        return added;
    }

    private void reject(Conflict.Kind kind, Middle triple) {
        undecided.add(code(triple.x(), triple.z(), triple.y()));
        report(kind, triple.x(), triple.z(), triple.y());
    }

    private void report(Conflict.Kind kind, int... concerned) {
        conflicts.add(
                new Conflict(kind, Arrays.stream(concerned).mapToObj(this::name).toList()));
    }

    private boolean noCollider(int end, int middle, int otherEnd) {
        return undecided.isEmpty()
                || !undecided.contains(code(Math.min(end, otherEnd), middle, Math.max(end, otherEnd)));
    }

    private String name(int variable) {
        return variables.name(variable);
    }
}
