// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;

/** A mechanism tied to the variables it reads, working on whole columns {@code parents[parent][row]}. */
abstract sealed class Bound {
    final Variable self;
    final List<Variable> parents;

    Bound(Variable self, List<Variable> parents) {
        this.self = self;
        this.parents = parents;
    }

    static Bound of(Mechanism mechanism, Variable self, List<Variable> parents) {
        if (mechanism instanceof Linear linear) {
            linear.mean().check(self.name(), parents);
            return new Sum(
                    self,
                    parents,
                    linear.noise(),
                    (known, columns, rows) -> linear.mean().values(columns, rows));
        }
        if (mechanism instanceof Additive additive)
            return new Sum(
                    self,
                    parents,
                    additive.noise(),
                    (known, columns, rows) -> additive.mean().values(known, columns, rows));
        if (mechanism instanceof Monotone monotone) return new Rising(self, parents, monotone.transform());
        if (mechanism instanceof Cpt table) return new Drawn(self, parents, expand(table, self, parents));
        if (mechanism instanceof Choice choice) return new Drawn(self, parents, choice);
        return new Free(self, parents, (Equation) mechanism);
    }

    /** The values for given noise. */
    abstract double[] values(double[][] parentColumns, double[] noise);

    /**
     * The noise that explains one value, for every row of the parents.
     *
     * @param logWeight to which the log-likelihood of the value is added; empty where it is the same for every row
     */
    abstract double[] abduct(
            double[][] parentColumns, int rows, double value, RandomGenerator random, Optional<double[]> logWeight);

    /** Whether a value leaves no doubt about the noise. */
    abstract boolean invertible();

    /** The noise of each row's value; empty where a value does not settle it. */
    Optional<double[]> noise(double[][] parentColumns, double[] values) {
        return Optional.empty();
    }

    /** A function of the parents plus noise. */
    static final class Sum extends Bound {
        private final Noise noise;
        private final Mean mean;

        Sum(Variable self, List<Variable> parents, Noise noise, Mean mean) {
            super(self, parents);
            this.noise = noise;
            this.mean = mean;
        }

        @Override
        double[] values(double[][] parentColumns, double[] noiseValues) {
            double[] values =
                    mean.values(parents, parentColumns, noiseValues.length).clone();
            for (int row = 0; row < values.length; row++) values[row] += noiseValues[row];
            return values;
        }

        @Override
        double[] abduct(
                double[][] parentColumns,
                int rows,
                double value,
                RandomGenerator random,
                Optional<double[]> logWeight) {
            double[] explained = mean.values(parents, parentColumns, rows).clone();
            for (int row = 0; row < rows; row++) {
                double residual = value - explained[row];
                explained[row] = residual;
                if (logWeight.isEmpty()) continue;
                OptionalDouble density = noise.logDensity(residual);
                if (density.isEmpty())
                    throw new CausalException("The noise of " + self.name() + ", " + noise.text()
                            + ", has no density, so its value says nothing about unobserved ancestors; observe every"
                            + " ancestor of " + self.name() + ", or leave " + self.name() + " out of the evidence");
                logWeight.get()[row] += density.getAsDouble();
            }
            return explained;
        }

        @Override
        boolean invertible() {
            return true;
        }

        @Override
        Optional<double[]> noise(double[][] parentColumns, double[] values) {
            double[] residuals =
                    mean.values(parents, parentColumns, values.length).clone();
            for (int row = 0; row < residuals.length; row++) residuals[row] = values[row] - residuals[row];
            return Optional.of(residuals);
        }

        /** The function of the parents. */
        interface Mean {
            double[] values(List<Variable> parents, double[][] columns, int rows);
        }
    }

    /** A function that rises with the noise. */
    static final class Rising extends Bound {
        private final Monotone.Transform transform;

        Rising(Variable self, List<Variable> parents, Monotone.Transform transform) {
            super(self, parents);
            this.transform = transform;
        }

        @Override
        double[] values(double[][] parentColumns, double[] noise) {
            return transform.values(parents, parentColumns, noise);
        }

        @Override
        double[] abduct(
                double[][] parentColumns,
                int rows,
                double value,
                RandomGenerator random,
                Optional<double[]> logWeight) {
            double[] values = new double[rows];
            Arrays.fill(values, value);
            if (logWeight.isPresent()) {
                double[] densities = transform.logDensity(parents, parentColumns, values);
                for (int row = 0; row < rows; row++) logWeight.get()[row] += densities[row];
            }
            return transform.noise(parents, parentColumns, values);
        }

        @Override
        boolean invertible() {
            return true;
        }

