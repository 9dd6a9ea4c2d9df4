// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.BitSet;
import java.util.List;
import org.causerie.graph.Dag;

/**
 * The oracle: reads independences off a known graph instead of data, with p-value 1 where d-separation
 * holds and 0 where it does not. A search that is right finds the graph's equivalence class with it.
 */
public final class DSeparation implements Independence {
    private final Dag dag;

    private DSeparation(Dag dag) {
        this.dag = dag;
    }

    public static DSeparation of(Dag dag) {
        return new DSeparation(dag);
    }

    @Override
    public List<String> names() {
        return dag.names();
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        boolean separated = dag.separated(set(x), set(y), set(given));
        return separated ? new TestResult(0, 1, 1) : new TestResult(Double.POSITIVE_INFINITY, 1, 0);
    }

    private static BitSet set(int... members) {
        BitSet set = new BitSet();
        for (int member : members) set.set(member);
        return set;
    }
}
