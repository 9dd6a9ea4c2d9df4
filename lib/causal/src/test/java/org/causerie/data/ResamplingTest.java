// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static final Seed SEED = Seed.of(7);

    private static Dataset numbered(int rows) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("x", IntStream.range(0, rows).mapToDouble(i -> i + 0.5).toArray());
        columns.put(
                "g", IntStream.range(0, rows).map(i -> i / 3).asDoubleStream().toArray());
        return Dataset.of(columns);
    }

    @Test
    void everyRowIsTestedOnceInPartsOfEqualSize() {
        List<Fold> folds = numbered(23).folds(5, SEED);
        int[] tested = folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold.test()))
                .sorted()
                .toArray();
        assertThat(tested).containsExactly(IntStream.range(0, 23).toArray());
        for (Fold fold : folds) {
            assertThat(fold.test().length).isBetween(4, 5);
            int[] both = IntStream.concat(Arrays.stream(fold.train()), Arrays.stream(fold.test()))
                    .sorted()
                    .toArray();
            assertThat(both).containsExactly(IntStream.range(0, 23).toArray());
        }
        assertThat(folds.get(0).test())
                .containsExactly(numbered(23).folds(5, SEED).get(0).test());
        assertThat(folds.get(0).test())
                .isNotEqualTo(numbered(23).folds(5, Seed.of(8)).get(0).test());
    }

    @Test
    void groupsAreNeverSplit() {
        Dataset data = numbered(30).withGroups("g");
        int[] groups = data.groups().orElseThrow();
        for (Fold fold : data.folds(4, SEED)) {
            Set<Integer> here = new HashSet<>();
            for (int row : fold.test()) here.add(groups[row]);
            for (int row : fold.train()) assertThat(here).doesNotContain(groups[row]);
        }
        Dataset again = data.resampled(SEED);
        assertThat(again.rows()).isEqualTo(30);
        assertThat(Arrays.stream(again.groups().orElseThrow()).distinct().count())
                .isEqualTo(10);
        for (int row = 0; row < 30; row += 3) {
            assertThat(again.values("x")[row + 1]).isEqualTo(again.values("x")[row] + 1);
        }
    }

    @Test
    void expandedSpellsOutTheCounts() {
        Dataset data = numbered(4).with("n", new double[] {2, 0, 1, 3}).withCounts("n");
        Dataset expanded = data.expanded();
        assertThat(expanded.values("x")).containsExactly(0.5, 0.5, 2.5, 3.5, 3.5, 3.5);
        assertThat(expanded.counted()).isFalse();
        assertThat(expanded.cases()).isEqualTo(data.cases());
        assertThat(Datasets.collegePlans().expanded().rows()).isEqualTo(10318);
    }

    /** The mean and variance of bootstrap counts are those of the multinomial, n p and n p (1 - p). */
    @Test
    void bootstrapCountsAreMultinomial() {
        double[] counts = {50, 30, 15, 5, 0};
        Dataset data = numbered(5).with("n", counts).withCounts("n");
        int draws = 4000;
        double[] sum = new double[5];
        double[] squares = new double[5];
        for (int draw = 0; draw < draws; draw++) {
            Dataset resampled = data.resampled(SEED.split(draw));
            assertThat(resampled.cases()).isEqualTo(100);
            double[] drawn = resampled.weights();
            for (int i = 0; i < 5; i++) {
                sum[i] += drawn[i];
                squares[i] += drawn[i] * drawn[i];
            }
        }
        for (int i = 0; i < 5; i++) {
            double mean = sum[i] / draws;
            double variance = squares[i] / draws - mean * mean;
            double expected = counts[i] * (1 - counts[i] / 100);
            assertThat(mean).isCloseTo(counts[i], within(4 * Math.sqrt(expected / draws) + 1e-12));
            assertThat(variance).isCloseTo(expected, within(0.1 * expected + 1e-12));
        }
    }

    /** A row is missing from a bootstrap sample with probability (1 - 1/n)^n. */
    @Test
    void bootstrapRowsAreDrawnWithReplacement() {
        Dataset data = numbered(50);
        int missing = 0;
        for (int draw = 0; draw < 400; draw++) {
            Set<Double> seen = new HashSet<>();
            for (double x : data.resampled(SEED.split(draw)).values("x")) seen.add(x);
            missing += 50 - seen.size();
        }
        assertThat(missing / (400.0 * 50)).isCloseTo(Math.pow(1 - 1 / 50.0, 50), within(0.01));
        assertThat(data.resampled(SEED).hash()).isEqualTo(data.resampled(SEED).hash());
    }
}
