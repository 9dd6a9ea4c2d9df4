// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.graph.Dag;
import org.causerie.stat.IndependenceTest;

/**
 * Two data sets with the same columns, and the two put together.
 *
 * @param before the first, the columns in the order of the graph
 * @param after the second
 * @param together both, with one more column that says which
 */
record Pooled(Dataset before, Dataset after, Dataset together) {

    static Pooled of(Dag graph, Dataset before, Dataset after) {
        Dataset first = columns(graph, before);
        Dataset second = columns(graph, after);
        for (String name : graph.names()) {
            boolean same = first.kind(name).categorical() == second.kind(name).categorical()
                    && (!first.kind(name).categorical() || first.levels(name).equals(second.levels(name)));
            if (!same)
                throw new CausalException("Column " + name + " is " + describe(first, name)
                        + " in the first data set and "
                        + describe(second, name) + " in the second; give it the same kind and levels in both, with"
                        + " withKind(...) or withLevels(...)");
        }
        int rows = first.rows() + second.rows();
        int[] chosen = new int[rows];
        for (int row = 0; row < first.rows(); row++) chosen[row] = row;
        Dataset together = first.rows(chosen);
        for (String name : graph.names()) {
            double[] values = Arrays.copyOf(first.values(name), rows);
            System.arraycopy(second.values(name), 0, values, first.rows(), second.rows());
            together = first.kind(name).categorical()
                    ? together.with(name, first.kind(name), first.levels(name), values)
                    : together.with(name, values);
        }
        double[] which = new double[rows];
        Arrays.fill(which, first.rows(), rows, 1);
        String label = "data set";
        while (graph.names().contains(label)) label += " ";
        return new Pooled(first, second, together.with(label, Kind.BINARY, List.of("before", "after"), which));
    }

    private static Dataset columns(Dag graph, Dataset data) {
        if (data.weighted())
            throw new CausalException(
                    "Rows are weighted, which the test for a change cannot use; give data without weights");
        return (data.counted() ? data.expanded() : data).select(graph.names());
    }

    private static String describe(Dataset data, String name) {
        return data.kind(name).categorical() ? "one of " + data.levels(name) : "a number";
    }

    /** The p-value of the hypothesis that a variable's mechanism is the same in both. */
    OptionalDouble pValue(IndependenceTest test, Dag graph, int variable) {
        int[] parents = graph.parents(variable).stream().toArray();
        return OptionalDouble.of(
                test.on(together).test(variable, graph.size(), parents).pValue());
    }
}
