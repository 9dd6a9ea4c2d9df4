// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.causerie.Execution;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.Independence;
import org.causerie.stat.TestResult;
import org.junit.jupiter.api.Test;

/** What PC does when tests contradict each other, which an oracle never does. */
class CollidersTest {

    /** Tests with p-values that are written down: {@code "A,B|C"}; dependent where nothing is. */
    private record Script(List<String> names, Map<String, Double> pValues) implements Independence {
        static Script of(String names, Object... tests) {
            Map<String, Double> pValues = new HashMap<>();
            for (int i = 0; i < tests.length; i += 2) pValues.put((String) tests[i], (Double) tests[i + 1]);
            return new Script(List.of(names.split("")), pValues);
        }

        @Override
        public TestResult test(int x, int y, int... given) {
            List<String> set =
                    Arrays.stream(given).mapToObj(names::get).sorted().toList();
            String pair = names.get(Math.min(x, y)) + "," + names.get(Math.max(x, y));
            double p = pValues.getOrDefault(pair + "|" + String.join("", set), 0.0);
            return new TestResult(1 - p, 1, p);
        }
    }

    /** The path A — B — C — D, of which both inner variables look like colliders. */
    private static Script twoColliders(double first, double second) {
        return Script.of("ABCD", "A,C|", first, "B,D|", second, "A,D|", 0.9);
    }

    private static Pc.Result pc(Independence independence) {
        return Pc.withDefaults().discover(independence, Execution.sequential());
    }

    @Test
    void theBetterSupportedOfTwoCollidersStands() {
        Pc.Result found = pc(twoColliders(0.8, 0.3));
        assertThat(found.cpdag().text())
                .isEqualTo(Cpdag.of("A", "B", "C", "D", "A -> B <- C", "C -- D").text());
        assertThat(found.conflicts())
                .containsExactly(new Conflict(Conflict.Kind.COLLIDER_AGAINST_COLLIDER, List.of("B", "C", "D")));
        assertThat(found.conflicts().get(0))
                .hasToString("the collider B → C ← D is against a better supported collider");
        assertThat(pc(twoColliders(0.3, 0.8)).cpdag().text())
                .isEqualTo(Cpdag.of("A", "B", "C", "D", "B -> C <- D", "A -- B").text());
    }

    @Test
    void ofTwoCollidersWithEqualSupportNeitherStands() {
        Pc.Result found = pc(twoColliders(0.5, 0.5));
        assertThat(found.cpdag().edges()).allMatch(edge -> edge.toString().contains("--"));
        assertThat(found.conflicts()).hasSize(2);
    }

    @Test
    void aColliderAgainstKnowledgeIsToldNotDrawn() {
        Pc.Result found = Pc.withDefaults()
                .knowledge(Knowledge.none().forbid("A", "B"))
                .discover(Script.of("ABC", "A,C|", 0.9), Execution.sequential());
        assertThat(found.cpdag().directed("B", "A")).isTrue();
        assertThat(found.cpdag().directed("C", "B")).isFalse();
    }

    /** A and C are independent given nothing, given D, and with the largest p-value given B. */
    @Test
    void theRulesReadTheSameSetsInTheirOwnWay() {
        Script two = Script.of("ABCD", "A,C|", 0.02, "A,C|B", 0.5, "B,D|A", 0.9, "C,D|", 0.9);
        assertThat(middle(two, ColliderRule.STANDARD)).isTrue();
        assertThat(middle(two, ColliderRule.MAX_P)).isFalse();
        Pc.Result majority = Pc.withDefaults().colliders(ColliderRule.MAJORITY).discover(two);
        assertThat(majority.ambiguous()).containsExactly(new Triple("A", "B", "C"));
        Script three = Script.of("ABCD", "A,C|", 0.02, "A,C|B", 0.5, "A,C|D", 0.02, "B,D|A", 0.9, "C,D|", 0.9);
        assertThat(middle(three, ColliderRule.MAJORITY)).isTrue();
        Pc.Result conservative =
                Pc.withDefaults().colliders(ColliderRule.CONSERVATIVE).discover(three);
        assertThat(conservative.ambiguous()).containsExactly(new Triple("A", "B", "C"));
        assertThat(conservative.cpdag().undirected("B", "C")).isTrue();
    }

    private static boolean middle(Script script, ColliderRule rule) {
        Pc.Result found = Pc.withDefaults().colliders(rule).discover(script, Execution.sequential());
        return found.cpdag().directed("A", "B") && found.cpdag().directed("C", "B");
    }

    @Test
    void arrowsThatWouldCloseACycleAreLeftOut() {
        // B, C and D form a triangle; the colliders A → B ← D, E → C ← B and F → D ← C would close it.
        Script script = Script.of(
                "ABCDEF", "A,D|", 0.9, "B,E|", 0.8, "C,F|", 0.7, "A,C|", 0.011, "A,C|B", 0.02, "A,E|", 0.9, "A,F|", 0.9,
                "E,F|", 0.9, "D,E|", 0.011, "D,E|C", 0.02, "B,F|", 0.011, "B,F|D", 0.02);
        Pc.Result found = Pc.withDefaults().colliders(ColliderRule.MAX_P).discover(script, Execution.sequential());
        assertThat(found.conflicts()).isNotEmpty();
        boolean circle = found.cpdag().directed("D", "B")
                && found.cpdag().directed("B", "C")
                && found.cpdag().directed("C", "D");
        assertThat(circle).isFalse();
    }
}
