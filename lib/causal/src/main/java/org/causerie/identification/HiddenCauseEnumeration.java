// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.causerie.Progress;

/** The distribution of some variables of a {@link HiddenCauseModel}, by all levels of the hidden causes behind them. */
final class HiddenCauseEnumeration {
    private final DiscreteGraph graph;
    private final int hidden;
    private final int[][] asked;
    private final int[][] set;
    private final int[] order;
    private final int[][] causes;
    private final int[] level;
    private final double[][][] probabilities;
    private final int[][][][] functions;
    private final int[][] values;
    private final double[] table;

    HiddenCauseEnumeration(
            HiddenCauseModel model,
            Map<String, HiddenCauseModel.Mechanism> mechanisms,
            List<CounterfactualVariable> variables) {
        graph = DiscreteGraph.of(model.graph(), model);
        hidden = model.hidden();
        int n = model.graph().size();
        List<Map<String, String>> worlds = variables.stream()
                .map(each -> (Map<String, String>) each.world())
                .distinct()
                .toList();
        asked = variables.stream()
                .map(each ->
                        new int[] {worlds.indexOf(each.world()), model.graph().index(each.variable())})
                .toArray(int[][]::new);
        set = new int[worlds.size()][n];
        values = new int[worlds.size()][n];
        BitSet needed = new BitSet();
        for (int w = 0; w < set.length; w++) needed.or(needed(w, worlds.get(w)));
        order = graph.ordered(needed);
        causes = new int[n][];
        probabilities = new double[n][][];
        functions = new int[n][][][];
        level = new int[shared(needed)];
        for (int v : order) compile(v, mechanisms.get(graph.name(v)));
        table = new double
                [graph.combinations(
                        Arrays.stream(asked).mapToInt(each -> each[1]).toArray())];
    }

    /** Notes what is set in a world, -1 for what is not and 0 for what does not matter there. */
    private BitSet needed(int w, Map<String, String> world) {
        BitSet cut = new BitSet();
        world.forEach((name, value) -> {
            int v = graph.graph().index(name);
            cut.set(v);
            set[w][v] = graph.level(v, value);
        });
        BitSet seen = new BitSet();
        for (int[] each : asked) if (each[0] == w) seen.set(each[1]);
        BitSet needed = graph.graphs().ancestors(seen, graph.graphs().all(), cut);
        Subgraphs.minus(needed, cut).stream().forEach(v -> set[w][v] = -1);
        return needed;
    }

    /** Numbers the hidden causes of these variables, and says how many there are. */
    private int shared(BitSet needed) {
        for (int v = 0; v < causes.length; v++)
            causes[v] = graph.graphs().spouses(v).stream().toArray();
        List<List<Integer>> numbers = new ArrayList<>();
        for (int v = needed.nextSetBit(0); v >= 0; v = needed.nextSetBit(v + 1))
            for (int i = 0; i < causes[v].length; i++) {
                List<Integer> edge = List.of(Math.min(v, causes[v][i]), Math.max(v, causes[v][i]));
                if (!numbers.contains(edge)) numbers.add(edge);
                causes[v][i] = numbers.indexOf(edge);
            }
        return numbers.size();
    }

    private void compile(int v, HiddenCauseModel.Mechanism mechanism) {
        probabilities[v] = mechanism.choices().stream()
                .map(choices -> choices.stream()
                        .mapToDouble(HiddenCauseModel.Choice::probability)
                        .toArray())
                .toArray(double[][]::new);
        functions[v] = mechanism.choices().stream()
                .map(choices -> choices.stream()
                        .map(choice -> choice.function().stream()
                                .mapToInt(Integer::intValue)
                                .toArray())
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    double[] table() {
        pick(0);
        double each = Math.pow(hidden, -level.length);
        for (int cell = 0; cell < table.length; cell++) table[cell] *= each;
        return table;
    }

    private void pick(int cause) {
        if (cause == level.length) {
            Progress.checkpoint();
            follow(0, 1);
            return;
        }
        for (level[cause] = 0; level[cause] < hidden; level[cause]++) pick(cause + 1);
    }

    /** Adds up, from this depth of the causal order on, over what the variables do in all worlds together. */
    private void follow(int depth, double probability) {
        if (depth == order.length) {
            int cell = 0;
            for (int[] each : asked) cell = cell * graph.size(each[1]) + values[each[0]][each[1]];
            table[cell] += probability;
            return;
        }
        int v = order[depth];
        int size = graph.size(v);
        int configuration = 0;
        for (int cause : causes[v]) configuration = configuration * hidden + level[cause];
        double[] branches = new double[(int) Math.pow(size, set.length)];
        for (int k = 0; k < probabilities[v][configuration].length; k++) {
            int branch = 0;
            for (int w = 0; w < set.length; w++)
                branch = branch * size
                        + (set[w][v] >= 0
                                ? set[w][v]
                                : functions[v][configuration][k][graph.configuration(v, values[w])]);
            branches[branch] += probabilities[v][configuration][k];
        }
        for (int branch = 0; branch < branches.length; branch++) {
            if (branches[branch] == 0) continue;
            for (int w = set.length - 1, rest = branch; w >= 0; w--, rest /= size) values[w][v] = rest % size;
            follow(depth + 1, probability * branches[branch]);
        }
    }
}
