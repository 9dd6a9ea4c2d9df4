// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/** A cursor over columns: the row that lambdas see, moved without making a new object. */
final class Columns implements Row {
    private final List<Variable> variables;
    private final String[] names;
    private final double[][] columns;
    private int row;

    /**
     * A cursor at row 0.
     *
     * @param columns {@code columns[variable][row]}
     */
    Columns(List<Variable> variables, double[][] columns) {
        this.variables = variables;
        this.names = variables.stream().map(Variable::name).toArray(String[]::new);
        this.columns = columns;
    }

    Columns at(int newRow) {
        row = newRow;
        return this;
    }

    static Variable variable(Dataset data, String name) {
        return new Variable(name, data.kind(name), data.kind(name).categorical() ? data.levels(name) : List.of());
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public double get(String variable) {
        for (int i = 0; i < names.length; i++) if (names[i].equals(variable)) return columns[i][row];
        throw CausalException.unknown("variable to read here (name it among the inputs)", variable, List.of(names));
    }
}
