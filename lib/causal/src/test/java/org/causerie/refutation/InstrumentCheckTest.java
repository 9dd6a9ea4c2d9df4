// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Frequencies;
import org.causerie.data.Kind;
import org.causerie.graph.Admg;
import org.causerie.identification.InstrumentalFacet;
import org.causerie.identification.InstrumentalInequality;
import org.causerie.identification.TestableImplications;
import org.causerie.stat.GSquare;
import org.junit.jupiter.api.Test;

class InstrumentCheckTest {
    private static final Seed SEED = Seed.of(83);
    private static final TestableImplications SAYS = TestableImplications.of(Admg.of("Z -> X -> Y", "X <-> Y"));
    private static final InstrumentalInequality INSTRUMENT = new InstrumentalInequality("Z", "X", "Y", new TreeSet<>());

    /** Where P(x = y | z = 0) + P(y = 0 | z = 1) + P(x = 0, y = 1 | z = 2) is 2.5, more than Bonet allows. */
    private static final double[] BONET = {0.5, 0, 0, 0.5, 0.5, 0, 0.5, 0, 0, 0.5, 0, 0.5};

    /** Counts of all combinations of levels, the last fastest. */
    private static Dataset counted(List<String> names, int[] cards, double[] counts) {
        Dataset data = Dataset.of(Map.of("count", counts));
        int below = counts.length;
        for (int v = 0; v < cards.length; v++) {
            below /= cards[v];
            double[] codes = new double[counts.length];
            for (int cell = 0; cell < codes.length; cell++) codes[cell] = cell / below % cards[v];
            data = data.with(names.get(v), Kind.NOMINAL, numbers(cards[v]), codes);
        }
        return data.withCounts("count");
    }

