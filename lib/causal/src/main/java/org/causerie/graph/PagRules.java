// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.causerie.Progress;

/**
 * Marks the ends of edges that follow from the colliders of a partial ancestral graph, by the ten rules that are
 * complete where hidden causes and selection are allowed for.
 *
 * <p>Rules 1 to 4 first, until they have no more to say, then 5 to 7, then 8 to 10. They work in rounds: each conclusion of a
 * round is drawn from the graph as the round found it, so that the order of the vertices cannot matter even where
 * finite samples contradict themselves. An end on which arrowhead and tail are both demanded keeps its circle, and
 * is told.
 *
 * <p>Zhang (2008), On the completeness of orientation rules for causal discovery in the presence of latent
 * confounders and selection bias, doi:10.1016/j.artint.2008.08.001. Time <i>O(n d⁴)</i> and more where there are long discriminating paths.
 */
public final class PagRules {

    /** What is known besides the marks. */
    public interface Evidence {

        /** Whether b, with an unshielded a and c beside it, is known not to be a collider. */
        default boolean noCollider(int a, int b, int c) {
            return true;
        }

        /**
         * Whether the last but one vertex of a discriminating path is a collider on it; empty where that cannot be
         * told.
         *
         * @param path from the vertex that is not adjacent to the last
         */
        Optional<Boolean> collider(int[] path);
    }

    private final PartialMarks graph;
    private final Evidence evidence;
    private final int n;
    private final UncoveredPaths circles;
    private final UncoveredPaths causes;
    private final Mark[] demanded;
    private final List<Integer> touched = new ArrayList<>();
    private final Set<Integer> contradicted = new HashSet<>();
    private final List<int[]> conflicts = new ArrayList<>();

    private PagRules(PartialMarks graph, Evidence evidence) {
        this.graph = graph;
        this.evidence = evidence;
        n = graph.size();
        circles = new UncoveredPaths(graph, this::bothCircles);
        causes = new UncoveredPaths(graph, this::onwards);
        demanded = new Mark[n * n];
        Arrays.fill(demanded, Mark.NONE);
    }

    /**
     * Applies the rules in place until none applies.
     *
     * @return the edges on which they contradict each other or what was marked before
     */
    public static List<int[]> close(PartialMarks graph, Evidence evidence) {
        PagRules rules = new PagRules(graph, evidence);
        rules.close();
        return rules.conflicts;
    }

    private void close() {
        boolean more = true;
        while (more) {
            arrowheads();
            more = round(this::selection) || round(this::tails);
        }
    }

    /** Rule 4, which costs most, once the first three have no more to say. */
    private void arrowheads() {
        boolean more = true;
        while (more) {
            while (round(this::local)) Progress.checkpoint();
            more = round(this::discriminate);
        }
    }

    private interface Rules {
        void at(int b, int c);
    }

    /** Applies rules to every edge b o-* c of the graph as it is; returns whether a mark was made. */
    private boolean round(Rules rules) {
        for (int b = 0; b < n; b++) for (int c : graph.around(b).clone()) if (graph.circle(c, b)) rules.at(b, c);
        boolean changed = false;
        for (int at : touched) {
            if (graph.circle(at / n, at % n) && demanded[at] != Mark.NONE && !contradicted.contains(at)) {
                graph.set(at / n, at % n, demanded[at]);
                changed = true;
            }
            demanded[at] = Mark.NONE;
        }
        touched.clear();
        return changed;
    }

    /** Asks for a mark at j's end of the edge between i and j. */
    private void demand(int i, int j, Mark mark) {
        int at = i * n + j;
        if (!graph.adjacent(i, j) || graph.mark(i, j) == mark) return;
        if (graph.mark(i, j) != Mark.CIRCLE || (demanded[at] != Mark.NONE && demanded[at] != mark)) {
            if (contradicted.add(at)) conflicts.add(new int[] {i, j});
            return;
        }
        if (demanded[at] == Mark.NONE) touched.add(at);
        demanded[at] = mark;
    }

    /** Rules 1 to 3 for the circle at b. */
    private void local(int b, int c) {
        for (int a : graph.around(b)) {
            if (a == c) continue;
            if (graph.arrow(a, b) && !graph.adjacent(a, c) && evidence.noCollider(a, b, c)) {
                demand(c, b, Mark.TAIL);
                demand(b, c, Mark.ARROW);
            }
            // a stands between c and b, whose end is in question
            boolean through = graph.arrow(c, a)
                    && graph.arrow(a, b)
                    && (graph.tail(a, c) || graph.tail(b, a))
                    && graph.adjacent(a, c);
            if (through) demand(c, b, Mark.ARROW);
            if (graph.arrow(a, b) && graph.adjacent(a, c) && graph.circle(a, c)) third(c, b, a);
        }
    }

    /** {@code a *-> b <-* d}, {@code a *-o c o-* d}, a and d not adjacent, {@code c *-o b}: {@code c *-> b}. */
    private void third(int c, int b, int a) {
        for (int d : graph.around(b)) {
            if (d <= a || d == c || !graph.arrow(d, b) || graph.adjacent(a, d)) continue;
            if (graph.adjacent(d, c) && graph.circle(d, c) && evidence.noCollider(a, c, d)) demand(c, b, Mark.ARROW);
        }
    }

