// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Kind;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.DegenerateGaussianBic;
import org.junit.jupiter.api.Test;

class ChooseTest {
    private static final Dag DAG = RandomGraphs.erdosRenyi(6, 2, Seed.of(2));
    private static final Dataset NORMAL = Worlds.sample(DAG, 600, Seed.of(2));

    private static Dataset skewed() {
        RandomGenerator random = Seed.of(3).random();
        double[][] columns = new double[DAG.size()][600];
        for (int v : DAG.order())
            for (int row = 0; row < 600; row++) {
                columns[v][row] = -Math.log(1 - random.nextDouble());
                for (int parent : Worlds.members(DAG.parents(v))) columns[v][row] += 0.7 * columns[parent][row];
            }
        return Dataset.of(DAG.names(), columns);
    }

    @Test
    void normalColumnsGetAScore() {
        Choose.Recommendation choice = Choose.search(NORMAL);
        assertThat(choice.search()).isEqualTo(Boss.withDefaults());
        assertThat(choice.text()).contains("look normal", "no common cause is missing");
        assertThat(choice.search().discover(NORMAL).graph().edgeCount()).isPositive();
    }

    @Test
    void noiseThatIsNotNormalGetsLingam() {
        assertThat(Choose.search(skewed()).search()).isInstanceOf(DirectLingam.class);
    }

    @Test
    void gapsGetASearchThatAllowsForThem() {
        double[] gaps = NORMAL.values("X1");
        for (int row = 0; row < 300; row++) gaps[2 * row] = Double.NaN;
        Dataset data = NORMAL.with("X1", gaps);
        Choose.Recommendation choice = Choose.search(data);
        assertThat(choice.search()).isInstanceOf(Coke.class);
        assertThat(choice.reasons().get(0)).contains("8 % of the cells", "50 % of the rows");
        assertThat(choice.search().discover(data)).isNotNull();
    }

    @Test
    void groupsGetASearchOverEnvironments() {
        double[] group = new double[600];
        Arrays.setAll(group, row -> row % 20);
        Dataset data = NORMAL.with("site", group).withKind("site", Kind.NOMINAL).withGroups("site");
        assertThat(Choose.search(data).search()).isInstanceOf(CausalDeFinetti.class);
    }

    @Test
    void levelsGetTables() {
        assertThat(Choose.search(Datasets.collegePlans()).search()).isInstanceOf(Pc.class);
        assertThat(Choose.search(Datasets.collegePlans()).search().discover(Datasets.collegePlans()))
                .isNotNull();
    }

    @Test
    void fewCasesGetSmallSets() {
        Dataset few = Worlds.sample(RandomGraphs.erdosRenyi(30, 2, Seed.of(1)), 60, Seed.of(1));
        assertThat(Choose.search(few).search())
                .isEqualTo(Pc.withDefaults().alpha(0.001).largestSet(2));
    }

    @Test
    void rowsLikeASeriesAreCautioned() {
        double[] walk = NORMAL.values("X1");
        for (int row = 1; row < walk.length; row++) walk[row] += walk[row - 1];
        Dataset series = Dataset.of(List.of("a", "b"), new double[][] {walk, walk.clone()});
        assertThat(Choose.search(series).text()).contains("time series");
        assertThat(Choose.search(NORMAL).text()).doesNotContain("time series");
    }

    @Test
    void mixedKindsGetAScoreForBoth() {
        double[] codes = new double[600];
        Arrays.setAll(codes, row -> row % 3);
        Dataset mixed = NORMAL.with("x", Kind.NOMINAL, List.of("a", "b", "c"), codes);
        Choose.Recommendation choice = Choose.search(mixed);
        assertThat(choice.search())
                .isEqualTo(Boss.with(DegenerateGaussianBic.withDefaults().penalty(2)));
        assertThat(choice.reasons().get(0))
                .contains("6 columns of numbers with 1 nominal", "degenerate Gaussian score");
        assertThat(choice.search().discover(mixed).graph().edgeCount()).isPositive();
        int[] few = IntStream.range(0, 30).toArray();
        assertThat(Choose.search(mixed.rows(few)).search())
                .isEqualTo(
                        Pc.with(DegenerateGaussian.withDefaults()).alpha(0.001).largestSet(2));
    }
}
