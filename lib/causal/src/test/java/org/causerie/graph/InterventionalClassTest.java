// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

/** The graphs of interventional classes against classes made by grouping every graph of a size. */
class InterventionalClassTest {

    /** Observations or an experiment without the first variable, and two experiments on any. */
    private static List<Set<String>> family(int n, Seed seed) {
        RandomGenerator random = seed.random();
        List<String> names = AllDags.names(n);
        List<Set<String>> family = new ArrayList<>();
        family.add(random.nextBoolean() ? Set.of() : new HashSet<>(names.subList(1, 1 + random.nextInt(n - 1))));
        for (int e = 0; e < 2; e++) {
            Set<String> targets = new HashSet<>();
            for (int k = random.nextInt(2); k >= 0; k--) targets.add(names.get(random.nextInt(n)));
            family.add(targets);
        }
        return family;
    }

    private static boolean conservative(int n, List<Set<String>> family) {
        return AllDags.names(n).stream().noneMatch(name -> family.stream().allMatch(set -> set.contains(name)));
    }

    /** What each experiment shows: the class of the graph without the edges into its targets (theorem 10). */
    private static List<Cpdag> shown(Dag dag, List<Set<String>> family) {
        List<Cpdag> shown = new ArrayList<>();
        for (Set<String> targets : family) {
            BitSet set = new BitSet();
            targets.forEach(name -> set.set(dag.index(name)));
            shown.add(dag.withoutEdgesInto(set).toCpdag());
        }
        return shown;
    }

    private static int compare(int n, List<Set<String>> family) {
        Map<List<Cpdag>, List<Dag>> classes = AllDags.on(n).collect(Collectors.groupingBy(dag -> shown(dag, family)));
        for (List<Dag> members : classes.values()) {
            Cpdag union = EquivalenceTest.union(members);
            for (Dag dag : members) assertThat(dag.toCpdag(family)).isEqualTo(union);
            assertThat(union.members()).containsExactlyInAnyOrderElementsOf(members);
        }
        return classes.size();
    }

    @Test
    void theClassIsWhatAllMembersShare() {
        int families = 0;
        for (int i = 0; families < 20; i++) {
            int n = 3 + i % 2;
            List<Set<String>> family = family(n, Seed.of(i));
            if (!conservative(n, family)) continue;
            assertThat(compare(n, family)).isGreaterThanOrEqualTo(n == 3 ? 11 : 185);
            families++;
        }
        compare(5, List.of(Set.of(), Set.of("X2"), Set.of("X2", "X4")));
    }

    @Test
    void experimentsOnAllButOneTellEverything() {
        List<Set<String>> each = List.of(Set.of("X1"), Set.of("X2"), Set.of("X3"));
        AllDags.on(4).forEach(dag -> assertThat(dag.toCpdag(each).toDag()).isEqualTo(dag));
        AllDags.on(4).forEach(dag -> assertThat(dag.toCpdag(List.of())).isEqualTo(dag.toCpdag()));
        AllDags.on(4).forEach(dag -> assertThat(dag.toCpdag(List.of(Set.of()))).isEqualTo(dag.toCpdag()));
    }

    @Test
    void equivalenceDependsOnTheExperiments() {
        Dag chain = Dag.of("A -> B -> C");
        Dag fork = Dag.of("A <- B -> C");
        assertThat(chain.toCpdag(List.of(Set.of(), Set.of("C")))).isEqualTo(Cpdag.of("A -- B -> C"));
        assertThat(chain.toCpdag(List.of(Set.of(), Set.of("A")))).isEqualTo(Cpdag.of("A -> B -> C"));
        assertThat(chain.equivalent(fork, List.of(Set.of(), Set.of("C")))).isTrue();
        assertThat(chain.equivalent(fork, List.of(Set.of(), Set.of("A")))).isFalse();
        assertThat(chain.equivalent(Dag.of("A -> B"), List.of())).isFalse();
    }

    @Test
    void refusesWhatCannotBeTold() {
        Dag chain = Dag.of("A -> B -> C");
        assertThatThrownBy(() -> chain.toCpdag(List.of(Set.of("B"), Set.of("A", "B"))))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("causes of B")
                .hasMessageContaining("every experiment");
        assertThatThrownBy(() -> chain.toCpdag(List.of(Set.of("D"))))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"D\"");
    }
}
