// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.DSeparation;
import org.causerie.stat.FisherZ;
import org.junit.jupiter.api.Test;

class FalsificationTest {
    private static final Seed SEED = Seed.of(23);
    private static final Falsification FALSIFICATION = Falsification.withDefaults();

    /** Each variable a sum of its parents, with weights from 0.5 to 1.5 of either sign, and a normal noise. */
    private static Dataset linear(Dag dag, int rows, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] columns = new double[dag.size()][rows];
        for (int v : dag.order()) {
            for (int row = 0; row < rows; row++) columns[v][row] = random.nextGaussian();
            for (int p : dag.parents(v).stream().toArray()) {
                double weight = (0.5 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                for (int row = 0; row < rows; row++) columns[v][row] += weight * columns[p][row];
            }
        }
        return Dataset.of(dag.names(), columns);
    }

    private static Dag shuffled(Dag dag, Seed seed) {
        RandomGenerator random = seed.random();
        List<String> left = new ArrayList<>(dag.names());
        List<String> names = new ArrayList<>();
        while (!left.isEmpty()) names.add(left.remove(random.nextInt(left.size())));
        return dag.renamed(names).reordered(dag.names());
    }

    @Test
    void theTrueGraphStandsAndAShuffledOneFalls() {
        int stands = 0;
        int falls = 0;
        int informative = 0;
        for (int i = 0; i < 20; i++) {
            Seed own = SEED.split(i);
            Dag dag = RandomGraphs.erdosRenyi(8, 2.5, own);
            Dataset data = linear(dag, 400, own.split("data"));
            Falsification.Result right = FALSIFICATION.refute(dag, data, own, Execution.sequential());
            Falsification.Result wrong =
                    FALSIFICATION.refute(shuffled(dag, own.split("wrong")), data, own, Execution.sequential());
            if (!right.informative()) continue;
            informative++;
            if (right.verdict() == Falsification.Verdict.NOT_FALSIFIED) stands++;
            if (wrong.verdict() == Falsification.Verdict.FALSIFIED) falls++;
            assertThat(right.violatedShare()).isLessThan(wrong.violatedShare());
        }
        assertThat(informative).isGreaterThan(15);
        assertThat(stands).isEqualTo(informative);
        assertThat(falls).isGreaterThan((int) (0.8 * informative));
    }

    /** A graph in random order among its permutations is at most as often among the best as its rank says. */
    @Test
    void graphsInRandomOrderAreAcceptedNoMoreOftenThanTheLevelSays() {
        for (int permutations : new int[] {120, 30}) {
            double[] p = new double[150];
            for (int i = 0; i < p.length; i++) {
                Seed own = SEED.split("null").split(i);
                Dag dag = RandomGraphs.erdosRenyi(5, 2, own);
                Dataset data = linear(dag, 100, own.split("data"));
                p[i] = FALSIFICATION
                        .permutations(permutations)
                        .refute(shuffled(dag, own.split("wrong")), data, own, Execution.sequential())
                        .pValue();
            }
            Arrays.sort(p);
            // one-sided Kolmogorov, 1 % point
            for (int i = 0; i < p.length; i++)
                assertThat(p[i]).isGreaterThan((i + 1.0) / p.length - 1.52 / Math.sqrt(p.length));
        }
    }

    @Test
    void allOrdersAreTheLimitOfRandomOnes() {
        for (int i = 0; i < 4; i++) {
            Seed own = SEED.split("limit").split(i);
            Dag dag = RandomGraphs.erdosRenyi(6, 1.5, own);
            Dataset data = linear(dag, 150, own.split("data"));
            Falsification.Result all = FALSIFICATION.permutations(720).refute(dag, data, own);
            Falsification.Result some = FALSIFICATION.permutations(719).refute(dag, data, own);
            assertThat(all.exhaustive()).isTrue();
            assertThat(some.exhaustive()).isFalse();
            assertThat(some.pValue()).isCloseTo(all.pValue(), within(0.06));
            assertThat(some.equivalentShare()).isCloseTo(all.equivalentShare(), within(0.06));
        }
    }

