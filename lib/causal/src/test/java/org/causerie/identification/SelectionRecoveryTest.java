// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas of the selected cases against truth in the whole population. */
class SelectionRecoveryTest {
    private static final InterventionalDistribution EFFECT = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));

    private static boolean check(InterventionalDistribution query, Admg graph, Seed seed) {
        Identification answer = SelectionRecovery.withDefaults().identify(query, graph, "S");
        if (!answer.identified()) return false;
        SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, seed);
        Expression formula = ((Functional) answer.estimand()).expression();
        onlySelected(formula);
        assertThat(query.probability().free()).containsAll(formula.free());
        assertThat(Truths.difference(formula, query.probability(), world))
                .as("%s in %s: %s", query, graph, formula)
                .isLessThan(1e-9);
        return true;
    }

    /** Every probability is of what is observed among the cases with S = 1. */
    private static void onlySelected(Expression formula) {
        if (formula instanceof Probability probability) {
            assertThat(probability.given()).contains(Term.of("S", new Level("1")));
            List<Term> all = new ArrayList<>(probability.events());
            all.addAll(probability.given());
            assertThat(all).allMatch(term -> term.world().isEmpty());
        } else if (formula instanceof Product product) product.factors().forEach(SelectionRecoveryTest::onlySelected);
        else if (formula instanceof Sum sum) onlySelected(sum.body());
        else if (formula instanceof Fraction fraction) {
            onlySelected(fraction.numerator());
            onlySelected(fraction.denominator());
        } else assertThat(formula).isInstanceOf(Constant.class);
    }

    @Test
    void randomGraphs() {
        int recovered = 0;
        for (int i = 0; i < 500; i++) {
            Seed seed = Seed.of(41).split(i);
            RandomGenerator random = seed.split("selection").random();
            Admg some = Truths.randomGraph(3 + i % 4, seed);
            InterventionalDistribution query = Truths.randomQuery(some, i % 3 == 0, seed.split("query"));
            if (i % 5 == 0)
                query = new InterventionalDistribution(query.outcomes(), new TreeSet<>(), query.treatments());
            if (check(query, selected(some, random), seed.split("world"))) recovered++;
        }
        assertThat(recovered).isBetween(50, 300);
    }

    /** The graph with a selection that one or two variables bear on, and sometimes a hidden cause. */
    private static Admg selected(Admg graph, RandomGenerator random) {
        int n = graph.size();
        List<String> names = new ArrayList<>(graph.names());
        names.add("S");
        List<int[]> arrows = new ArrayList<>();
        List<int[]> arcs = new ArrayList<>();
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++) {
                if (graph.hasEdge(a, b)) arrows.add(new int[] {a, b});
                if (a < b && graph.bidirected(a, b)) arcs.add(new int[] {a, b});
            }
        int cause = random.nextInt(n);
        arrows.add(new int[] {cause, n});
        if (random.nextDouble() < 0.3) arcs.add(new int[] {random.nextInt(n), n});
        return Admg.of(names, arrows, arcs);
    }

    /** BTP is Bareinboim, Tian and Pearl (2014); BT Bareinboim and Tian (2015), as in the R package causaleffect. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            selected by the treatment         | X -> Y; X -> S | true
            selected by the outcome           | X -> Y; Y -> S | false
            by the treatment, confounded      | X -> Y; X -> S; Z -> X; Z -> Y | false
            by the treatment, after its cause | W -> X -> Y; W -> S | true
            by the mediator                   | X -> M -> Y; M -> S; X <-> M | false
            by what confounds nothing         | X -> Y; A -> S; A -> X | true
            once a cause is summed out        | B -> X -> Y; A -> S; Y <-> B <-> A | true
            by a hidden cause of the outcome  | X -> Y; S <-> Y | false
            BTP figure 1 (a)                  | X -> Y; X -> S; Y -> S | false
            BT, causaleffect's example        | W1 -> X; W2 -> X; X -> Y; W2 -> S; W1 <-> W2; W1 <-> Y | true
            """)
    void effectsUnderSelection(String name, String graph, boolean recovered) {
        assertThat(check(EFFECT, Admg.of(graph.split("; ")), Seed.of(5)))
                .as(name)
                .isEqualTo(recovered);
    }

    /** Bareinboim, Tian and Pearl (2014), theorem 1. */
    @Test
    void aConditionalDistributionFollowsWhereTheConditionSeparatesIt() {
        InterventionalDistribution query =
                InterventionalDistribution.of(Set.of("Y"), Set.of()).given("X");
        assertThat(check(query, Admg.of("X -> Y", "X -> S"), Seed.of(1))).isTrue();
        assertThat(check(query, Admg.of("X -> Y", "Y -> S"), Seed.of(1))).isFalse();
        // figure 1 (a)
        assertThat(check(query, Admg.of("X -> Y", "X -> S", "Y -> S"), Seed.of(1)))
                .isFalse();
        assertThat(SelectionRecovery.withDefaults()
                        .identify(query, Admg.of("X -> Y", "X -> S"), "S")
                        .estimand()
                        .text())
                .isEqualTo("P(Y | S = 1, X)");
    }

    @Test
    void badInputIsRefused() {
        SelectionRecovery recovery = SelectionRecovery.withDefaults();
        assertThatThrownBy(() -> recovery.identify(EFFECT, Admg.of("X -> Y", "S -> Y"), "S"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("S has an effect on Y");
        assertThatThrownBy(() -> recovery.identify(EFFECT, Admg.of("X -> Y"), "Y"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("take \"Y\" out of P(Y | do(X))");
    }
}