        @Override
        Optional<double[]> noise(double[][] parentColumns, double[] values) {
            return Optional.of(transform.noise(parents, parentColumns, values));
        }
    }

    /** A level drawn by inverting the distribution function at a uniform noise. */
    static final class Drawn extends Bound {
        private static final int LARGEST_TABLE = 1 << 20;
        private final Optional<Choice> choice;
        private final Optional<double[][]> table;

        Drawn(Variable self, List<Variable> parents, double[][] cumulative) {
            super(self, parents);
            this.choice = Optional.empty();
            this.table = Optional.of(cumulative);
        }

        Drawn(Variable self, List<Variable> parents, Choice choice) {
            super(self, parents);
            this.choice = Optional.of(choice);
            this.table = configurations(parents).map(all -> cumulative(all, all.length == 0 ? 1 : all[0].length));
        }

        /** Cumulative probabilities by configuration of the parents, the last parent fastest; if all are categorical. */
        Optional<double[][]> table() {
            return table;
        }

        @Override
        double[] values(double[][] parentColumns, double[] noise) {
            double[][] cumulative = perRow(parentColumns, noise.length);
            double[] values = new double[noise.length];
            for (int row = 0; row < noise.length; row++) {
                double[] upTo = cumulative[row];
                int level = 0;
                while (level < upTo.length - 1 && noise[row] >= upTo[level]) level++;
                values[row] = level;
            }
            return values;
        }

        @Override
        double[] abduct(
                double[][] parentColumns,
                int rows,
                double value,
                RandomGenerator random,
                Optional<double[]> logWeight) {
            double[][] cumulative = perRow(parentColumns, rows);
            int level = (int) value;
            double[] noise = new double[rows];
            for (int row = 0; row < rows; row++) {
                double lower = level == 0 ? 0 : cumulative[row][level - 1];
                double width = cumulative[row][level] - lower;
                noise[row] = lower + width * random.nextDouble();
                if (logWeight.isPresent()) logWeight.get()[row] += Math.log(width);
                else if (width <= 0)
                    throw new CausalException("The evidence is impossible: " + self.name() + " = " + self.show(value)
                            + " has probability 0 given the rest");
            }
            return noise;
        }

        @Override
        boolean invertible() {
            return false;
        }

        /** Cumulative probabilities for each row of the parents. */
        double[][] perRow(double[][] columns, int rows) {
            if (table.isEmpty()) return cumulative(columns, rows);
            double[][] found = new double[rows][];
            for (int row = 0; row < rows; row++) {
                int packed = 0;
                for (int p = 0; p < columns.length; p++)
                    packed = packed * parents.get(p).levels().size() + (int) columns[p][row];
                found[row] = table.get()[packed];
            }
            return found;
        }

        private double[][] cumulative(double[][] columns, int rows) {
            double[][] chances = choice.orElseThrow().chances().rows(parents, columns, rows);
            for (double[] row : chances) accumulate(row, self);
            return chances;
        }

        /** Every combination of the parents' levels, as columns; empty where a parent is a number or there are too many. */
        private static Optional<double[][]> configurations(List<Variable> parents) {
            long rows = 1;
            for (Variable parent : parents) {
                if (!parent.categorical()) return Optional.empty();
                rows *= parent.levels().size();
                if (rows > LARGEST_TABLE) return Optional.empty();
            }
            double[][] columns = new double[parents.size()][(int) rows];
            int repeat = 1;
            for (int p = parents.size() - 1; p >= 0; p--) {
                int levels = parents.get(p).levels().size();
                for (int row = 0; row < rows; row++) columns[p][row] = row / repeat % levels;
                repeat *= levels;
            }
            return Optional.of(columns);
        }
    }

    /** A level drawn as a race of Gumbel noises, one per level and row: {@code [row * levels + level]}. */
    static final class Raced extends Bound {
        private final Drawn drawn;

        Raced(Drawn drawn) {
            super(drawn.self, drawn.parents);
            this.drawn = drawn;
        }

        double[] noise(int rows, RandomGenerator random) {
            return GumbelMax.noise(rows * self.levels().size(), random);
        }

        @Override
        double[] values(double[][] parentColumns, double[] noise) {
            int levels = self.levels().size();
            int rows = noise.length / levels;
            double[][] cumulative = drawn.perRow(parentColumns, rows);
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++)
                values[row] = GumbelMax.choose(
                        scores(cumulative[row]), Arrays.copyOfRange(noise, row * levels, (row + 1) * levels));
            return values;
        }

