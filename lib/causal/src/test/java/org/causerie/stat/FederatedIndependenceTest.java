// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FederatedIndependenceTest {

    private static FederatedIndependence of(List<Dataset> clients, int conditioning, long seed) {
        return FederatedIndependence.of(
                clients.stream().map(FederatedClient::of).toList(), "client", 10, conditioning, Seed.of(seed));
    }

    private static List<Dataset> parts(Dataset data, int count) {
        List<Dataset> parts = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            int own = part;
            parts.add(data.rows(IntStream.range(0, data.rows())
                    .filter(row -> row % count == own)
                    .toArray()));
        }
        return parts;
    }

    /** Whether the cases are at one place or at several, and in which order columns are, makes no difference beyond rounding. */
    @Test
    void equalsTheTestOnThePooledData() {
        for (int draw = 0; draw < 5; draw++) {
            Dataset data = Confounded.curved(300, 2, 0.2, Seed.of(4).split(draw).random());
            RandomGenerator random = Seed.of(14).split(draw).random();
            data = data.with("X4", random.ints(300, 0, 3).asDoubleStream().toArray())
                    .withKind("X4", Kind.NOMINAL);
            Independence pooled = of(List.of(data), 100, draw);
            for (int count : new int[] {2, 5, 10}) {
                Independence federated = of(parts(data.select("X4", "X2", "X1", "X3"), count), 100, draw);
                for (int[] question : new int[][] {{0, 1}, {0, 1, 2}, {0, 1, 2, 3}, {2, 3, 0}}) {
                    int[] given = Arrays.copyOfRange(question, 2, question.length);
                    TestResult one = pooled.test(question[0], question[1], given);
                    TestResult all = federated.test(question[1], question[0], given);
                    assertThat(all.statistic()).isCloseTo(one.statistic(), within(1e-7 * (1 + one.statistic())));
                    assertThat(all.pValue()).isCloseTo(one.pValue(), within(1e-7));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void pValuesAreUniformUnderIndependence(int causes) {
        int[] given = IntStream.range(0, causes).map(z -> 2 + z).toArray();
        double[] ofTwo = new double[200];
        double[] ofClient = new double[200];
        for (int draw = 0; draw < ofTwo.length; draw++) {
            Dataset data =
                    Confounded.curved(200, causes, 0, Seed.of(5).split(draw).random());
            Independence test = of(parts(data, 3), 100, draw);
            ofTwo[draw] = test.test(0, 1, given).pValue();
            ofClient[draw] = test.test(1, test.names().size() - 1, given).pValue();
        }
        assertThat(Draws.departureFromUniform(ofTwo)).isLessThan(1.95);
        assertThat(Draws.departureFromUniform(ofClient)).isLessThan(1.95);
    }

    /** Effects of a common cause, of another size at each client: independent given cause and client only. */
    private static List<Dataset> differing(RandomGenerator random) {
        List<Dataset> clients = new ArrayList<>();
        for (int client = 0; client < 5; client++) {
            double ofX = 4 * random.nextDouble() - 2;
            double ofY = 4 * random.nextDouble() - 2;
            double[][] columns = Draws.normal(3, 80, random);
            for (int row = 0; row < 80; row++) {
                columns[0][row] += ofX * Math.sin(columns[2][row]);
                columns[1][row] += ofY * columns[2][row];
            }
            clients.add(Dataset.of(Draws.names(3), columns));
        }
        return clients;
    }

    @Test
    void givenTheClientEachHasRegressionsOfItsOwn() {
        double[] apart = new double[200];
        int together = 0;
        for (int draw = 0; draw < apart.length; draw++) {
            Independence test = of(differing(Seed.of(15).split(draw).random()), 100, draw);
            apart[draw] = test.test(0, 1, 2, 3).pValue();
            if (test.test(0, 1, 2).pValue() < 0.05) together++;
        }
        assertThat(Draws.departureFromUniform(apart)).isLessThan(1.95);
        assertThat(together).isGreaterThan(60);
    }

    @Test
    void powerRisesWithTheEffect() {
        double before = 0;
        for (double effect : new double[] {0.1, 0.3, 0.6}) {
            int rejected = 0;
            for (int draw = 0; draw < 40; draw++) {
                Dataset data =
                        Confounded.curved(300, 1, effect, Seed.of(6).split(draw).random());
                if (of(parts(data, 3), 100, 1).test(0, 1, 2).pValue() < 0.05) rejected++;
            }
            assertThat(rejected / 40.0).isGreaterThan(before);
            before = rejected / 40.0;
        }
        assertThat(before).isGreaterThan(0.9);
    }

    @Test
    void theClientShowsDifferences() {
        RandomGenerator random = Seed.of(7).random();
        List<Dataset> clients = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            double[][] columns = Draws.normal(2, 100, random);
            for (int row = 0; row < 100; row++) columns[0][row] *= 1 + client;
            clients.add(Dataset.of(List.of("spread", "same"), columns));
        }
        FederatedIndependence test = of(clients, 100, 3);
        assertThat(test.names()).containsExactly("same", "spread", "client");
        assertThat(test.test(1, 2).pValue()).isLessThan(1e-6);
        assertThat(test.test(0, 2).pValue()).isGreaterThan(0.001);
    }

    /** A client that writes down how much it tells. */
    private record Telling(FederatedClient client, List<Integer> told) implements FederatedClient {
        @Override
        public Map<String, List<String>> columns() {
            return client.columns();
        }

        @Override
        public FederatedSums answer(FederatedQuestion question) {
            FederatedSums answer = client.answer(question);
            told.add(answer.sums().length);
            for (double[] row : answer.products()) told.add(row.length);
            return answer;
        }
    }

    @Test
    void whatIsToldDoesNotGrowWithTheCases() {
        List<List<Integer>> told = new ArrayList<>();
        for (int rows : new int[] {60, 600}) {
            Telling client = new Telling(
                    FederatedClient.of(Confounded.curved(rows, 1, 0, Seed.of(8).random())), new ArrayList<>());
            FederatedIndependence test = FederatedIndependence.of(List.of(client, client), "client", 3, 10, Seed.of(1));
            test.test(0, 1, 2);
            test.test(0, 1, 2, 3);
            test.test(0, 3, 2);
            test.dependence("X1", List.of(), "X2", List.of("X1"));
            told.add(client.told());
        }
        assertThat(told.get(1)).isEqualTo(told.get(0));
    }

    @Test
    void refusesClientsThatDiffer() {
        Dataset data = Confounded.curved(50, 1, 0, Seed.of(8).random());
        assertThatThrownBy(() -> of(List.of(data, data.without("X1")), 100, 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("same columns");
        assertThatThrownBy(() -> of(List.of(), 100, 1)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> of(List.of(data.with("X2", new double[50])), 100, 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("X2");
        assertThatThrownBy(() -> of(List.of(data), 0, 1)).isInstanceOf(CausalException.class);
    }
}
