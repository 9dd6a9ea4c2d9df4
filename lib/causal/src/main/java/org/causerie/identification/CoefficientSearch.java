// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.causerie.Progress;
import org.causerie.graph.Admg;
import org.causerie.graph.Edge;

/** One run of {@link LinearIdentification}: in the model and then in its components, the cheap equations before the others. */
final class CoefficientSearch {
    /** The most equations that are solved together where some variables screen others off. */
    private static final int MOST = 3;

    private final Admg graph;
    private final BitSet[] solved;
    private final BitSet[] loose;
    private final List<LinearIdentification.Step> steps = new ArrayList<>();

    CoefficientSearch(Admg graph) {
        this.graph = graph;
        solved = new BitSet[graph.size()];
        loose = new BitSet[graph.size()];
        BitSet columns = new ParameterRank(graph).loose();
        int k = 0;
        for (int v = 0; v < graph.size(); v++) {
            solved[v] = new BitSet();
            loose[v] = new BitSet();
            for (int p : graph.parents(v).stream().toArray()) loose[v].set(p, columns.get(k++));
        }
    }

    LinearIdentification answer() {
        LinearComponent whole = LinearComponent.whole(graph);
        exhaust(whole);
        if (!done(whole)) {
            List<LinearComponent> components = LinearComponent.all(graph);
            while (!done(whole) && further(components)) exhaust(whole);
        }
        List<Edge> open = new ArrayList<>();
        List<Edge> undecided = new ArrayList<>();
        for (int v = 0; v < graph.size(); v++)
            for (int p : Subgraphs.minus(graph.parents(v), solved[v]).stream().toArray())
                (loose[v].get(p) ? open : undecided)
                        .add(Edge.directed(graph.names().get(p), graph.names().get(v)));
        return new LinearIdentification(graph, steps, open, undecided);
    }

    /** The half-trek criterion, as long as it gets further. */
    private void exhaust(LinearComponent component) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int v : component.members().stream().toArray()) {
                Progress.checkpoint();
                progress |= add(component, v, new HalfTreks(component.graph(), solved).solve(v));
            }
        }
    }

    /** One more step in some component. */
    private boolean further(List<LinearComponent> components) {
        for (int size = 1; size <= MOST; size++)
            for (LinearComponent component : components) {
                if (size > 1 && !component.outermost()) continue;
                for (int v : component.members().stream().toArray()) {
                    BitSet wanted = wanted(v);
                    if (wanted.isEmpty()) continue;
                    Progress.checkpoint();
                    HalfTreks treks = new HalfTreks(component.graph(), solved);
                    if (add(component, v, size == 1 ? treks.solve(v) : treks.solve(v, wanted, size))) return true;
                }
            }
        return false;
    }

    private boolean add(LinearComponent component, int v, Optional<HalfTreks.Solution> solution) {
        solution.ifPresent(found -> steps.add(new LinearIdentification.Step(
                graph.names().get(v),
                names(found.parents()),
                names(found.instruments()),
                names(found.screen()),
                component.reductions())));
        return solution.isPresent();
    }

    private List<String> names(BitSet set) {
        return set.stream().mapToObj(graph.names()::get).toList();
    }

    private boolean done(LinearComponent whole) {
        return whole.members().stream().allMatch(v -> wanted(v).isEmpty());
    }

    /** The parents whose edges are not solved, though no others can take their place. */
    private BitSet wanted(int v) {
        BitSet known = Subgraphs.or(solved[v], loose[v]);
        return Subgraphs.minus(graph.parents(v), known);
    }
}
