// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ID and IDC against truth by enumeration, two-model witnesses where the answer is no, and published graphs. */
class IdAlgorithmTest {

    private static void check(InterventionalDistribution query, Admg graph, int levels, Seed seed, int[] counts) {
        Identification answer = IdAlgorithm.withDefaults().identify(query, graph);
        if (answer.identified()) {
            SemiMarkovWorld world = new SemiMarkovWorld(graph, levels, seed.split("world"));
            Expression formula = ((Functional) answer.estimand()).expression();
            assertThat(query.probability().free()).containsAll(formula.free());
            assertThat(Truths.difference(formula, query.probability(), world))
                    .as("%s in %s: %s", query, graph, formula)
                    .isLessThan(1e-9);
            counts[0]++;
        } else {
            Truths.confirms((Hedge) ((NotIdentified) answer).witness(), graph);
            counts[1]++;
        }
    }

    @Test
    void effectsInRandomGraphsAreTrueOrRefuted() {
        int[] counts = new int[2];
        for (int i = 0; i < 1000; i++) {
            Seed seed = Seed.of(11).split(i);
            Admg graph = Truths.randomGraph(Truths.size(i), seed);
            int levels = i % 7 == 0 && graph.size() < 5 ? 3 : 2;
            check(Truths.randomQuery(graph, false, seed.split("query")), graph, levels, seed, counts);
        }
        assertThat(counts[0]).isGreaterThan(300);
        assertThat(counts[1]).isGreaterThan(200);
    }

    @Test
    void conditionalEffectsInRandomGraphsAreTrueOrRefuted() {
        int[] counts = new int[2];
        for (int i = 0; i < 1000; i++) {
            Seed seed = Seed.of(12).split(i);
            Admg graph = Truths.randomGraph(Math.max(3, Truths.size(i)), seed);
            int levels = i % 7 == 0 && graph.size() < 5 ? 3 : 2;
            check(Truths.randomQuery(graph, true, seed.split("query")), graph, levels, seed, counts);
        }
        assertThat(counts[0]).isGreaterThan(300);
        assertThat(counts[1]).isGreaterThan(200);
    }

    /** Whether the theorem of the hedge criterion says yes, by all pairs of vertex sets. */
    private static boolean hedgeless(Admg graph, InterventionalDistribution query) {
        Subgraphs graphs = new Subgraphs(graph);
        BitSet x = graphs.indices(query.treatments());
        BitSet reach = Subgraphs.minus(graphs.ancestors(graphs.indices(query.outcomes()), graphs.all(), x), x);
        for (long large = 1; large < 1L << graph.size(); large++) {
            BitSet f = BitSet.valueOf(new long[] {large});
            if (!f.intersects(x) || graphs.districts(f).size() > 1) continue;
            for (long small = large & (large - 1); small > 0; small = (small - 1) & large) {
                BitSet inner = BitSet.valueOf(new long[] {small});
                if (Subgraphs.minus(inner, reach).isEmpty()
                        && graphs.districts(inner).size() == 1
                        && graphs.ancestors(inner, f).equals(f)) return false;
            }
        }
        return true;
    }

    /** Shpitser and Pearl (2006a), theorem 4 and corollary 2. */
    @Test
    void identifiedExactlyWhereThereIsNoHedge() {
        int hedges = 0;
        for (int i = 0; i < 2000; i++) {
            Seed seed = Seed.of(13).split(i);
            Admg graph = SemiMarkovWorld.randomGraph(2 + i % 4, 0.5, 0.4, seed);
            InterventionalDistribution query = Truths.randomQuery(graph, false, seed.split("query"));
            boolean identified =
                    IdAlgorithm.withDefaults().identify(query, graph).identified();
            assertThat(identified).as("%s in %s", query, graph).isEqualTo(hedgeless(graph, query));
            if (!identified) hedges++;
        }
        assertThat(hedges).isBetween(400, 1600);
    }

