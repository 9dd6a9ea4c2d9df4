// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.explanation.DistributionChange.Result;
import org.causerie.graph.Dag;
import org.causerie.model.Cpt;
import org.causerie.model.Linear;
import org.causerie.model.LinearPredictor;
import org.causerie.model.Noise;
import org.causerie.model.RandomModels;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.junit.jupiter.api.Test;

/** Which mechanism moved: closed forms, brute force over levels, and calibration of intervals and tests. */
class DistributionChangeTest {
    private static final DistributionChange MEAN = DistributionChange.withDefaults();
    private static final Seed SEED = Seed.of(1);

    private static Scm chain(double mean, double intercept, double slope, double deviation) {
        return Scm.builder()
                .root("X", Noise.gaussian(mean, 1))
                .add("Y", new Linear(LinearPredictor.of(intercept, Map.of("X", slope)), Noise.gaussian(deviation)))
                .build();
    }

    /** E[Y] = a + b μ: each order of the two mechanisms by hand. */
    @Test
    void theMeanOfAChain() {
        Result found = MEAN.explain(chain(1, 0.5, 2, 1), chain(4, 0.7, -1, 1), "Y", SEED);
        assertThat(found.of("X").value()).isCloseTo((2 * 3 + -1 * 3) / 2.0, within(1e-12));
        assertThat(found.of("Y").value()).isCloseTo(((0.2 - 3 * 1) + (0.2 - 3 * 4)) / 2, within(1e-12));
        assertThat(found.total()).isCloseTo((0.7 - 4) - (0.5 + 2), within(1e-12));
        assertThat(found.text()).contains("Y itself").contains("the mean");
        assertThat(found.changes().get(0).variable()).isEqualTo("Y");
    }

    @Test
    void theDivergenceOfAChain() {
        Scm before = chain(0, 0, 1, 1);
        Scm after = chain(0, 0, 1, 2);
        Result found = MEAN.measure(ChangeMeasure.divergence()).explain(before, after, "Y", SEED);
        double ratio = 5.0 / 2.0;
        assertThat(found.of("Y").value()).isCloseTo(0.5 * (ratio - 1 - Math.log(ratio)), within(1e-12));
        assertThat(found.of("X").value()).isCloseTo(0, within(1e-12));
    }

    /** A quantile moves by the shift of the mean and by the spread: normal quantiles by hand. */
    @Test
    void theQuantileOfAChain() {
        Result found = MEAN.measure(ChangeMeasure.quantile(0.9))
                .explain(chain(0, 0, 1, 1), chain(2, 0, 1, Math.sqrt(8)), "Y", SEED);
        double z = 1.2815515655446004;
        assertThat(found.of("X").value()).isCloseTo(2, within(1e-9));
        assertThat(found.of("Y").value()).isCloseTo(z * (3 - Math.sqrt(2)), within(1e-9));
    }

    /** Two of four tables replaced: the means of all hybrids by adding up worlds. */
    @Test
    void levelsAgreeWithEveryWorld() {
        Scm before = RandomModels.levels(4, 2, Seed.of(5));
        Scm after = replaced(replaced(before, "V1", 3), "V3", 4);
        Result found = MEAN.explain(before, after, "V3", SEED);
        double[] worth = new double[1 << 4];
        for (int set = 0; set < worth.length; set++) {
            ScmBuilder builder = Scm.builder();
            for (int v = 0; v < 4; v++) builder.add("V" + v, ((set >> v & 1) == 1 ? after : before).mechanism("V" + v));
            worth[set] = RandomModels.probability(
                    builder.build(), Map.of("V3", before.variable("V3").levels().get(1)), Map.of());
        }
        for (MechanismChange change : found.changes()) {
            int v = Integer.parseInt(change.variable().substring(1));
            assertThat(change.value()).isCloseTo(Orders.shapley(4, v, set -> worth[set]), within(1e-12));
        }
        assertThat(found.of("V1").value()).isNotCloseTo(0, within(1e-4));
    }

    /** The model with other probabilities in one table. */
    private static Scm replaced(Scm model, String name, long seed) {
        ScmBuilder builder = Scm.builder();
        RandomGenerator random = Seed.of(seed).random();
        for (String each : model.variables()) {
            Cpt table = (Cpt) model.mechanism(each);
            if (each.equals(name)) {
                Cpt other = Cpt.ordered(table.levels().toArray(String[]::new))
                        .given(table.parents().toArray(String[]::new));
                for (List<String> key : table.rows().keySet()) {
                    double chance = 0.1 + 0.8 * random.nextDouble();
                    other = other.when(key, chance, 1 - chance);
                }
                table = other;
            }
            builder.add(each, table);
        }
        return builder.build();
    }

    /** A model of functions by draws, on the same noise for every hybrid. */
    @Test
    void drawsAgreeWithTheClosedForm() {
        Scm before = opaque(0, 1);
        Scm after = opaque(1, 3);
        Result found = MEAN.draws(50_000).explain(before, after, "Y", SEED);
        // E[Y] = b (μ² + 1)
        assertThat(found.of("X").value()).isCloseTo((1 * 1 + 3 * 1) / 2.0, within(0.05));
        assertThat(found.of("Y").value()).isCloseTo((2 * 1 + 2 * 2) / 2.0, within(0.05));
    }

