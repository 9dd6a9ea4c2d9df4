// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of papers on mechanisms and their counterfactuals: what they print, by section or figure. */
class PublishedMechanismsTest {

    /** The next state: chances (0.25, 0.25, 0.3, 0.2) of 1 to 4, and (0, 0.25, 0.25, 0.5) under the other action. */
    private static Counterfactual next(Coupling coupling, String... order) {
        Map<String, double[]> chances = Map.of(
                "1",
                new double[] {0.25, 0},
                "2",
                new double[] {0.25, 0.25},
                "3",
                new double[] {0.3, 0.25},
                "4",
                new double[] {0.2, 0.5});
        double[] taken =
                Arrays.stream(order).mapToDouble(s -> chances.get(s)[0]).toArray();
        double[] other =
                Arrays.stream(order).mapToDouble(s -> chances.get(s)[1]).toArray();
        Scm model = Scm.builder()
                .binary("A", 0.5)
                .add("S", Cpt.of(order).given("A").when("0", taken).when("1", other))
                .build();
        return Abduction.withDefaults()
                .coupling(coupling)
                .predict(model, Map.of("A", 0, "S", "2"), Intervention.set("A", 1));
    }

    @Test
    @DisplayName("Oberst and Sontag (ICML 2019), section 3.1: state 2 was seen; the order of the levels decides")
    void theOrderOfTheLevelsDecidesTheCounterfactual() {
        Counterfactual first = next(Coupling.INVERSE_CDF, "1", "2", "3", "4");
        Counterfactual second = next(Coupling.INVERSE_CDF, "1", "2", "4", "3");
        assertThat(first.probability("S", "3")).isCloseTo(1, within(1e-12));
        assertThat(second.probability("S", "4")).isCloseTo(1, within(1e-12));
        // no data tell them apart, and the bounds say so
        for (Counterfactual either : List.of(first, second))
            for (String level : List.of("3", "4")) {
                assertThat(either.bounds("S", level).lower()).isCloseTo(0, within(1e-12));
                assertThat(either.bounds("S", level).upper()).isCloseTo(1, within(1e-12));
            }
    }

    @Test
    @DisplayName("Oberst and Sontag (ICML 2019), definition 5 and theorem 2: only 4 has gained against 2, in any order")
    void gumbelMaxIsStable() {
        Counterfactual first = next(Coupling.GUMBEL_MAX, "1", "2", "3", "4");
        Counterfactual second = next(Coupling.GUMBEL_MAX, "4", "3", "1", "2");
        for (Counterfactual either : List.of(first, second)) {
            assertThat(either.probability("S", "1")).isZero();
            assertThat(either.probability("S", "3")).isZero();
            // 2 wins both races with probability 1 / (1 + 1 + 1.2 + 2): a sum of the larger ratio to 0.25 for each
            // level
            assertThat(either.probability("S", "2")).isCloseTo(4 / 5.2, within(1e-12));
            assertThat(either.probability("S", "4")).isCloseTo(1.2 / 5.2, within(1e-12));
        }
    }

    private static Variable yesNo(String name) {
        return Variable.categorical(name, List.of("no", "yes"));
    }

