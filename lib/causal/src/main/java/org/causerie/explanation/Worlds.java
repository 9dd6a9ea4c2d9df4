// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.explanation.StructuralEquations.Origin;
import org.causerie.model.Variable;

/**
 * A situation made ready for search: the events that can matter, causes first and the context put in, and the
 * outcome as a table.
 */
final class Worlds {
    private static final int MOST = 30;
    private static final int LARGEST_OUTCOME = 1 << 20;
    private final List<Variable> variables;
    private final int[] counts;
    private final int[][] parents;
    private final int[][] tables;
    private final int[] actual;
    private final int[] spoken;
    private final boolean[] outcome;

    private Worlds(List<Variable> variables, int[][] parents, int[][] tables, int[] actual, Formula outcome) {
        this.variables = variables;
        this.counts = variables.stream()
                .mapToInt(variable -> variable.levels().size())
                .toArray();
        this.parents = parents;
        this.tables = tables;
        this.actual = actual;
        this.spoken = outcome.variables().stream().mapToInt(this::index).toArray();
        this.outcome = tabulate(outcome);
    }

    /**
     * Prepares a situation.
     *
     * @param all whether every event matters, and not only those before the outcome
     */
    static Worlds of(Situation situation, Formula outcome, boolean all) {
        StructuralEquations equations = situation.equations();
        BitSet wanted = new BitSet();
        for (String name : outcome.variables()) {
            int v = equations.graph().index(name);
            if (equations.origin(v) == Origin.BACKGROUND)
                throw new CausalException(name + " is background: it is settled by the context and has no causes here");
            wanted.set(v);
        }
        int[] levels = situation.levels();
        if (all) wanted.set(0, equations.size());
        else wanted = influences(equations, wanted, levels);
        List<Integer> kept = new ArrayList<>();
        for (int v : equations.graph().order())
            if (wanted.get(v) && equations.origin(v) != Origin.BACKGROUND) kept.add(v);
        if (kept.size() > MOST)
            throw new CausalException(kept.size() + " events come before " + outcome.text()
                    + "; causes are searched for among at most " + MOST + ", so merge events or leave some out");
        int[][] parents = new int[kept.size()][];
        int[][] tables = new int[kept.size()][];
        for (int i = 0; i < parents.length; i++) reduce(equations, kept, levels, i, parents, tables);
        return new Worlds(
                kept.stream().map(equations::variable).toList(),
                parents,
                tables,
                kept.stream().mapToInt(v -> levels[v]).toArray(),
                outcome);
    }

    /** The variables and all that can make a difference to them in this context. */
    private static BitSet influences(StructuralEquations equations, BitSet wanted, int[] actual) {
        BitSet reached = (BitSet) wanted.clone();
        int[] order = equations.graph().order();
        for (int i = order.length - 1; i >= 0; i--) {
            int v = order[i];
            if (!reached.get(v) || equations.origin(v) != Origin.EQUATION) continue;
            int[] read = Arrays.stream(equations.parents(v))
                    .filter(parent -> equations.origin(parent) != Origin.BACKGROUND)
                    .toArray();
            int[] table = table(equations, v, read, actual);
            int stride = 1;
            for (int p = read.length - 1; p >= 0; p--) {
                int next = stride * equations.variable(read[p]).levels().size();
                for (int cell = 0; cell < table.length; cell++) {
                    if (table[cell] == table[cell - cell % next + cell % stride]) continue;
                    reached.set(read[p]);
                    break;
                }
                stride = next;
            }
        }
        return reached;
    }

    /** The table of one event over its parents among the kept, with the context's levels put in. */
    private static void reduce(
            StructuralEquations equations, List<Integer> kept, int[] actual, int i, int[][] parents, int[][] tables) {
        int v = kept.get(i);
        if (equations.origin(v) == Origin.ROOT) {
            parents[i] = new int[0];
            tables[i] = new int[] {actual[v]};
            return;
        }
        int[] read = Arrays.stream(equations.parents(v)).filter(kept::contains).toArray();
        parents[i] = Arrays.stream(read).map(kept::indexOf).toArray();
        tables[i] = table(equations, v, read, actual);
    }

    /** The levels of one event for every combination of some parents, the others as they are. */
    private static int[] table(StructuralEquations equations, int v, int[] read, int[] actual) {
        int size = 1;
        for (int parent : read) size *= equations.variable(parent).levels().size();
        int[] table = new int[size];
        int[] levels = actual.clone();
        for (int cell = 0; cell < size; cell++) {
            int rest = cell;
            for (int p = read.length - 1; p >= 0; p--) {
                int count = equations.variable(read[p]).levels().size();
                levels[read[p]] = rest % count;
                rest /= count;
            }
            table[cell] = equations.level(v, levels);
        }
        return table;
    }

    private boolean[] tabulate(Formula formula) {
        int size = 1;
        for (int v : spoken) {
            size *= levels(v);
            if (size > LARGEST_OUTCOME)
                throw new CausalException("The outcome speaks of too many variables: " + formula.variables());
        }
        List<Variable> read = Arrays.stream(spoken).mapToObj(variables::get).toList();
        int[] at = new int[spoken.length];
        LevelsRow row = new LevelsRow(read, at);
        boolean[] table = new boolean[size];
        for (int cell = 0; cell < size; cell++) {
            int rest = cell;
            for (int i = at.length - 1; i >= 0; i--) {
                at[i] = rest % levels(spoken[i]);
                rest /= levels(spoken[i]);
            }
            table[cell] = formula.holds(row);
        }
        return table;
    }

    int size() {
        return actual.length;
    }

    int levels(int v) {
        return counts[v];
    }

    int actual(int v) {
        return actual[v];
    }

    /** The position of an event; not among the events that can matter where it is beyond the last. */
    int index(String name) {
        for (int v = 0; v < variables.size(); v++) if (variables.get(v).name().equals(name)) return v;
        return variables.size();
    }

    /** The level that an event takes by itself, for given levels of those before it. */
    int free(int v, int[] levels) {
        int cell = 0;
        for (int parent : parents[v]) cell = cell * counts[parent] + levels[parent];
        return tables[v][cell];
    }

    /** Whether the outcome holds. */
    boolean holds(int[] levels) {
        int cell = 0;
        for (int v : spoken) cell = cell * counts[v] + levels[v];
        return outcome[cell];
    }

    /** The world as a person reads it. */
    Map<String, String> named(int[] levels) {
        Map<String, String> world = new LinkedHashMap<>();
        for (int v = 0; v < levels.length; v++) name(world, v, levels[v]);
        return world;
    }

    void name(Map<String, String> into, int v, int level) {
        into.put(variables.get(v).name(), variables.get(v).levels().get(level));
    }
}
