// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/** A client of a federation whose cases lie in this machine's memory. */
final class LocalClient implements FederatedClient {
    private final Map<String, List<String>> columns = new TreeMap<>();
    private final Map<String, double[][]> parts = new TreeMap<>();
    private final int cases;

    private LocalClient(Dataset data) {
        cases = data.rows();
        for (String name : data.names()) {
            boolean nominal = data.kind(name) == Kind.NOMINAL;
            columns.put(name, nominal ? data.levels(name) : List.of());
            parts.put(name, nominal ? indicators(data, name) : new double[][] {data.values(name)});
        }
    }

    static LocalClient of(Dataset data) {
        return new LocalClient(KernelColumns.cases(data));
    }

    private static double[][] indicators(Dataset data, String name) {
        double[] codes = data.values(name);
        double[][] made = new double[data.levels(name).size()][codes.length];
        for (int row = 0; row < codes.length; row++) made[(int) codes[row]][row] = 1;
        return made;
    }

    @Override
    public Map<String, List<String>> columns() {
        return Map.copyOf(columns);
    }

    @Override
    public FederatedSums answer(FederatedQuestion question) {
        Progress.checkpoint();
        return question.over(parts, cases);
    }
}
