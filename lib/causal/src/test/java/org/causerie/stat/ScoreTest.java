// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static double score(LocalScore local, Dag dag) {
        return IntStream.range(0, dag.size())
                .mapToDouble(v -> local.score(v, dag.parents(v).stream().toArray()))
                .sum();
    }

    /** A random graph over the variables in a random order, by chance k in 2. */
    private static Dag random(List<String> names, RandomGenerator random) {
        int p = names.size();
        int[] order = IntStream.range(0, p).toArray();
        for (int i = p - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) if (random.nextBoolean()) edges.add(new int[] {order[j], order[i]});
        }
        return Dag.of(names, edges);
    }

    static void equivalentGraphsScoreTheSame(LocalScore local, double tolerance) {
        RandomGenerator random = Seed.of(21).random();
        int equivalent = 0;
        int different = 0;
        while (equivalent < 60) {
            Dag one = random(local.names(), random);
            for (int[] edge : covered(one)) {
                Dag other = reversed(one, edge);
                assertThat(one.equivalent(other)).isTrue();
                assertThat(score(local, other)).isCloseTo(score(local, one), within(tolerance));
                equivalent++;
            }
            Dag stranger = random(local.names(), random);
            if (!one.equivalent(stranger) && Math.abs(score(local, one) - score(local, stranger)) > 100 * tolerance) {
                different++;
            }
        }
        assertThat(different).as("graphs of other classes score otherwise").isGreaterThan(5);
    }

    /** Edges whose two ends have the same other parents: reversing one stays in the class (Chickering 1995). */
    private static List<int[]> covered(Dag dag) {
        List<int[]> covered = new ArrayList<>();
        for (int to = 0; to < dag.size(); to++) {
            for (int from : dag.parents(to).stream().toArray()) {
                BitSet rest = dag.parents(to);
                rest.clear(from);
                if (rest.equals(dag.parents(from))) covered.add(new int[] {from, to});
            }
        }
        return covered;
    }

    private static Dag reversed(Dag dag, int[] edge) {
        List<int[]> edges = new ArrayList<>();
        for (int to = 0; to < dag.size(); to++) {
            for (int from : dag.parents(to).stream().toArray()) {
                boolean turned = from == edge[0] && to == edge[1];
                edges.add(turned ? new int[] {to, from} : new int[] {from, to});
            }
        }
        return Dag.of(dag.names(), edges);
    }

    @Test
    void equivalentGraphsHaveTheSameGaussianBic() {
        equivalentGraphsScoreTheSame(
                Bic.withDefaults().on(Draws.mixed(6, 200, Seed.of(1).random())), 1e-8);
    }

    @Test
    void equivalentGraphsHaveTheSameDiscreteScores() {
        equivalentGraphsScoreTheSame(Bic.withDefaults().on(Datasets.collegePlans()), 1e-7);
        equivalentGraphsScoreTheSame(Bdeu.withDefaults().on(Datasets.collegePlans()), 1e-7);
        equivalentGraphsScoreTheSame(
                Bdeu.withDefaults().equivalentSampleSize(1.5).on(Datasets.berkeleyAdmissions()), 1e-7);
    }

    /** The log-likelihood of a normal regression at its maximum, less the penalty, from residuals. */
    @Test
    void theGaussianBicIsThatOfARegression() {
        Dataset data = Draws.mixed(5, 80, Seed.of(2).random());
        RegressionFit fit = LinearRegression.withDefaults()
                .fit(new double[][] {data.values(0), data.values(3)}, data.values(4), Draws.ones(80));
        double variance = 0;
        for (double residual : fit.residuals()) variance += residual * residual / 80;
        double logLikelihood = 0;
        for (double residual : fit.residuals()) {
            logLikelihood += -0.5 * Math.log(2 * Math.PI * variance) - residual * residual / (2 * variance);
        }
        assertThat(Bic.withDefaults().on(data).score(4, 0, 3))
                .isCloseTo(logLikelihood - 0.5 * 4 * Math.log(80), within(1e-8));
        assertThat(Bic.withDefaults().penalty(3).on(data).score(4, 3, 0))
                .isCloseTo(logLikelihood - 1.5 * 4 * Math.log(80), within(1e-8));
    }

    @Test
    void equivalentGraphsHaveTheSameBayesianAndExtendedGaussianScores() {
        Dataset data = Draws.mixed(6, 200, Seed.of(1).random());
        equivalentGraphsScoreTheSame(Bge.withDefaults().on(data), 1e-8);
        equivalentGraphsScoreTheSame(Bge.withDefaults().meanWeight(0.5).on(data), 1e-8);
        equivalentGraphsScoreTheSame(Ebic.withDefaults().on(data), 1e-8);
    }

    /**
     * The marginal likelihood by predicting one case after the other: with precision Wishart(a, T) and a mean of weight k,
     * the next case of two variables has a Student density with a - 1 degrees of freedom (DeGroot 1970, section 9.11).
     */
    @Test
    void bgeIsTheProbabilityOfTheCasesInTurn() {
        for (double weight : new double[] {1, 2.5}) {
            Dataset data = Draws.mixed(2, 25, Seed.of(5).random()).standardized();
            double[] x = data.values(0);
            double[] y = data.values(1);
            double freedom = 3 + weight;
            double prior = weight * (freedom - 3) / (weight + 1);
            double[] centre = {0, 0};
            double[] scatter = {prior, 0, prior};
            double k = weight;
            double log = 0;
            for (int row = 0; row < x.length; row++) {
                double degrees = freedom - 1;
                double a = x[row] - centre[0];
                double b = y[row] - centre[1];
                double factor = (k + 1) / (k * degrees);
                double determinant = factor * factor * (scatter[0] * scatter[2] - scatter[1] * scatter[1]);
                double distance =
                        factor * (a * a * scatter[2] - 2 * a * b * scatter[1] + b * b * scatter[0]) / determinant;
                log += LogGamma.value((degrees + 2) / 2)
                        - LogGamma.value(degrees / 2)
                        - Math.log(degrees * Math.PI)
                        - 0.5 * Math.log(determinant)
                        - (degrees + 2) / 2 * Math.log1p(distance / degrees);
                scatter[0] += k / (k + 1) * a * a;
                scatter[1] += k / (k + 1) * a * b;
                scatter[2] += k / (k + 1) * b * b;
                centre[0] += a / (k + 1);
                centre[1] += b / (k + 1);
                k++;
                freedom++;
            }
            LocalScore bge = Bge.withDefaults().meanWeight(weight).on(data);
            assertThat(bge.score(0) + bge.score(1, 0)).isCloseTo(log, within(1e-8));
        }
    }

    @Test
    void theExtendedBicWeighsEachEdgeByTheNumberOfVariables() {
        Dataset data = Draws.mixed(5, 80, Seed.of(2).random());
        LocalScore bic = Bic.withDefaults().on(data);
        LocalScore extended = Ebic.withDefaults().gamma(0.25).on(data);
        assertThat(extended.score(4)).isCloseTo(bic.score(4), within(1e-9));
        assertThat(extended.score(4, 0, 3)).isCloseTo(bic.score(4, 0, 3) - Math.log(5), within(1e-9));
    }

    /** Growing and the scores without each parent, by formula, against single scores; a twin of a parent adds nothing. */
    @Test
    void theAdaptiveBicChangesWithTheNumberOfVariables() {
        Dataset data = Draws.mixed(4, 60, Seed.of(21).random());
        LocalScore few = AdaptiveBic.withDefaults().few(4).on(data);
        LocalScore many = AdaptiveBic.withDefaults().few(3).on(data);
        LocalScore plain = Bic.withDefaults().penalty(2).on(data);
        LocalScore extended = Ebic.withDefaults().on(data);
        for (int parent = 1; parent < 4; parent++) {
            assertThat(few.score(0, parent)).isEqualTo(plain.score(0, parent));
            assertThat(many.score(0, parent)).isEqualTo(extended.score(0, parent));
        }
        Dataset levels = Datasets.berkeleyAdmissions();
        assertThat(AdaptiveBic.withDefaults().few(0).on(levels).score(0, 1))
                .isEqualTo(Bic.withDefaults().penalty(2).on(levels).score(0, 1));
        assertThatThrownBy(() -> AdaptiveBic.withDefaults().few(-1)).isInstanceOf(CausalException.class);
    }

    @Test
    void candidatesAtOnceScoreAsOneByOne() {
        Dataset data = Draws.mixed(9, 60, Seed.of(7).random());
        candidatesAtOnceScoreAsOneByOne(Bic.withDefaults().penalty(0.5).on(data));
        candidatesAtOnceScoreAsOneByOne(Bge.withDefaults().on(data));
        candidatesAtOnceScoreAsOneByOne(Bge.withDefaults().meanWeight(0.3).on(data));
    }

    private static void candidatesAtOnceScoreAsOneByOne(LocalScore local) {
        Growth fast = local.growth();
        Growth slow = new GrowthByScores(local);
        int[][] paths = {{}, {3}, {3, 5}, {3, 5, 1, 0}, {3, 5, 1, 2}, {8}};
        for (int[] path : paths) {
            for (Growth growth : List.of(fast, slow)) {
                growth.start(4);
                for (int parent : path) growth.add(parent);
                growth.add(7);
                growth.drop();
            }
            int[] candidates = IntStream.range(0, 9)
                    .filter(i -> i != 4 && IntStream.of(path).noneMatch(parent -> parent == i))
                    .toArray();
            for (int candidate : candidates)
                assertThat(fast.with(candidate)).isCloseTo(slow.with(candidate), within(1e-9));
            int[] same = candidates.clone();
            double[] gains = new double[9];
            double[] sameGains = new double[9];
            int kept = fast.raising(candidates, candidates.length, gains);
            assertThat(slow.raising(same, same.length, sameGains)).isEqualTo(kept);
            for (int k = 0; k < kept; k++) {
                assertThat(candidates[k]).isEqualTo(same[k]);
                assertThat(gains[k]).isCloseTo(sameGains[k], within(1e-9));
            }
            double[] without = local.withoutEach(4, path);
            for (int k = 0; k < path.length; k++) {
                int left = path[k];
                int[] rest = IntStream.of(path).filter(parent -> parent != left).toArray();
                assertThat(without[k]).isCloseTo(local.score(4, rest), within(1e-9));
            }
        }
    }

    /** Success given treatment, by the printed counts. */
    @Test
    void theDiscreteBicIsThatOfItsTable() {
        double expected = 273 * Math.log(273 / 350.0)
                + 77 * Math.log(77 / 350.0)
                + 289 * Math.log(289 / 350.0)
                + 61 * Math.log(61 / 350.0)
                - 0.5 * 2 * Math.log(700);
        assertThat(Bic.withDefaults().on(Datasets.kidneyStones()).score(2, 1)).isCloseTo(expected, within(1e-9));
    }

    /** The marginal likelihood by predicting one case after the other: (prior + seen) / (all prior + all seen). */
    @Test
    void bdeuIsTheProbabilityOfTheCasesInTurn() {
        Dataset data = Datasets.kidneyStones().expanded();
        double[] x = data.values("treatment");
        double[] y = data.values("success");
        double prior = 3;
        double[][] seen = {{prior / 4, prior / 4}, {prior / 4, prior / 4}};
        double log = 0;
        for (int row = 0; row < x.length; row++) {
            double[] stratum = seen[(int) x[row]];
            log += Math.log(stratum[(int) y[row]] / (stratum[0] + stratum[1]));
            stratum[(int) y[row]]++;
        }
        Score bdeu = Bdeu.withDefaults().equivalentSampleSize(prior);
        assertThat(bdeu.on(data).score(2, 1)).isCloseTo(log, within(1e-8));
        assertThat(bdeu.on(Datasets.kidneyStones()).score(2, 1)).isCloseTo(log, within(1e-8));
    }

    @Test
    void theOrderOfParentsNeverShows() {
        LocalScore bdeu = Bdeu.withDefaults().on(Datasets.collegePlans());
        LocalScore again = Bdeu.withDefaults().on(Datasets.collegePlans());
        assertThat(bdeu.score(4, 0, 1, 3)).isEqualTo(again.score(4, 3, 1, 0)).isEqualTo(bdeu.score(4, 1, 0, 3));
    }

    @Test
    void theOracleReadsTheGraph() {
        Independence oracle = DSeparation.of(Dag.of("A -> B -> C", "A -> D <- C"));
        int a = oracle.names().indexOf("A");
        int b = oracle.names().indexOf("B");
        int c = oracle.names().indexOf("C");
        int d = oracle.names().indexOf("D");
        assertThat(oracle.test(a, c).pValue()).isZero();
        assertThat(oracle.test(a, c, b).pValue()).isEqualTo(1);
        assertThat(oracle.test(a, c, b, d).pValue()).isZero();
    }
}
