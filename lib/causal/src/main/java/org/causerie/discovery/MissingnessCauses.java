// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.TestwiseDeletion;

/**
 * Which variables cause the gaps of which: those that no others separate from the indicator of a gap.
 *
 * @param columns the columns of the data, by position
 * @param gaps which columns have gaps
 * @param causes for each column the positions of the causes of its gaps
 */
record MissingnessCauses(List<String> columns, BitSet gaps, BitSet[] causes) {

    /** Looks at sets of at most this many variables. */
    static MissingnessCauses find(Dataset data, IndependenceTest test, double alpha, int largest, Execution execution) {
        int size = data.size();
        BitSet gaps = new BitSet();
        List<String> names = data.names();
        IntStream.range(0, size).filter(j -> data.missing(names.get(j)) > 0).forEach(gaps::set);
        BitSet[] causes = IntStream.range(0, size).mapToObj(j -> new BitSet()).toArray(BitSet[]::new);
        int[] concerned = gaps.stream().toArray();
        List<BitSet> found = execution.map(
                "causes of gaps", concerned.length, i -> neighbours(data, concerned[i], test, alpha, largest));
        for (int i = 0; i < concerned.length; i++) causes[concerned[i]] = found.get(i);
        return new MissingnessCauses(data.names(), gaps, causes);
    }

    private static BitSet neighbours(Dataset data, int column, IndependenceTest test, double alpha, int largest) {
        String name = data.names().get(column);
        String gap = "gaps of " + name;
        while (data.names().contains(gap)) gap = gap + "'";
        double[] indicator = Arrays.stream(data.values(column))
                .map(value -> Double.isNaN(value) ? 1 : 0)
                .toArray();
        Dataset others = data.without(name).with(gap, Kind.BINARY, List.of("present", "missing"), indicator);
        Independence independence = TestwiseDeletion.of(test).on(others);
        int indicatorColumn = others.index(gap);
        Variables variables = Variables.of(others.names());
        List<Integer> left = new ArrayList<>();
        for (int i : variables.columns()) if (i != indicatorColumn) left.add(i);
        for (int k = 0; k <= Math.min(largest, left.size() - 1); k++) {
            List<Integer> frozen = List.copyOf(left);
            for (Integer i : frozen) {
                int[] rest = frozen.stream()
                        .filter(j -> !j.equals(i))
                        .mapToInt(Integer::intValue)
                        .toArray();
                Subsets sets = new Subsets(rest, rest, k);
                while (sets.next()) {
                    Progress.checkpoint();
                    if (independence
                                    .test(indicatorColumn, i, sets.set().clone())
                                    .pValue()
                            > alpha) {
                        left.remove(i);
                        break;
                    }
                }
            }
        }
        BitSet found = new BitSet();
        for (int i : left) found.set(data.index(others.names().get(i)));
        return found;
    }

    /** The causes of the gaps of some columns, of those causes' gaps, and so on. */
    BitSet of(int... some) {
        BitSet all = new BitSet();
        BitSet open = new BitSet();
        for (int j : some) open.or(causes[j]);
        while (!open.isEmpty()) {
            int j = open.nextSetBit(0);
            open.clear(j);
            if (all.get(j)) continue;
            all.set(j);
            open.or(causes[j]);
        }
        return all;
    }

    /** The causes of each column with gaps, by names. */
    Map<String, Set<String>> names() {
        Map<String, Set<String>> names = new TreeMap<>();
        gaps.stream().forEach(j -> {
            Set<String> by = new TreeSet<>();
            causes[j].stream().forEach(i -> by.add(columns.get(i)));
            names.put(columns.get(j), by);
        });
        return names;
    }
}
