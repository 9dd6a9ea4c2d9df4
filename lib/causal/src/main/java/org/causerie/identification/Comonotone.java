// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Response functions of a lone variable that rise together with its one noise: as few as its conditional tables allow. */
final class Comonotone {
    private Comonotone() {}

    /** The functions and their probabilities; a combination of its parents' levels that was never seen gives the first level. */
    static ResponseModel.Block of(DiscreteGraph graph, int v, Map<Map<Cell, Integer>, Double> values) {
        int configurations = graph.configurations(v);
        double[][] tops = new double[configurations][graph.size(v)];
        TreeSet<Double> cuts = new TreeSet<>();
        for (int c = 0; c < configurations; c++) {
            double sum = 0;
            for (int level = 0; level < graph.size(v); level++) {
                sum += values.getOrDefault(Map.of(new Cell(v, c), level), level == 0 ? 1.0 : 0.0);
                tops[c][level] = level == graph.size(v) - 1 ? 1 : sum;
                if (tops[c][level] < 1) cuts.add(tops[c][level]);
            }
        }
        cuts.add(1.0);
        List<ResponseModel.Type> types = new ArrayList<>();
        double from = 0;
        for (double to : cuts) {
            if (to > from) {
                int[] function = new int[configurations];
                for (int c = 0; c < configurations; c++) while (tops[c][function[c]] <= from) function[c]++;
                types.add(ResponseModel.Type.of(to - from, new int[][] {function}));
            }
            from = to;
        }
        return new ResponseModel.Block(List.of(graph.name(v)), types);
    }
}
