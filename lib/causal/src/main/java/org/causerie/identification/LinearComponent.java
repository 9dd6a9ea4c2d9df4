// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.graph.Admg;
import org.ejml.simple.SimpleMatrix;

/**
 * A linear model of some variables of another one: with the equations of a district of an ancestral set, and everything else
 * independent of variance 1.
 *
 * <p>Its covariance is a function of that of the other model: each member regressed on what it depends on before it, the
 * coefficients and residual variances put together again. So what its covariance identifies is identified.
 */
final class LinearComponent {
    private final Admg graph;
    private final BitSet members;
    private final Optional<LinearComponent> outer;
    private final BitSet within;

    private LinearComponent(Admg graph, BitSet members, Optional<LinearComponent> outer, BitSet within) {
        this.graph = graph;
        this.members = members;
        this.outer = outer;
        this.within = within;
    }

    /** The model itself. */
    static LinearComponent whole(Admg graph) {
        BitSet all = new Subgraphs(graph).all();
        return new LinearComponent(graph, all, Optional.empty(), all);
    }

    /** The component of a district of an ancestral set. */
    LinearComponent of(BitSet ancestral, BitSet district) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        for (int v : district.stream().toArray()) {
            for (int p : graph.parents(v).stream().toArray()) directed.add(new int[] {p, v});
            for (int s : Subgraphs.and(graph.spouses(v), district).stream().toArray())
                if (v < s) bidirected.add(new int[] {v, s});
        }
        return new LinearComponent(
                Admg.of(graph.names(), directed, bidirected), district, Optional.of(this), ancestral);
    }

    /** The graph, of all variables. */
    Admg graph() {
        return graph;
    }

    /** The variables whose equations it has. */
    BitSet members() {
        return members;
    }

    /** Whether it is the model itself, or the component of one of its districts. */
    boolean outermost() {
        return outer.isEmpty() || (outer.get().outer.isEmpty() && within.cardinality() == graph.size());
    }

    /** What it was taken from, the model itself first. */
    List<LinearIdentification.Reduction> reductions() {
        if (outer.isEmpty()) return List.of();
        List<LinearIdentification.Reduction> all = new ArrayList<>(outer.get().reductions());
        Subgraphs names = new Subgraphs(graph);
        all.add(new LinearIdentification.Reduction(
                List.copyOf(names.names(within)), List.copyOf(names.names(members))));
        return all;
    }

    /**
     * The model itself, and the components of the districts of ancestral sets, of those again, and so on: of the sets of all
     * variables, and of two and their ancestors.
     */
    static List<LinearComponent> all(Admg graph) {
        List<LinearComponent> found = new ArrayList<>();
        Set<BitSet> known = new HashSet<>();
        Deque<LinearComponent> open = new ArrayDeque<>(List.of(whole(graph)));
        while (!open.isEmpty()) {
            LinearComponent next = open.remove();
            if (!known.add(next.members)) continue;
            Progress.checkpoint();
            found.add(next);
            next.inner(open);
        }
        return found;
    }

    private void inner(Deque<LinearComponent> found) {
        Subgraphs graphs = new Subgraphs(graph);
        int[] vertices = members.stream().toArray();
        for (BitSet district : graphs.districts(members)) found.add(of(graphs.all(), district));
        for (int v : vertices)
            for (int w : vertices) {
                if (w < v) continue;
                BitSet ancestral =
                        graphs.ancestors(Subgraphs.or(Subgraphs.single(v), Subgraphs.single(w)), graphs.all());
                for (BitSet district : graphs.districts(Subgraphs.and(ancestral, members)))
                    found.add(of(ancestral, district));
            }
    }

    /** Its covariance, from that of the model itself. */
    SimpleMatrix covariance(SimpleMatrix sigma) {
        if (outer.isEmpty()) return sigma;
        SimpleMatrix from = outer.get().covariance(sigma);
        int n = graph.size();
        SimpleMatrix weights = new SimpleMatrix(n, n);
        SimpleMatrix noise = SimpleMatrix.identity(n);
        Subgraphs graphs = new Subgraphs(outer.get().graph);
        BitSet before = new BitSet();
        for (int v : graphs.order(within, new BitSet())) {
            if (members.get(v)) {
                int[] causes = graphs.pillow(v, before).stream().toArray();
                SimpleMatrix inside = new SimpleMatrix(causes.length, causes.length);
                SimpleMatrix across = new SimpleMatrix(causes.length, 1);
                for (int i = 0; i < causes.length; i++) {
                    across.set(i, 0, from.get(causes[i], v));
                    for (int j = 0; j < causes.length; j++) inside.set(i, j, from.get(causes[i], causes[j]));
                }
                double left = from.get(v, v);
                if (causes.length > 0) {
                    if (!(Math.abs(inside.determinant()) > 0))
                        throw new CausalException("The covariances leave the regression of "
                                + graph.names().get(v) + " on "
                                + String.join(", ", graphs.names(graphs.pillow(v, before)))
                                + " open: one of these is a combination of the others; leave it out");
                    SimpleMatrix slopes = inside.solve(across);
                    for (int i = 0; i < causes.length; i++) weights.set(causes[i], v, slopes.get(i, 0));
                    left -= slopes.dot(across);
                }
                noise.set(v, v, left);
            }
            before.set(v);
        }
        SimpleMatrix through = SimpleMatrix.identity(n).minus(weights).invert();
        return through.transpose().mult(noise).mult(through);
    }
}
