// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
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
    private record World(SimpleMatrix lambda, SimpleMatrix omega, SimpleMatrix sigma) {
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
            return of(lambda, omega);
        }

        static World of(SimpleMatrix lambda, SimpleMatrix omega) {
            SimpleMatrix through =
                    SimpleMatrix.identity(lambda.getNumCols()).minus(lambda).invert();
            return new World(lambda, omega, through.transpose().mult(omega).mult(through));
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
        int[] further = new int[2];
        for (int g = 0; g < 3000; g++) {
            Seed seed = Seed.of(51).split(g);
            Admg graph =
                    SemiMarkovWorld.randomGraph(3 + g % 4, 0.4 + 0.2 * (g / 4 % 2), 0.15 + 0.15 * (g / 8 % 3), seed);
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
            for (LinearIdentification.Step step : answer.steps()) {
                if (!step.screen().isEmpty()) further[0]++;
                if (!step.component().isEmpty()) further[1]++;
            }
        }
        assertThat(identified).isGreaterThan(10000);
        assertThat(open).isGreaterThan(1000);
        assertThat(further[0]).isGreaterThan(4);
        assertThat(further[1]).isGreaterThan(10);
        assertThat(undecided).isLessThan(identified / 100);
    }

    /**
     * What is open is so by the derivatives of the covariances at another point, taken from differences: a coefficient is
     * determined near it just if its own gradient is a combination of theirs.
     */
    @Test
    void openCoefficientsAreThoseThatTheCovariancesDoNotTellNearby() {
        int open = 0;
        for (int g = 0; g < 200; g++) {
            Seed seed = Seed.of(53).split(g);
            Admg graph = SemiMarkovWorld.randomGraph(3 + g % 4, 0.6, 0.4, seed);
            List<double[]> rows = gradients(World.of(graph, seed.split("world")), graph);
            int rank = rank(rows);
            LinearIdentification answer = LinearIdentification.of(graph);
            int column = 0;
            for (int v = 0; v < graph.size(); v++)
                for (int p : graph.parents(v).stream().toArray()) {
                    double[] own = new double[rows.get(0).length];
                    own[column++] = 1;
                    List<double[]> more = new ArrayList<>(rows);
                    more.add(own);
                    Edge edge =
                            Edge.directed(graph.names().get(p), graph.names().get(v));
                    assertThat(answer.open().contains(edge))
                            .as("%s in %s: %s", edge, graph, answer)
                            .isEqualTo(rank(more) > rank);
                }
            open += answer.open().size();
        }
        assertThat(open).isGreaterThan(200);
    }

    /** By covariance, its derivatives by the coefficients, child by child, and then by the covariances of the errors. */
    private static List<double[]> gradients(World world, Admg graph) {
        int n = graph.size();
        List<SimpleMatrix> columns = new ArrayList<>();
        for (int v = 0; v < n; v++)
            for (int p : graph.parents(v).stream().toArray()) columns.add(difference(world, p, v, false));
        for (int v = 0; v < n; v++)
            for (int w = v; w < n; w++)
                if (v == w || graph.bidirected(v, w)) columns.add(difference(world, v, w, true));
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++)
            for (int j = i; j < n; j++) {
                int row = i;
                int column = j;
                rows.add(columns.stream()
                        .mapToDouble(change -> change.get(row, column))
                        .toArray());
            }
        return rows;
    }

    private static SimpleMatrix difference(World world, int i, int j, boolean error) {
        double step = 0.5;
        SimpleMatrix[] sides = new SimpleMatrix[2];
        for (int side = 0; side < 2; side++) {
            double change = side == 0 ? step : -step;
            SimpleMatrix lambda = world.lambda().copy();
            SimpleMatrix omega = world.omega().copy();
            SimpleMatrix changed = error ? omega : lambda;
            changed.set(i, j, changed.get(i, j) + change);
            if (error && i != j) changed.set(j, i, changed.get(j, i) + change);
            sides[side] = World.of(lambda, omega).sigma();
        }
        // the covariances are of second degree in each parameter, where there are no cycles
        return sides[0].minus(sides[1]).divide(2 * step);
    }

    private static int rank(List<double[]> rows) {
        double[] values = new SimpleMatrix(rows.toArray(double[][]::new)).svd().getSingularValues();
        return (int) Arrays.stream(values).filter(value -> value > 1e-7).count();
    }

    /** The covariance of a component is that of its equations, with errors as in the model and all else independent. */
    @Test
    void componentsHaveTheEquationsOfTheirMembers() {
        int components = 0;
        for (int g = 0; g < 100; g++) {
            Seed seed = Seed.of(54).split(g);
            Admg graph = SemiMarkovWorld.randomGraph(3 + g % 4, 0.5, 0.4, seed);
            World world = World.of(graph, seed.split("world"));
            for (LinearComponent component : LinearComponent.all(graph)) {
                SimpleMatrix lambda = world.lambda().copy();
                SimpleMatrix omega = SimpleMatrix.identity(graph.size());
                for (int v = 0; v < graph.size(); v++)
                    for (int w = 0; w < graph.size(); w++) {
                        if (!component.members().get(w)) lambda.set(v, w, 0);
                        else if (component.members().get(v))
                            omega.set(v, w, world.omega().get(v, w));
                    }
                assertThat(component
                                .covariance(world.sigma())
                                .isIdentical(World.of(lambda, omega).sigma(), 1e-7))
                        .as("%s of %s", component.members(), graph)
                        .isTrue();
                components++;
            }
        }
        assertThat(components).isGreaterThan(300);
    }

    /** Foygel, Draisma and Drton (2012), example 3 (c) and figure 9 (a). */
    @Test
    void whatHalfTreksLeaveOpen() {
        LinearIdentification screened =
                LinearIdentification.of(Admg.of("A -> {B C D}", "D -> E", "A <-> B", "A <-> C", "A <-> D", "A <-> E"));
        assertThat(screened.text()).isEqualTo("""
                        {A} -> B: from the covariances of A, C, D, screened by D, E
                        {A} -> C: from the covariances of B
                        {A} -> D: from the covariances of B
                        {D} -> E: from the covariances of D""");
        LinearIdentification apart = LinearIdentification.of(
                Admg.of("A -> {B C}", "B -> {C D E}", "C -> D -> E", "A <-> D", "B <-> C", "B <-> E"));
        assertThat(apart.text()).isEqualTo("""
                        {A} -> B: from the covariances of A
                        {B, C} -> D: from the covariances of B, C, in the district {A, D} of {A, B, C, D, E}
                        {B, D} -> E: from the covariances of A, D
                        {A, B} -> C: from the covariances of A, E""");
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
