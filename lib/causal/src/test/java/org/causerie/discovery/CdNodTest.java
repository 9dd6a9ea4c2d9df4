// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.ModuleChanges;
import org.junit.jupiter.api.Test;

class CdNodTest {

    /** x → y → w over 10 domains; the level of x and the slope of y change independently, w's module is fixed. */
    private static Dataset domains(int rows, RandomGenerator random) {
        double[][] columns = new double[4][rows];
        double[] level = random.doubles(10, -2, 2).toArray();
        double[] slope = random.doubles(10, 0.3, 2.5).toArray();
        double[] intercept = random.doubles(10, -1.5, 1.5).toArray();
        for (int row = 0; row < rows; row++) {
            int domain = row % 10;
            double x = level[domain] + random.nextGaussian();
            double y = slope[domain] * Math.tanh(x) + intercept[domain] + 0.4 * random.nextGaussian();
            double w = Math.sin(y) + y + 0.4 * random.nextGaussian();
            columns[0][row] = x;
            columns[1][row] = y;
            columns[2][row] = w;
            columns[3][row] = domain;
        }
        return Dataset.of(List.of("x", "y", "w", "domain"), columns).withKind("domain", Kind.NOMINAL);
    }

    @Test
    void findsChangingModulesAndDirections() {
        int changing = 0;
        int skeleton = 0;
        int directed = 0;
        int independent = 0;
        int seeds = 12;
        for (int seed = 0; seed < seeds; seed++) {
            CdNod.Result found = CdNod.over("domain")
                    .discover(domains(400, Seed.of(50).split(seed).random()));
            Cpdag graph = found.cpdag();
            if (found.changing().equals(List.of("x", "y"))) changing++;
            if (graph.adjacent(0, 1) && graph.adjacent(1, 2) && !graph.adjacent(0, 2)) skeleton++;
            if (graph.directed("y", "w")) directed++;
            if (graph.directed("x", "y")) independent++;
        }
        assertThat(changing).as("changing").isGreaterThanOrEqualTo(9);
        assertThat(skeleton).as("skeleton").isGreaterThanOrEqualTo(9);
        assertThat(directed).as("y to w").isGreaterThanOrEqualTo(9);
        assertThat(independent).as("x to y").isGreaterThanOrEqualTo(9);
    }

    /** The level of a variable follows a wave over time: the driving force is that wave. */
    @Test
    void drivingForceIsTheOneThatDrove() {
        RandomGenerator random = Seed.of(51).random();
        int rows = 400;
        double[][] columns = new double[3][rows];
        for (int row = 0; row < rows; row++) {
            double time = row / (double) rows;
            columns[0][row] = random.nextGaussian();
            columns[1][row] = (1 + Math.sin(2 * Math.PI * time)) * columns[0][row] + 0.3 * random.nextGaussian();
            columns[2][row] = time;
        }
        Dataset data = Dataset.of(List.of("cause", "effect", "time"), columns);
        CdNod.Result found = CdNod.over("time")
                .knowledge(Knowledge.none().require("cause", "effect"))
                .discover(data);
        assertThat(found.changing()).containsExactly("effect");
        ModuleChanges.DrivingForce force = found.drivingForce("effect", 2);
        double[] truth = new double[force.points().length];
        for (int i = 0; i < truth.length; i++) truth[i] = Math.sin(2 * Math.PI * force.points()[i]);
        assertThat(Math.abs(correlation(force.force()[0], truth))).isGreaterThan(0.9);
        assertThat(force.shares()[0]).isGreaterThan(force.shares()[1]);
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void nothingCausesTheSurrogateAndColumnsDoNotMatter() {
        Dataset data = domains(120, Seed.of(52).random());
        Cpdag found =
                CdNod.over("domain").discover(data, Execution.sequential()).cpdag();
        for (String name : data.names())
            if (!name.equals("domain") && found.adjacent(found.index(name), 3))
                assertThat(found.directed("domain", name)).isTrue();
        Cpdag other = CdNod.over("domain")
                .discover(data.select("domain", "w", "y", "x"), new Execution(4))
                .cpdag();
        for (String a : data.names())
            for (String b : data.names())
                if (!a.equals(b))
                    assertThat(other.mark(other.index(a), other.index(b)))
                            .isEqualTo(found.mark(found.index(a), found.index(b)));
        assertThatThrownBy(() -> CdNod.over("year").discover(data))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("year");
        assertThatThrownBy(() -> CdNod.over("domain")
                        .knowledge(Knowledge.none().require("x", "domain"))
                        .discover(data))
                .isInstanceOf(CausalException.class);
    }
}