        @Override
        double[] abduct(
                double[][] parentColumns,
                int rows,
                double value,
                RandomGenerator random,
                Optional<double[]> logWeight) {
            drawn.abduct(parentColumns, rows, value, random, logWeight);
            int levels = self.levels().size();
            double[][] cumulative = drawn.perRow(parentColumns, rows);
            double[] noise = new double[rows * levels];
            for (int row = 0; row < rows; row++) {
                double[] scores = scores(cumulative[row]);
                if (scores[(int) value] == Double.NEGATIVE_INFINITY) continue;
                System.arraycopy(GumbelMax.posterior(scores, (int) value, random), 0, noise, row * levels, levels);
            }
            return noise;
        }

        @Override
        boolean invertible() {
            return false;
        }

        private static double[] scores(double[] cumulative) {
            double[] scores = new double[cumulative.length];
            for (int level = 0; level < scores.length; level++)
                scores[level] = Math.log(Math.max(0, cumulative[level] - (level == 0 ? 0 : cumulative[level - 1])));
            return scores;
        }
    }

    /** Any equation. */
    static final class Free extends Bound {
        private final Equation equation;

        Free(Variable self, List<Variable> parents, Equation equation) {
            super(self, parents);
            this.equation = equation;
        }

        @Override
        double[] values(double[][] parentColumns, double[] noise) {
            Columns cursor = new Columns(parents, parentColumns);
            double[] values = new double[noise.length];
            for (int row = 0; row < noise.length; row++)
                values[row] = equation.function().apply(cursor.at(row), noise[row]);
            return values;
        }

        @Override
        double[] abduct(
                double[][] parentColumns,
                int rows,
                double value,
                RandomGenerator random,
                Optional<double[]> logWeight) {
            if (logWeight.isPresent())
                throw new CausalException(
                        "The equation of " + self.name() + " has no density, so its value says nothing"
                                + " about unobserved ancestors; observe every ancestor of " + self.name()
                                + ", or leave it out of the evidence");
            Equation.Rule inverse = equation.inverse()
                    .orElseThrow(() -> new CausalException("The noise of " + self.name()
                            + " cannot be found from its value: give its equation an inverse with invertedBy(...)"));
            Columns cursor = new Columns(parents, parentColumns);
            double[] noise = new double[rows];
            for (int row = 0; row < rows; row++) noise[row] = inverse.apply(cursor.at(row), value);
            return noise;
        }

        @Override
        boolean invertible() {
            return true;
        }

        @Override
        Optional<double[]> noise(double[][] parentColumns, double[] values) {
            Columns cursor = new Columns(parents, parentColumns);
            return equation.inverse().map(inverse -> {
                double[] noise = new double[values.length];
                for (int row = 0; row < noise.length; row++) noise[row] = inverse.apply(cursor.at(row), values[row]);
                return noise;
            });
        }
    }

    private static double[][] expand(Cpt table, Variable self, List<Variable> parents) {
        int rows = parents.stream().mapToInt(parent -> parent.levels().size()).reduce(1, Math::multiplyExact);
        double[][] cumulative = new double[rows][];
        for (int row = 0; row < rows; row++) {
            String[] key = new String[parents.size()];
            int rest = row;
            for (int p = parents.size() - 1; p >= 0; p--) {
                List<String> levels = parents.get(p).levels();
                key[p] = levels.get(rest % levels.size());
                rest /= levels.size();
            }
            List<Double> given = table.rows().get(List.of(key));
            if (given == null)
                throw new CausalException("The table of " + self.name() + " has no row for " + table.parents() + " = "
                        + Arrays.toString(key) + "; give one for every combination of the parents' levels");
            cumulative[row] = given.stream().mapToDouble(Double::doubleValue).toArray();
            accumulate(cumulative[row], self);
        }
        if (table.rows().size() > rows)
            throw new CausalException("The table of " + self.name() + " has "
                    + table.rows().size() + " rows, but its parents " + table.parents() + " have only " + rows
                    + " combinations of levels; a row names an unknown level");
        return cumulative;
    }

    private static void accumulate(double[] chances, Variable self) {
        if (chances.length != self.levels().size())
            throw new CausalException(self.name() + " has " + self.levels().size() + " levels but was given "
                    + chances.length + " probabilities");
        double sum = 0;
        for (int level = 0; level < chances.length; level++) {
            if (!(chances[level] >= 0))
                throw new CausalException("The probability of " + self.name() + " = "
                        + self.levels().get(level) + " was " + chances[level] + "; it must lie between 0 and 1");
            sum += chances[level];
            chances[level] = sum;
        }
        if (!(Math.abs(sum - 1) < 1e-9))
            throw new CausalException("The probabilities of " + self.name() + " must sum to 1; they sum to " + sum);
        chances[chances.length - 1] = 1;
    }
}
