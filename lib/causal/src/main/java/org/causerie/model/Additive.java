// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * An additive-noise mechanism: any function of the parents, plus noise.
 *
 * @param parents the parents
 * @param mean the function of the parents
 * @param noise the noise that is added
 * @param formula the function as it prints, for example {@code sin(X)}
 */
public record Additive(List<String> parents, Mean mean, Noise noise, String formula) implements Mechanism {

    public Additive {
        parents = List.copyOf(parents);
    }

    /** A function written for one row, for example {@code row -> Math.sin(row.get("X"))}. */
    public static Additive of(List<String> parents, ToDoubleFunction<Row> mean, Noise noise) {
        return of(parents, mean, noise, "f(" + String.join(", ", parents) + ")");
    }

    /** A function written for one row, with the formula to print. */
    public static Additive of(List<String> parents, ToDoubleFunction<Row> mean, Noise noise, String formula) {
        return new Additive(parents, new ByRow(mean), noise, formula);
    }

    /**
     * A function of whole columns, such as a fitted learner.
     *
     * @param mean takes {@code columns[parent][row]} and returns one value per row; it does not write to its argument
     */
    public static Additive ofColumns(
            List<String> parents, Function<double[][], double[]> mean, Noise noise, String formula) {
        return new Additive(parents, new ByColumns(mean), noise, formula);
    }

    @Override
    public Variable variable(String name) {
        return Variable.continuous(name);
    }

    @Override
    public String text() {
        return noise.equals(Noise.none()) ? formula : formula + " + " + noise.text();
    }

    /** A function of the parents' columns. */
    public sealed interface Mean {
        /**
         * One value per row.
         *
         * @param columns {@code columns[parent][row]}
         */
        double[] values(List<Variable> parents, double[][] columns, int rows);

        /** The same function with an amount added. */
        default Mean plus(double amount) {
            return new Raised(this, amount);
        }
    }

    private record ByRow(ToDoubleFunction<Row> function) implements Mean {
        @Override
        public double[] values(List<Variable> parents, double[][] columns, int rows) {
            Columns cursor = new Columns(parents, columns);
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) values[row] = function.applyAsDouble(cursor.at(row));
            return values;
        }
    }

    private record ByColumns(Function<double[][], double[]> function) implements Mean {
        @Override
        public double[] values(List<Variable> parents, double[][] columns, int rows) {
            return function.apply(columns);
        }
    }

    private record Raised(Mean mean, double amount) implements Mean {
        @Override
        public double[] values(List<Variable> parents, double[][] columns, int rows) {
            double[] values = mean.values(parents, columns, rows).clone();
            for (int row = 0; row < rows; row++) values[row] += amount;
            return values;
        }
    }
}
