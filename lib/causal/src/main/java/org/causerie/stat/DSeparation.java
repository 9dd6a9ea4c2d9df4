// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.causerie.graph.Dag;

/**
 * The oracle: reads independences off a known graph instead of data, with p-value 1 where d-separation
 * holds and 0 where it does not. A search that is right finds the graph's equivalence class with it.
 */
public final class DSeparation implements Independence {
    private final Dag dag;
    private final List<String> observed;
    private final int[] place;
    private final int[] selected;

    private DSeparation(Dag dag, List<String> observed, int[] selected) {
        this.dag = dag;
        this.observed = observed;
        this.selected = selected;
        place = observed.stream().mapToInt(dag::index).toArray();
    }

    public static DSeparation of(Dag dag) {
        return of(dag, Set.of(), Set.of());
    }

    /**
     * What is independent among the other variables when some are not observed and the cases are selected on others.
     *
     * @param latents the variables that are not observed
     * @param selected the variables that every question is given, without saying so
     */
    public static DSeparation of(Dag dag, Set<String> latents, Set<String> selected) {
        List<String> observed = dag.names().stream()
                .filter(name -> !latents.contains(name) && !selected.contains(name))
                .toList();
        return new DSeparation(
                dag, observed, selected.stream().mapToInt(dag::index).toArray());
    }

    @Override
    public List<String> names() {
        return observed;
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        BitSet known = set(given);
        for (int selecting : selected) known.set(selecting);
        boolean separated = dag.separated(set(x), set(y), known);
        return separated ? new TestResult(0, 1, 1) : new TestResult(Double.POSITIVE_INFINITY, 1, 0);
    }

    private BitSet set(int... members) {
        BitSet set = new BitSet();
        for (int member : members) set.set(place[member]);
        return set;
    }
}
