// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.model.Additive;
import org.causerie.model.Equation;
import org.causerie.model.Linear;
import org.causerie.model.Mechanism;
import org.causerie.model.Row;
import org.causerie.model.Scm;
import org.causerie.model.Variable;

/**
 * The noises behind a complete row.
 *
 * @param values the values of the row, in the order of the model's variables: numbers, or positions of levels
 * @param noise the noise of each variable, in the same order
 */
record RowNoise(List<Double> values, List<Double> noise) {

    static RowNoise of(Scm model, Map<String, ?> row) {
        List<Double> values = codes(model, row);
        return new RowNoise(
                values,
                model.variables().stream()
                        .map(name -> noise(model, name, values))
                        .toList());
    }

    /** The values of a row as the model keeps them. */
    static List<Double> codes(Scm model, Map<String, ?> row) {
        return model.variables().stream()
                .map(name -> model.variable(name).code(row.get(name)))
                .toList();
    }

    private static double noise(Scm model, String name, List<Double> values) {
        Mechanism mechanism = model.mechanism(name);
        double value = values.get(model.graph().index(name));
        if (mechanism instanceof Linear || mechanism instanceof Additive) {
            double[][] columns = mechanism.parents().stream()
                    .map(parent -> new double[] {values.get(model.graph().index(parent))})
                    .toArray(double[][]::new);
            return value - Family.of(model, name).values(columns, new double[1])[0];
        }
        if (mechanism instanceof Equation equation && equation.inverse().isPresent())
            return equation.inverse().get().apply(new ValuesRow(model, values), value);
        throw new CausalException("The noise of " + name + ", made by " + mechanism.text()
                + ", cannot be read from a row; outliers are shared out in models of levels alone, or of numbers with"
                + " additive noise or equations with an inverse");
    }

    /** A row of a model, by position. */
    private record ValuesRow(Scm model, List<Double> values) implements Row {
        @Override
        public List<Variable> variables() {
            return model.variables().stream().map(model::variable).toList();
        }

        @Override
        public double get(String variable) {
            return values.get(model.graph().index(variable));
        }
    }
}
