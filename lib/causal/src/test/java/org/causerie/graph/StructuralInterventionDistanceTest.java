// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.graph.StructuralInterventionDistance.Bounds;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

/** Against the effects themselves, in linear models with random coefficients. */
class StructuralInterventionDistanceTest {

    /** Peters and Bühlmann (2015), example 1: one edge too many costs nothing, one the wrong way eight effects. */
    @Test
    void theExampleOfThePaper() {
        Dag truth = Dag.of("X1 -> X2", "{X1 X2} -> {Y1 Y2 Y3}");
        Dag more = Dag.of("X1 -> X2", "{X1 X2} -> {Y1 Y2 Y3}", "Y1 -> Y2");
        Dag turned = Dag.of("X1 <- X2", "{X1 X2} -> {Y1 Y2 Y3}");
        assertThat(GraphComparison.of(truth, more).shd()).isOne();
        assertThat(GraphComparison.of(truth, turned).shd()).isOne();
        assertThat(StructuralInterventionDistance.of(truth, more)).isZero();
        assertThat(StructuralInterventionDistance.of(truth, turned)).isEqualTo(8);
    }

    @Test
    void aPairIsWrongWhereTheEffectComesOutWrong() {
        List<Dag> four = AllDags.on(4).toList();
        int total = 0;
        for (int trial = 0; trial < 3000; trial++) {
            RandomGenerator random = Seed.of(4).split(trial).random();
            Dag truth = four.get(random.nextInt(four.size()));
            Dag found = four.get(random.nextInt(four.size()));
            if (trial >= 2500) {
                truth = RandomGraphs.erdosRenyi(6, 2.5, Seed.of(trial).split("truth"));
                found = RandomGraphs.erdosRenyi(6, 2.5, Seed.of(trial).split("found"));
            }
            int wrong = wrongEffects(truth, found, random);
            assertThat(StructuralInterventionDistance.of(truth, found))
                    .as("%s for %s", found, truth)
                    .isEqualTo(wrong);
            total += wrong;
        }
        assertThat(total).isGreaterThan(3000);
    }

    /** X = BX + noise: total effects (I - B)^-1, covariance of the same; the adjusted effect is a regression coefficient. */
    private static int wrongEffects(Dag truth, Dag found, RandomGenerator random) {
        int n = truth.size();
        SimpleMatrix b = new SimpleMatrix(n, n);
        SimpleMatrix noise = SimpleMatrix.identity(n);
        for (int v = 0; v < n; v++) {
            noise.set(v, v, 0.5 + random.nextDouble());
            for (int p : truth.parents(v).stream().toArray())
                b.set(v, p, (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble()));
        }
        SimpleMatrix effects = SimpleMatrix.identity(n).minus(b).invert();
        SimpleMatrix covariance = effects.mult(noise).mult(effects.transpose());
        int wrong = 0;
        for (int x = 0; x < n; x++) {
            int[] parents = found.parents(x).stream().toArray();
            int[] regressors =
                    IntStream.concat(IntStream.of(x), IntStream.of(parents)).toArray();
            SimpleMatrix gram = new SimpleMatrix(regressors.length, regressors.length);
            for (int i = 0; i < regressors.length; i++)
                for (int j = 0; j < regressors.length; j++)
                    gram.set(i, j, covariance.get(regressors[i], regressors[j]));
            for (int y = 0; y < n; y++) {
                if (y == x) continue;
                double told = 0;
                int target = y;
                if (IntStream.of(parents).noneMatch(p -> p == target)) {
                    SimpleMatrix moments = new SimpleMatrix(regressors.length, 1);
                    for (int i = 0; i < regressors.length; i++) moments.set(i, 0, covariance.get(regressors[i], y));
                    told = gram.solve(moments).get(0, 0);
                }
                if (Math.abs(told - effects.get(y, x)) > 1e-9) wrong++;
            }
        }
        return wrong;
    }

    @Test
    void theBoundsOfAClassAreThoseOfItsMembers() {
        for (int seed = 0; seed < 150; seed++) {
            Dag truth = RandomGraphs.erdosRenyi(6, 2, Seed.of(seed).split("truth"));
            Dag guess = RandomGraphs.erdosRenyi(6, 2, Seed.of(seed).split("guess"));
            Cpdag found = guess.toCpdag();
            if (seed % 2 == 1) found = found.oriented(guess.edges().get(0).toString());
            List<Integer> distances = found.members()
                    .map(dag -> StructuralInterventionDistance.of(truth, dag))
                    .sorted()
                    .toList();
            assertThat(StructuralInterventionDistance.bounds(truth, found))
                    .isEqualTo(new Bounds(distances.get(0), distances.get(distances.size() - 1)));
        }
    }

    @Test
    void theOrderOfNamesDoesNotMatter() {
        Dag truth = Dag.of("A -> B -> C", "A -> C");
        Dag found = Dag.of("C <- B <- A");
        assertThat(StructuralInterventionDistance.of(truth, found))
                .isEqualTo(StructuralInterventionDistance.of(truth, found.reordered(truth.names())))
                .isPositive();
        Cpdag chain = Cpdag.of("C -- B -- A");
        assertThat(StructuralInterventionDistance.bounds(Dag.of("A -> B -> C"), chain)
                        .lower())
                .isZero();
        assertThatThrownBy(() -> StructuralInterventionDistance.of(truth, Dag.of("A -> B")))
                .hasMessageContaining("[C]");
    }
}
