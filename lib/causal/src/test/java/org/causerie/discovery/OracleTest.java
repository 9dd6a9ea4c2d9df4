// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.stat.Bic;
import org.causerie.stat.DSeparation;
import org.causerie.stat.Independence;
import org.causerie.stat.LocalScore;
import org.causerie.stat.TestResult;
import org.junit.jupiter.api.Test;

/** With a test that knows the graph, and with the population in place of a sample, the truth must come out. */
class OracleTest {
    private static final Seed SEED = Seed.of(20261122);

    /** Enough cases for the smallest effect to weigh more than the penalty, few enough for double precision. */
    private static final double CASES = 1e12;

    /** d-separation that remembers its answers, since every collider rule asks for the same. */
    private record Remembered(Independence oracle, Map<Long, TestResult> known) implements Independence {
        static Independence of(Dag dag) {
            return new Remembered(DSeparation.of(dag), new HashMap<>());
        }

        @Override
        public List<String> names() {
            return oracle.names();
        }

        @Override
        public TestResult test(int x, int y, int... given) {
            long key = 0;
            for (int i : given) key |= 1L << i;
            return known.computeIfAbsent((key << 10) + (x << 5) + y, asked -> oracle.test(x, y, given));
        }
    }

    @Test
    void pcFindsTheClassOfTwoThousandGraphs() {
        for (int i = 0; i < 2_000; i++) {
            Dag dag = Worlds.dag(30, SEED.split(i));
            Independence oracle = Remembered.of(dag);
            for (ColliderRule rule : ColliderRule.values()) {
                Pc.Result found = Pc.withDefaults().colliders(rule).discover(oracle, Execution.sequential());
                assertThat(found.cpdag()).as("graph %d, %s", i, rule).isEqualTo(dag.toCpdag());
                assertThat(found.conflicts()).isEmpty();
                assertThat(found.ambiguous()).isEmpty();
            }
        }
    }

    @Test
    void pcKeepsSetsThatSeparate() {
        for (int i = 0; i < 100; i++) {
            Dag dag = Worlds.dag(15, SEED.split(i));
            SeparatingSets sets =
                    Pc.withDefaults().discover(DSeparation.of(dag)).separatingSets();
            int n = dag.size();
            assertThat(sets.size()).isEqualTo(n * (n - 1) / 2 - dag.edgeCount());
            assertThat(sets.list()).allMatch(set -> dag.separated(set.x(), set.y(), set.given()));
        }
    }

    @Test
    void gesFindsTheClassOfFiveHundredGraphs() {
        for (int i = 0; i < 500; i++) {
            Seed seed = SEED.split("ges").split(i);
            Dag dag = Worlds.dag(30, seed);
            LocalScore score = Bic.withDefaults().on(Worlds.population(dag, CASES, seed));
            for (Ges ges : GreedyStepsTest.variants()) {
                Ges.Result found = ges.discover(score, Execution.sequential());
                assertThat(found.cpdag()).as("graph %d, %s", i, ges).isEqualTo(dag.toCpdag());
            }
        }
    }

    @Test
    void truePriorKnowledgeNarrowsTheClassAndNothingElse() {
        int narrowed = 0;
        for (int i = 0; i < 400; i++) {
            Seed seed = SEED.split("knowledge").split(i);
            Dag dag = Worlds.dag(14, seed);
            Knowledge knowledge = Worlds.truths(dag, seed);
            Cpdag truth = Worlds.narrowed(dag, knowledge);
            if (!truth.equals(dag.toCpdag())) narrowed++;
            for (ColliderRule rule : ColliderRule.values()) {
                Pc.Result found = Pc.withDefaults()
                        .colliders(rule)
                        .knowledge(knowledge)
                        .discover(DSeparation.of(dag), Execution.sequential());
                assertThat(found.cpdag()).as("graph %d, %s", i, rule).isEqualTo(truth);
                assertThat(found.conflicts()).isEmpty();
            }
            LocalScore score = Bic.withDefaults().on(Worlds.population(dag, CASES, seed));
            List<Ges> variants = GreedyStepsTest.variants();
            for (Ges ges : List.of(Ges.withDefaults(), variants.get(i % variants.size()))) {
                Ges.Result found = ges.knowledge(knowledge).discover(score, Execution.sequential());
                assertThat(found.cpdag()).as("graph %d, %s", i, ges).isEqualTo(truth);
            }
        }
        assertThat(narrowed).isGreaterThan(200);
    }
}
