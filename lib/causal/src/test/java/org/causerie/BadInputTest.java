// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Knowledge;
import org.causerie.discovery.Pc;
import org.causerie.estimation.Aipw;
import org.causerie.estimation.Ipw;
import org.causerie.estimation.RegressionAdjustment;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.Identify;
import org.causerie.identification.Query;
import org.causerie.model.Intervention;
import org.causerie.model.Scm;
import org.causerie.stat.GSquare;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer gets wrong, and the sentence each mistake is answered with. */
class BadInputTest {
    private static final Seed SEED = Seed.of(1);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyMistakeGetsASentenceThatHelps() throws IOException {
        Path empty = write("empty.csv", "");
        Path header = write("header.csv", "a,b\n");
        Path ragged = write("ragged.csv", "a,b\n1,2\n3\n");
        Path huge = folder.resolve("huge.csv");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 42);
        }
        Dataset seniors = Datasets.collegePlans();
        Dataset numbers = Dataset.of(List.of("x", "y"), new double[][] {{1, 2, 3, 4, 5, 6}, {2, 1, 4, 3, 6, 5}});
        Dataset gaps = Dataset.of(List.of("t", "y"), new double[][] {
            {0, 1, 0, 1, Double.NaN, 1, 0, 1}, {2, 1, 4, 3, 6, 5, 7, 8}
        });
        Dataset constant = Dataset.of(
                List.of("x", "y", "z"),
                new double[][] {{1, 1, 1, 1, 1, 1}, {2, 1, 4, 3, 6, 5}, {0.1, 0.7, 0.3, 0.9, 0.2, 0.5}});
        Dataset four = Dataset.of(List.of("t", "y"), new double[][] {{0, 1, 0, 1}, {2.5, 1, 4, 3}});
        Dataset separated = Dataset.of(Map.of(
                "t", new double[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1},
                "z", new double[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16},
                "y", new double[] {1, 3, 2, 4, 3, 5, 4, 6, 5, 7, 6, 8}));
        AdjustmentEstimand plain = AdjustmentEstimand.of(Query.ate("t", "y"), Set.of());
        Scm model = Scm.fit(Dag.of("encouragement -> plans"), seniors.select("encouragement", "plans"));
        return Stream.of(
                mistake("a file that is not there", () -> Dataset.csv(folder.resolve("no.csv")), "no.csv"),
                mistake("an empty file", () -> Dataset.csv(empty), "empty"),
                mistake("a file with a header only", () -> Dataset.csv(header), "no rows"),
                mistake("rows of different length", () -> Dataset.csv(ragged), "row 3", "line 3"),
                mistake("a file larger than memory", () -> Dataset.csv(huge), "huge.csv", "memory"),
                mistake("a column that is not there", () -> seniors.values("encuragement"), "encouragement"),
                mistake("a level that is not there", () -> seniors.where("sex", "mal"), "male"),
                mistake("a count that is negative", () -> negativeCounts(), "-1"),
                mistake("a graph with a cycle", () -> Dag.of("A -> B -> C -> A"), "A -> B -> C -> A"),
                mistake("a graph that cannot be read", () -> Dag.parse("dag { A -> }"), "column 12"),
                mistake(
                        "a direction that is not settled",
                        () -> Cpdag.of("A -- B").toDag(),
                        "A --- B",
                        "A -- B"),
                mistake(
                        "a variable the graph does not know",
                        () -> Identify.withDefaults().identify(Query.ate("A", "Y"), Dag.of("A -> B")),
                        "\"Y\""),
                mistake("the treatment as the outcome", () -> Query.ate("A", "A"), "both"),
                mistake("an impossible level of a test", () -> Pc.withDefaults().alpha(1.5), "1.5"),
                mistake(
                        "numbers for a test of tables",
                        () -> Pc.with(GSquare.withDefaults()).discover(numbers),
                        "x"),
                mistake("a constant column", () -> Pc.withDefaults().discover(constant), "x", "constant", "same value"),
                mistake("missing values", () -> estimate(plain, gaps), "missing"),
                mistake("a treatment of many values", () -> estimate(plain, numbersAsTreatment()), "t"),
                mistake("too few rows", () -> Aipw.withDefaults().estimate(plain, four, SEED), "4", "2"),
                mistake(
                        "groups that do not overlap",
                        () -> Ipw.withDefaults()
                                .estimate(AdjustmentEstimand.of(Query.ate("t", "y"), Set.of("z")), separated, SEED),
                        "t"),
                mistake(
                        "knowledge that contradicts itself",
                        () -> Knowledge.none().require("A", "B").forbid("A", "B"),
                        "A"),
                mistake(
                        "knowledge of a column that is not there",
                        () -> Pc.with(GSquare.withDefaults())
                                .knowledge(Knowledge.none().root("gender"))
                                .discover(seniors),
                        "gender"),
                mistake(
                        "a setting that does not exist",
                        () -> model.intervene(Intervention.set("encouragement", "strong")),
                        "strong"));
    }

    private static void estimate(AdjustmentEstimand estimand, Dataset data) {
        RegressionAdjustment.withDefaults().estimate(estimand, data, SEED);
    }

    private static Dataset numbersAsTreatment() {
        return Dataset.of(List.of("t", "y"), new double[][] {{0.5, 1.5, 2.5, 3.5, 4.5, 5.5}, {2.5, 1, 4, 3, 6, 5}});
    }

    private static void negativeCounts() {
        Dataset.of(List.of("x", "n"), new double[][] {{1, 2, 3}, {2, -1, 4}}).withCounts("n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A mistake is answered by a {@link CausalException} of one readable sentence that holds one of the clues. */
    private static DynamicTest mistake(String name, ThrowingCallable action, String... clues) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThatThrownBy(action)
                        .isInstanceOf(CausalException.class)
                        .satisfies(thrown -> {
                            System.out.println(name + ": " + thrown.getMessage());
                            String message = thrown.getMessage();
                            if (Stream.of(clues).noneMatch(message::contains))
                                throw new AssertionError("\"" + message + "\" has none of " + List.of(clues));
                            if (message.length() < 20 || message.contains("null") || message.contains("Exception"))
                                throw new AssertionError("\"" + message + "\" is no sentence for a person");
                        }));
    }
}
