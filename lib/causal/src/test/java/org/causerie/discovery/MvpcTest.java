// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.Draws;
import org.causerie.stat.FisherZ;
import org.causerie.stat.TestwiseDeletion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MvpcTest {

    /**
     * x → w ← y with v next to x; x is missing where w is large, and so x and y look dependent in the rows left. The
     * cause of the gaps is w.
     */
    private static Dataset selected(int rows, RandomGenerator random) {
        double[][] columns = new double[4][rows];
        for (int row = 0; row < rows; row++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            double w = x + y + 0.5 * random.nextGaussian();
            double v = x + random.nextGaussian();
            columns[0][row] = random.nextDouble() < 1 / (1 + Math.exp(-3 * w)) ? Double.NaN : x;
            columns[1][row] = y;
            columns[2][row] = w;
            columns[3][row] = v;
        }
        return Dataset.of(List.of("x", "y", "w", "v"), columns);
    }

    @ParameterizedTest
    @EnumSource
    void correctsWhatDeletionGetsWrong(Mvpc.Correction correction) {
        int right = 0;
        int deletion = 0;
        int causes = 0;
        for (int seed = 0; seed < 20; seed++) {
            Dataset data = selected(1500, Seed.of(40).split(seed).random());
            Mvpc.Result found = Mvpc.withDefaults().correction(correction).discover(data);
            Cpdag plain = Pc.with(TestwiseDeletion.of(FisherZ.withDefaults()))
                    .discover(data)
                    .cpdag();
            if (!found.cpdag().adjacent(0, 1)) right++;
            if (!plain.adjacent(0, 1)) deletion++;
            if (found.missingness().get("x").equals(Set.of("w"))) causes++;
        }
        assertThat(causes).isGreaterThanOrEqualTo(17);
        assertThat(deletion).isLessThanOrEqualTo(3);
        assertThat(right).isGreaterThanOrEqualTo(13);
    }

    /** Under the null that deletion gets wrong. At a level near 1 every dependence is tested again. */
    @Test
    void pValuesCorrectedByPermutationAreUniform() {
        Mvpc settings = Mvpc.withDefaults().alpha(0.999_999);
        double[] corrected = new double[1_000];
        double[] deleted = new double[1_000];
        for (int draw = 0; draw < corrected.length; draw++) {
            Dataset data = selected(500, Seed.of(47).split(draw).random());
            BitSet[] causes = {bits(2), bits(), bits(), bits()};
            MissingnessCauses known = new MissingnessCauses(data.names(), bits(0), causes);
            corrected[draw] =
                    new CorrectedIndependence(data, settings, known).test(0, 1).pValue();
            deleted[draw] = TestwiseDeletion.of(FisherZ.withDefaults())
                    .on(data)
                    .test(0, 1)
                    .pValue();
        }
        assertThat(Draws.departureFromUniform(corrected)).isLessThan(1.63);
        assertThat(Draws.departureFromUniform(deleted)).isGreaterThan(10);
    }

    private static BitSet bits(int... members) {
        BitSet set = new BitSet();
        for (int member : members) set.set(member);
        return set;
    }

    @Test
    void withoutGapsItIsPc() {
        for (int seed = 0; seed < 5; seed++) {
            Dataset data = complete(400, Seed.of(41).split(seed).random());
            assertThat(Mvpc.withDefaults().discover(data).cpdag())
                    .isEqualTo(Pc.withDefaults().discover(data).cpdag());
        }
    }

    private static Dataset complete(int rows, RandomGenerator random) {
        double[][] columns = new double[4][rows];
        for (int row = 0; row < rows; row++) {
            columns[0][row] = random.nextGaussian();
            columns[1][row] = random.nextGaussian();
            columns[2][row] = columns[0][row] + columns[1][row] + random.nextGaussian();
            columns[3][row] = columns[2][row] + random.nextGaussian();
        }
        return Dataset.of(List.of("x", "y", "w", "v"), columns);
    }

    @ParameterizedTest
    @EnumSource
    void neitherColumnsNorThreadsMatter(Mvpc.Correction correction) {
        Dataset data = selected(500, Seed.of(42).random());
        Mvpc settings = Mvpc.withDefaults().correction(correction).alpha(0.05);
        Cpdag expected = settings.discover(data, Execution.sequential()).cpdag();
        List<String> names = new ArrayList<>(data.names());
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(names, random);
            Cpdag found = settings.discover(data.select(names), new Execution(1 << i % 4))
                    .cpdag();
            for (String a : names)
                for (String b : names)
                    if (!a.equals(b))
                        assertThat(found.mark(found.index(a), found.index(b)))
                                .isEqualTo(expected.mark(expected.index(a), expected.index(b)));
        }
    }

    @Test
    void knowledgeBinds() {
        Dataset data = selected(800, Seed.of(43).random());
        Cpdag found = Mvpc.withDefaults()
                .knowledge(Knowledge.none().require("v", "x"))
                .discover(data)
                .cpdag();
        assertThat(found.directed("v", "x")).isTrue();
        assertThatThrownBy(() -> Mvpc.withDefaults()
                        .knowledge(Knowledge.none().root("z"))
                        .discover(data))
                .isInstanceOf(CausalException.class);
    }

    @Test
    void tellsWhatIsMissingAndWhy() {
        Dataset data = selected(1500, Seed.of(44).random());
        assertThat(Mvpc.withDefaults().discover(data).text()).contains("gaps of x are caused by w");
    }
}
