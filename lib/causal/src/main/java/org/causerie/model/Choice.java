// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.causerie.CausalException;
import org.causerie.data.Kind;
import org.causerie.stat.Fitted;

/**
 * A level drawn with probabilities that are any function of the parents: logistic, for example.
 *
 * @param levels the levels of the variable, in order
 * @param kind the variable's kind: binary, nominal or ordinal
 * @param parents the parents, of any kind
 * @param chances the probabilities of the levels given the parents
 * @param formula the function as it prints
 */
public record Choice(List<String> levels, Kind kind, List<String> parents, Chances chances, String formula)
        implements Mechanism {

    public Choice {
        levels = List.copyOf(levels);
        parents = List.copyOf(parents);
        if (levels.size() < 2)
            throw new CausalException("A choice needs at least two levels; " + levels + " was given");
    }

    /** A variable with levels 0 and 1, whose probability of 1 is this function of the parents. */
    public static Choice binary(List<String> parents, ToDoubleFunction<Row> probabilityOfOne) {
        return of(List.of("0", "1"), parents, row -> {
            double one = probabilityOfOne.applyAsDouble(row);
            return new double[] {1 - one, one};
        });
    }

    /** A variable with levels 0 and 1, whose log-odds of 1 are linear in the parents. */
    public static Choice logistic(double intercept, Map<String, Double> slopes) {
        return logistic(List.of("0", "1"), Kind.BINARY, List.of(LinearPredictor.of(intercept, slopes)));
    }

    /** A variable with these levels, whose probabilities are this function of the parents. */
    public static Choice of(List<String> levels, List<String> parents, Function<Row, double[]> probabilities) {
        return new Choice(
                levels,
                levels.size() == 2 ? Kind.BINARY : Kind.NOMINAL,
                parents,
                new ByRow(probabilities),
                "f(" + String.join(", ", parents) + ")");
    }

    /**
     * A logistic regression, continued for more than two levels: predictor <i>k</i> is the log-odds of passing level
     * <i>k</i> for those who reached it,
     * \(P(V = k) = (1 - \sigma(\eta_k)) \prod_{j=0}^{k-1} \sigma(\eta_j)\).
     * With two levels it is the usual one.
     *
     * @param predictors one per level but the last
     */
    public static Choice logistic(List<String> levels, Kind kind, List<LinearPredictor> predictors) {
        if (predictors.size() != levels.size() - 1)
            throw new CausalException("A logistic choice among " + levels.size() + " levels needs "
                    + (levels.size() - 1) + " predictors; " + predictors.size() + " were given");
        Set<String> parents = new LinkedHashSet<>();
        predictors.forEach(predictor -> parents.addAll(predictor.parents()));
        String formula = predictors.size() == 1
                ? predictors.get(0).text()
                : String.join(
                        " | ", predictors.stream().map(LinearPredictor::text).toList());
        return new Choice(
                levels,
                kind,
                new ArrayList<>(parents),
                new Continuation(List.copyOf(predictors)),
                "logistic(" + formula + ")");
    }

    /**
     * A choice by fitted learners: learner <i>k</i> predicts the probability of passing level <i>k</i> for those who
     * reached it, from the features that a design makes of the parents.
     *
     * @param passing one per level but the last
     */
    static Choice learned(List<String> levels, Kind kind, List<String> parents, List<Fitted> passing, String formula) {
        return new Choice(levels, kind, parents, new Learned(List.copyOf(passing)), formula);
    }

    /** The level that a policy picks: no chance in it. */
    static Choice policy(Variable variable, List<String> inputs, Function<Row, ?> policy) {
        return new Choice(
                variable.levels(),
                variable.kind(),
                inputs,
                new ByRow(row -> {
                    double[] chances = new double[variable.levels().size()];
                    chances[(int) variable.code(policy.apply(row))] = 1;
                    return chances;
                }),
                "policy(" + String.join(", ", inputs) + ")");
    }

    @Override
    public Noise noise() {
        return Noise.uniform(0, 1);
    }

    @Override
    public Variable variable(String name) {
        return new Variable(name, kind, levels);
    }

    @Override
    public String text() {
        return "one of " + levels + " by " + formula;
    }

    /** The probabilities of the levels given the parents. */
    public sealed interface Chances {
        /**
         * One probability per level, for every row: {@code [row][level]}.
         *
         * @param columns {@code columns[parent][row]}
         */
        double[][] rows(List<Variable> parents, double[][] columns, int rows);
    }

    private record ByRow(Function<Row, double[]> function) implements Chances {
        @Override
        public double[][] rows(List<Variable> parents, double[][] columns, int rows) {
            Columns cursor = new Columns(parents, columns);
            double[][] chances = new double[rows][];
            for (int row = 0; row < rows; row++) chances[row] = function.apply(cursor.at(row));
            return chances;
        }
    }

    private record Continuation(List<LinearPredictor> predictors) implements Chances {
        @Override
        public double[][] rows(List<Variable> parents, double[][] columns, int rows) {
            List<String> names = parents.stream().map(Variable::name).toList();
            List<double[]> passing = new ArrayList<>();
            for (LinearPredictor predictor : predictors) {
                double[][] read = predictor.parents().stream()
                        .map(name -> columns[names.indexOf(name)])
                        .toArray(double[][]::new);
                passing.add(Arrays.stream(predictor.values(read, rows))
                        .map(logOdds -> 1 / (1 + Math.exp(-logOdds)))
                        .toArray());
            }
            return continued(passing, rows);
        }
    }

    private record Learned(List<Fitted> passing) implements Chances {
        @Override
        public double[][] rows(List<Variable> parents, double[][] columns, int rows) {
            double[][] features = Columns.features(parents, columns);
            return continued(
                    passing.stream().map(fitted -> fitted.predict(features)).toList(), rows);
        }
    }

    /** The probabilities of the levels from those of passing each but the last. */
    private static double[][] continued(List<double[]> passing, int rows) {
        double[][] chances = new double[rows][passing.size() + 1];
        for (int row = 0; row < rows; row++) {
            double left = 1;
            for (int level = 0; level < passing.size(); level++) {
                double passes = Math.min(1, Math.max(0, passing.get(level)[row]));
                chances[row][level] = left * (1 - passes);
                left *= passes;
            }
            chances[row][passing.size()] = left;
        }
        return chances;
    }
}
