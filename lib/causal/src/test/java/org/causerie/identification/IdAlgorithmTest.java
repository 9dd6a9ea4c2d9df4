// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
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
        System.err.println(counts[0] + " " + counts[1]);
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
        System.err.println(counts[0] + " " + counts[1]);
        assertThat(counts[0]).isGreaterThan(300);
        assertThat(counts[1]).isGreaterThan(200);
    }
}
