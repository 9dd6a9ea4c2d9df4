// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.explanation.OutlierAttribution.Method;
import org.causerie.explanation.OutlierAttribution.Result;
import org.causerie.explanation.OutlierAttribution.Tail;
import org.causerie.model.Choice;
import org.causerie.model.Equation;
import org.causerie.model.Noise;
import org.causerie.model.RandomModels;
import org.causerie.model.Row;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.junit.jupiter.api.Test;

/** Shares of outlier scores against tails worked out by hand, and against every noise added up. */
class OutlierAttributionTest {
    private static final OutlierAttribution BOTH = OutlierAttribution.withDefaults();
    private static final Seed SEED = Seed.of(1);
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static final Scm CHAIN = Scm.builder()
            .root("X", Noise.gaussian(2))
            .linear("Y", Map.of("X", 1.5), Noise.gaussian(1, 4))
            .build();

    /** Y = 1.5 X + N with X 3 standard deviations out and N half a one: four tails by hand. */
    @Test
    void aGaussianChain() {
        Map<String, Double> row = Map.of("X", 6.0, "Y", 12.0);
        Result found = BOTH.tail(Tail.UPPER).explain(CHAIN, row, "Y", SEED);
        double none = Math.log(NORMAL.survivalProbability(11 / 5.0));
        double x = Math.log(NORMAL.survivalProbability((12 - 10) / 4.0));
        double n = Math.log(NORMAL.survivalProbability((12 - 3) / 3.0));
        assertThat(found.method()).isEqualTo(Method.GAUSSIAN);
        assertThat(found.score()).isCloseTo(-none, within(1e-12));
        assertThat(found.of("X").value()).isCloseTo((x - none + 0 - n) / 2, within(1e-12));
        assertThat(found.of("Y").value()).isCloseTo((n - none + 0 - x) / 2, within(1e-12));
        assertThat(found.contributions().get(0).variable()).isEqualTo("X");
        assertThat(found.text()).contains("Y itself").contains("nats");
        assertThat(found.html().orElseThrow()).contains("<table>");
    }

    @Test
    void theTailsAreThoseOfTheNormal() {
        Scm root = Scm.builder().root("Y", Noise.gaussian(3, 2)).build();
        double upper = NORMAL.survivalProbability(1.7);
        Map<String, Double> row = Map.of("Y", 3 + 2 * 1.7);
        assertThat(BOTH.explain(root, row, "Y", SEED).score()).isCloseTo(-Math.log(2 * upper), within(1e-12));
        assertThat(BOTH.tail(Tail.UPPER).explain(root, row, "Y", SEED).score())
                .isCloseTo(-Math.log(upper), within(1e-12));
        assertThat(BOTH.tail(Tail.LOWER).explain(root, row, "Y", SEED).score())
                .isCloseTo(-Math.log(1 - upper), within(1e-12));
        // Mills: -log(1 - Phi(z)) = z² / 2 + log(z) + log(2 pi) / 2 - log(1 - 1 / z² + 3 / z⁴ - ...)
        double z = 60;
        assertThat(GaussianTail.logUpper(z))
                .isCloseTo(
                        -z * z / 2
                                - Math.log(z)
                                - Math.log(2 * Math.PI) / 2
                                + Math.log1p(-1 / (z * z) + 3 / Math.pow(z, 4)),
                        within(1e-6));
    }

    /** The contributions of a random row sum to its score, and follow the worths written out. */
    @Test
    void linearModelsAgreeWithEveryOrder() {
        for (int i = 0; i < 10; i++) {
            Scm model = RandomModels.linear(5, SEED.split(i)).ancestral("V4");
            Map<String, Object> row =
                    Row.of(model.sample(1, SEED.split(i).split("row")), 0).toMap();
            Result found = BOTH.explain(model, row, "V4", SEED);
            int players = model.variables().size();
            double[] worth = new double[1 << players];
            double mean = model.expectation("V4");
            double away = Math.abs((Double) row.get("V4") - mean);
            for (int set = 0; set < worth.length; set++) {
                // fixing a noise is conditioning on a root: give each variable its noise as a parent
                double centre = mean;
                double variance = 0;
                for (int v = 0; v < players; v++) {
                    String name = model.variables().get(v);
                    double effect = model.linear().total(name, "V4");
                    double without = (Double) row.get(name);
                    for (String parent : model.mechanism(name).parents())
                        without -= model.linear().direct(parent, name) * (Double) row.get(parent);
                    double expected = model.linear().mean(name);
                    for (String parent : model.mechanism(name).parents())
                        expected -= model.linear().direct(parent, name)
                                * model.linear().mean(parent);
                    if ((set >> v & 1) == 1) centre += effect * (without - expected);
                    else
                        variance +=
                                effect * effect * model.mechanism(name).noise().variance();
                }
                double sd = Math.sqrt(variance);
                worth[set] = set == worth.length - 1
                        ? 0
                        : Math.log(NORMAL.survivalProbability((mean + away - centre) / sd)
                                + NORMAL.cumulativeProbability((mean - away - centre) / sd));
            }
            for (int v = 0; v < players; v++)
                assertThat(found.of(model.variables().get(v)).value())
                        .isCloseTo(Orders.shapley(players, v, set -> worth[set]), within(1e-9));
            assertThat(found.contributions().stream()
                            .mapToDouble(Contribution::value)
                            .sum())
                    .isCloseTo(found.score(), within(1e-9));
        }
    }

