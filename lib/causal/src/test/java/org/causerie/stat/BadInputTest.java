// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Kind;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a newcomer does wrong with data, and the sentence that answers: what was given and what to do. */
class BadInputTest {
    private static final Seed SEED = Seed.of(1);
    private static final double[] ONES = {1, 1, 1, 1};
    private static final double[] Y = {0, 0, 1, 1};

    private static Dataset numbers() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("x", new double[] {1.5, 2, 3, 4});
        columns.put("y", new double[] {2, 1, 4, 3});
        columns.put("same", new double[] {5, 5, 5, 5});
        columns.put("gaps", new double[] {1, Double.NaN, 3, 4.5});
        return Dataset.of(columns);
    }

    private static Dataset towns() {
        return Dataset.of(Table.create(
                StringColumn.create("town", "Ulm", "Kiel", "Bonn", "Ulm"), IntColumn.create("n", 3, 1, 2, 1)));
    }

    private static Arguments bad(String what, Supplier<Object> act, String... parts) {
        return Arguments.of(what, act, parts);
    }

    static Stream<Arguments> mistakes() {
        Learner linear = LinearRegression.withDefaults();
        double[][] x = {{1, 2, 3, 4}};
        return Stream.of(
                bad("a column that is not there", () -> numbers().select("Y", "x"), "column \"Y\"", "did you mean"),
                bad("levels of numbers", () -> numbers().levels("x"), "\"x\" is CONTINUOUS", "withKind"),
                bad("a level that is not there", () -> towns().where("town", "Kyel"), "\"Kyel\"", "did you mean Kiel?"),
                bad(
                        "an infinite value",
                        () -> numbers().with("x", new double[] {1, 2, 3, 1 / 0.0}),
                        "infinite in row 3"),
                bad(
                        "columns of unequal length",
                        () -> numbers().with("z", new double[] {1}),
                        "\"z\" has 1 values",
                        "4"),
                bad("no rows", () -> Dataset.of(Map.of("x", new double[0])), "no rows"),
                bad("no columns", () -> Dataset.of(Map.of()), "at least one column"),
                bad("three levels as binary", () -> towns().withKind("town", Kind.BINARY), "3 levels", "exactly 2"),
                bad(
                        "texts as numbers",
                        () -> towns().withKind("town", Kind.CONTINUOUS),
                        "Bonn, Kiel, Ulm",
                        "withLevels"),
                bad("fractions as counts", () -> numbers().withCounts("x"), "1.5", "not a whole number"),
                bad("gaps in weights", () -> numbers().withWeights("gaps"), "missing in 1 rows"),
                bad("counts twice", () -> numbers().withCounts("y").withWeights("x"), "already", "\"y\""),
                bad("a level left out", () -> towns().withLevels("town", "Ulm", "Kiel"), "lacks its level \"Bonn\""),
                bad("folds of counted rows", () -> towns().withCounts("n").folds(2, SEED), "expanded()"),
                bad("more folds than rows", () -> numbers().folds(5, SEED), "5 folds", "4 rows"),
                bad("standardising a constant", () -> numbers().standardized(), "\"same\" is constant (5)", "without"),
                bad(
                        "missing values in a test",
                        () -> FisherZ.withDefaults().on(numbers()),
                        "\"gaps\" (1)",
                        "dropMissing()"),
                bad(
                        "a constant column in a test",
                        () -> FisherZ.withDefaults().on(numbers().without("gaps")),
                        "\"same\" has the same value in every row",
                        "without(\"same\")"),
                bad(
                        "names in a test for numbers",
                        () -> FisherZ.withDefaults().on(towns()),
                        "\"town\" is NOMINAL",
                        "GSquare"),
                bad(
                        "numbers in a test for levels",
                        () -> GSquare.withDefaults().on(numbers().select("x", "y")),
                        "\"x\" is CONTINUOUS",
                        "FisherZ"),
                bad(
                        "too few rows",
                        () -> Covariance.of(numbers().select("x", "y").rows(new int[] {0, 1})),
                        "2 rows",
                        "at least 3"),
                bad(
                        "testing given one of the two",
                        () -> FisherZ.withDefaults()
                                .on(Covariance.population(List.of("a", "b"), identity(2), 9))
                                .test(0, 1, 1),
                        "not in the conditioning set"),
                bad(
                        "too few cases for a test",
                        () -> FisherZ.withDefaults()
                                .on(Covariance.population(List.of("a", "b", "c"), identity(3), 4))
                                .test(0, 1, 2),
                        "more than 4 cases",
                        "there are 4"),
                bad("levels mixed with numbers", () -> Bic.withDefaults().on(towns()), "town is NOMINAL", "n is COUNT"),
                bad("a penalty of nothing", () -> Bic.withDefaults().penalty(0), "positive", "0.0"),
                bad("a negative prior", () -> Bdeu.withDefaults().equivalentSampleSize(-1), "positive", "-1.0"),
                bad(
                        "no covariance matrix",
                        () -> Covariance.population(List.of("a", "b"), identity(3), 10),
                        "2 × 2",
                        "3 × 3"),
                bad(
                        "a variable as its own parent",
                        () -> Bdeu.withDefaults().on(Datasets.kidneyStones()).score(0, 0),
                        "parents of size"),
                bad(
                        "a missing number in a regression",
                        () -> linear.fit(Target.REGRESSION, new double[][] {{1, Double.NaN, 3, 4}}, Y, ONES, SEED),
                        "Feature 0 is NaN in row 1"),
                bad(
                        "a probability that is no 0 or 1",
                        () -> LogisticRegression.withDefaults().fit(x, new double[] {0, 0.5, 1, 1}, ONES),
                        "0.5",
                        "must be 0 or 1"),
                bad(
                        "a target that never varies",
                        () -> LogisticRegression.withDefaults().fit(x, ONES, ONES),
                        "1 in every row"),
                bad(
                        "outcomes that a feature separates",
                        () -> LogisticRegression.withDefaults().fit(x, Y, ONES),
                        "feature 0",
                        "separates",
                        "PenalisedLogistic"),
                bad(
                        "a linear probability",
                        () -> linear.fit(Target.PROBABILITY, x, Y, ONES, SEED),
                        "LogisticRegression"),
                bad(
                        "weights of another length",
                        () -> linear.fit(Target.REGRESSION, x, Y, new double[] {1}, SEED),
                        "1 weights",
                        "4 rows"),
                bad(
                        "trees without features",
                        () -> Boosting.withDefaults().fit(Target.REGRESSION, new double[0][], Y, ONES, SEED),
                        "at least one feature"),
                bad("no trees", () -> Forest.withDefaults().trees(0), "at least 1 tree", "0"),
                bad(
                        "predicting from other features",
                        () -> linear.fit(Target.REGRESSION, x, Y, ONES, SEED).predict(new double[][] {Y, Y}),
                        "1 features",
                        "2 columns"));
    }

    private static DMatrixRMaj identity(int size) {
        DMatrixRMaj matrix = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) matrix.set(i, i, 1);
        return matrix;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isAnsweredWithASentence(String what, Supplier<Object> act, String[] parts) {
        assertThatThrownBy(act::get)
                .as(what)
                .isExactlyInstanceOf(CausalException.class)
                .hasMessageContainingAll(parts)
                .hasMessageMatching("(?s)[A-Z0-9].{20,400}");
    }
}
