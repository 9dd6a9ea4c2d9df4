// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs of missing values with verdicts of others: published counts and the tests of other programs. */
class PublishedMissingDataTest {
    private static final List<InterventionalDistribution> QUESTIONS = List.of(
            InterventionalDistribution.of(Set.of("X", "Y"), Set.of()),
            InterventionalDistribution.of(Set.of("X"), Set.of()),
            InterventionalDistribution.of(Set.of("Y"), Set.of()),
            InterventionalDistribution.of(Set.of("Y"), Set.of()).given("X"),
            InterventionalDistribution.of(Set.of("Y"), Set.of("X")));

    /**
     * All graphs of two variables and their indicators, with hidden causes, in which X may have an effect on Y: Tikka,
     * Hyttinen and Karvanen, Causal effect identification from multiple incomplete data sources, Journal of Statistical
     * Software 99 (2021), with the numbers of yeses in the data set bivariate_missingness of their package dosearch. Every
     * formula is right, and of what is seen.
     */
    @Test
    void everyGraphOfTwoVariables() {
        int[] found = new int[QUESTIONS.size()];
        List<MissingnessGraph> graphs = graphsOfTwo();
        assertThat(graphs).hasSize(6144);
        for (MissingnessGraph graph : graphs) {
            SemiMarkovWorld world = new SemiMarkovWorld(graph.graph(), 2, Seed.of(67));
            for (int q = 0; q < found.length; q++) {
                InterventionalDistribution query = QUESTIONS.get(q);
                Identification answer = MissingDataRecovery.withDefaults().identify(query, graph);
                if (!answer.identified()) continue;
                found[q]++;
                Expression formula = ((Functional) answer.estimand()).expression();
                MissingDataRecoveryTest.isOfWhatIsSeen(formula, graph);
                assertThat(Truths.difference(formula, query.probability(), world))
                        .as("%s: %s = %s", graph, query, formula)
                        .isLessThan(1e-9);
            }
        }
        assertThat(found).containsExactly(135, 806, 662, 481, 583);
    }

    private static List<MissingnessGraph> graphsOfTwo() {
        List<String> edges = List.of(
                "X -> Y",
                "X -> R_X",
                "X -> R_Y",
                "Y -> R_X",
                "Y -> R_Y",
                "X <-> Y",
                "X <-> R_X",
                "X <-> R_Y",
                "Y <-> R_X",
                "Y <-> R_Y",
                "R_X <-> R_Y");
        List<MissingnessGraph> graphs = new ArrayList<>();
        for (String between : List.of("R_X", "R_X -> R_Y", "R_Y -> R_X"))
            for (int code = 0; code < 1 << edges.size(); code++) {
                List<String> drawn = new ArrayList<>(List.of("X", "Y", "R_X", "R_Y", between));
                for (int i = 0; i < edges.size(); i++) if ((code >> i & 1) == 1) drawn.add(edges.get(i));
                graphs.add(MissingnessGraph.of(drawn.toArray(String[]::new)));
            }
        return graphs;
    }

    /**
     * Whether the distribution of all variables and indicators can be recovered, by the criterion of Nabi, Bhattacharya and
     * Shpitser (2020): the graphs and verdicts of the tests of their package ananke.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A -> B; A -> R_B; R_B -> R_A                                         | true
            B; A -> R_B; R_A -> R_B                                              | false
            A -> R_B; B -> R_A; R_B -> R_A                                       | false
            A -> R_B; B -> R_C; C -> R_A; R_C -> R_B -> R_A                      | true
            A -> R_B; B -> R_C; C -> R_A; R_C -> R_B -> R_A; A -> R_C            | true
            A -> R_B; B -> {R_C R_D R_E}; C -> R_A; D -> {R_C R_E}; E -> {R_C R_D}; R_C -> {R_B R_D R_E}; {R_D R_E} -> R_B | true
            A -> R_B; B -> {R_C R_D R_E}; C -> R_A; D -> {R_C R_E}; E -> {R_C R_D}; R_C -> {R_B R_D R_E}; {R_D R_E} -> R_B -> R_A | true
            A -> B -> C; A -> {R_B R_C}; B -> R_C; C -> R_A; R_C -> R_B -> R_A; A <-> C; B <-> R_C; R_A <-> R_C | false
            """)
    void fullLaws(String edges, boolean recovered) {
        MissingnessGraph graph = MissingnessGraph.of(edges.split("; "));
        assertThat(graph.obstacles().isEmpty()).isEqualTo(recovered);
        if (recovered)
            assertThat(MissingDataRecovery.withDefaults()
                            .identify(InterventionalDistribution.of(graph.variables(), Set.of()), graph)
                            .identified())
                    .isTrue();
    }
}
