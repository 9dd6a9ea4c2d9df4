// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Domain;
import org.causerie.identification.InstrumentalInequality;
import org.causerie.identification.SemiMarkovWorld;
import org.causerie.identification.TestableImplications;
import org.causerie.identification.VermaConstraint;
import org.causerie.stat.GSquare;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.TestResult;
import org.junit.jupiter.api.Test;

class GraphCheckTest {
    private static final Seed SEED = Seed.of(29);
    private static final GraphCheck CHECK = GraphCheck.with(GSquare.withDefaults());
    private static final Admg VERMA = Admg.of("A -> B -> C -> D", "B <-> D");
    private static final Admg INSTRUMENT = Admg.of("Z -> X -> Y", "X <-> Y");

    /** Cases drawn from the joint distribution of binary variables, as counts. */
    private static Dataset drawn(List<String> names, double[] joint, int cases, Seed seed) {
        RandomGenerator random = seed.random();
        double[] counts = new double[joint.length];
        for (int c = 0; c < cases; c++) {
            double left = random.nextDouble();
            int cell = 0;
            while (cell < joint.length - 1 && left >= joint[cell]) left -= joint[cell++];
            counts[cell]++;
        }
        Dataset data = Dataset.of(Map.of("count", counts));
        for (int v = 0; v < names.size(); v++) {
            int shift = names.size() - 1 - v;
            double[] codes = new double[joint.length];
            for (int cell = 0; cell < codes.length; cell++) codes[cell] = cell >> shift & 1;
            data = data.with(names.get(v), Kind.BINARY, List.of("0", "1"), codes);
        }
        return data.withCounts("count");
    }

    private static double[] joint(Admg graph, Seed seed) {
        return new SemiMarkovWorld(graph, 2, seed)
                .joint(
                        Domain.target(),
                        graph.names().stream()
                                .map(name -> new CounterfactualVariable(name, new TreeMap<>()))
                                .toList());
    }

    private static double[] vermaPValues(Admg truth, Seed seed) {
        double[] p = new double[100];
        double[] joint = joint(truth, seed.split("world"));
        for (int i = 0; i < p.length; i++)
            p[i] = CHECK
                    .test(
                            TestableImplications.of(VERMA),
                            drawn(VERMA.names(), joint, 2000, seed.split(i)),
                            Execution.sequential())
                    .rows()
                    .stream()
                    .filter(row -> row.implied() instanceof VermaConstraint)
                    .findFirst()
                    .orElseThrow()
                    .pValue();
        Arrays.sort(p);
        return p;
    }

    @Test
    void vermasConstraintHasUniformPValuesWhereItHoldsAndSmallOnesWhereNot() {
        double[] p = vermaPValues(VERMA, SEED);
        double distance = 0;
        for (int i = 0; i < p.length; i++)
            distance = Math.max(distance, Math.max(p[i] - (double) i / p.length, (i + 1.0) / p.length - p[i]));
        // Kolmogorov's 1 % point
        assertThat(distance).isLessThan(1.63 / Math.sqrt(p.length));
        double[] wrong = vermaPValues(Admg.of("A -> B -> C -> D", "B <-> D", "A -> D"), SEED);
        assertThat(wrong[50]).isLessThan(0.01);
    }

    @Test
    void theInstrumentalInequalityIsRejectedOnlyWhereItIsViolated() {
        TestableImplications says = TestableImplications.of(INSTRUMENT);
        int rejected = 0;
        for (int i = 0; i < 100; i++) {
            Seed own = SEED.split("instrument").split(i);
            GraphCheck.Result result = CHECK.test(says, drawn(INSTRUMENT.names(), joint(INSTRUMENT, own), 300, own));
            assertThat(result.rows()).hasSize(1);
            if (result.rows().get(0).pValue() <= 0.05) rejected++;
        }
        assertThat(rejected).isLessThan(5);
        // order Z, X, Y: at X = 0 the outcome follows the instrument, in 80 %
        double[] violating = {0.4, 0.05, 0.025, 0.025, 0.05, 0.4, 0.025, 0.025};
        GraphCheck.Result result = CHECK.test(says, drawn(INSTRUMENT.names(), violating, 300, SEED));
        assertThat(result.rows().get(0).implied()).isInstanceOf(InstrumentalInequality.class);
        assertThat(result.contradicted(0.01)).hasSize(1);
        assertThat(result.text()).startsWith("1 of 1").contains("✗");
        assertThat(result.html().orElseThrow()).contains("at worst P(X = 0, Y = ");
    }

    /** A test that has been told its p-values. */
    private record Told(double... pValues) implements IndependenceTest, Independence {
        @Override
        public Independence on(Dataset data) {
            return this;
        }

        @Override
        public List<String> names() {
            return List.of("A", "B", "C", "D");
        }

        @Override
        public TestResult test(int x, int y, int... given) {
            return new TestResult(0, 1, pValues[x == 0 ? y - 1 : x + y]);
        }
    }

    @Test
    void pValuesAreAdjustedForTheirNumber() {
        // pairs AB, AC, AD, BC, BD, CD
        GraphCheck told = GraphCheck.with(new Told(0.01, 0.04, 0.03, 0.005, 0.5, 0.2));
        double[] numbers = {1, 2, 4, 3, 5};
        Dataset data = Dataset.of(Map.of("A", numbers, "B", numbers, "C", numbers, "D", numbers));
        TestableImplications empty = TestableImplications.of(Dag.empty(List.of("A", "B", "C", "D")));
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5, 0.2), "holm") and "BH"
        double[] holm = {0.05, 0.12, 0.12, 0.03, 0.5, 0.4};
        double[] rate = {0.03, 0.06, 0.06, 0.03, 0.5, 0.24};
        for (GraphCheck.Correction correction : GraphCheck.Correction.values()) {
            GraphCheck.Result result = told.correction(correction).test(empty, data);
            double[] expected = correction == GraphCheck.Correction.HOLM ? holm : rate;
            for (int i = 0; i < 6; i++)
                assertThat(result.rows().get(i).adjusted()).isCloseTo(expected[i], within(1e-12));
        }
        assertThat(told.test(empty, data).contradicted(0.051)).hasSize(2);
    }

    @Test
    void numbersLeaveOnlyIndependencesToTest() {
        RandomGenerator random = SEED.random();
        Dataset data = Dataset.of(Map.of(
                "A", random.doubles(50).toArray(),
                "B", random.doubles(50).toArray(),
                "C", random.doubles(50).toArray(),
                "D", random.doubles(50).toArray()));
        GraphCheck.Result result = GraphCheck.withDefaults().test(TestableImplications.of(VERMA), data);
        assertThat(result.rows()).hasSize(1);
        // Verma's constraint, and A as an instrument for B or C on D
        assertThat(result.untested()).hasSize(3);
        assertThat(result.text()).contains("not tested");
        assertThatThrownBy(() -> result.contradicted(0)).hasMessageContaining("between 0 and 1");
    }
}
