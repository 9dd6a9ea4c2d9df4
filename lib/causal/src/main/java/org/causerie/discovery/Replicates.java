// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.graph.CausalGraph;

/**
 * The graphs of a search that is repeated.
 *
 * @param graphs of all replicates, or of those that had ended before an interrupt
 * @param stopped whether there was one
 */
record Replicates(List<CausalGraph> graphs, boolean stopped) {

    /**
     * Runs the search so many times.
     *
     * @throws StoppedSearch if it is interrupted before the first ends
     */
    static Replicates of(String task, int count, Execution execution, IntFunction<CausalGraph> search) {
        AtomicReferenceArray<CausalGraph> ended = new AtomicReferenceArray<>(count);
        try {
            return new Replicates(
                    execution.map(task, count, i -> {
                        CausalGraph graph = search.apply(i);
                        ended.set(i, graph);
                        return graph;
                    }),
                    false);
        } catch (CancellationException e) {
            List<CausalGraph> graphs = IntStream.range(0, count)
                    .mapToObj(ended::get)
                    .filter(graph -> graph != null)
                    .toList();
            if (graphs.isEmpty()) throw new StoppedSearch("the first of " + count + " replicates had not ended");
            return new Replicates(graphs, true);
        }
    }
}
