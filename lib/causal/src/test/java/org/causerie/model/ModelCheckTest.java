// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.graph.Dag;
import org.causerie.stat.Rcit;
import org.junit.jupiter.api.Test;

/** The true model passes as often as its level says; wrong shapes, wrong noises and wrong graphs are found. */
class ModelCheckTest {
    private static final ModelCheck CHECK = ModelCheck.withDefaults().replicates(39);

    private static final Scm TRUTH = Scm.builder()
            .root("X", Noise.gaussian(1))
            .add("A", Choice.logistic(0.2, Map.of("X", 1.0)))
            .additive("Y", List.of("X", "A"), row -> row.get("X") + row.get("A"), Noise.laplace(1))
            .build();

    @Test
    void theTrueModelIsRejectedAsOftenAsTheLevelSays() {
        int seeds = 200;
        int byMoments = 0;
        int[] byNoise = new int[3];
        int[] byParents = new int[2];
        for (int i = 0; i < seeds; i++) {
            Seed seed = Seed.of(1).split(i);
            ModelCheck.Result found = CHECK.seed(seed.split("check"))
                    .independence(Rcit.withDefaults().seed(seed.split("test")))
                    .test(TRUTH, TRUTH.sample(120, seed));
            if (found.pValue() <= 0.1) byMoments++;
            for (int v = 0; v < 3; v++) if (found.mechanisms().get(v).uniform().orElseThrow() <= 0.1) byNoise[v]++;
            for (int v = 1; v < 3; v++)
                if (found.mechanisms().get(v).independent().orElseThrow() <= 0.1) byParents[v - 1]++;
        }
        // 200 tests at level 0.1: 20 expected, standard deviation 4.2; bounds four of these away
        assertThat(byMoments).isBetween(4, 37);
        for (int count : byNoise) assertThat(count).isBetween(4, 37);
        for (int count : byParents) assertThat(count).isLessThan(38);
    }

    @Test
    void exactQuantitiesOfALinearFit() {
        Dataset data = Dataset.of(
                List.of("X", "Y"),
                new double[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11}});
        MechanismFit fit = CHECK.test(Scm.fit(Dag.of("X -> Y"), data), data).mechanism("Y");
        // the squared correlation of the two columns: 1 - 6 * 12 / (12 * 143) = 0.958
        double correlation = 1 - 6.0 * 12 / (12 * 143);
        assertThat(fit.explained().orElseThrow()).isCloseTo(correlation * correlation, within(1e-9));
        assertThat(fit.deviance()).isEmpty();
    }

    @Test
    void exactDevianceOfATable() {
        Dataset data = Datasets.kidneyStones();
        Dag graph = Dag.of("size -> treatment", "size -> success", "treatment -> success");
        MechanismFit fit = CHECK.test(Scm.fit(graph, data), data).mechanism("success");
        // Charig et al. (1986): successes of cases by treatment and size
        int[][] cells = {{81, 87}, {192, 263}, {234, 270}, {55, 80}};
        double with = 0;
        for (int[] cell : cells) with += logLikelihood(cell[0], cell[1]);
        double without = logLikelihood(562, 700);
        assertThat(fit.deviance().orElseThrow()).isCloseTo(-2 * with, within(1e-6));
        assertThat(fit.explained().orElseThrow()).isCloseTo(1 - with / without, within(1e-9));
    }

    private static double logLikelihood(double successes, double cases) {
        return successes * Math.log(successes / cases) + (cases - successes) * Math.log(1 - successes / cases);
    }

    @Test
    void wrongMechanismsAreFound() {
        Scm truth = Scm.builder()
                .root("X", Noise.gaussian(1))
                .equation(
                        "Y", List.of("X"), (row, u) -> row.get("X") + u * Math.exp(row.get("X") / 2), Noise.gaussian(1))
                .additive("Z", List.of("X"), row -> row.get("X") * row.get("X"), Noise.gaussian(0.5))
                .build();
        Dataset data = truth.sample(800, Seed.of(2));
        Dataset fresh = truth.sample(800, Seed.of(3));
        ModelCheck.Result linear = CHECK.test(Scm.fit(truth.graph(), data), fresh);
        assertThat(linear.mechanism("Y").independent().orElseThrow()).isLessThan(0.01);
        assertThat(linear.mechanism("Y").uniform().orElseThrow()).isLessThan(0.01);
        assertThat(linear.mechanism("Z").independent().orElseThrow()).isLessThan(0.01);
        assertThat(linear.mechanism("Z").explained().orElseThrow()).isLessThan(0.2);
        assertThat(linear.moment("skewness of Z").pValue()).isLessThan(0.05);
        ModelCheck.Result flow = CHECK.replicates(19)
                .test(
                        FitScm.withDefaults()
                                .monotone(QuantileTransform.withDefaults())
                                .fit(truth.graph(), data),
                        fresh);
        assertThat(flow.mechanism("Y").independent().orElseThrow()).isGreaterThan(0.05);
        assertThat(flow.mechanism("Y").uniform().orElseThrow()).isGreaterThan(0.01);
        assertThat(flow.mechanism("Z").explained().orElseThrow()).isGreaterThan(0.8);
    }

    /** A graph without the edge cannot make the correlation. */
    @Test
    void aMissingEdgeShowsInTheMomentsOfPairs() {
        Scm chain = Scm.builder()
                .root("X", Noise.gaussian(1))
                .linear("Y", Map.of("X", 0.5), Noise.gaussian(1))
                .build();
        Dataset data = chain.sample(500, Seed.of(4));
        ModelCheck.Result found = CHECK.test(Scm.fit(Dag.of("X", "Y"), data), data);
        assertThat(found.moment("correlation of X and Y").adjusted()).isLessThan(0.05);
        assertThat(found.moment("mean of Y").pValue()).isGreaterThan(0.5);
        assertThat(found.text()).contains("variable  parents", "correlation of X and Y", "adjusted p");
        assertThat(found.html().orElseThrow()).contains("<td>correlation of X and Y</td>");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> CHECK.replicates(3)).hasMessageContaining("19");
        Dataset numbers = Dataset.of(List.of("X", "A", "Y"), new double[3][30]);
        assertThatThrownBy(() -> CHECK.test(TRUTH, numbers.without("Y"))).hasMessageContaining("Y");
        Scm levels = Scm.builder()
                .add("X", Cpt.of("a", "b", "c").always(0.2, 0.3, 0.5))
                .build();
        assertThatThrownBy(() -> CHECK.test(levels, Dataset.of(List.of("X"), new double[][] {{1.5, 2.5, 3.5}})))
                .hasMessageContaining("one of [a, b, c]");
    }
}
