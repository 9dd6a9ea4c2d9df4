// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Kind;
import org.causerie.graph.Dag;
import org.causerie.stat.Boosting;
import org.junit.jupiter.api.Test;

/** Fitting gives back frequencies exactly and parameters up to sampling error. */
class FitScmTest {
    private static final Dag PLANS = Dag.of(
            "sex -> encouragement",
            "sex -> plans",
            "ses -> iq",
            "ses -> encouragement",
            "ses -> plans",
            "iq -> encouragement",
            "iq -> plans",
            "encouragement -> plans");

    @Test
    void tablesAreTheFrequenciesOfTheCountedData() {
        Scm model = Scm.fit(PLANS, Datasets.collegePlans());
        // 4 of 353 boys of low class, low IQ and low encouragement plan for college
        Map<String, String> cell = Map.of("sex", "male", "ses", "low", "iq", "low", "encouragement", "low");
        assertThat(model.probability("plans", "yes", cell)).isCloseTo(4 / 353.0, within(1e-12));
        assertThat(model.probability("sex", "male")).isCloseTo(4986 / 10318.0, within(0.01));
        assertThat(model.variable("ses").kind()).isEqualTo(Kind.ORDINAL);
    }

    /** With every possible edge the fitted joint distribution is the empirical one, cell by cell. */
    @Test
    void aSaturatedGraphReproducesTheTable() {
        Dataset data = Datasets.collegePlans();
        Dag saturated = PLANS.withEdge("sex", "ses").withEdge("sex", "iq");
        Scm model = Scm.fit(saturated, data);
        ProbabilityTable joint = model.table("sex", "ses", "iq", "encouragement", "plans");
        double[] weights = data.weights();
        for (int row = 0; row < data.rows(); row++)
            assertThat(joint.probability(Row.of(data, row).toMap()))
                    .isCloseTo(weights[row] / data.cases(), within(1e-12));
    }

    @Test
    void countsWeighAsMuchAsThatManyRows() {
        Dataset data = Datasets.kidneyStones();
        Dag graph = Dag.of("size -> treatment", "size -> success", "treatment -> success");
        Scm counted = Scm.fit(graph, data);
        Scm expanded = Scm.fit(graph, data.expanded());
        assertThat(counted.mechanism("success")).isEqualTo(expanded.mechanism("success"));
        // Charig et al. (1986): adjusted for size, treatment A does better: .8325 and .7789
        assertThat(counted.intervene(Intervention.set("treatment", "A")).probability("success", "yes"))
                .isCloseTo(0.8325, within(1e-4));
        assertThat(counted.intervene(Intervention.set("treatment", "B")).probability("success", "yes"))
                .isCloseTo(0.7789, within(1e-4));
        assertThat(counted.probability("success", "yes", Map.of("treatment", "A")))
                .isLessThan(counted.probability("success", "yes", Map.of("treatment", "B")));
    }

    @Test
    void smoothingAddsCasesToEveryCell() {
        Dataset data = Dataset.of(List.of("X", "Y"), new double[][] {{0, 0, 0, 1, 1}, {0, 0, 1, 1, 1}});
        Scm model = FitScm.withDefaults().smoothing(1).fit(Dag.of("X -> Y"), data);
        assertThat(model.probability("X", 1)).isCloseTo(3 / 7.0, within(1e-12));
        assertThat(model.probability("Y", 1, Map.of("X", 0))).isCloseTo(2 / 5.0, within(1e-12));
        assertThat(model.probability("Y", 1, Map.of("X", 1))).isCloseTo(3 / 4.0, within(1e-12));
    }

    @Test
    void linearGaussianParametersAreRecovered() {
        Scm truth = RandomModels.linear(5, Seed.of(1));
        Scm fitted = Scm.fit(truth.graph(), truth.sample(50_000, Seed.of(2)));
        for (String to : truth.variables()) {
            for (String from : truth.variables())
                assertThat(fitted.linear().direct(from, to))
                        .isCloseTo(truth.linear().direct(from, to), within(0.04));
            assertThat(Math.sqrt(fitted.mechanism(to).noise().variance()))
                    .isCloseTo(Math.sqrt(truth.mechanism(to).noise().variance()), within(0.02));
            assertThat(fitted.expectation(to)).isCloseTo(truth.expectation(to), within(0.1));
        }
    }

