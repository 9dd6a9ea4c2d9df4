// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;
import org.causerie.graph.PagRules;
import org.causerie.graph.PartialMarks;

/**
 * Marks the edges of a skeleton as far as hidden causes and selection allow: by background knowledge, by colliders,
 * then by Zhang's rules. What contradicts what is there already is left out and told.
 */
final class PagOrientation {
    private final Skeleton skeleton;
    private final Variables variables;
    private final Bounds bounds;
    private final PartialMarks marks;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Triple> ambiguous = new ArrayList<>();
    private final Set<List<Integer>> undecided = new HashSet<>();

    PagOrientation(Skeleton skeleton, Bounds bounds) {
        this.skeleton = skeleton;
        this.variables = skeleton.variables();
        this.bounds = bounds;
        marks = new PartialMarks(variables.size());
    }

    /** Reads the skeleton's edges, and marks them by knowledge. */
    void start() {
        for (int i = 0; i < marks.size(); i++)
            for (int j : Pattern.members(skeleton.graph().adjacent[i])) if (j < i) marks.connect(i, j);
        if (bounds.none()) return;
        for (int i = 0; i < marks.size(); i++) {
            for (int j : marks.around(i)) {
                if (bounds.forbidden(i, j)) marks.set(j, i, Mark.ARROW);
                else if (bounds.required(i).get(j)) marks.set(j, i, Mark.TAIL);
            }
        }
    }

    /** Marks the colliders among the unshielded triples by a rule. */
    void colliders(ColliderRule rule) {
        for (Evidence evidence : Evidence.ofAll(skeleton, rule, (x, z, y) -> true)) {
            int x = evidence.x();
            int y = evidence.y();
            for (int z : evidence.middles()) {
                switch (evidence.verdict(rule, z)) {
                    case COLLIDER -> collide(new int[] {x, z, y});
                    case AMBIGUOUS -> {
                        undecided.add(key(x, z, y));
                        ambiguous.add(new Triple(name(x), name(z), name(y)));
                    }
                    case NO_COLLIDER -> {}
                }
            }
        }
    }

    /** The triples x — z — y with x &lt; y not adjacent, by x, then y, then z. */
    List<int[]> unshielded() {
        List<int[]> triples = new ArrayList<>();
        for (int x = 0; x < marks.size(); x++) {
            BitSet ends = new BitSet();
            for (int z : marks.around(x)) for (int y : marks.around(z)) if (y > x && !marks.adjacent(x, y)) ends.set(y);
            for (int y : Pattern.members(ends))
                for (int z : marks.around(x)) if (marks.adjacent(z, y)) triples.add(new int[] {x, z, y});
        }
        return triples;
    }

    /** Puts arrowheads into the middle of a triple, or tells why not. */
    void collide(int[] triple) {
        int z = triple[1];
        if (marks.mark(triple[0], z) == Mark.TAIL || marks.mark(triple[2], z) == Mark.TAIL) {
            undecided.add(key(triple[0], z, triple[2]));
            report(Conflict.Kind.COLLIDER_AGAINST_KNOWLEDGE, triple);
            return;
        }
        marks.set(triple[0], z, Mark.ARROW);
        marks.set(triple[2], z, Mark.ARROW);
    }

    /** Applies the rules, with the separating sets to tell colliders on discriminating paths. */
    void rules() {
        rules(path -> Optional.of(!separates(path)));
    }

    /** Whether the last but one variable of a path is in the set that separates the path's ends. */
    boolean separates(int[] path) {
        int middle = path[path.length - 2];
        return Arrays.stream(skeleton.separator(path[0], path[path.length - 1])).anyMatch(i -> i == middle);
    }

    void rules(PagRules.Evidence paths) {
        PagRules.Evidence evidence = new PagRules.Evidence() {
            @Override
            public boolean noCollider(int a, int b, int c) {
                return undecided.isEmpty() || !undecided.contains(key(a, b, c));
            }

            @Override
            public Optional<Boolean> collider(int[] path) {
                return paths.collider(path);
            }
        };
        for (int[] edge : PagRules.close(marks, evidence)) report(Conflict.Kind.RULES, edge);
    }

    private static List<Integer> key(int a, int b, int c) {
        return List.of(Math.min(a, c), b, Math.max(a, c));
    }

    private void report(Conflict.Kind kind, int[] concerned) {
        conflicts.add(
                new Conflict(kind, Arrays.stream(concerned).mapToObj(this::name).toList()));
    }

    private String name(int variable) {
        return variables.name(variable);
    }

    PartialMarks marks() {
        return marks;
    }

    Pag pag() {
        return marks.toPag(variables.names(), variables.columns());
    }

    List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }

    List<Triple> ambiguous() {
        return List.copyOf(ambiguous);
    }
}
