// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

/** Against numbers: an effect is told rightly where a regression in a linear model of the truth returns it. */
class AdjustmentIdentificationDistanceTest {

    /** Covariances and total effects of a linear model with random coefficients. */
    private record Model(SimpleMatrix covariance, SimpleMatrix effects) {
        static Model of(Dag dag, Seed seed) {
            RandomGenerator random = seed.random();
            int n = dag.size();
            SimpleMatrix coefficients = new SimpleMatrix(n, n);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) if (dag.hasEdge(i, j)) coefficients.set(j, i, 0.3 + random.nextDouble());
            SimpleMatrix effects = SimpleMatrix.identity(n).minus(coefficients).invert();
            return new Model(effects.mult(effects.transpose()), effects);
        }

        boolean told(int x, int y, BitSet given) {
            int[] regressors = IntStream.concat(IntStream.of(x), given.stream()).toArray();
            SimpleMatrix left = new SimpleMatrix(regressors.length, regressors.length);
            SimpleMatrix right = new SimpleMatrix(regressors.length, 1);
            for (int i = 0; i < regressors.length; i++) {
                right.set(i, 0, covariance.get(regressors[i], y));
                for (int j = 0; j < regressors.length; j++)
                    left.set(i, j, covariance.get(regressors[i], regressors[j]));
            }
            return Math.abs(left.solve(right).get(0, 0) - effects.get(y, x)) < 1e-8;
        }

        boolean none(int x, int y) {
            return Math.abs(effects.get(y, x)) < 1e-10;
        }
    }

    private static int byNumbers(AdjustmentIdentificationDistance way, Model model, Dag found) {
        int wrong = 0;
        for (int x = 0; x < found.size(); x++)
            for (int y = 0; y < found.size(); y++) {
                if (x == y) continue;
                List<String> names = found.names();
                boolean affects = way == AdjustmentIdentificationDistance.PARENTS
                        ? !found.hasEdge(y, x)
                        : found.descendants(names.get(x)).contains(names.get(y));
                BitSet set = new BitSet();
                for (int v = 0; v < found.size(); v++) if (v != x && v != y && chosen(way, found, x, y, v)) set.set(v);
                if (affects ? !model.told(x, y, set) : !model.none(x, y)) wrong++;
            }
        return wrong;
    }

    private static boolean chosen(AdjustmentIdentificationDistance way, Dag found, int x, int y, int v) {
        return switch (way) {
            case PARENTS -> found.hasEdge(v, x);
            case ANCESTORS -> causes(found, v, x);
            case OPTIMAL ->
                !between(found, x, v, y)
                        && IntStream.range(0, found.size())
                                .anyMatch(c -> between(found, x, c, y) && found.hasEdge(v, c));
        };
    }

    private static boolean between(Dag found, int x, int v, int y) {
        return v != x && causes(found, x, v) && (v == y || causes(found, v, y));
    }

    private static boolean causes(Dag found, int a, int b) {
        return found.descendants(found.names().get(a)).contains(found.names().get(b));
    }

    @Test
    void countsThePairsThatComeOutWrong() {
        for (int i = 0; i < 400; i++) {
            Seed seed = Seed.of(i);
            int n = 3 + i % 4;
            Dag truth = RandomGraphs.erdosRenyi(n, (n - 1) * 0.6, seed);
            Dag found = RandomGraphs.erdosRenyi(n, (n - 1) * 0.6, seed.split("found"));
            Model model = Model.of(truth, seed);
            for (AdjustmentIdentificationDistance way : AdjustmentIdentificationDistance.values()) {
                assertThat(way.of(truth, found))
                        .as("%s, %s, found %s", way, truth, found)
                        .isEqualTo(byNumbers(way, model, found));
                assertThat(way.of(truth, truth)).isZero();
            }
            assertThat(AdjustmentIdentificationDistance.PARENTS.of(truth, found))
                    .isEqualTo(StructuralInterventionDistance.of(truth, found));
        }
    }

    @Test
    void theOrderIsEnoughForAncestors() {
        Dag truth = Dag.of("A -> B -> C");
        assertThat(AdjustmentIdentificationDistance.ANCESTORS.of(truth, Dag.of("A -> B -> C", "A -> C")))
                .isZero();
        assertThat(AdjustmentIdentificationDistance.OPTIMAL.of(truth, Dag.of("C", "B", "A")))
                .isEqualTo(3);
        assertThatThrownBy(() -> AdjustmentIdentificationDistance.OPTIMAL.of(truth, Dag.of("A -> D")))
                .isInstanceOf(CausalException.class);
    }
}