    private static Dataset counted(int[] cards, double[] counts) {
        return counted(List.of("Z", "X", "Y"), cards, counts);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static InstrumentCheck check(Dataset data) {
        return InstrumentCheck.of(INSTRUMENT, data);
    }

    /** Cases of P(x, y | z), with the levels of z as likely as said. */
    private static double[] drawn(double[] conditional, double[] z, int cases, RandomGenerator random) {
        int block = conditional.length / z.length;
        double[] joint = new double[conditional.length];
        for (int cell = 0; cell < joint.length; cell++) joint[cell] = conditional[cell] * z[cell / block];
        double[] counts = new double[joint.length];
        for (int i = 0; i < cases; i++) {
            double left = random.nextDouble();
            int cell = 0;
            while (cell < joint.length - 1 && left >= joint[cell]) left -= joint[cell++];
            counts[cell]++;
        }
        return counts;
    }

    /** Random mixtures of the pairs of functions x(z), y(x) for which the inequality is an equality. */
    private static double[] onFacet(InstrumentalFacet facet, int[] cards, RandomGenerator random) {
        double[] mixture = new double[cards[0] * cards[1] * cards[2]];
        double total = 0;
        for (int taken = 0; taken < Math.pow(cards[1], cards[0]); taken++)
            for (int response = 0; response < Math.pow(cards[2], cards[1]); response++) {
                List<Integer> cells = new ArrayList<>();
                double left = 0;
                for (int z = 0; z < cards[0]; z++) {
                    int x = taken / (int) Math.pow(cards[1], z) % cards[1];
                    int y = response / (int) Math.pow(cards[2], x) % cards[2];
                    left += facet.weight(String.valueOf(z), String.valueOf(x), String.valueOf(y));
                    cells.add((z * cards[1] + x) * cards[2] + y);
                }
                assertThat(left).isLessThanOrEqualTo(facet.bound() + 1e-12);
                if (left < facet.bound() - 1e-12) continue;
                double share = Math.pow(random.nextDouble(), 3);
                total += share;
                for (int cell : cells) mixture[cell] += share;
            }
        double all = total;
        return Arrays.stream(mixture).map(m -> m / all).toArray();
    }

    @Test
    void modelsOnAFacetAreRejectedAtMostAtTheLevel() {
        for (int[] cards : List.of(new int[] {2, 2, 2}, new int[] {3, 2, 2})) {
            List<InstrumentalFacet> facets =
                    INSTRUMENT.facets(Map.of("Z", numbers(cards[0]), "X", numbers(cards[1]), "Y", numbers(cards[2])));
            double[] even = new double[cards[0]];
            Arrays.fill(even, 1.0 / cards[0]);
            double[] rare = even.clone();
            rare[0] = 0.03;
            rare[1] += even[0] - 0.03;
            for (int cases : new int[] {50, 1000}) {
                int rejected = 0;
                for (int i = 0; i < 300; i++) {
                    RandomGenerator random = SEED.split("facet")
                            .split(cards[0])
                            .split(cases)
                            .split(i)
                            .random();
                    double[] conditional = onFacet(facets.get(i % facets.size()), cards, random);
                    double[] z = random.nextBoolean() ? even : rare;
                    Dataset data = counted(cards, drawn(conditional, z, cases, random));
                    if (check(data).pValue() <= 0.05) rejected++;
                }
                // 15 and three standard errors
                assertThat(rejected).as("%d levels, %d cases", cards[0], cases).isLessThanOrEqualTo(15 + 11);
            }
        }
    }

    @Test
    void whatBonetForbidsIsRejectedThoughPearlAllowsIt() {
        double[] mixed = Arrays.stream(BONET).map(p -> 0.8 * p + 0.2 / 4).toArray();
        double[] z = {0.3, 0.3, 0.4};
        int rejected = 0;
        for (int i = 0; i < 50; i++) {
            RandomGenerator random = SEED.split("bonet").split(i).random();
            Dataset data = counted(new int[] {3, 2, 2}, drawn(mixed, z, 1500, random));
            assertThat(INSTRUMENT.violation(Frequencies.of(data))).isEqualTo(0);
            InstrumentCheck found = check(data);
            if (found.pValue() <= 0.01) rejected++;
            InstrumentalFacet worst = found.worst().orElseThrow();
            assertThat(worst.violation(Frequencies.of(data))).isGreaterThan(0.1);
        }
        assertThat(rejected).isGreaterThanOrEqualTo(48);
    }

    @Test
    void theInequalityThatIsViolatedIsNamed() {
        Dataset data = counted(
                new int[] {3, 2, 2}, Arrays.stream(BONET).map(p -> 200 * p).toArray());
        GraphCheck.Result result = GraphCheck.with(GSquare.withDefaults()).test(SAYS, data);
        assertThat(result.text())
                .startsWith("1 of 1")
                .contains("✗ Z as an instrument for X on Y, at worst P(")
                .contains("≤");
        assertThat(result.html().orElseThrow()).contains("at worst");
    }

    @Test
    void countsAreAsManyRowsAndWeightsAreNotTested() {
        double[] counts = Arrays.stream(BONET).map(p -> 1 + 40 * p).toArray();
        Dataset data = counted(new int[] {3, 2, 2}, counts);
        assertThat(check(data).pValue()).isEqualTo(check(data.expanded()).pValue(), within(1e-12));
        double[] tenfold = Arrays.stream(counts).map(c -> 10 * c).toArray();
        assertThat(check(counted(new int[] {3, 2, 2}, tenfold)).pValue())
                .isLessThan(check(data).pValue());
        Dataset weighted = data.expanded().with("weight", ones(data.cases()));
        GraphCheck.Result result = GraphCheck.with(GSquare.withDefaults()).test(SAYS, weighted.withWeights("weight"));
        assertThat(result.rows()).isEmpty();
        assertThat(result.untested()).hasSize(1);
    }

    private static double[] ones(double count) {
        double[] ones = new double[(int) count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void aLevelOfTheInstrumentThatNeverOccursChangesNothing() {
        double[] two = {30, 2, 4, 4, 11, 20, 4, 5};
        double p = check(counted(new int[] {2, 2, 2}, two)).pValue();
        assertThat(p).isBetween(1e-6, 0.9);
        assertThat(check(counted(new int[] {3, 2, 2}, Arrays.copyOf(two, 12))).pValue())
                .isEqualTo(p, within(1e-12));
        // only Pearl's inequalities, for six levels
        assertThat(check(counted(new int[] {6, 2, 2}, Arrays.copyOf(two, 24))).pValue())
                .isEqualTo(p, within(1e-12));
    }

    @Test
    void manyLevelsAreTestedByPearlsInequalityOnly() {
        double[] counts = new double[5 * 3 * 3];
        Arrays.fill(counts, 1);
        for (int z = 0; z < 5; z++) counts[z * 9 + z % 3] = 100;
        InstrumentCheck found = check(counted(new int[] {5, 3, 3}, counts));
        assertThat(found.pValue()).isLessThan(1e-6);
        assertThat(found.worst()).isEmpty();
    }

    @Test
    void anInstrumentOfOneLevelIsNoContradiction() {
        assertThat(check(counted(new int[] {1, 2, 2}, new double[] {5, 20, 30, 6}))
                        .pValue())
                .isEqualTo(1);
        assertThat(check(counted(new int[] {2, 2, 1}, new double[] {5, 20, 30, 6}))
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void oneStratumOfTheCovariateIsEnough() {
        TestableImplications says =
                TestableImplications.of(Admg.of("Z -> X -> Y", "X <-> Y", "W -> Z", "W -> X", "W -> Y"));
        double[] counts = new double[24];
        Arrays.fill(counts, 0, 12, 40);
        for (int cell = 0; cell < 12; cell++) counts[12 + cell] = 300 * BONET[cell];
        Dataset data = counted(List.of("W", "Z", "X", "Y"), new int[] {2, 3, 2, 2}, counts);
        GraphCheck.Result result = GraphCheck.with(GSquare.withDefaults()).test(says, data);
        GraphCheck.Row row = result.rows().stream()
                .filter(each -> each.implied() instanceof InstrumentalInequality)
                .findFirst()
                .orElseThrow();
        assertThat(row.pValue()).isLessThan(1e-6);
        assertThat(result.text()).contains("Z as an instrument for X on Y given W, at worst");
        Arrays.fill(counts, 12, 24, 40);
        assertThat(GraphCheck.with(GSquare.withDefaults())
                        .test(says, counted(List.of("W", "Z", "X", "Y"), new int[] {2, 3, 2, 2}, counts))
                        .contradicted(0.05))
                .isEmpty();
    }
}
