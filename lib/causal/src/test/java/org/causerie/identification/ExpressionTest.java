// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

/** The value of formulas against worlds whose answers are known by enumeration. */
class ExpressionTest {
    private static final Symbol X = Symbol.of("X");
    private static final Symbol OTHER_X = new Symbol("X", 1);

    @Test
    void theFrontDoorFormulaEqualsTheTruth() {
        Admg graph = Admg.of("X -> M -> Y", "X <-> Y");
        Expression inner = new Sum(
                new TreeSet<>(Set.of(OTHER_X)),
                Product.of(List.of(
                        new Probability(
                                Domain.target(),
                                new TreeSet<>(Set.of(Term.of("Y"))),
                                new TreeSet<>(Set.of(Term.of("M"), Term.of("X", OTHER_X)))),
                        new Probability(
                                Domain.target(), new TreeSet<>(Set.of(Term.of("X", OTHER_X))), new TreeSet<>()))));
        Expression formula =
                Sum.over(List.of("M"), Product.of(List.of(Probability.of(List.of("M"), List.of("X")), inner)));
        assertThat(formula.text()).isEqualTo("Σ_{M} P(M | X) (Σ_{X'} P(Y | M, X') P(X'))");
        assertThat(formula.free()).containsExactly(X, Symbol.of("Y"));
        Probability truth =
                InterventionalDistribution.of(Set.of("Y"), Set.of("X")).probability();
        assertThat(truth.text()).isEqualTo("P(Y | do(X))");
        for (int seed = 0; seed < 20; seed++) {
            SemiMarkovWorld world = new SemiMarkovWorld(graph, 2 + seed % 2, Seed.of(seed));
            for (String x : world.levels("X"))
                for (String y : world.levels("Y")) {
                    Map<Symbol, String> at = Map.of(X, x, Symbol.of("Y"), y);
                    assertThat(formula.evaluate(world, at)).isEqualTo(truth.evaluate(world, at), within(1e-12));
                }
        }
    }

    @Test
    void aCounterfactualAddsUpToItsMarginals() {
        SemiMarkovWorld world = new SemiMarkovWorld(Admg.of("X -> Y", "X <-> Y"), 2, Seed.of(3));
        Term treated = Term.of("Y").in(Map.of("X", new Level("1")));
        Term control = Term.of("Y", new Symbol("Y", 1)).in(Map.of("X", new Level("0")));
        Probability both = CounterfactualDistribution.of(treated, control).probability();
        assertThat(both.text()).isEqualTo("P(Y_{X = 1}, Y'_{X = 0})");
        Expression summed = new Sum(new TreeSet<>(Set.of(new Symbol("Y", 1))), both);
        Expression alone = new Probability(Domain.target(), new TreeSet<>(Set.of(treated)), new TreeSet<>());
        for (String y : List.of("0", "1"))
            assertThat(summed.evaluate(world, Map.of(Symbol.of("Y"), y)))
                    .isEqualTo(alone.evaluate(world, Map.of(Symbol.of("Y"), y)), within(1e-12));
    }

    @Test
    void consistencyHoldsInEveryWorld() {
        SemiMarkovWorld world = new SemiMarkovWorld(Admg.of("X -> Y", "X <-> Y"), 3, Seed.of(4));
        TreeMap<String, Value> set = new TreeMap<>(Map.of("X", X));
        Probability counterfactual = CounterfactualDistribution.of(Term.of("Y").in(set), Term.of("X"))
                .probability();
        Probability seen = Probability.of(List.of("X", "Y"), List.of());
        Map<Symbol, String> at = Map.of(X, "2", Symbol.of("Y"), "1");
        assertThat(counterfactual.evaluate(world, at)).isEqualTo(seen.evaluate(world, at), within(1e-12));
    }

    @Test
    void aMissingLevelIsNamed() {
        SemiMarkovWorld world = new SemiMarkovWorld(Admg.of("X -> Y"), 2, Seed.of(1));
        assertThatThrownBy(() -> Probability.of(List.of("Y"), List.of("X")).evaluate(world, Map.of(X, "1")))
                .isInstanceOf(CausalException.class)
                .hasMessage("The formula depends on Y; give its level, one of 0, 1");
    }
}
