// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.stat.KernelRidge;
import org.junit.jupiter.api.Test;

/** Learned bijective mechanisms against simulators whose counterfactuals are known. */
class MonotoneTest {
    private static final Dag CHAIN = Dag.of("X -> Y");

    /** A rise that bends with x, a spread that grows with x, and a noise that is skewed by an exponential. */
    private static double bent(double x, double u) {
        return Math.sin(1.5 * x) + x + (0.4 + 0.5 * (1 + Math.tanh(x))) * (Math.exp(0.6 * u) - 1);
    }

    /** The sign of the noise's effect on the shape: skewed to the right for small x, to the left for large x. */
    private static double turning(double x, double u) {
        double a = Math.tanh(1.5 * x);
        return x * x / 2 + u - 0.35 * a * (Math.sqrt(1 + u * u) - 1.3) * 2;
    }

    interface Rule {
        double apply(double x, double u);
    }

    private static double[] errors(Rule rule, FitScm fit, int rows, Seed seed) {
        Scm truth = Scm.builder()
                .root("X", Noise.gaussian(1))
                .equation("Y", List.of("X"), (row, u) -> rule.apply(row.get("X"), u), Noise.gaussian(1))
                .build();
        double[][] noise = truth.noise(rows, seed);
        double[][] values = truth.solve(noise);
        Dataset data = Dataset.of(List.of("X", "Y"), values);
        Scm learned = fit.fit(CHAIN, data);
        double squares = 0;
        double spread = 0;
        int cases = 100;
        double[][] test = truth.noise(cases, seed.split("test"));
        double[][] seen = truth.solve(test);
        for (int row = 0; row < cases; row++) {
            double other = -seen[0][row];
            double right = rule.apply(other, test[1][row]);
            double found = learned.counterfactual(
                            Map.of("X", seen[0][row], "Y", seen[1][row]), Intervention.set("X", other))
                    .mean("Y");
            squares += (found - right) * (found - right);
        }
        double[] own = values[1];
        double mean = Arrays.stream(own).average().orElseThrow();
        spread = Arrays.stream(own).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
        return new double[] {Math.sqrt(squares / cases), Math.sqrt(spread)};
    }

    @Test
    void probe() {
        for (Rule rule : List.<Rule>of(MonotoneTest::bent, MonotoneTest::turning))
            for (double h : new double[] {0.5, 1, 1.5})
                for (double k : new double[] {0.5, 1, 1.5})
                for (int n : new int[] {500, 2000}) {
                    double a = 0, b = 0, s = 0;
                    for (int i = 0; i < 10; i++) {
                        double[] flow = errors(rule, FitScm.withDefaults().monotone(new QuantileTransform(k, h)), n, Seed.of(i));
                        a += flow[0] / 10;
                        s += flow[1] / 10;
                    }
                    b = errors(rule, FitScm.withDefaults().regression(KernelRidge.withDefaults()), n, Seed.of(0))[0];
                    System.out.println(n + " h " + h + " k " + k + " flow " + a + " additive " + b + " sd " + s);
                }
    }
}
