// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Dag;
import org.causerie.stat.CrossRank;
import org.causerie.stat.RankTest;
import org.junit.jupiter.api.Test;

class TreksTest {

    /** Counting treks and decomposing the covariance of a model with random coefficients are one and the same. */
    @Test
    void theRanksAreThoseOfPopulations() {
        int low = 0;
        int high = 0;
        for (int i = 0; i < 200; i++) {
            Seed seed = Seed.of(271).split(i);
            Dag dag = i % 2 == 0 ? Latents.measured(seed) : Latents.twos(seed);
            CrossRank treks = Treks.of(dag);
            CrossRank exact = RankTest.exact(Latents.observed(Worlds.population(dag, 1000, seed)));
            RandomGenerator random = seed.split("questions").random();
            for (int k = 0; k < 50; k++) {
                int[] shuffled = Worlds.shuffled(treks.names().size(), seed.split(k)).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                int x = 1 + random.nextInt(3);
                int y = x + 1 + random.nextInt(3);
                if (y > shuffled.length) continue;
                int given = Math.min(shuffled.length, y + random.nextInt(3));
                int[][] sets = {
                    Arrays.copyOfRange(shuffled, 0, x),
                    Arrays.copyOfRange(shuffled, x, y),
                    Arrays.copyOfRange(shuffled, y, given)
                };
                for (int rank = 0; rank < Math.min(x, y - x); rank++) {
                    double p = treks.test(sets[0], sets[1], sets[2], rank).pValue();
                    assertThat(p)
                            .as("%s: %s, rank %d", dag, Arrays.deepToString(sets), rank)
                            .isEqualTo(
                                    exact.test(sets[0], sets[1], sets[2], rank).pValue());
                    if (p > 0) low++;
                    else high++;
                }
            }
        }
        assertThat(Math.min(low, high)).isGreaterThan(2_000);
    }
}
