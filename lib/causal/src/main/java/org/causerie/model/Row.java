// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/** One case: the values of some variables, as policies and mechanisms written as lambdas read them. */
public interface Row {

    /** The variables that can be read here. */
    List<Variable> variables();

    /**
     * The value of a variable: the number, or the position of the level counted from 0 (so 0 or 1 for a binary one).
     *
     * @throws CausalException if the variable cannot be read here
     */
    double get(String variable);

    /**
     * The level of a categorical variable.
     *
     * @throws CausalException if the variable cannot be read here or is not categorical
     */
    default String level(String variable) {
        for (Variable known : variables()) {
            if (!known.name().equals(variable)) continue;
            if (known.categorical()) return known.show(get(variable));
            throw new CausalException(
                    variable + " is a number and has no levels; read it with get(\"" + variable + "\")");
        }
        throw CausalException.unknown(
                "variable to read here",
                variable,
                variables().stream().map(Variable::name).toList());
    }

    /**
     * Whether an event happened: whether a variable of two levels has its second, 1 of 0 and 1.
     *
     * @throws CausalException if the variable cannot be read here or does not have two levels
     */
    default boolean is(String variable) {
        String level = level(variable);
        for (Variable known : variables())
            if (known.name().equals(variable) && known.levels().size() == 2)
                return level.equals(known.levels().get(1));
        throw new CausalException(variable + " does not have two levels; read it with level(\"" + variable + "\")");
    }

    /** The case as evidence for a counterfactual: numbers and level names by variable, in order. */
    default Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Variable variable : variables()) map.put(variable.name(), variable.value(get(variable.name())));
        return map;
    }

    /**
     * One row of a data set; missing values are left out.
     *
     * @param data the data
     * @param index the row, counted from 0
     */
    static Row of(Dataset data, int index) {
        if (index < 0 || index >= data.rows())
            throw new CausalException("There is no row " + index + "; the data has rows 0 to " + (data.rows() - 1));
        List<Variable> known = data.names().stream()
                .filter(name -> !Double.isNaN(data.values(name)[index]))
                .map(name -> Columns.variable(data, name))
                .toList();
        double[][] columns = known.stream()
                .map(variable -> new double[] {data.values(variable.name())[index]})
                .toArray(double[][]::new);
        return new Columns(known, columns);
    }
}
