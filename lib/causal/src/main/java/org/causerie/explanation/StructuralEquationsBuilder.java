// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.causerie.CausalException;
import org.causerie.explanation.StructuralEquations.Origin;
import org.causerie.model.Row;
import org.causerie.model.Variable;

/** Collects the variables of {@link StructuralEquations}; parents may be named before they are added. Not safe for use by several threads. */
public final class StructuralEquationsBuilder {
    private static final int LARGEST_TABLE = 1 << 20;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<Origin> origins = new ArrayList<>();
    private final List<List<String>> parents = new ArrayList<>();
    private final List<Function<List<Variable>, int[]>> tables = new ArrayList<>();

    StructuralEquationsBuilder() {}

    /** Adds an event whose level the context gives; levels 0 and 1 where none are named. */
    public StructuralEquationsBuilder root(String name, String... levels) {
        return add(binary(name, levels), Origin.ROOT, List.of(), read -> new int[0]);
    }

    /** Adds a variable of the context that is no event: it is never a cause and is never changed. */
    public StructuralEquationsBuilder background(String name, String... levels) {
        return add(binary(name, levels), Origin.BACKGROUND, List.of(), read -> new int[0]);
    }

    /**
     * Adds an event with levels 0 and 1.
     *
     * @param function takes the parents and returns 0 or 1, or {@code false} or {@code true}
     */
    public StructuralEquationsBuilder equation(String name, List<String> reads, Function<Row, ?> function) {
        return equation(name, List.of("0", "1"), reads, function);
    }

    /**
     * Adds an event with these levels.
     *
     * @param function takes the parents and returns a level, as {@link Variable#code} reads it; it is called once for
     *     every combination of the parents' levels
     */
    public StructuralEquationsBuilder equation(
            String name, List<String> levels, List<String> reads, Function<Row, ?> function) {
        Variable variable = Variable.categorical(name, levels);
        return add(variable, Origin.EQUATION, reads, read -> tabulate(variable, read, function));
    }

    /** Adds an event with a table: a level for each combination of the parents' levels, the last parent fastest. */
    StructuralEquationsBuilder table(Variable variable, List<String> reads, int[] levels) {
        return add(variable, Origin.EQUATION, reads, read -> levels);
    }

    private StructuralEquationsBuilder add(
            Variable variable, Origin origin, List<String> reads, Function<List<Variable>, int[]> table) {
        if (variables.put(variable.name(), variable) != null)
            throw new CausalException("There are two variables named " + variable.name() + "; give each its own name");
        origins.add(origin);
        parents.add(List.copyOf(reads));
        tables.add(table);
        return this;
    }

    /**
     * The equations.
     *
     * @throws CausalException if a parent is unknown, there is a cycle, or a function returns no level of its variable
     */
    public StructuralEquations build() {
        if (variables.isEmpty()) throw new CausalException("Equations need at least one variable; add a root first");
        List<String> names = List.copyOf(variables.keySet());
        int[][] read = new int[names.size()][];
        int[][] levels = new int[names.size()][];
        for (int v = 0; v < read.length; v++) {
            for (String parent : parents.get(v)) {
                if (!variables.containsKey(parent))
                    throw CausalException.unknown("variable for parent of " + names.get(v), parent, names);
            }
            read[v] = parents.get(v).stream().mapToInt(names::indexOf).toArray();
            levels[v] = tables.get(v)
                    .apply(parents.get(v).stream().map(variables::get).toList());
        }
        return new StructuralEquations(List.copyOf(variables.values()), origins, read, levels);
    }

    private static Variable binary(String name, String... levels) {
        return Variable.categorical(name, levels.length == 0 ? List.of("0", "1") : List.of(levels));
    }

    private static int[] tabulate(Variable variable, List<Variable> parents, Function<Row, ?> function) {
        long size = 1;
        for (Variable parent : parents) {
            size *= parent.levels().size();
            if (size > LARGEST_TABLE)
                throw new CausalException("The equation of " + variable.name() + " has more than " + LARGEST_TABLE
                        + " combinations of its parents' levels; put variables between");
        }
        int[] table = new int[(int) size];
        int[] at = new int[parents.size()];
        Row row = new LevelsRow(parents, at);
        for (int cell = 0; cell < table.length; cell++) {
            int rest = cell;
            for (int p = at.length - 1; p >= 0; p--) {
                int levels = parents.get(p).levels().size();
                at[p] = rest % levels;
                rest /= levels;
            }
            table[cell] = (int) variable.code(function.apply(row));
        }
        return table;
    }
}