    /** With an oracle for data, violations are differences, and no difference is Markov equivalence. */
    @Test
    void differencesAreThoseOfTheEquivalenceClass() {
        for (int i = 0; i < 20; i++) {
            Dag dag = RandomGraphs.erdosRenyi(4, 1.5, SEED.split("oracle").split(i));
            Falsification.Result result =
                    FALSIFICATION.refute(dag, DSeparation.of(dag), Provenance.here(), SEED, Execution.sequential());
            assertThat(result.violations()).hasSize(24).isEqualTo(result.differences());
            assertThat(result.violated()).isEmpty();
            assertThat(result.pValue()).isEqualTo(result.equivalentShare());
            long equivalent = permutations(dag.names()).stream()
                    .filter(names -> dag.equivalent(dag.renamed(names).reordered(dag.names())))
                    .count();
            assertThat(result.equivalentShare()).isEqualTo(equivalent / 24.0);
            assertThat(result.removable()).isEmpty();
        }
    }

    private static List<List<String>> permutations(List<String> names) {
        if (names.isEmpty()) return List.of(List.of());
        List<List<String>> all = new ArrayList<>();
        for (String first : names) {
            List<String> rest = new ArrayList<>(names);
            rest.remove(first);
            for (List<String> tail : permutations(rest)) {
                List<String> next = new ArrayList<>(List.of(first));
                next.addAll(tail);
                all.add(next);
            }
        }
        return all;
    }

    @Test
    void edgesWithoutSupportAndMissingOnesAreNamed() {
        Dag dag = Dag.of("A -> B -> C -> D", "A -> E");
        Dataset data = linear(dag, 2000, SEED);
        Falsification.Result more = FALSIFICATION.refute(dag.withEdge("A", "D"), data, SEED);
        assertThat(more.removable()).containsExactly(Edge.directed("A", "D"));
        Falsification.Result fewer = FALSIFICATION.refute(dag.withoutEdge("A", "E"), data, SEED);
        assertThat(fewer.violated())
                .extracting(each -> each.independence().text())
                .contains("A ⊥ E");
        assertThat(fewer.text()).contains("violated at level 0.05").contains("A ⊥ E");
    }

    @Test
    void graphsThatSayNothingAreNotInformative() {
        Dag complete = Dag.of("A -> B -> C", "A -> C");
        Falsification.Result result = FALSIFICATION.refute(complete, linear(complete, 100, SEED), SEED);
        assertThat(result.verdict()).isEqualTo(Falsification.Verdict.NOT_INFORMATIVE);
        assertThat(result.violatedShare()).isZero();
        assertThat(result.text()).contains("too many permutations");
    }

    @Test
    void threadsDoNotMatterAndTheSeedDoes() {
        Dag dag = RandomGraphs.erdosRenyi(8, 2, SEED);
        Dataset data = linear(dag, 200, SEED);
        Falsification.Result one = FALSIFICATION.refute(dag, data, SEED, Execution.sequential());
        assertThat(FALSIFICATION.refute(dag, data, SEED, new Execution(3)).violations())
                .isEqualTo(one.violations());
        assertThat(FALSIFICATION.refute(dag, data, Seed.of(1)).violations()).isNotEqualTo(one.violations());
        Dag other = dag.reordered(dag.names().stream().sorted().toList());
        assertThat(FALSIFICATION.refute(other, data, SEED).violatedShare()).isEqualTo(one.violatedShare());
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> FALSIFICATION.permutations(5)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> FALSIFICATION.alpha(1.2)).hasMessageContaining("0.05");
        assertThatThrownBy(() -> FALSIFICATION.level(0)).hasMessageContaining("between 0 and 1");
        Dataset data = Dataset.of(Map.of("A", new double[] {1, 2, 3, 4, 5}, "B", new double[] {2, 1, 4, 3, 5}));
        assertThatThrownBy(() -> FALSIFICATION.refute(Dag.of("A -> C"), data, SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"C\"");
        assertThatThrownBy(() -> FALSIFICATION.refute(Dag.of("A"), data, SEED)).hasMessageContaining("one variable");
        assertThat(Falsification.with(FisherZ.withDefaults())).isEqualTo(FALSIFICATION);
    }
}
