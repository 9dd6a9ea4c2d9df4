// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

/** Maximal ancestral graphs, with selection, against all of them on four variables and against full graphs. */
class MagTest {
    private static final int N = 4;

    /** Every maximal ancestral graph, grouped by its separations. */
    private static Map<BitSet, List<Mag>> classes() {
        Map<BitSet, List<Mag>> classes = new HashMap<>();
        List<String> names = AllDags.names(N);
        Mark[][] kinds = {
            {Mark.NONE, Mark.NONE},
            {Mark.TAIL, Mark.ARROW},
            {Mark.ARROW, Mark.TAIL},
            {Mark.ARROW, Mark.ARROW},
            {Mark.TAIL, Mark.TAIL}
        };
        for (int code = 0; code < 15_625; code++) {
            List<Edge> edges = new ArrayList<>();
            int rest = code;
            for (int i = 0; i < N; i++) {
                for (int j = i + 1; j < N; j++, rest /= 5) {
                    if (rest % 5 == 0) continue;
                    edges.add(new Edge(names.get(i), names.get(j), kinds[rest % 5][0], kinds[rest % 5][1]));
                }
            }
            try {
                Mag mag = Mag.of(names, edges);
                classes.computeIfAbsent(separations(mag), key -> new ArrayList<>())
                        .add(mag);
            } catch (CausalException refused) {
                assertThat(refused).hasMessageContaining("The graph is not");
            }
        }
        return classes;
    }

    /** One bit for each pair and set: 16 (4 x + y) + set. */
    private static BitSet separations(Mag mag) {
        BitSet found = new BitSet();
        for (int x = 0; x < N; x++)
            for (int y = x + 1; y < N; y++)
                for (int set = 0; set < 16; set++)
                    if ((set >> x & 1) == 0
                            && (set >> y & 1) == 0
                            && mag.separated(
                                    SeparationTest.only(x), SeparationTest.only(y), BitSet.valueOf(new long[] {set})))
                        found.set(16 * (4 * x + y) + set);
        return found;
    }

    /** The marks all members share; circles elsewhere. */
    private static Pag shared(List<Mag> members) {
        Mag first = members.get(0);
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < N; i++)
            for (int j = i + 1; j < N; j++)
                if (first.adjacent(i, j))
                    edges.add(new Edge(
                            first.names().get(i), first.names().get(j), shared(members, j, i), shared(members, i, j)));
        return Pag.of(first.names(), edges);
    }

    private static Mark shared(List<Mag> members, int i, int j) {
        Mark mark = members.get(0).mark(i, j);
        return members.stream().allMatch(member -> member.mark(i, j) == mark) ? mark : Mark.CIRCLE;
    }

    @Test
    void theRulesFindExactlyTheMarksThatAllEquivalentGraphsShare() {
        Map<BitSet, List<Mag>> classes = classes();
        assertThat(classes).hasSizeGreaterThan(200);
        List<Mag> one = new ArrayList<>();
        classes.forEach((separations, members) -> {
            Pag pag = shared(members);
            for (Mag member : members)
                assertThat(member.toPag()).as("%s", member).isEqualTo(pag);
            assertThat(members).as("a member of %s", pag).contains(pag.toMag());
            assertThat(pag.isPag()).isTrue();
            one.add(members.get(0));
        });
        for (int i = 1; i < one.size(); i++)
            assertThat(one.get(i).equivalent(one.get(i - 1))).isFalse();
        assertThat(classes.values().stream()
                        .flatMap(List::stream)
                        .filter(mag -> mag.toString().contains("--")))
                .hasSizeGreaterThan(100);
    }

    /** Where two of the three graphs of four marks differ in one circle turned, the changed graph is none of a class. */
    @Test
    void otherMarksAreThoseOfNoClass() {
        assertThat(Pag.of("A o-> B <-o C").isPag()).isTrue();
        assertThat(Pag.of("A -> B <-o C").isPag()).isFalse();
        assertThat(Pag.of("A o-o B o-o C").isPag()).isTrue();
        assertThat(Pag.of("A o-> B o-o C").isPag()).isFalse();
        assertThat(Pag.of("A o-o B o-o C o-o D o-o A").isPag()).isFalse();
        assertThat(Pag.of("A -- B -- C -- D -- A").isPag()).isTrue();
    }

    @Test
    void aProjectionHasTheSeparationsOfTheFullGraph() {
        for (int i = 0; i < 400; i++) {
            Seed seed = Seed.of(i);
            RandomGenerator random = seed.split("roles").random();
            int n = 5 + random.nextInt(5);
            Dag dag = RandomGraphs.erdosRenyi(n, 1.5 + random.nextDouble() * 2, seed);
            List<String> latents = new ArrayList<>();
            List<String> selected = new ArrayList<>();
            for (String name : dag.names()) {
                int role = random.nextInt(6);
                if (role == 0) latents.add(name);
                if (role == 1) selected.add(name);
            }
            Mag mag = Mag.projection(dag, latents, selected);
            for (int k = 0; k < 60 && mag.size() > 2; k++) {
                int x = random.nextInt(mag.size());
                int y = (x + 1 + random.nextInt(mag.size() - 1)) % mag.size();
                List<String> given = new ArrayList<>();
                for (int v = 0; v < mag.size(); v++)
                    if (v != x && v != y && random.nextInt(3) == 0)
                        given.add(mag.names().get(v));
                List<String> all = new ArrayList<>(given);
                all.addAll(selected);
                String from = mag.names().get(x);
                String to = mag.names().get(y);
                assertThat(mag.separated(from, to, given))
                        .as("%s and %s given %s in %s, latent %s, selected %s", from, to, given, dag, latents, selected)
                        .isEqualTo(dag.separated(from, to, all));
            }
            Mag member = mag.toPag().toMag();
            assertThat(member.equivalent(mag)).isTrue();
            assertThat(mag.toPag().isPag()).isTrue();
        }
    }

    @Test
    void whatIsNotAMagIsToldWhy() {
        assertThatThrownBy(() -> Mag.of("A -> B -> C <-> A")).hasMessageContaining("not ancestral: A causes C");
        assertThatThrownBy(() -> Mag.of("A -> B -- C")).hasMessageContaining("not ancestral: the undirected edge");
        assertThatThrownBy(() -> Mag.of("A <-> B <-> C <-> D", "B -> D", "C -> A"))
                .hasMessageContaining("not maximal");
        assertThatThrownBy(() -> Mag.of("A o-> B")).hasMessageContaining("has a circle");
        assertThatThrownBy(() -> Mag.of("A -- B").toAdmg()).hasMessageContaining("not an Admg");
        assertThatThrownBy(() -> Mag.projection(Dag.of("A -> B"), Set.of("A"), Set.of("A")))
                .hasMessageContaining("both hidden and selected");
    }

    @Test
    void selectionJoinsCausesByAnEdgeWithTails() {
        Dag dag = Dag.of("A -> S <- B", "A <- L -> C");
        assertThat(Mag.projection(dag, Set.of("L"), Set.of("S")).text()).isEqualTo("A -- B; A -> C");
        assertThat(Mag.projection(dag, Set.of("L"), Set.of()))
                .isEqualTo(Mag.of("A", "S", "B", "C", "A -> S <- B", "A <-> C"));
        assertThat(Mag.parse("mag { A -> B \n B <-> C }")).isEqualTo(Mag.of("A -> B <-> C"));
        Mag mag = Mag.of("A -> B <-> C", "D -- E");
        assertThat(Mag.parse(mag.toDagitty())).isEqualTo(mag);
        assertThat(mag.toString()).isEqualTo(mag.text());
    }
}
