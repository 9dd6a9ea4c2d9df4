// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** What the members of a class say, one by one. */
    private record Members(List<Dag> all) {
        static Members of(Cpdag graph) {
            return new Members(graph.members().toList());
        }

        boolean edge(int i, int j) {
            return all.stream().allMatch(dag -> dag.hasEdge(i, j));
        }

        boolean mayAffect(int x, int y) {
            return all.stream().anyMatch(dag -> causes(dag, x, y));
        }

        boolean valid(int x, int y, BitSet set) {
            return all.stream().allMatch(dag -> new StructuralInterventionDistance(dag).right(x, y, set));
        }

        /** Whether some set is valid in all members, or x affects y in none. */
        boolean told(int x, int y) {
            return !mayAffect(x, y) || sets(all.get(0).size(), x, y).stream().anyMatch(set -> valid(x, y, set));
        }

        /** The directed graph of the edges that all members share. */
        Dag shared() {
            Dag dag = Dag.empty(all.get(0).names());
            for (int i = 0; i < dag.size(); i++)
                for (int j = 0; j < dag.size(); j++) if (i != j && edge(i, j)) dag = dag.withEdge(i, j);
            return dag;
        }
    }

    private static List<BitSet> sets(int n, int x, int y) {
        return IntStream.range(0, 1 << n)
                .filter(bits -> (bits >> x & 1) == 0 && (bits >> y & 1) == 0)
                .mapToObj(bits -> BitSet.valueOf(new long[] {bits}))
                .toList();
    }

    private static int byMembers(AdjustmentIdentificationDistance way, Members truth, Members found) {
        int n = truth.all.get(0).size();
        Dag shared = found.shared();
        int wrong = 0;
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                if (x == y) continue;
                int from = x;
                int to = y;
                boolean affects =
                        way == AdjustmentIdentificationDistance.PARENTS ? !shared.hasEdge(y, x) : found.mayAffect(x, y);
                BitSet set = new BitSet();
                IntStream.range(0, n)
                        .filter(v -> v != from && v != to && chosen(way, shared, from, to, v))
                        .filter(v -> way != AdjustmentIdentificationDistance.OPTIMAL || !causes(shared, from, v))
                        .forEach(set::set);
                boolean right = !affects
                        ? !truth.mayAffect(x, y)
                        : found.told(x, y) == truth.told(x, y) && (!found.told(x, y) || truth.valid(x, y, set));
                if (!right) wrong++;
            }
        }
        return wrong;
    }

    @Test
    void ofClassesItIsWhatAllMembersSay() {
        int open = 0;
        for (int i = 0; i < 150; i++) {
            Seed seed = Seed.of(2024).split(i);
            int n = 3 + i % 3;
            Dag dag = RandomGraphs.erdosRenyi(n, (n - 1) * 0.8, seed);
            Dag other = RandomGraphs.erdosRenyi(n, (n - 1) * 0.8, seed.split("found"));
            Cpdag truth = dag.toCpdag();
            Cpdag found = other.toCpdag();
            if (!truth.undirectedPieces().stream().allMatch(piece -> piece.cardinality() == 1)) open++;
            Members alone = new Members(List.of(dag));
            Members one = new Members(List.of(other));
            for (AdjustmentIdentificationDistance way : AdjustmentIdentificationDistance.values()) {
                String text = way + ", " + truth + ", found " + found;
                assertThat(way.of(truth, found))
                        .as(text)
                        .isEqualTo(byMembers(way, Members.of(truth), Members.of(found)));
                assertThat(way.of(dag, found)).as(text).isEqualTo(byMembers(way, alone, Members.of(found)));
                assertThat(way.of(truth, other)).as(text).isEqualTo(byMembers(way, Members.of(truth), one));
                assertThat(way.of(truth, truth)).isZero();
            }
        }
        assertThat(open).isGreaterThan(100);
    }

    /** Counts of gadjid 0.1.0, its snapshots of graphs 10-node-CPDAG-10 to 14: each taken for the one after. */
    @Test
    void agreesWithGadjid() {
        String all = "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; ";
        List<Cpdag> graphs = Stream.of(
                        "7 -- 2; 1 -- 5; 1 -> 6; 2 -> 6; 3 -> 6; 4 -> 6; 4 -- 7; 3 -- 8; 2 -> 10; 3 -> 10; 4 -> 10",
                        "3 -> 1; 4 -> 1; 7 -> 1; 10 -> 1; 9 -- 3; 4 -- 5; 6 -> 7; 9 -> 7; 5 -> 8; 7 -> 8; 10 -> 8; 6 -- 10",
                        "3 -- 1; 3 -> 2; 4 -> 2; 8 -> 2; 10 -> 2; 6 -> 5; 8 -> 5; 10 -> 5; 9 -- 8; 9 -- 10",
                        "9 -- 2; 1 -> 3; 10 -> 3; 7 -> 4; 9 -> 4; 10 -> 4; 3 -> 5; 6 -> 5; 6 -- 7; 9 -- 7; 1 -> 8; 6 -> 8;"
                                + " 7 -> 8; 10 -> 8",
                        "1 -- 2; 1 -- 3; 2 -- 3; 1 -> 6; 4 -> 6; 5 -> 6; 10 -> 6; 8 -> 7; 10 -> 7; 1 -> 8; 5 -> 8; 3 -- 9;"
                                + " 1 -- 10")
                .map(edges -> Cpdag.of((all + edges).split("; ")))
                .toList();
        int[] parents = {46, 50, 39, 70};
        int[] ancestors = {38, 34, 34, 51};
        int[] optimal = {37, 35, 34, 52};
        for (int i = 0; i < 4; i++) {
            Cpdag truth = graphs.get(i);
            Cpdag found = graphs.get(i + 1);
            assertThat(AdjustmentIdentificationDistance.PARENTS.of(truth, found))
                    .isEqualTo(parents[i]);
            assertThat(AdjustmentIdentificationDistance.ANCESTORS.of(truth, found))
                    .isEqualTo(ancestors[i]);
            assertThat(AdjustmentIdentificationDistance.OPTIMAL.of(truth, found))
                    .isEqualTo(optimal[i]);
        }
    }

    @Test
    void asksForTheGraphOfAClass() {
        Cpdag none = Cpdag.of("A -> B", "B -- C");
        assertThatThrownBy(() -> AdjustmentIdentificationDistance.PARENTS.of(none, none))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("not the graph of a Markov equivalence class");
    }
}
