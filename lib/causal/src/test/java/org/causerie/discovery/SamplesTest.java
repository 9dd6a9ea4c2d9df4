// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Knowledge;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.Bdeu;
import org.causerie.stat.Bic;
import org.causerie.stat.GSquare;
import org.junit.jupiter.api.Test;

/** What the searches find in finite data: simulated data with known truth, and the seniors of Wisconsin. */
class SamplesTest {

    private record Accuracy(double skeleton, double arrows) {}

    private static Accuracy accuracy(Search search) {
        return accuracy(search, 20, 2, 2_000);
    }

    private static Accuracy accuracy(Search search, int variables, double degree, int cases) {
        double skeleton = 0;
        double arrows = 0;
        for (int i = 0; i < 20; i++) {
            Seed seed = Seed.of(1_000 + i);
            Dag dag = RandomGraphs.erdosRenyi(variables, degree, seed);
            CausalGraph found = search.discover(Worlds.sample(dag, cases, seed), Execution.sequential())
                    .graph();
            GraphComparison comparison = GraphComparison.of(dag.toCpdag(), found);
            skeleton += comparison.skeleton().f1() / 20;
            arrows += comparison.arrows().f1() / 20;
        }
        return new Accuracy(skeleton, arrows);
    }

    @Test
    void pcIsNearTheTruth() {
        for (ColliderRule rule : ColliderRule.values()) {
            Accuracy pc = accuracy(Pc.withDefaults().colliders(rule));
            assertThat(pc.skeleton()).as("skeleton, %s", rule).isGreaterThan(0.93);
            assertThat(pc.arrows()).as("arrows, %s", rule).isGreaterThan(0.75);
        }
    }

    /** Why it is the default. */
    @Test
    void theMajorityOfSetsErrsLessThanOneSet() {
        Accuracy one = accuracy(Pc.withDefaults().colliders(ColliderRule.STANDARD), 50, 4, 1_000);
        Accuracy byDefault = accuracy(Pc.withDefaults(), 50, 4, 1_000);
        assertThat(byDefault.skeleton()).isEqualTo(one.skeleton());
        assertThat(byDefault.arrows()).isGreaterThan(one.arrows() + 0.03);
    }

    @Test
    void gesIsNearTheTruth() {
        Accuracy ges = accuracy(Ges.with(Bic.withDefaults().penalty(2)));
        assertThat(ges.skeleton()).isGreaterThan(0.96);
        assertThat(ges.arrows()).isGreaterThan(0.9);
    }

    private static final Knowledge TIERS =
            Knowledge.tiers(Set.of("sex", "ses"), Set.of("iq"), Set.of("encouragement"), Set.of("plans"));

    /** The edges on which Heckerman (1995), section 12, and every criterion here agree. */
    private static void assertKnownStructure(CausalGraph graph) {
        for (String cause : List.of("encouragement", "iq", "ses"))
            assertThat(graph.adjacent(graph.index("plans"), graph.index(cause)))
                    .as("plans and %s", cause)
                    .isTrue();
        assertThat(graph.adjacent(graph.index("sex"), graph.index("encouragement")))
                .isTrue();
        assertThat(graph.adjacent(graph.index("ses"), graph.index("encouragement")))
                .isTrue();
        assertThat(graph.adjacent(graph.index("iq"), graph.index("encouragement")))
                .isTrue();
        assertThat(graph.adjacent(graph.index("sex"), graph.index("ses"))).isFalse();
        assertThat(graph.adjacent(graph.index("sex"), graph.index("iq"))).isFalse();
        assertThat(graph.adjacent(graph.index("sex"), graph.index("plans"))).isFalse();
    }

    @Test
    void everySearchFindsTheKnownStructureOfCollegePlans() {
        Dataset data = Datasets.collegePlans();
        for (ColliderRule rule : ColliderRule.values())
            assertKnownStructure(Pc.with(GSquare.withDefaults())
                    .colliders(rule)
                    .discover(data)
                    .cpdag());
        assertKnownStructure(Ges.with(Bic.withDefaults()).discover(data).cpdag());
        assertKnownStructure(Ges.with(Bdeu.withDefaults()).discover(data).cpdag());
    }

    @Test
    void withTheOrderInTimeCollegePlansHaveOneGraph() {
        Dataset data = Datasets.collegePlans();
        Dag truth = Dag.of(
                        "sex -> encouragement",
                        "ses -> iq -> encouragement -> plans",
                        "ses -> encouragement",
                        "ses -> plans",
                        "iq -> plans")
                .reordered(data.names());
        assertThat(Pc.with(GSquare.withDefaults())
                        .knowledge(TIERS)
                        .discover(data)
                        .cpdag()
                        .toDag())
                .isEqualTo(truth);
        assertThat(Ges.with(Bic.withDefaults())
                        .knowledge(TIERS)
                        .discover(data)
                        .cpdag()
                        .toDag())
                .isEqualTo(truth);
        assertThat(Ges.with(Bdeu.withDefaults())
                        .knowledge(TIERS)
                        .discover(data)
                        .cpdag()
                        .toDag())
                .isEqualTo(truth);
    }

    @Test
    void countsAndCasesGiveTheSame() {
        Dataset data = Datasets.collegePlans();
        Pc.Result counted = Pc.with(GSquare.withDefaults()).discover(data);
        Pc.Result cases = Pc.with(GSquare.withDefaults()).discover(data.expanded());
        assertThat(cases.cpdag()).isEqualTo(counted.cpdag());
        assertThat(cases.tests()).isEqualTo(counted.tests());
    }
}
