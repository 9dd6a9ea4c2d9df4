// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.identification.Query;
import org.junit.jupiter.api.Test;

/** Every mistake gets a sentence with what was given and what to do. */
class BadModelsTest {
    private static final Scm LINEAR = Scm.builder()
            .root("Z", Noise.gaussian(1))
            .linear("X", Map.of("Z", 1.0), Noise.gaussian(1))
            .linear("Y", Map.of("X", 1.0), Noise.laplace(1))
            .build();
    private static final Scm LEVELS = Scm.builder()
            .add("ses", Cpt.ordered("low", "mid", "high").always(0.2, 0.5, 0.3))
            .add(
                    "plans",
                    Cpt.of("no", "yes")
                            .given("ses")
                            .when("low", 1, 0)
                            .when("mid", 0.5, 0.5)
                            .when("high", 0.2, 0.8))
            .build();

    private static void says(ThrowingCallable work, String... words) {
        var check = assertThatThrownBy(work).isInstanceOf(CausalException.class);
        for (String word : words) check.hasMessageContaining(word);
    }

    @Test
    void modelsThatCannotBe() {
        says(() -> Scm.builder().build(), "at least one variable");
        says(
                () -> Scm.builder()
                        .linear("Y", Map.of("Xx", 1.0), Noise.gaussian(1))
                        .root("X", Noise.none())
                        .build(),
                "parent of Y",
                "\"Xx\"",
                "did you mean X");
        says(() -> Scm.builder().binary("X", 0.5).binary("X", 0.2).build(), "two mechanisms for X");
        says(
                () -> Scm.builder()
                        .linear("A", Map.of("B", 1.0), Noise.gaussian(1))
                        .linear("B", Map.of("A", 1.0), Noise.gaussian(1))
                        .build(),
                "A",
                "B");
        says(() -> Cpt.of("no", "yes").always(0.5, 0.6), "sum to 1", "1.1");
        says(() -> Cpt.of("no", "yes").always(1.5, -0.5), "between 0 and 1", "1.5");
        says(() -> Cpt.of("no", "yes").always(1), "1 probabilities", "[no, yes]");
        says(() -> Cpt.of("no", "yes").when("low", 0.5, 0.5), "given");
        says(() -> Cpt.of("no", "no").variable("X"), "twice");
        says(
                () -> Scm.builder()
                        .binary("X", 0.5)
                        .add("Y", Cpt.of("a", "b").given("X").when("0", 0.5, 0.5))
                        .build(),
                "no row",
                "[1]");
        says(
                () -> Scm.builder()
                        .binary("X", 0.5)
                        .add(
                                "Y",
                                Cpt.of("a", "b")
                                        .given("X")
                                        .when("0", 0.5, 0.5)
                                        .when("1", 0.5, 0.5)
                                        .when("2", 1, 0))
                        .build(),
                "3 rows",
                "unknown level");
        says(
                () -> Scm.builder()
                        .root("X", Noise.gaussian(1))
                        .add("Y", Cpt.of("a", "b").given("X").when("0", 0.5, 0.5))
                        .build(),
                "X is a number",
                "Choice");
        says(() -> Noise.gaussian(-1), "-1");
        says(() -> Noise.laplace(0), "scale", "0");
        says(() -> Noise.uniform(1, 1), "lower < upper");
        says(() -> Noise.empirical(), "at least one value");
        says(
                () -> Scm.builder()
                        .binary("X", 0.5)
                        .binary("Y", List.of("X"), row -> 1.5)
                        .build(),
                "Y",
                "between 0 and 1");
        says(
                () -> Scm.builder()
                        .add("G", Cpt.of("a", "b", "c").always(0.2, 0.3, 0.5))
                        .linear("Y", Map.of("G", 1.0), Noise.gaussian(1))
                        .build(),
                "effect for each level",
                "[a, b, c]");
    }

    @Test
    void mechanismsThatMisbehave() {
        Scm broken = Scm.builder()
                .root("X", Noise.gaussian(1))
                .additive("Y", List.of("X"), row -> Math.log(row.get("X")), Noise.none())
                .build();
        says(() -> broken.sample(100, Seed.of(1)), "mechanism of Y", "NaN");
        Scm unnamed = Scm.builder()
                .root("X", Noise.gaussian(1))
                .root("Z", Noise.gaussian(1))
                .additive("Y", List.of("X"), row -> row.get("Z"), Noise.none())
                .build();
        says(() -> unnamed.sample(10, Seed.of(1)), "\"Z\"", "inputs");
        says(() -> LINEAR.sample(0, Seed.of(1)), "at least 1 row");
    }

