// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Edge;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class LinearIdentificationTest {

    /** Coefficients and covariances of a random model of a graph. */
    private record World(SimpleMatrix lambda, SimpleMatrix sigma) {
        static World of(Admg graph, Seed seed) {
            RandomGenerator random = seed.random();
            int n = graph.size();
            SimpleMatrix lambda = new SimpleMatrix(n, n);
            SimpleMatrix omega = new SimpleMatrix(n, n);
            for (int i = 0; i < n; i++) {
                omega.set(i, i, n + random.nextDouble());
                for (int j = 0; j < n; j++) {
                    if (graph.hasEdge(i, j))
                        lambda.set(i, j, (0.5 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
                    if (i < j && graph.bidirected(i, j)) {
                        double value = (0.4 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                        omega.set(i, j, value);
                        omega.set(j, i, value);
                    }
                }
            }
            SimpleMatrix through = SimpleMatrix.identity(n).minus(lambda).invert();
            return new World(lambda, through.transpose().mult(omega).mult(through));
        }

        double[][] covariance() {
            return sigma.toArray2();
        }
    }

    @Test
    void whatItIdentifiesIsTrueInRandomModels() {
        int identified = 0;
        int open = 0;
        int undecided = 0;
        for (int g = 0; g < 700; g++) {
            Seed seed = Seed.of(51).split(g);
            Admg graph = SemiMarkovWorld.randomGraph(3 + g % 4, 0.5, 0.15 + 0.1 * (g % 3), seed);
            LinearIdentification answer = LinearIdentification.of(graph);
            for (String name : new String[] {"one", "two"}) {
                World world = World.of(graph, seed.split(name));
                Map<Edge, Double> found = answer.coefficients(world.covariance());
                found.forEach((edge, value) -> assertThat(value)
                        .as("%s in %s: %s", edge, graph, answer)
                        .isEqualTo(world.lambda().get(graph.index(edge.from()), graph.index(edge.to())), within(1e-5)));
                identified += found.size();
            }
            open += answer.open().size();
            undecided += answer.undecided().size();
        }
        assertThat(identified).isGreaterThan(2000);
        assertThat(open).isGreaterThan(100);
        assertThat(undecided).isLessThan(identified / 20);
    }

    /** On a simple graph without bows every coefficient is identified: Brito and Pearl (2002). */
    @Test
    void graphsWithoutBowsAreIdentified() {
        for (int g = 0; g < 300; g++) {
            Admg any = SemiMarkovWorld.randomGraph(6, 0.4, 0.4, Seed.of(52).split(g));
            List<int[]> directed = new ArrayList<>();
            List<int[]> bidirected = new ArrayList<>();
            for (int i = 0; i < 6; i++)
                for (int j = i + 1; j < 6; j++) {
                    if (any.hasEdge(i, j)) directed.add(new int[] {i, j});
                    else if (any.bidirected(i, j)) bidirected.add(new int[] {i, j});
                }
            LinearIdentification answer = LinearIdentification.of(Admg.of(any.names(), directed, bidirected));
            assertThat(answer.open()).isEmpty();
            assertThat(answer.undecided()).isEmpty();
        }
    }

    @Test
    void instrumentsAndBows() {
        assertThat(LinearIdentification.of(Admg.of("Z -> X -> Y", "X <-> Y")).text())
                .isEqualTo("{Z} -> X: from the covariances of Z\n{X} -> Y: from the covariances of Z");
        LinearIdentification bow = LinearIdentification.of(Admg.of("X -> Y", "X <-> Y"));
        assertThat(bow.text()).isEqualTo("not identified: X -> Y");
        assertThat(bow.identified("X", "Y")).isFalse();
        // Two instruments for two treatments, neither of which has an instrument of its own: an instrumental set.
        assertThat(LinearIdentification.of(
                                Admg.of("Z -> X -> Y", "Z -> W -> Y", "V -> X", "V -> W", "X <-> Y", "W <-> Y"))
                        .identified("X", "Y"))
                .isTrue();
        assertThatThrownBy(() -> bow.identified("Y", "X")).hasMessageContaining("no edge Y -> X");
        assertThatThrownBy(() -> bow.coefficients(new double[1][1])).hasMessageContaining("2 rows and columns");
    }
}
