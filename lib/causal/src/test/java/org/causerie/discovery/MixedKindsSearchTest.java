// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.ConditionalGaussianBic;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.DegenerateGaussianBic;
import org.causerie.stat.Score;
import org.junit.jupiter.api.Test;

/** Searches with the scores for numbers and levels together. */
class MixedKindsSearchTest {
    private static final int SEEDS = 20;

    private static Dag dag(int size, int i) {
        return RandomGraphs.erdosRenyi(size, 2.5, Seed.of(i));
    }

    private static int recovered(Search search, boolean interacting) {
        int right = 0;
        for (int i = 0; i < SEEDS; i++) {
            Dag dag = dag(7, i);
            Dataset data = MixedWorlds.sample(dag, interacting, 8_000, Seed.of(i));
            if (search.discover(data, Execution.sequential()).graph().equals(dag.toCpdag())) right++;
        }
        return right;
    }

    @Test
    void manyCasesGiveTheTrueClass() {
        Score conditional = ConditionalGaussianBic.withDefaults();
        Score degenerate = DegenerateGaussianBic.withDefaults();
        assertThat(recovered(Boss.with(conditional), true)).isGreaterThanOrEqualTo(17);
        assertThat(recovered(Boss.with(conditional), false)).isGreaterThanOrEqualTo(17);
        assertThat(recovered(Boss.with(degenerate), false)).isGreaterThanOrEqualTo(19);
        assertThat(recovered(Ges.with(conditional).strategy(Ges.Strategy.TURNING), true))
                .isGreaterThanOrEqualTo(15);
        assertThat(recovered(Ges.with(degenerate).strategy(Ges.Strategy.TURNING), false))
                .isGreaterThanOrEqualTo(16);
    }

    /** What {@link Choose} recommends for mixed kinds makes fewer errors than the tests it used to. */
    @Test
    void theScoreIsMoreAccurateThanTheTest() {
        Search score = Boss.with(DegenerateGaussianBic.withDefaults().penalty(2));
        Search test = Pc.with(DegenerateGaussian.withDefaults()).colliders(ColliderRule.MAX_P);
        int byScore = 0;
        int byTest = 0;
        for (int i = 0; i < SEEDS; i++) {
            Cpdag truth = dag(12, i).toCpdag();
            Dataset data = MixedWorlds.sample(dag(12, i), false, 1_000, Seed.of(i));
            byScore += GraphComparison.of(
                            truth, score.discover(data, Execution.sequential()).graph())
                    .shd();
            byTest += GraphComparison.of(
                            truth, test.discover(data, Execution.sequential()).graph())
                    .shd();
        }
        assertThat(3 * byScore).isLessThan(byTest);
    }

    /** Orders and posteriors take the scores too, and columns in another order change nothing. */
    @Test
    void everySearchByScoreTakesThem() {
        Dag dag = dag(5, 3);
        Dataset data = MixedWorlds.sample(dag, true, 5_000, Seed.of(3));
        for (Score score : List.of(ConditionalGaussianBic.withDefaults(), DegenerateGaussianBic.withDefaults())) {
            for (Search search : List.of(Boss.with(score), Grasp.with(score), ExactPosterior.with(score))) {
                Found found = search.discover(data, Execution.sequential());
                Found again = search.discover(LinearWorlds.shuffled(data, Seed.of(4)), new Execution(4));
                assertThat(GraphComparison.of(found.graph(), again.graph()).shd())
                        .isZero();
            }
            assertThat(Grasp.with(score).discover(data).graph()).isEqualTo(dag.toCpdag());
        }
    }
}
