// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.junit.jupiter.api.Test;

/** What is decided at a level without p-values is what the p-values say, in whatever order it is asked. */
class DecisionTest {
    private static final double ALPHA = 0.2;

    private static void assertSameAsTests(Independence independence, int variables, int largest, Seed seed) {
        RandomGenerator random = seed.random();
        Decision decision = independence.deciding(ALPHA);
        int accepted = 0;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < variables; i++) order.add(i);
        for (int i = 0; i < 3_000; i++) {
            // mostly the next question differs in its last variable, as in a search
            int kept = i % 7 == 0 ? 0 : Math.min(variables - 1, 2 + random.nextInt(largest));
            for (int k = variables - 1; k > kept; k--) {
                int j = kept + random.nextInt(k + 1 - kept);
                order.set(k, order.set(j, order.get(k)));
            }
            int size = random.nextInt(largest + 1);
            int[] given = order.stream().mapToInt(v -> v).skip(2).toArray();
            TestResult expected = independence.test(order.get(0), order.get(1), Arrays.copyOf(given, size));
            double departure = decision.departure(order.get(0), order.get(1), given, size);
            assertThat(departure < 1).isEqualTo(expected.independent(ALPHA));
            if (departure >= 1) continue;
            accepted++;
            assertThat(decision.pValue(departure, size)).isCloseTo(expected.pValue(), within(1e-9));
        }
        assertThat(accepted).isBetween(300, 2_900);
    }

    @Test
    void fishersZDecidesAsItTests() {
        for (int i = 0; i < 4; i++) {
            Dataset data = Draws.mixed(9, 200, Seed.of(i).random());
            assertSameAsTests(FisherZ.withDefaults().on(data), 9, 7, Seed.of(i));
        }
    }

    /** The sets among the others that separate the first two variables, by asking about every set. */
    private static Map<Set<Integer>, Double> separatingOneByOne(
            Decision decision, int[] others, int known, int smallest, int largest) {
        Map<Set<Integer>, Double> separating = new HashMap<>();
        for (int bits = 1; bits < 1 << others.length; bits++) {
            int[] set = members(bits, others);
            boolean wanted = bits >= 1 << known && set.length >= smallest && set.length <= largest;
            double departure = wanted ? decision.departure(0, 1, set, set.length) : 1;
            if (departure < 1) separating.put(setOf(set, set.length), departure);
        }
        return separating;
    }

    private static int[] members(int bits, int[] others) {
        return IntStream.range(0, others.length)
                .filter(i -> (bits & 1 << i) != 0)
                .map(i -> others[i])
                .toArray();
    }

    private static Set<Integer> setOf(int[] members, int size) {
        return Arrays.stream(members, 0, size).boxed().collect(Collectors.toSet());
    }

    private static void assertFindsEverySeparatingSet(Independence independence, int[] others) {
        Decision decision = independence.deciding(ALPHA);
        for (int known = 0; known <= others.length; known++) {
            for (int smallest = 1; smallest <= 3; smallest++) {
                int largest = smallest == 2 ? 2 : others.length + 1;
                Map<Set<Integer>, Double> found = new HashMap<>();
                Separators separators = decision.separators(0, 1, others, known, smallest, largest);
                while (separators.next()) {
                    int[] set = Arrays.stream(separators.places(), 0, separators.size())
                            .map(place -> others[place])
                            .toArray();
                    assertThat(found.put(setOf(set, set.length), separators.departure()))
                            .isNull();
                }
                Map<Set<Integer>, Double> expected =
                        separatingOneByOne(independence.deciding(ALPHA), others, known, smallest, largest);
                assertThat(found.keySet()).isEqualTo(expected.keySet());
                expected.forEach((set, departure) -> assertThat(found.get(set)).isCloseTo(departure, within(1e-9)));
                int from = 1 << known;
                int least = smallest;
                assertThat(separators.asked())
                        .isEqualTo(IntStream.range(from, 1 << others.length)
                                .map(Integer::bitCount)
                                .filter(size -> size >= least && size <= largest)
                                .count());
            }
        }
    }

    @Test
    void setsThatGrowAreDecidedAsOneByOne() {
        for (int i = 0; i < 6; i++) {
            Dataset data = Draws.mixed(9, 60, Seed.of(i).random());
            assertFindsEverySeparatingSet(FisherZ.withDefaults().on(data), new int[] {7, 3, 2, 8, 5});
            assertFindsEverySeparatingSet(FisherZ.withDefaults().on(data), new int[] {});
        }
        assertFindsEverySeparatingSet(GSquare.withDefaults().on(levels(500, Seed.of(9))), new int[] {6, 2, 4, 3});
    }

    @Test
    void asksNoFurtherThanTheSetFound() {
        Dataset data = Draws.mixed(7, 60, Seed.of(3).random());
        for (IndependenceTest test : List.of(FisherZ.withDefaults(), Rcit.withDefaults())) {
            Separators separators = test.on(data).deciding(1e-9).separators(0, 1, new int[] {2, 3, 4, 5, 6}, 0, 1, 5);
            for (int found = 1; found <= 3; found++) {
                assertThat(separators.next()).isTrue();
                assertThat(separators.asked()).isEqualTo(found);
            }
        }
    }

    @Test
    void setsThatDetermineAnEndAreRefused() {
        Dataset data = Draws.mixed(5, 60, Seed.of(7).random());
        double[] sum = data.values("X3");
        for (int row = 0; row < 60; row++) sum[row] += 2 * data.values("X2")[row] - 7;
        Independence few = FisherZ.withDefaults().on(data.with("sum", sum).rows(new int[] {0, 1, 2, 3, 4, 5}));
        Separators separators = few.deciding(1e-9).separators(5, 0, new int[] {1, 2}, 0, 1, 2);
        assertThatThrownBy(() -> {
                    while (separators.next()) assertThat(separators.size()).isEqualTo(1);
                })
                .hasMessageContaining("\"sum\" is determined exactly by X2, X3");
    }

    @Test
    void tablesDecideAsTheyTest() {
        Dataset data = levels(700, Seed.of(1));
        assertSameAsTests(ChiSquare.withDefaults().on(data), 7, 5, Seed.of(1));
        assertSameAsTests(GSquare.withDefaults().on(data), 7, 5, Seed.of(2));
        Dataset few = data.select("X1", "X2", "X3", "X4");
        assertSameAsTests(GSquare.withDefaults().on(few), 4, 2, Seed.of(3));
        double[] counts = new double[700];
        Arrays.setAll(counts, row -> 1 + row % 3);
        assertSameAsTests(ChiSquare.withDefaults().on(data.with("n", counts).withCounts("n")), 7, 4, Seed.of(4));
    }

    /** A chain of variables with two to four levels, each of which often repeats the one before. */
    private static Dataset levels(int rows, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] columns = new double[7][rows];
        for (int row = 0; row < rows; row++)
            for (int j = 0; j < 7; j++) {
                int levels = 2 + j % 3;
                boolean repeated = j > 0 && random.nextInt(4) == 0;
                columns[j][row] = repeated ? Math.min(levels - 1.0, columns[j - 1][row]) : random.nextInt(levels);
            }
        Dataset data = Dataset.of(Draws.names(7), columns);
        for (String name : data.names()) data = data.withKind(name, Kind.NOMINAL);
        return data;
    }

    @Test
    void bitsCountAsRowsDo() {
        Contingency table = Contingency.of(levels(333, Seed.of(5)));
        LevelBits.Counter counter = table.bits().counter();
        for (int[] given : new int[][] {{}, {2}, {4}, {2, 3}, {2, 5}, {2, 5, 6}, {3, 2}, {}}) {
            double[] expected = table.strata(new int[] {0, 1}, given);
            double[] all = new double[] {0, 0};
            int cells = counter.count(0, 1, given, given.length);
            double[] found = Arrays.copyOf(counter.counts(), cells);
            for (double count : found) all[0] += count;
            for (double count : expected) all[1] += count;
            assertThat(all).containsExactly(333, 333);
            TableSum one = new TableSum(TableTest.Departure.SQUARES);
            TableSum other = new TableSum(TableTest.Departure.SQUARES);
            one.over(found, cells, table.levels(0), table.levels(1));
            other.over(expected, expected.length, table.levels(0), table.levels(1));
            assertThat(one.statistic()).isCloseTo(other.statistic(), within(1e-9));
            assertThat(one.freedom()).isEqualTo(other.freedom());
        }
    }

    /** The number of threads, the order of columns and what else is there do not change one bit of a covariance. */
    @Test
    void covariancesDependOnTheirTwoColumnsAlone() {
        Dataset data = Draws.mixed(203, 2_500, Seed.of(6).random());
        Covariance alone = Covariance.of(data);
        assertThat(Covariance.of(data, new Execution(3)).matrix().data).containsExactly(alone.matrix().data);
        List<String> names = List.of("X7", "X200", "X1", "X50", "X3");
        Covariance few = Covariance.of(data.select(names));
        for (int i = 0; i < 5; i++)
            for (int j = 0; j < 5; j++)
                assertThat(few.matrix().get(i, j))
                        .isEqualTo(alone.matrix().get(data.index(names.get(i)), data.index(names.get(j))));
    }

    @Test
    void columnsThatDetermineEachOtherAreRefused() {
        Dataset data = Draws.mixed(5, 60, Seed.of(7).random());
        double[] scaled = data.values("X2");
        double[] sum = data.values("X3");
        for (int row = 0; row < 60; row++) {
            sum[row] += 2 * scaled[row] - 7;
            scaled[row] = 3 - 10 * scaled[row];
        }
        assertThatThrownBy(() -> FisherZ.withDefaults().on(data.with("again", scaled)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"again\" is a copy of \"X2\"");
        assertThatThrownBy(() -> FisherZ.withDefaults().on(data.with("sum", sum)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"sum\" is determined exactly by X1, X2, X3");
        Dataset short4 = data.with("sum", sum).rows(new int[] {0, 1, 2, 3, 4, 5});
        Independence few = FisherZ.withDefaults().on(short4);
        assertThatThrownBy(() -> few.deciding(ALPHA).departure(5, 0, new int[] {1, 2}, 2))
                .hasMessageContaining("\"sum\" is determined exactly by X2, X3");
        assertThatThrownBy(() -> few.test(5, 0, 1, 2)).hasMessageContaining("determined exactly by X2, X3");
    }
}