    private static CombDisintegration.Combs smoking(String joint) {
        double[] cells = Arrays.stream(joint.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return CombDisintegration.withDefaults()
                .disintegrate(
                        StringDiagram.of(Dag.of("H -> S -> T -> C", "H -> C")).outputs("S", "T", "C"),
                        StochasticMatrix.state(List.of(yesNo("S"), yesNo("T"), yesNo("C")), cells),
                        "S");
    }

    private static double cancer(StochasticMatrix channel, String smoking) {
        return channel.probability(Map.of("C", "yes"), Map.of("S", smoking));
    }

    /**
     * Jacobs, Kissinger and Zanasi (FoSSaCS 2019), smoking, tar and cancer: three tables that a study may find. The
     * effects are the front-door sums, worked out apart from this library.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the scientist is right, 0.5 0.1 0.01 0.02 0.1 0.05 0.02 0.2, 0.25347763, 0.54229730",
        "the tobacco company is right, 0.14 0.05 0.16 0.05 0.1 0.21 0.1 0.19, 0.49944383, 0.50041771",
        "the unexpected, 0.3 0.05 0.2 0.05 0.05 0.05 0.25 0.05, 0.24444444, 0.21142857"
    })
    void smokingAndCancer(String scenario, String joint, double without, double with) {
        CombDisintegration.Combs combs = smoking(joint);
        assertThat(cancer(combs.effect("C"), "no")).isCloseTo(without, within(1e-8));
        assertThat(cancer(combs.effect("C"), "yes")).isCloseTo(with, within(1e-8));
        assertThat(combs.composed().distance(combs.observed())).isLessThan(1e-12);
    }

    @Test
    @DisplayName(
            "Jacobs, Kissinger and Zanasi (FoSSaCS 2019), the scientist is right: both combs and the table after surgery")
    void combsOfTheSmokingExample() {
        CombDisintegration.Combs combs = smoking("0.5 0.1 0.01 0.02 0.1 0.05 0.02 0.2");
        // rows T = no, yes; columns S, C = no no, no yes, yes no, yes yes
        rows(
                combs.outer().outputs("S", "C"),
                new double[][] {{0.525, 0.105, 0.24666667, 0.12333333}, {0.21, 0.42, 0.03363636, 0.33636364}});
        rows(combs.inner(), new double[][] {{0.95238095, 0.04761905}, {0.40540541, 0.59459459}});
        rows(combs.cut().outputs("S", "T", "C"), new double[][] {
            {0.36746032, 0.10873016, 0.00580087, 0.01800866, 0.15641892, 0.04628378, 0.07243243, 0.22486486}
        });
    }

    private static void rows(StochasticMatrix found, double[][] printed) {
        assertThat(found.rows()).hasDimensions(printed.length, printed[0].length);
        for (int i = 0; i < printed.length; i++)
            for (int j = 0; j < printed[i].length; j++)
                assertThat(found.rows()[i][j]).isCloseTo(printed[i][j], within(1e-8));
    }

    /**
     * The generator of the data, with its weights of seed 0 (github.com/counterfactual-BGM/cf2): the size b of an ellipse
     * depends on z, as does the angle t; the height of the point seen at t is asked for at other angles.
     */
    @Test
    @DisplayName(
            "Nasr-Esfahany, Alizadeh and Shah (ICML 2023), figure 4: heights of an ellipse's points at other angles, back-door case")
    void pointsOfAnEllipse() {
        Scm truth = Scm.builder()
                .root("Z", Noise.uniform(-0.5, 0.5))
                .equation(
                        "T",
                        List.of("Z"),
                        (row, u) -> {
                            double angle = (1.44254843 * row.get("Z") + 0.59701923 + u) % (2 * Math.PI);
                            return angle < 0 ? angle + 2 * Math.PI : angle;
                        },
                        Noise.gaussian(1))
                .equation(
                        "B",
                        List.of("Z"),
                        (row, u) -> Math.exp(1.64985274 * row.get("Z") + 0.2656131) + u,
                        Noise.uniform(0, 1))
                .equation("Y", List.of("T", "B"), (row, u) -> row.get("B") * (2 + Math.sin(row.get("T"))), Noise.none())
                .build();
        Admg graph = Admg.of("Z -> T -> Y", "Z <-> Y");
        assertThat(MonotoneIdentification.of(graph, "Y"))
                .isEqualTo(new MonotoneIdentification.BackDoor("Y", List.of("T"), List.of("Z")));
        Dataset all = truth.sample(4000, Seed.of(1));
        FitScm flow = FitScm.withDefaults().monotone(QuantileTransform.withDefaults());
        Scm learned = flow.fit(graph, all.select(List.of("Z", "T", "Y")));
        Scm blind = flow.fit(Dag.of("T -> Y"), all.select(List.of("T", "Y")));
        double squares = 0;
        double blindSquares = 0;
        double spread = 0;
        for (int row = 0; row < 200; row++) {
            double t = all.values("T")[row];
            double y = all.values("Y")[row];
            double angle = all.values("T")[row + 1000];
            double right = all.values("B")[row] * (2 + Math.sin(angle));
            Intervention change = Intervention.set("T", angle);
            squares += Math.pow(
                    learned.counterfactual(Map.of("Z", all.values("Z")[row], "T", t, "Y", y), change)
                                    .mean("Y")
                            - right,
                    2);
            blindSquares += Math.pow(
                    blind.counterfactual(Map.of("T", t, "Y", y), change).mean("Y") - right, 2);
            spread += Math.pow(right - y, 2);
        }
        assertThat(squares).isLessThan(0.05 * spread);
        assertThat(squares).isLessThan(0.5 * blindSquares);
    }
}