    private static Scm opaque(double mean, double factor) {
        return Scm.builder()
                .root("X", Noise.gaussian(mean, 1))
                .additive("Y", List.of("X"), row -> factor * row.get("X") * row.get("X"), Noise.gaussian(1))
                .build();
    }

    @Test
    void manyMechanismsShareByRandomOrders() {
        ScmBuilder before = Scm.builder();
        ScmBuilder after = Scm.builder();
        Map<String, Double> slopes = new LinkedHashMap<>();
        for (int i = 0; i < 15; i++) {
            before.root("X" + i, Noise.gaussian(0, 1));
            after.root("X" + i, Noise.gaussian(i, 1));
            slopes.put("X" + i, 1.0);
        }
        Result found = MEAN.orders(10)
                .explain(
                        before.linear("Y", slopes, Noise.gaussian(1)).build(),
                        after.linear("Y", slopes, Noise.gaussian(1)).build(),
                        "Y",
                        SEED);
        for (int i = 0; i < 15; i++) assertThat(found.of("X" + i).value()).isCloseTo(i, within(1e-9));
    }

    /** Over many pairs of data sets: intervals hold the truth, unchanged mechanisms are not accused, the changed one is. */
    @Test
    void intervalsAndTestsAreCalibrated() {
        Dag graph = Dag.of("X -> Y", "X -> Z", "Y -> Z");
        int runs = 100;
        int covered = 0;
        int accused = 0;
        for (int i = 0; i < runs; i++) {
            Dataset before = triangle(0, 1).sample(300, SEED.split("before").split(i));
            Dataset after = triangle(0.5, 1).sample(300, SEED.split("after").split(i));
            Result found = MEAN.replicates(60).explain(graph, before, after, "Z", SEED, Execution.sequential());
            // Y's intercept rose by 0.5, and Z = X + Y
            if (found.of("Y").interval().orElseThrow().contains(0.5)) covered++;
            if (found.of("X").pValue().getAsDouble() < 0.05) accused++;
            if (found.of("Z").pValue().getAsDouble() < 0.05) accused++;
            assertThat(found.of("Y").pValue().getAsDouble()).isLessThan(0.02);
        }
        assertThat(covered / (double) runs).isBetween(0.87, 0.995);
        assertThat(accused / (2.0 * runs)).isBetween(0.01, 0.1);
    }

    private static Scm triangle(double intercept, double deviation) {
        return Scm.builder()
                .root("X", Noise.gaussian(1))
                .add("Y", new Linear(LinearPredictor.of(intercept, Map.of("X", 1.0)), Noise.gaussian(deviation)))
                .linear("Z", Map.of("X", 1.0, "Y", 1.0), Noise.gaussian(1))
                .build();
    }

    /** Levels in both data sets, from a model of levels: the table that changed is found. */
    @Test
    void aChangedTableIsFound() {
        Scm before = RandomModels.levels(3, 3, Seed.of(9));
        Scm after = Scm.builder()
                .add("V0", before.mechanism("V0"))
                .add("V1", before.mechanism("V1"))
                .add(
                        "V2",
                        Cpt.ordered(before.variable("V2").levels().toArray(String[]::new))
                                .always(chances(before.variable("V2").levels().size())))
                .build();
        Dag graph = Dag.of("V0 -> V1", "V0 -> V2", "V1 -> V2");
        Result found = MEAN.replicates(20)
                .explain(graph, before.sample(2000, SEED), after.sample(2000, SEED.split(1)), "V2", SEED);
        assertThat(found.of("V2").pValue().getAsDouble()).isLessThan(1e-6);
        assertThat(found.changes().get(0).variable()).isEqualTo("V2");
        assertThat(found.html().orElseThrow()).contains("has it changed?");
    }

    private static double[] chances(int levels) {
        double[] chances = new double[levels];
        chances[0] = 0.9;
        for (int level = 1; level < levels; level++) chances[level] = 0.1 / (levels - 1);
        return chances;
    }

    @Test
    void mistakesAreNamed() {
        Dataset numbers = triangle(0, 1).sample(50, SEED);
        Dataset levels = Scm.builder()
                .binary("X", 0.5)
                .binary("Y", 0.5)
                .binary("Z", 0.5)
                .build()
                .sample(50, SEED);
        assertThatThrownBy(() -> MEAN.explain(Dag.of("X -> Y"), numbers, levels, "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Column");
        assertThatThrownBy(() -> MEAN.measure(ChangeMeasure.quantile(1)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(
                        () -> MEAN.measure(ChangeMeasure.divergence()).explain(opaque(0, 1), opaque(1, 1), "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("divergence");
        assertThatThrownBy(() -> MEAN.replicates(3))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("3");
    }
}
