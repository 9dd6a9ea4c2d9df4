// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.stat.Bic;
import org.causerie.stat.Covariance;
import org.causerie.stat.FederatedClient;
import org.causerie.stat.FisherZ;
import org.junit.jupiter.api.Test;

class FedCdhTest {

    /** x → y → w at ten clients; the level of x and the slope of y differ independently, w's module does not. */
    private static List<Dataset> clients(int rows, RandomGenerator random) {
        List<Dataset> clients = new ArrayList<>();
        for (int client = 0; client < 10; client++) {
            double level = 4 * random.nextDouble() - 2;
            double slope = 0.3 + 2.2 * random.nextDouble();
            double intercept = 3 * random.nextDouble() - 1.5;
            double[][] columns = new double[3][rows];
            for (int row = 0; row < rows; row++) {
                columns[0][row] = level + random.nextGaussian();
                columns[1][row] = slope * Math.tanh(columns[0][row]) + intercept + 0.4 * random.nextGaussian();
                columns[2][row] = Math.sin(columns[1][row]) + columns[1][row] + 0.4 * random.nextGaussian();
            }
            clients.add(Dataset.of(List.of("x", "y", "w"), columns));
        }
        return clients;
    }

    private static List<FederatedClient> federated(List<Dataset> clients) {
        return clients.stream().map(FederatedClient::of).toList();
    }

    @Test
    void findsTheGraphFromSums() {
        int skeleton = 0;
        int changing = 0;
        int effect = 0;
        int independent = 0;
        for (int seed = 0; seed < 12; seed++) {
            FedCdh.Result found = FedCdh.withDefaults()
                    .discover(federated(clients(100, Seed.of(60).split(seed).random())), Execution.sequential());
            Cpdag graph = found.cpdag();
            if (graph.adjacent(graph.index("x"), graph.index("y"))
                    && graph.adjacent(graph.index("y"), graph.index("w"))
                    && !graph.adjacent(graph.index("x"), graph.index("w"))) skeleton++;
            if (found.changing().equals(List.of("x", "y"))) changing++;
            if (graph.directed("y", "w")) effect++;
            if (graph.directed("x", "y")) independent++;
        }
        assertThat(skeleton).as("skeleton").isGreaterThanOrEqualTo(9);
        assertThat(changing).as("changing").isGreaterThanOrEqualTo(9);
        assertThat(effect).as("y to w").isGreaterThanOrEqualTo(8);
        assertThat(independent).as("x to y").isGreaterThanOrEqualTo(8);
    }

    /** The clients as groups of one table, in another order of columns, give the same graph. */
    @Test
    void groupsAreClients() {
        List<Dataset> clients = clients(60, Seed.of(61).random());
        double[][] columns = new double[4][600];
        for (int client = 0; client < 10; client++) {
            for (int j = 0; j < 3; j++) System.arraycopy(clients.get(client).values(j), 0, columns[j], 60 * client, 60);
            for (int row = 0; row < 60; row++) columns[3][60 * client + row] = client;
        }
        Dataset data = Dataset.of(List.of("x", "y", "w", "hospital"), columns)
                .withKind("hospital", Kind.NOMINAL)
                .withGroups("hospital");
        FedCdh settings = FedCdh.withDefaults();
        FedCdh.Result expected = settings.discover(federated(clients), Execution.sequential());
        FedCdh.Result found = settings.discover(data.select("w", "x", "y"), new Execution(4));
        assertThat(found.changing()).isEqualTo(expected.changing());
        assertThat(found.cpdag().subgraph(expected.cpdag().names())).isEqualTo(expected.cpdag());
        assertThat(found.text()).contains("FedCDH", "tests");
    }

    @Test
    void knowledgeBinds() {
        List<FederatedClient> clients = federated(clients(60, Seed.of(63).random()));
        FedCdh.Result found = FedCdh.withDefaults()
                .knowledge(Knowledge.none().require("w", "y").forbid("x", "y").forbid("y", "x"))
                .discover(clients, Execution.sequential());
        assertThat(found.cpdag().directed("w", "y")).isTrue();
        assertThat(found.cpdag()
                        .adjacent(found.cpdag().index("x"), found.cpdag().index("y")))
                .isFalse();
    }

    /** Covariances add up, and so searches that need no more of their data find at several places what they find at one. */
    @Test
    void linearSearchesNeedNoMoreThanSums() {
        for (int draw = 0; draw < 40; draw++) {
            Seed seed = Seed.of(64).split(draw);
            Dag dag = Worlds.dag(8, seed);
            Dataset data = Worlds.sample(dag, 400, seed);
            List<Covariance> parts = new ArrayList<>();
            for (int part = 0; part < 5; part++) {
                int own = part;
                parts.add(Covariance.of(data.rows(
                        IntStream.range(0, 400).filter(row -> row % 5 == own).toArray())));
            }
            Covariance sums = Covariance.together(parts);
            assertThat(Pc.withDefaults()
                            .discover(FisherZ.withDefaults().on(sums))
                            .cpdag())
                    .isEqualTo(Pc.withDefaults().discover(data).cpdag());
            assertThat(Ges.withDefaults()
                            .discover(Bic.withDefaults().penalty(2).on(sums))
                            .cpdag())
                    .isEqualTo(Ges.withDefaults().discover(data).cpdag());
        }
    }

    @Test
    void refusesDataWithoutClients() {
        Dataset data = clients(30, Seed.of(62).random()).get(0);
        assertThatThrownBy(() -> FedCdh.withDefaults().discover(data, Execution.sequential()))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("withGroups");
        assertThatThrownBy(() -> FedCdh.withDefaults().discover(List.of())).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> FedCdh.withDefaults().features(0)).isInstanceOf(CausalException.class);
    }
}
