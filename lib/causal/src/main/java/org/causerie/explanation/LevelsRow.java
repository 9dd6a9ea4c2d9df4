// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.model.Row;
import org.causerie.model.Variable;

/** A case of levels, read from an array that its maker may change between readings. */
final class LevelsRow implements Row {
    private final List<Variable> variables;
    private final int[] levels;

    LevelsRow(List<Variable> variables, int[] levels) {
        this.variables = variables;
        this.levels = levels;
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public double get(String variable) {
        for (int i = 0; i < levels.length; i++) if (variables.get(i).name().equals(variable)) return levels[i];
        throw CausalException.unknown(
                "variable to read here",
                variable,
                variables.stream().map(Variable::name).toList());
    }
}
