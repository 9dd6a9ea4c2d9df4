// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;

class InstrumentsTest {

    /** In two random linear models, a variable is an instrument just when the ratio of covariances is the effect. */
    @Test
    void agreesWithRatiosOfCovariancesOnEverySetOfManyGraphs() {
        int valid = 0;
        int without = 0;
        for (int g = 0; g < 300; g++) {
            Seed seed = Seed.of(41).split(g);
            Admg graph = SemiMarkovWorld.randomGraph(3 + g % 4, 0.45, 0.2, seed);
            Dag full = AncestralAdjustmentTest.canonical(graph);
            LinearWorld one = LinearWorld.of(full, seed.split("one"));
            LinearWorld two = LinearWorld.of(full, seed.split("two"));
            String y = graph.names().get(graph.size() - 1);
            for (String x : graph.names()) {
                if (!graph.descendants(x).contains(y)) continue;
                Instruments instruments = Instruments.of(graph, x, y);
                boolean any = false;
                for (String z : graph.names()) {
                    if (z.equals(x) || z.equals(y)) continue;
                    for (Set<String> w : subsets(graph, x, y, z)) {
                        boolean truth = finds(one, full, x, y, z, w) && finds(two, full, x, y, z, w);
                        assertThat(instruments.isValid(z, w))
                                .as("%s: %s for %s to %s given %s", graph, z, x, y, w)
                                .isEqualTo(truth);
                        any |= truth;
                        if (truth) valid++;
                    }
                }
                List<Instrument> found = instruments.find();
                assertThat(found).allMatch(each -> instruments.isValid(each.instrument(), each.covariates()));
                assertThat(!found.isEmpty()).as("%s: %s to %s", graph, x, y).isEqualTo(any);
                if (!any) without++;
            }
        }
        assertThat(valid).isGreaterThan(500);
        assertThat(without).isGreaterThan(50);
    }

    @Test
    void namesTheInstrumentAndWhyAnotherIsNone() {
        Admg graph = Admg.of("Z -> X -> Y", "X <-> Y", "W -> Z", "W -> Y");
        Instruments instruments = Instruments.of(graph, "X", "Y");
        assertThat(instruments.find()).extracting(Instrument::text).containsExactly("cov(Z, Y | W) / cov(Z, X | W)");
        assertThat(instruments.witness("Z", Set.of()).orElseThrow().text())
                .isEqualTo("the instrument reaches the outcome not only through the treatment (Z <- W -> Y)");
        assertThat(Instruments.of(graph, "X", "Y", Set.of("W")).find()).isEmpty();
        assertThatThrownBy(() -> Instruments.of(graph, "Y", "X")).hasMessageContaining("the effect is 0");
    }

    private static boolean finds(LinearWorld world, Dag full, String x, String y, String z, Set<String> w) {
        List<Integer> given = w.stream().map(full::index).toList();
        double withTreatment = world.coefficient(full.index(z), full.index(x), given);
        double withOutcome = world.coefficient(full.index(z), full.index(y), given);
        double effect = world.effect(full.index(x), full.index(y));
        return Math.abs(withTreatment) > 1e-7 && Math.abs(withOutcome / withTreatment - effect) < 1e-6;
    }

    private static List<Set<String>> subsets(Admg graph, String... without) {
        List<Set<String>> out = new ArrayList<>(List.of(Set.of()));
        for (String name : graph.names()) {
            if (Set.of(without).contains(name)) continue;
            for (Set<String> set : List.copyOf(out)) {
                Set<String> more = new HashSet<>(set);
                more.add(name);
                out.add(Set.copyOf(more));
            }
        }
        return out;
    }
}
