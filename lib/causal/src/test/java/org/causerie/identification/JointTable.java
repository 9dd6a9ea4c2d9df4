// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.stream.IntStream;

/** A joint distribution written down cell by cell, the last variable fastest; levels are "0", "1", …. */
record JointTable(List<String> names, int[] cards, double[] cells) implements Distributions {

    static JointTable binary(List<String> names, double[] cells) {
        return new JointTable(
                names, IntStream.range(0, names.size()).map(v -> 2).toArray(), cells);
    }

    @Override
    public List<String> levels(String variable) {
        return IntStream.range(0, cards[names.indexOf(variable)])
                .mapToObj(String::valueOf)
                .toList();
    }

    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        int[] asked = variables.stream()
                .mapToInt(variable -> names.indexOf(variable.variable()))
                .toArray();
        int size = 1;
        for (int v : asked) size *= cards[v];
        double[] table = new double[size];
        int[] values = new int[cards.length];
        for (int cell = 0; cell < cells.length; cell++) {
            for (int v = cards.length - 1, rest = cell; v >= 0; rest /= cards[v], v--) values[v] = rest % cards[v];
            int position = 0;
            for (int v : asked) position = position * cards[v] + values[v];
            table[position] += cells[cell];
        }
        return table;
    }
}