    /** Rule 4 for the edge b o-* c: all paths discriminating for b that end in it, each vertex reached once. */
    private void discriminate(int b, int c) {
        for (int a : graph.around(b)) {
            if (a == c || !graph.arrow(b, a) || !graph.directed(a, c)) continue;
            int[] next = new int[n];
            Arrays.fill(next, -1);
            next[a] = b;
            int[] open = new int[n];
            int top = 0;
            open[top++] = a;
            for (int from = 0; from < top; from++) {
                int v = open[from];
                for (int w : graph.around(v)) {
                    if (w == b || w == c || next[w] >= 0 || !graph.arrow(w, v)) continue;
                    if (!graph.adjacent(w, c)) {
                        next[w] = v;
                        settle(path(w, next, b, c), a);
                    } else if (graph.directed(w, c) && graph.arrow(v, w)) {
                        next[w] = v;
                        open[top++] = w;
                    }
                }
            }
        }
    }

    private static int[] path(int start, int[] next, int b, int c) {
        int length = 2;
        for (int v = start; v != b; v = next[v]) length++;
        int[] path = new int[length];
        int at = 0;
        for (int v = start; v != b; v = next[v]) path[at++] = v;
        path[at++] = b;
        path[at] = c;
        return path;
    }

    private void settle(int[] path, int a) {
        int b = path[path.length - 2];
        int c = path[path.length - 1];
        Optional<Boolean> collider = evidence.collider(path);
        if (collider.isEmpty()) return;
        if (collider.get()) {
            demand(a, b, Mark.ARROW);
            demand(c, b, Mark.ARROW);
        } else {
            demand(c, b, Mark.TAIL);
        }
        demand(b, c, Mark.ARROW);
    }

    /** Rules 5 to 7 for the circle at b. */
    private void selection(int b, int c) {
        if (b < c && graph.circle(b, c)) fifth(b, c);
        for (int a : graph.around(b)) {
            if (a == c) continue;
            if (graph.tail(a, b) && graph.tail(b, a)) demand(c, b, Mark.TAIL);
            if (graph.tail(b, a) && graph.circle(a, b) && !graph.adjacent(a, c) && evidence.noCollider(a, b, c))
                demand(c, b, Mark.TAIL);
        }
    }

    /** a o-o b on an uncovered cycle of circles whose vertices next to a and b are not adjacent to b and a. */
    private void fifth(int a, int b) {
        for (int c : graph.around(a)) {
            if (c == b || graph.adjacent(c, b) || !bothCircles(a, c)) continue;
            circles.find(a, c, b, last -> !graph.adjacent(last, a)).ifPresent(path -> {
                undirected(a, b);
                for (int i = 0; i + 1 < path.length; i++) undirected(path[i], path[i + 1]);
            });
        }
    }

    private boolean bothCircles(int i, int j) {
        return graph.circle(i, j) && graph.circle(j, i);
    }

    private void undirected(int i, int j) {
        demand(i, j, Mark.TAIL);
        demand(j, i, Mark.TAIL);
    }

    /** Rules 8 to 10 for an edge a o-> c. */
    private void tails(int a, int c) {
        if (!graph.arrow(a, c)) return;
        if (eighth(a, c) || ninth(a, c) || tenth(a, c)) demand(c, a, Mark.TAIL);
    }

    /** a -> b -> c, or a -o b -> c. */
    private boolean eighth(int a, int c) {
        for (int b : graph.around(a))
            if (b != c && graph.tail(b, a) && !graph.tail(a, b) && graph.directed(b, c)) return true;
        return false;
    }

    /** An uncovered path on which a may cause c, whose second vertex is not adjacent to c. */
    private boolean ninth(int a, int c) {
        for (int b : graph.around(a)) {
            if (b == c || graph.adjacent(b, c) || !onwards(a, b)) continue;
            if (causes.find(a, b, c, last -> true).isPresent()) return true;
        }
        return false;
    }

    /** Two parents of c that a may cause on uncovered paths which start with vertices not adjacent to each other. */
    private boolean tenth(int a, int c) {
        List<Integer> starts = new ArrayList<>();
        for (int m : graph.around(a)) if (m != c && onwards(a, m)) starts.add(m);
        for (int i = 0; i < starts.size(); i++)
            for (int j = i + 1; j < starts.size(); j++)
                if (!graph.adjacent(starts.get(i), starts.get(j))
                        && evidence.noCollider(starts.get(i), a, starts.get(j))
                        && reachTwoParents(a, c, starts.get(i), starts.get(j))) return true;
        return false;
    }

    private boolean reachTwoParents(int a, int c, int first, int second) {
        List<Integer> one = parentsReached(a, c, first);
        List<Integer> two = parentsReached(a, c, second);
        for (int b : one) for (int d : two) if (b != d) return true;
        return false;
    }

    private List<Integer> parentsReached(int a, int c, int first) {
        List<Integer> reached = new ArrayList<>();
        for (int b : graph.around(c)) {
            if (b == a || !graph.directed(b, c)) continue;
            if (b == first || causes.find(a, first, b, last -> true).isPresent()) reached.add(b);
        }
        return reached;
    }

    /** Whether i may cause j: no arrowhead at i and no tail at j. */
    private boolean onwards(int i, int j) {
        return !graph.arrow(j, i) && !graph.tail(i, j);
    }
}
