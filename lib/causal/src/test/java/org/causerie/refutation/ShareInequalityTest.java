// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

class ShareInequalityTest {
    private static final Seed SEED = Seed.of(5);
    private static final double[] LEVELS = {0.05, 0.0125, 0.0014, 0.0001};

    /** Of two shares, that their sum is at most 1. */
    private static final ShareInequality SUM = new ShareInequality(new double[][] {{1, 0}, {1, 0}}, 1);

    private static double p(int k, int n, int l, int m) {
        return SUM.pValue(new double[][] {{k, n - k}, {l, m - l}}).orElseThrow();
    }

    /** By enumeration of all samples of sizes n and m where the probabilities add up to 1; far into the tail for many tests. */
    @Test
    void theLevelHoldsAtTheBoundaryForAllSizesOfSamples() {
        for (int[] sizes : List.of(
                new int[] {10, 10},
                new int[] {40, 40},
                new int[] {150, 150},
                new int[] {20, 300},
                new int[] {100, 400},
                new int[] {300, 30})) {
            int n = sizes[0];
            int m = sizes[1];
            double[][] table = new double[n + 1][m + 1];
            for (int k = 0; k <= n; k++) for (int l = 0; l <= m; l++) table[k][l] = p(k, n, l, m);
            for (double probability : new double[] {0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.98}) {
                BinomialDistribution first = BinomialDistribution.of(n, probability);
                BinomialDistribution second = BinomialDistribution.of(m, 1 - probability);
                double[] others = new double[m + 1];
                for (int l = 0; l <= m; l++) others[l] = second.probability(l);
                double[] rejected = new double[LEVELS.length];
                for (int k = 0; k <= n; k++) {
                    double here = first.probability(k);
                    for (int l = 0; l <= m; l++)
                        for (int a = 0; a < LEVELS.length; a++)
                            if (table[k][l] <= LEVELS[a]) rejected[a] += here * others[l];
                }
                for (int a = 0; a < LEVELS.length; a++)
                    assertThat(rejected[a]).as("%d, %d, %s", n, m, probability).isLessThanOrEqualTo(LEVELS[a]);
            }
        }
    }

    /** Three samples with effects 0, 1 and 2, at random points of the boundary, drawn. */
    @Test
    void effectsOfSeveralSizesHoldTheLevelToo() {
        double[][] effects = {{0, 1, 2, 0}, {1, 0, 0, 2}, {0, 0, 1, 1}};
        int draws = 400;
        for (int i = 0; i < 30; i++) {
            RandomGenerator random = SEED.split(i).random();
            double[][] probabilities = new double[3][];
            double bound = 0;
            for (int z = 0; z < 3; z++) {
                double power = 1 + i % 5;
                double[] cells = random.doubles(4).map(u -> Math.pow(u, power)).toArray();
                double total = Arrays.stream(cells).sum();
                probabilities[z] = Arrays.stream(cells).map(c -> c / total).toArray();
                for (int c = 0; c < 4; c++) bound += effects[z][c] * probabilities[z][c];
            }
            ShareInequality inequality = new ShareInequality(effects, bound);
            int[] sizes = {20 + random.nextInt(400), 20 + random.nextInt(400), 20 + random.nextInt(400)};
            int rejected = 0;
            for (int d = 0; d < draws; d++) {
                double[][] cases = new double[3][4];
                for (int z = 0; z < 3; z++)
                    for (int n = 0; n < sizes[z]; n++) cases[z][drawn(probabilities[z], random)]++;
                if (inequality.pValue(cases).orElseThrow() <= 0.05) rejected++;
            }
            // 0.05 · 400 and four standard errors of a binomial count
            assertThat(rejected).as("model %d", i).isLessThanOrEqualTo(20 + 17);
        }
    }

    private static int drawn(double[] probabilities, RandomGenerator random) {
        double left = random.nextDouble();
        int cell = 0;
        while (cell < probabilities.length - 1 && left >= probabilities[cell]) left -= probabilities[cell++];
        return cell;
    }

    @Test
    void manyCasesGiveTheNormalTail() {
        // 0.51 + 0.5: an excess of 0.01, which is two standard errors of √(0.4999 / 20,000)
        assertThat(p(10_200, 20_000, 10_000, 20_000)).isEqualTo(0.0228, within(0.0005));
        assertThat(p(9_900, 20_000, 10_000, 20_000)).isEqualTo(1);
    }

    @Test
    void aSingleCaseProvesLittle() {
        // the shares vary not at all, though one fair coin in each sample is like that once in four times
        assertThat(p(1, 1, 1, 1)).isGreaterThan(0.25);
        assertThat(p(1, 1, 500, 500)).isGreaterThan(0.1);
        assertThat(p(50, 50, 50, 50)).isLessThan(1e-9);
    }

    @Test
    void aSampleWithoutCasesSaysNothing() {
        assertThat(SUM.pValue(new double[][] {{10, 0}, {0, 0}})).isEmpty();
        ShareInequality first = new ShareInequality(new double[][] {{1, 0}, {0, 0}}, 0.5);
        assertThat(first.pValue(new double[][] {{100, 0}, {0, 0}}).orElseThrow())
                .isLessThan(1e-9);
    }
}
