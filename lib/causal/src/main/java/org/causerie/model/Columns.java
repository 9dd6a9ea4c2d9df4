// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

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

    /** The columns of the parents as the features that a design makes of them. */
    static double[][] features(List<Variable> parents, double[][] columns) {
        List<double[]> features = new ArrayList<>();
        for (int p = 0; p < columns.length; p++) {
            if (!dummies(parents.get(p).kind())) {
                features.add(columns[p]);
                continue;
            }
            for (int level = 1; level < parents.get(p).levels().size(); level++) {
                int indicated = level;
                features.add(Arrays.stream(columns[p])
                        .map(value -> value == indicated ? 1 : 0)
                        .toArray());
            }
        }
        return features.toArray(double[][]::new);
    }

    static boolean dummies(Kind kind) {
        return kind == Kind.NOMINAL || kind == Kind.ORDINAL;
    }
}