    /**
     * Published graphs. The Causality numbers are of Pearl (2009); Tian (2002) is the thesis; SP is Shpitser and Pearl,
     * Complete identification methods for the causal hierarchy, JMLR 9 (2008).
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            back-door, Causality p. 178  | Z -> X; Z -> Y; X -> Y | X | Y | true
            front-door, Causality p. 81  | X -> Z -> Y; X <-> Y | X | Y | true
            instrument, Causality p. 153 | Z -> X -> Y; X <-> Y | X | Y | false
            bow, SP figure 4 (a)         | X -> Y; X <-> Y | X | Y | false
            M-bias                       | X -> Y; X <-> Z <-> Y | X | Y | true
            napkin, Book of Why p. 240   | W -> Z -> X -> Y; W <-> X; W <-> Y | X | Y | true
            Causality p. 92, first       | V -> X -> Z -> Y; V -> Z; V -> W -> Y; V <-> X; V <-> Y; X <-> W; X <-> Y | X | Y | true
            Causality p. 92, second      | X -> Z -> W -> Y; X -> Y; Z -> Y; X <-> W; Z <-> Y | X | Y | true
            first mediator confounded    | X -> Z -> Y; X <-> Z | X | Y | false
            Causality figure 4.4         | A -> Z -> B -> Y; A -> Y; A -> B; A <-> Z; Z <-> Y | A,B | Y | true
            Tian figure 5.4              | A -> B -> X -> Y; C -> D -> X; A <-> X; A <-> Y; A <-> C; C <-> B; C <-> E; E <-> D | X | Y | true
            Verma                        | A -> B -> C -> D; B <-> D | C | D | true
            Verma, the first cause       | A -> B -> C -> D; B <-> D | A | D | true
            Tian p. 70                   | A -> B -> C -> D -> E; A <-> C; B <-> D; C <-> E | A | E | true
            Tian p. 59                   | A -> B -> C -> D -> E; A <-> E; A <-> C; B <-> D | A | E | true
            SP figure 3 (a)              | C -> X -> A; D -> B; C <-> D; C <-> A; C <-> B; X <-> D | X | A,B | true
            two outcomes in a hedge      | X -> A; X <-> B <-> A | X | A,B | false
            z-identification 1           | Z -> X -> Y; Z <-> X; Z <-> Y | X | Y | false
            """)
    void publishedGraphs(String name, String graph, String x, String y, boolean identified) {
        Admg drawn = Admg.of(graph.split("; "));
        InterventionalDistribution query = InterventionalDistribution.of(Set.of(y.split(",")), Set.of(x.split(",")));
        assertThat(hedgeless(drawn, query)).as(name).isEqualTo(identified);
        int[] counts = new int[2];
        for (int seed = 0; seed < 3; seed++) check(query, drawn, 2, Seed.of(seed), counts);
        assertThat(counts[0] > 0).as(name).isEqualTo(identified);
    }

    @Test
    void theFrontDoorFormulaReadsAsInThePaper() {
        Identification answer = IdAlgorithm.withDefaults()
                .identify(InterventionalDistribution.of(Set.of("Y"), Set.of("X")), Admg.of("X -> M -> Y", "X <-> Y"));
        assertThat(answer.estimand().text()).isEqualTo("Σ_{M} P(M | X) (Σ_{X'} P(X') P(Y | M, X'))");
    }

    /** SP figure 6 (a): P(y | do(x), z) is identified although P(y, z | do(x)) is not; in figure 6 (b) neither is. */
    @Test
    void aConditionalEffectMayBeIdentifiedWhereTheJointIsNot() {
        Admg graph = Admg.of("X -> Z -> Y", "X <-> Z");
        InterventionalDistribution query =
                InterventionalDistribution.of(Set.of("Y"), Set.of("X")).given("Z");
        int[] counts = new int[2];
        check(query, graph, 2, Seed.of(1), counts);
        check(InterventionalDistribution.of(Set.of("Y", "Z"), Set.of("X")), graph, 2, Seed.of(1), counts);
        check(query, Admg.of("X -> Z -> Y", "X <-> Z", "Z <-> Y"), 2, Seed.of(1), counts);
        assertThat(counts).containsExactly(1, 2);
    }

    @Test
    void theHedgeOfTheBowIsTheBow() {
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        NotIdentified answer = (NotIdentified)
                IdAlgorithm.withDefaults().identify(query, Admg.of("X -> Y", "X <-> Y", "Y -> Z", "W -> X", "W <-> Y"));
        Hedge hedge = (Hedge) answer.witness();
        assertThat(hedge.larger()).isEqualTo(new CForest(Admg.of("X -> Y", "X <-> Y"), new TreeSet<>(Set.of("Y"))));
        assertThat(hedge.smaller()).isEqualTo(new CForest(Admg.of("Y"), new TreeSet<>(Set.of("Y"))));
        assertThatThrownBy(answer::estimand).isInstanceOf(CausalException.class).hasMessageContaining("hedge: F is");
    }

    @Test
    void hiddenVariablesAreProjectedOut() {
        Dag graph = Dag.of("X -> M -> Y", "U -> X", "U -> Y");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        assertThat(IdAlgorithm.withDefaults()
                        .identify(query, graph, List.of("U"))
                        .estimand()
                        .text())
                .isEqualTo("Σ_{M} P(M | X) (Σ_{X'} P(X') P(Y | M, X'))");
        assertThatThrownBy(() -> IdAlgorithm.withDefaults().identify(query, graph, List.of("Y")))
                .isInstanceOf(CausalException.class)
                .hasMessage(
                        "\"Y\" is in the question P(Y | do(X)) but is not observed; ask about observed variables, or"
                                + " observe it");
    }
}