    @Test
    void interventionsThatCannotBe() {
        says(() -> LINEAR.intervene(Intervention.set("W", 1)), "\"W\"");
        says(() -> LINEAR.intervene(Intervention.set("X", "high")), "X is a number", "high");
        says(() -> LEVELS.intervene(Intervention.set("ses", "hihg")), "level of ses", "did you mean high");
        says(() -> LEVELS.intervene(Intervention.set("ses", 2)), "level of ses", "\"2\"");
        says(() -> LEVELS.intervene(Intervention.shift("ses", 1)), "cannot be shifted", "[low, mid, high]");
        says(() -> LEVELS.intervene(Intervention.stochastic("ses", Noise.gaussian(1))), "probabilities");
        says(() -> LEVELS.intervene(Intervention.stochastic("ses", Map.of("low", 0.5))), "sum to 1");
        says(() -> LINEAR.intervene(Intervention.stochastic("X", Map.of("low", 1.0))), "X is a number");
        says(() -> LINEAR.intervene(Intervention.set("X", 1), Intervention.set("X", 2)), "Two interventions", "X");
        says(() -> LINEAR.intervene(Intervention.conditional("X", List.of("Y"), row -> 1)), "comes after", "[Z]");
        says(() -> LINEAR.intervene(Intervention.replace("X", Cpt.bernoulli(0.5))), "levels [0, 1]", "a number");
        says(() -> Intervention.set("X", Double.NaN), "finite");
    }

    @Test
    void questionsThatCannotBeAnswered() {
        says(() -> LEVELS.probability("plans", "maybe"), "level of plans", "yes");
        says(() -> LEVELS.probability("plan", "yes"), "\"plan\"", "plans");
        says(() -> LINEAR.distribution("Y"), "Gaussian noise", "Laplace");
        says(() -> LINEAR.table("Y"), "model of levels", "is a number", "sample");
        says(() -> LINEAR.probability("X", 1), "ask for its mean");
        says(() -> LEVELS.probability("ses", "low", Map.of("plans", "yes", "ses", "low")), "probability 0");
        says(() -> LEVELS.table("ses", "ses"), "asked for twice");
        Scm nominal = Scm.builder()
                .add("G", Cpt.of("a", "b", "c").always(0.2, 0.3, 0.5))
                .build();
        says(() -> nominal.expectation("G"), "nominal", "probability of one level");
    }

    @Test
    void evidenceThatCannotBe() {
        says(
                () -> LEVELS.counterfactual(Map.of("ses", "low", "plans", "yes"), Intervention.set("ses", "high")),
                "ses = low",
                "plans = yes",
                "probability 0");
        says(() -> LINEAR.counterfactual(Map.of("Q", 1), Intervention.set("X", 1)), "\"Q\"");
        Scm exact = LINEAR.intervene(Intervention.set("X", 2));
        says(
                () -> exact.counterfactual(Map.of("Z", 0, "X", 3, "Y", 0), Intervention.set("Z", 1)),
                "impossible",
                "X = 3",
                "2");
        Scm square = Scm.builder()
                .root("X", Noise.gaussian(1))
                .equation("Y", List.of("X"), (row, u) -> row.get("X") * u * u, Noise.gaussian(1))
                .build();
        says(() -> square.counterfactual(Map.of("X", 1, "Y", 1), Intervention.set("X", 2)), "noise of Y", "invertedBy");
        says(() -> Abduction.withDefaults().draws(5), "at least 100", "5");
        says(
                () -> LEVELS.counterfactual(Map.of(), Intervention.set("plans", "no"))
                        .bounds("plans", "no"),
                "no bounds");
    }

    @Test
    void dataThatCannotBeFitted() {
        Dataset data = Dataset.of(List.of("X", "Y"), new double[][] {{0, 1, 0, Double.NaN}, {1.5, 2, 3, 4}});
        says(() -> Scm.fit(Dag.of("X -> Y"), data), "X", "1", "missing", "dropMissing");
        says(() -> Scm.fit(Dag.of("X -> W"), data), "\"W\"");
        Dataset sparse = Dataset.of(List.of("A", "B", "C"), new double[][] {{0, 0, 1, 1}, {0, 1, 0, 0}, {0, 1, 0, 1}});
        says(() -> Scm.fit(Dag.of("A -> C", "B -> C"), sparse), "No case has [A, B] = [1, 1]", "smoothing(1)");
        says(() -> FitScm.withDefaults().smoothing(-1), "-1");
    }

    @Test
    void truthsThatAreNotDefined() {
        says(() -> LINEAR.truth(Query.att("X", "Y")), "X is a number", "Query.ate");
        says(() -> LEVELS.truth(Query.ate("ses", "plans")), "two levels", "[low, mid, high]");
        says(() -> LEVELS.truth(Query.ate("plans", "sess")), "\"sess\"", "ses");
    }
}