    /** A row of levels leaves several noises possible: the mean over them, from every combination. */
    @Test
    void levelsAgreeWithEveryNoise() {
        int checked = 0;
        for (int i = 0; i < 6; i++) {
            Scm model = RandomModels.levels(4, 3, SEED.split("levels").split(i)).ancestral("V3");
            Map<String, Object> row = Row.of(model.sample(1, SEED.split(i)), 0).toMap();
            List<Double> probabilities = new ArrayList<>();
            double[][] noise = RandomModels.noiseGrid(model, probabilities);
            double[][] solved = model.solve(noise);
            int players = noise.length;
            double[] y = solved[model.graph().index("V3")];
            double value = model.variable("V3").code(row.get("V3"));
            if (value == 0) continue; // everything is at least as large as the lowest level
            double[] worth = new double[1 << players];
            for (int set = 0; set < worth.length; set++) {
                Map<List<Double>, double[]> strata = new HashMap<>();
                for (int cell = 0; cell < y.length; cell++) {
                    double[] sums = strata.computeIfAbsent(key(noise, set, cell), unseen -> new double[2]);
                    sums[0] += probabilities.get(cell);
                    if (y[cell] >= value) sums[1] += probabilities.get(cell);
                }
                double total = 0;
                for (int cell = 0; cell < y.length; cell++) {
                    boolean fits = true;
                    for (int v = 0; v < players; v++)
                        fits &= solved[v][cell]
                                == model.variable(model.variables().get(v))
                                        .code(row.get(model.variables().get(v)));
                    if (!fits) continue;
                    double[] sums = strata.get(key(noise, set, cell));
                    total += probabilities.get(cell);
                    worth[set] += probabilities.get(cell) * Math.log(sums[1] / sums[0]);
                }
                worth[set] /= total;
            }
            Result found = BOTH.tail(Tail.UPPER).explain(model, row, "V3", SEED);
            assertThat(found.method()).isEqualTo(Method.ENUMERATION);
            assertThat(found.score()).isCloseTo(-worth[0], within(1e-9));
            for (int v = 0; v < players; v++)
                assertThat(found.of(model.variables().get(v)).value())
                        .isCloseTo(Orders.shapley(players, v, set -> worth[set]), within(1e-9));
            checked++;
        }
        assertThat(checked).isGreaterThan(2);
    }

    private static List<Double> key(double[][] noise, int set, int cell) {
        List<Double> key = new ArrayList<>();
        for (int v = 0; v < noise.length; v++) if ((set >> v & 1) == 1) key.add(noise[v][cell]);
        return key;
    }

    /** The same model told as functions: by draws, within what 200,000 of them leave open. */
    @Test
    void drawsAgreeWithTheClosedForm() {
        Scm opaque = Scm.builder()
                .root("X", Noise.gaussian(2))
                .additive("Y", List.of("X"), row -> 1.5 * row.get("X"), Noise.gaussian(1, 4))
                .build();
        Scm inverted = Scm.builder()
                .root("X", Noise.gaussian(2))
                .add(
                        "Y",
                        Equation.of(List.of("X"), (row, noise) -> 1.5 * row.get("X") + noise, Noise.gaussian(1, 4))
                                .invertedBy((row, value) -> value - 1.5 * row.get("X")))
                .build();
        Map<String, Double> row = Map.of("X", 4.5, "Y", 9.0);
        Result exact = BOTH.explain(CHAIN, row, "Y", SEED);
        for (Scm model : List.of(opaque, inverted)) {
            Result drawn = BOTH.draws(200_000).explain(model, row, "Y", SEED);
            assertThat(drawn.method()).isEqualTo(Method.DRAWS);
            for (String name : List.of("X", "Y"))
                assertThat(drawn.of(name).value()).isCloseTo(exact.of(name).value(), within(0.03));
            assertThat(drawn.contributions().stream()
                            .mapToDouble(Contribution::value)
                            .sum())
                    .isCloseTo(drawn.score(), within(1e-9));
        }
    }

    /** Twenty equal causes of a sum, all alike in the row: equal shares, also by random orders. */
    @Test
    void manyCausesShareByRandomOrders() {
        ScmBuilder builder = Scm.builder();
        Map<String, Double> slopes = new LinkedHashMap<>();
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            builder.root("X" + i, Noise.gaussian(1));
            slopes.put("X" + i, 1.0);
            row.put("X" + i, 0.8);
        }
        row.put("Y", 16.0);
        Result found = BOTH.tail(Tail.UPPER)
                .explain(builder.linear("Y", slopes, Noise.gaussian(0.1)).build(), row, "Y", SEED);
        assertThat(found.contributions().stream()
                        .mapToDouble(Contribution::value)
                        .sum())
                .isCloseTo(found.score(), within(1e-9));
        double equal = (found.score() - found.of("Y").value()) / 20;
        for (int i = 0; i < 20; i++)
            assertThat(found.of("X" + i).value())
                    .isCloseTo(equal, within(5 * found.of("X" + i).standardError()));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> BOTH.explain(CHAIN, Map.of("Y", 3), "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no value for X");
        Scm mixed = Scm.builder()
                .root("X", Noise.gaussian(1))
                .add("B", Choice.logistic(0, Map.of("X", 1.0)))
                .additive("Y", List.of("B"), row -> row.get("B"), Noise.gaussian(1))
                .build();
        assertThatThrownBy(() -> BOTH.explain(mixed, Map.of("X", 1, "B", 1, "Y", 3), "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("noise of B");
        Scm coin = Scm.builder().binary("A", 0.5).build();
        assertThatThrownBy(() -> BOTH.tail(Tail.UPPER).explain(coin, Map.of("A", 0), "A", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("not extreme");
        assertThatThrownBy(() -> BOTH.draws(3))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("3");
    }
}
