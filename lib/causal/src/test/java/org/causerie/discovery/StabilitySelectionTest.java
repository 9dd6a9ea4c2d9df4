// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.Pag;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.GSquare;
import org.junit.jupiter.api.Test;

class StabilitySelectionTest {

    /** Without any edge the number of false ones stays within the bound on average. */
    @Test
    void falseEdgesStayWithinTheBound() {
        double extra = 0;
        double bound = 0;
        for (int i = 0; i < 20; i++) {
            Dataset data = Worlds.sample(Dag.empty(List.of("A", "B", "C", "D", "E", "F", "G", "H")), 200, Seed.of(i));
            StabilitySelection.Result found = StabilitySelection.of(
                            Pc.withDefaults().alpha(0.1))
                    .subsamples(40)
                    .threshold(0.7)
                    .discover(data, Seed.of(i));
            extra += found.edges().size();
            bound += found.expectedFalse();
        }
        assertThat(extra).isLessThanOrEqualTo(bound);
    }

    @Test
    void strongEdgesAreStable() {
        Seed seed = Seed.of(4);
        Dag dag = RandomGraphs.erdosRenyi(8, 2, seed);
        StabilitySelection.Result found =
                StabilitySelection.of(Ges.withDefaults()).discover(Worlds.sample(dag, 2000, seed), seed);
        for (EdgeFrequency edge : found.edges())
            assertThat(dag.adjacent(dag.index(edge.a()), dag.index(edge.b()))).isTrue();
        assertThat(found.edges().size()).isGreaterThanOrEqualTo(dag.edgeCount() - 2);
        assertThat(found.text()).contains("halves of the data");
    }

    @Test
    void theBoundIsTheOneOfThePaper() {
        StabilitySelection.Result result = new StabilitySelection.Result(
                List.of("A", "B", "C", "D", "E"),
                List.of(new EdgeFrequency("A", "B", 0.5, 0.25, 0.25, 0)),
                3,
                StabilitySelection.of(Pc.withDefaults()).threshold(0.8),
                Provenance.here());
        assertThat(result.expectedFalse()).isCloseTo(9 / (0.6 * 10), within(1e-12));
        assertThat(result.edges()).hasSize(1);
    }

    @Test
    void countedDataIsHalvedByCasesAndThreadsDoNotMatter() {
        StabilitySelection selection =
                StabilitySelection.of(Pc.with(GSquare.withDefaults())).subsamples(6);
        StabilitySelection.Result one = selection.discover(Datasets.collegePlans(), Seed.of(1), Execution.sequential());
        assertThat(selection.discover(Datasets.collegePlans(), Seed.of(1), new Execution(4)))
                .isEqualTo(one);
        assertThat(one.between("plans", "encouragement").adjacent()).isEqualTo(1);
    }

    @Test
    void badThresholdsAreRefused() {
        assertThatThrownBy(() -> StabilitySelection.of(Pc.withDefaults()).threshold(0.5))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("above 0.5");
    }

    /** Every kind of mark is counted apart, and the majority is taken at each end. */
    @Test
    void marksOfHiddenCausesAreCounted() {
        List<EdgeFrequency> edges = EdgeFrequency.of(
                List.of(
                                Pag.of("A o-> B", "B <-> C", "C o-o D"),
                                Pag.of("A -> B", "B <-> C", "C"),
                                Pag.of("A o-> B", "B o-> C", "C o-o D"),
                                Pag.of("A <-> B", "B -> C", "C o-> D"))
                        .stream()
                        .map(pag -> (CausalGraph) (pag.names().contains("D") ? pag : withD(pag)))
                        .toList(),
                List.of("A", "B", "C", "D"));
        Bootstrap.Result result = new Bootstrap.Result(
                List.of("A", "B", "C", "D"), edges, Bootstrap.of(Pc.withDefaults()), Provenance.here());
        EdgeFrequency ab = result.between("A", "B");
        assertThat(ab.forward()).isEqualTo(0.25);
        assertThat(ab.openForward()).isEqualTo(0.5);
        assertThat(ab.bidirected()).isEqualTo(0.25);
        assertThat(ab.arrowAtB()).isEqualTo(1);
        assertThat(result.between("B", "A").openBackward()).isEqualTo(0.5);
        assertThat(result.between("C", "D").open()).isEqualTo(0.5);
        assertThat(result.majorityPag()).isEqualTo(Pag.of("A o-> B", "B o-> C", "C o-o D"));
        assertThatThrownBy(result::majority).hasMessageContaining("majorityPag");
        assertThat(result.text()).contains("a ↔ b");
    }

    private static Pag withD(Pag pag) {
        return Pag.of(List.of("A", "B", "C", "D"), pag.edges());
    }

    /** Hidden variables that a search adds are not counted. */
    @Test
    void latentVariablesAreLeftOutOfTheCount() {
        Dataset data = Worlds.sample(Dag.of("H -> {A B C D}"), 800, Seed.of(1)).select("A", "B", "C", "D");
        Bootstrap.Result result =
                Bootstrap.of(Rlcd.withDefaults()).replicates(10).discover(data, Seed.of(1));
        assertThat(result.names()).containsExactly("A", "B", "C", "D");
        assertThat(result.majority().edgeCount()).isZero();
    }
}