    @Test
    void aNumberWithCategoricalParentsHasAnEffectOfEachLevel() {
        Scm truth = Scm.builder()
                .add("ses", Cpt.ordered("low", "mid", "high").always(0.3, 0.5, 0.2))
                .add("T", Cpt.bernoulli(0.5))
                .add(
                        "Y",
                        new Linear(
                                LinearPredictor.of(1, Map.of("T", 2.0)).withLevels("ses", 0, -1, 3), Noise.gaussian(1)))
                .build();
        Scm fitted = Scm.fit(truth.graph(), truth.sample(50_000, Seed.of(3)));
        LinearPredictor mean = ((Linear) fitted.mechanism("Y")).mean();
        assertThat(mean.intercept()).isCloseTo(1, within(0.05));
        assertThat(mean.slopes().get("T")).isCloseTo(2, within(0.05));
        assertThat(mean.levelEffects().get("ses").get(0)).isEqualTo(0);
        assertThat(mean.levelEffects().get("ses").get(1)).isCloseTo(-1, within(0.05));
        assertThat(mean.levelEffects().get("ses").get(2)).isCloseTo(3, within(0.06));
    }

    @Test
    void logisticParametersAreRecoveredForTwoAndThreeLevels() {
        List<LinearPredictor> three = List.of(
                LinearPredictor.of(0.5, Map.of("W", 1.0, "X", -0.5)),
                LinearPredictor.of(-0.3, Map.of("W", -0.7, "X", 0.2)));
        Scm truth = Scm.builder()
                .root("W", Noise.gaussian(1))
                .root("X", Noise.uniform(-1, 1))
                .add("T", Choice.logistic(-0.4, Map.of("W", 0.8)))
                .add("G", Choice.logistic(List.of("a", "b", "c"), Kind.ORDINAL, three))
                .build();
        Dataset data = truth.sample(60_000, Seed.of(4));
        Scm fitted = Scm.fit(truth.graph(), data);
        // compare what the model is for: probabilities under interventions, from coupled draws
        Intervention[] change = {Intervention.set("W", 1), Intervention.set("X", 0.5)};
        for (String name : List.of("T", "G")) {
            double[] wanted = truth.intervene(change).sample(50_000, Seed.of(5)).values(name);
            double[] got = fitted.intervene(change).sample(50_000, Seed.of(5)).values(name);
            int differ = 0;
            for (int row = 0; row < wanted.length; row++) if (wanted[row] != got[row]) differ++;
            assertThat(differ / 50_000.0).as(name).isLessThan(0.02);
        }
        assertThat(((Choice) fitted.mechanism("T")).formula())
                .matches("logistic\\(-0\\.(3|4)\\d* \\+ 0\\.(7|8)\\d*·W\\)");
    }

    @Test
    void aLearnerFitsCurvesThatALineCannot() {
        Scm truth = Scm.builder()
                .root("X", Noise.uniform(-2, 2))
                .additive("Y", List.of("X"), row -> row.get("X") * row.get("X"), Noise.laplace(0.2))
                .build();
        Dataset data = truth.sample(4000, Seed.of(6));
        FitScm settings =
                FitScm.withDefaults().regression(Boosting.withDefaults()).seed(Seed.of(7));
        Scm curved = settings.fit(truth.graph(), data);
        double[] at = curved.intervene(Intervention.set("X", 1.5))
                .sample(5000, Seed.of(8))
                .values("Y");
        double mean = Arrays.stream(at).average().orElseThrow();
        assertThat(mean).isCloseTo(2.25, within(0.15));
        assertThat(Math.sqrt(curved.mechanism("Y").noise().variance())).isCloseTo(0.2 * Math.sqrt(2), within(0.05));
        assertThat(settings.fit(truth.graph(), data).sample(50, Seed.of(9)).values("Y"))
                .isEqualTo(curved.sample(50, Seed.of(9)).values("Y"));
        // the line is flat
        assertThat(Scm.fit(truth.graph(), data).linear().direct("X", "Y")).isCloseTo(0, within(0.1));
        // abduction works through the learner
        Map<String, Object> seen = Row.of(data, 0).toMap();
        assertThat(curved.counterfactual(seen, Intervention.set("X", (Double) seen.get("X")))
                        .mean("Y"))
                .isCloseTo((Double) seen.get("Y"), within(1e-9));
    }

    @Test
    void countsOfThingsAreFittedAsNumbers() {
        Dataset data =
                Dataset.of(List.of("N"), new double[][] {{3, 5, 4, 7, 2}}).withKind("N", Kind.COUNT);
        Scm model = Scm.fit(Dag.of("N"), data);
        assertThat(model.expectation("N")).isCloseTo(4.2, within(1e-12));
        assertThat(model.sample(10, Seed.of(1)).kind("N")).isEqualTo(Kind.CONTINUOUS);
    }
}
