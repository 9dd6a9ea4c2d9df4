// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * The canonical partition of the hidden cause of a district: what matters of it is only which function of their parents
 * the variables follow (Balke and Pearl, 1994). Columns are combinations of functions, those of the last variable
 * fastest.
 */
final class ResponseFunctions {
    private static final int MOST = 1 << 13;

    private final int[] members;
    private final List<List<int[]>> functions;
    private final int size;

    /**
     * The functions of a district.
     *
     * @param monotone pairs of a cause and an effect: the effect never falls where the cause rises
     */
    ResponseFunctions(DiscreteGraph graph, BitSet district, Set<List<String>> monotone) {
        members = graph.ordered(district);
        functions = new ArrayList<>();
        double count = 1;
        for (int v : members) {
            double all = Math.pow(graph.size(v), graph.configurations(v));
            if (all > MOST) throw tooMany(graph, district);
            List<int[]> allowed = new ArrayList<>();
            for (int code = 0; code < (int) all; code++) {
                int[] function = function(code, graph.configurations(v), graph.size(v));
                if (allowed(graph, v, function, monotone)) allowed.add(function);
            }
            functions.add(allowed);
            count *= allowed.size();
            if (count > MOST) throw tooMany(graph, district);
        }
        size = (int) count;
    }

    /** One of the functions of so many configurations to so many levels, by its number. */
    static int[] function(int code, int configurations, int levels) {
        int[] function = new int[configurations];
        for (int c = configurations - 1, rest = code; c >= 0; c--, rest /= levels) function[c] = rest % levels;
        return function;
    }

    private static CausalException tooMany(DiscreteGraph graph, BitSet district) {
        return new CausalException(
                "The variables " + String.join(", ", graph.graphs().names(district))
                        + " can follow more than " + MOST
                        + " combinations of functions of their parents; merge levels, or ask about a smaller graph");
    }

    private static boolean allowed(DiscreteGraph graph, int v, int[] function, Set<List<String>> monotone) {
        int[] parents = graph.parents(v);
        int stride = 1;
        for (int i = parents.length - 1; i >= 0; i--) {
            int levels = graph.size(parents[i]);
            if (monotone.contains(List.of(graph.name(parents[i]), graph.name(v))))
                for (int c = 0; c < function.length; c++)
                    if (c / stride % levels < levels - 1 && function[c] > function[c + stride]) return false;
            stride *= levels;
        }
        return true;
    }

    /** The variables, causes before effects. */
    int[] members() {
        return members.clone();
    }

    /** How many combinations there are. */
    int size() {
        return size;
    }

    /** The function of each variable in one combination: level by configuration. */
    int[][] column(int number) {
        int[][] column = new int[members.length][];
        for (int i = members.length - 1, rest = number; i >= 0; i--) {
            column[i] = functions.get(i).get(rest % functions.get(i).size());
            rest /= functions.get(i).size();
        }
        return column;
    }

    /** 1 for each combination in which these entries have these levels, 0 for the others. */
    double[] indicator(Map<Cell, Integer> entries) {
        Progress.checkpoint();
        double[] indicator = new double[size];
        for (int number = 0; number < size; number++) {
            int[][] column = column(number);
            boolean holds = true;
            for (int i = 0; i < members.length && holds; i++)
                for (Map.Entry<Cell, Integer> entry : entries.entrySet())
                    if (entry.getKey().variable() == members[i]
                            && column[i][entry.getKey().configuration()] != entry.getValue()) {
                        holds = false;
                        break;
                    }
            indicator[number] = holds ? 1 : 0;
        }
        return indicator;
    }
}
