// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.Mark;
import org.causerie.stat.Bic;
import org.causerie.stat.DSeparation;
import org.causerie.stat.Independence;
import org.causerie.stat.TestResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Background knowledge binds, true or not. */
class KnowledgeTest {

    static Stream<Search> searches() {
        return Stream.of(
                Pc.withDefaults(),
                Pc.withDefaults().colliders(ColliderRule.MAJORITY).alpha(0.1),
                Ges.withDefaults(),
                Ges.withDefaults().strategy(Ges.Strategy.FORWARD_BACKWARD),
                Ges.withDefaults().strategy(Ges.Strategy.TURNING),
                Ges.withDefaults().strategy(Ges.Strategy.PERTURBED).faithful(true),
                Boss.withDefaults().score(Bic.withDefaults()),
                Grasp.withDefaults().score(Bic.withDefaults()).backward(false));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void knowledgeIsNeverViolated(Search search) {
        for (int i = 0; i < 60; i++) {
            Seed seed = Seed.of(i);
            Dag dag = Worlds.dag(12, seed);
            Dataset data = Worlds.sample(dag, 100, seed);
            Knowledge made = madeUp(dag.names(), seed);
            Search bound = search instanceof Pc pc
                    ? pc.knowledge(made)
                    : search instanceof Ges ges
                            ? ges.knowledge(made)
                            : search instanceof Boss boss ? boss.knowledge(made) : ((Grasp) search).knowledge(made);
            CausalGraph graph = bound.discover(data, Execution.sequential()).graph();
            for (int a = 0; a < graph.size(); a++) {
                for (int b = 0; b < graph.size(); b++) {
                    if (a == b) continue;
                    String from = graph.names().get(a);
                    String to = graph.names().get(b);
                    boolean forward = graph.mark(a, b) == Mark.ARROW;
                    if (made.required(from, to))
                        assertThat(forward).as("%s -> %s", from, to).isTrue();
                    if (made.forbidden(from, to) && graph.adjacent(a, b))
                        assertThat(graph.mark(b, a)).as("%s, %s", from, to).isEqualTo(Mark.ARROW);
                    if (made.forbidden(from, to) && made.forbidden(to, from))
                        assertThat(graph.adjacent(a, b)).isFalse();
                }
            }
        }
    }

    /** Consistent with one random order of the variables, which has nothing to do with the graph. */
    private static Knowledge madeUp(List<String> names, Seed seed) {
        RandomGenerator random = seed.split("made up").random();
        List<String> order = new ArrayList<>(names);
        Collections.rotate(order, random.nextInt(order.size()));
        Set<String> early = new HashSet<>(order.subList(0, order.size() / 2));
        Knowledge made = Knowledge.tiers(early, new HashSet<>(order.subList(order.size() / 2, order.size() - 1)))
                .root(order.get(0));
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                int draw = random.nextInt(12);
                if (draw == 0 && !made.forbidden(order.get(i), order.get(j)))
                    made = made.require(order.get(i), order.get(j));
                if (draw == 1) made = made.forbid(order.get(i), order.get(j)).forbid(order.get(j), order.get(i));
                if (draw == 2) made = made.forbid(order.get(j), order.get(i));
            }
        }
        return made;
    }

    @Test
    void whatIsKnownIsNotTested() {
        Dag dag = Dag.of("A -> B -> C -> D", "B -> D", "E");
        Set<Set<Integer>> asked = new HashSet<>();
        Independence oracle = DSeparation.of(dag);
        Independence watched = new Independence() {
            @Override
            public List<String> names() {
                return oracle.names();
            }

            @Override
            public TestResult test(int x, int y, int... given) {
                asked.add(Set.of(x, y));
                return oracle.test(x, y, given);
            }
        };
        Knowledge known = Knowledge.none()
                .require("A", "B")
                .forbid("A", "E")
                .forbid("E", "A")
                .forbid("D", "E")
                .forbid("E", "D");
        Pc.Result found = Pc.withDefaults().knowledge(known).discover(watched, Execution.sequential());
        assertThat(asked)
                .doesNotContain(
                        Set.of(dag.index("A"), dag.index("B")),
                        Set.of(dag.index("A"), dag.index("E")),
                        Set.of(dag.index("D"), dag.index("E")))
                .contains(Set.of(dag.index("C"), dag.index("E")));
        assertThat(found.separatingSets().between("A", "E")).isEmpty();
        assertThat(found.cpdag().directed("A", "B")).isTrue();
        assertThat(found.cpdag().directed("B", "C")).isTrue();
    }

    @Test
    void aColliderBetweenForbiddenEndsIsStillFound() {
        Dag dag = Dag.of("X -> Z <- Y");
        Knowledge apart = Knowledge.none().forbid("X", "Y").forbid("Y", "X");
        assertThat(Pc.withDefaults()
                        .knowledge(apart)
                        .discover(DSeparation.of(dag))
                        .cpdag())
                .isEqualTo(dag.toCpdag());
        Dag chain = Dag.of("X -> Z -> Y");
        assertThat(Pc.withDefaults()
                        .knowledge(apart)
                        .discover(DSeparation.of(chain))
                        .cpdag())
                .isEqualTo(chain.toCpdag());
    }

    @Test
    void aCycleOfForbiddenArrowsIsToldNotDrawn() {
        Knowledge circle = Knowledge.none().forbid("A", "B").forbid("B", "C").forbid("C", "A");
        Pc.Result found = Pc.withDefaults().knowledge(circle).discover(DSeparation.of(Dag.of("A -> B -> C", "A -> C")));
        assertThat(found.conflicts()).extracting(Conflict::kind).containsOnly(Conflict.Kind.KNOWLEDGE_IN_CYCLE);
        assertThat(found.cpdag().edgeCount()).isEqualTo(3);
    }
}
