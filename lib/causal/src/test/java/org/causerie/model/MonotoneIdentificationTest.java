// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;

/** Which case a graph is, against d-separation with every hidden cause drawn; and what is fitted and refused in each. */
class MonotoneIdentificationTest {
    private static final FitScm FLOW = FitScm.withDefaults().monotone(QuantileTransform.withDefaults());

    /** The graph with its hidden causes and the noise of one variable as nodes of their own. */
    private static Dag whole(Admg graph, int v) {
        List<String> names = new ArrayList<>(graph.names());
        List<int[]> edges = new ArrayList<>();
        int noise = names.size();
        names.add("noise");
        edges.add(new int[] {noise, v});
        for (int child = 0; child < graph.size(); child++) {
            int effect = child;
            graph.parents(child).stream().forEach(parent -> edges.add(new int[] {parent, effect}));
            graph.spouses(child).stream().filter(spouse -> spouse > effect).forEach(spouse -> {
                edges.add(new int[] {names.size(), effect == v ? noise : effect});
                edges.add(new int[] {names.size(), spouse == v ? noise : spouse});
                names.add("hidden " + names.size());
            });
        }
        return Dag.of(names, edges);
    }

    private static Admg random(RandomGenerator random) {
        int size = 5;
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        for (int j = 1; j < size; j++) {
            for (int i = 0; i < j; i++) {
                if (random.nextDouble() < (j == size - 1 ? 0.35 : 0.4)) directed.add(new int[] {i, j});
                if (random.nextDouble() < 0.2) bidirected.add(new int[] {i, j});
            }
        }
        return Admg.of(List.of("A", "B", "C", "D", "Y"), directed, bidirected);
    }

    private static BitSet bits(int... members) {
        BitSet set = new BitSet();
        for (int member : members) set.set(member);
        return set;
    }

    @Test
    void everyCaseHoldsInTheWholeGraphAndNoneIsMissed() {
        Map<Class<?>, Integer> seen = new LinkedHashMap<>();
        RandomGenerator random = Seed.of(1).random();
        for (int graph = 0; graph < 1500; graph++) {
            Admg admg = random(random);
            Dag dag = whole(admg, 4);
            BitSet noise = bits(5);
            BitSet parents = admg.parents(4);
            MonotoneIdentification found = MonotoneIdentification.of(admg, "Y");
            seen.merge(found.getClass(), 1, Integer::sum);
            if (found instanceof MonotoneIdentification.Markovian) {
                assertThat(dag.separated(noise, parents, new BitSet())).isTrue();
                continue;
            }
            assertThat(dag.separated(noise, parents, new BitSet())).isFalse();
            boolean any = IntStream.range(0, 16).anyMatch(mask -> {
                BitSet given = BitSet.valueOf(new long[] {mask});
                return !given.intersects(parents) && dag.separated(noise, parents, given);
            });
            if (found instanceof MonotoneIdentification.BackDoor backDoor) {
                BitSet changed =
                        bits(backDoor.parents().stream().mapToInt(admg::index).toArray());
                BitSet given =
                        bits(backDoor.given().stream().mapToInt(admg::index).toArray());
                assertThat(dag.separated(noise, changed, given)).isTrue();
                assertThat(changed.isEmpty()).isFalse();
                changed.or(given);
                parents.andNot(changed);
                assertThat(parents.isEmpty()).isTrue();
                if (!given.intersects(admg.parents(4))) assertThat(any).isTrue();
                continue;
            }
            assertThat(any).as(admg.toString()).isFalse();
            List<Integer> confounded = parents.stream()
                    .filter(parent -> !dag.separated(noise, bits(parent), new BitSet()))
                    .boxed()
                    .toList();
            BitSet exogenous = (BitSet) parents.clone();
            confounded.forEach(exogenous::clear);
            boolean instrument = confounded.size() == 1
                    && IntStream.range(0, 4)
                            .filter(i -> !parents.get(i))
                            .anyMatch(i -> dag.separated(noise, bits(i), exogenous)
                                    && !dag.separated(bits(confounded.get(0)), bits(i), exogenous));
            assertThat(found instanceof MonotoneIdentification.Instrumental).isEqualTo(instrument);
        }
        assertThat(seen)
                .hasSize(4)
                .allSatisfy((kind, count) -> assertThat(count).isGreaterThan(30));
    }

    @Test
    void aCauseInTheBackDoorSetIsHeld() {
        Admg graph = Admg.of("Z -> X", "Z -> Y", "X -> Y", "Z <-> Y");
        assertThat(MonotoneIdentification.of(graph, "Y"))
                .isEqualTo(new MonotoneIdentification.BackDoor("Y", List.of("X"), List.of("Z")));
        Scm truth = Scm.builder()
                .root("W", Noise.gaussian(1))
                .linear("Z", Map.of("W", 1.0), Noise.gaussian(0.3))
                .linear("X", Map.of("Z", 1.0), Noise.gaussian(0.7))
                .linear("U", Map.of("W", 1.0), Noise.gaussian(0.4))
                .equation(
                        "Y",
                        List.of("X", "Z", "U"),
                        (row, e) -> Math.sin(row.get("X")) - row.get("Z") + Math.exp(row.get("X") / 3) * row.get("U"),
                        Noise.none())
                .build();
        Dataset all = truth.sample(2500, Seed.of(2));
        Scm learned = FLOW.fit(graph, all.select("Z", "X", "Y"));
        Scm blind = FLOW.fit(Dag.of("X -> Y"), all.select("X", "Y"));
        double error = 0;
        double naive = 0;
        for (int row = 0; row < 150; row++) {
            double x = all.values("X")[row];
            double z = all.values("Z")[row];
            double y = all.values("Y")[row];
            double right = Math.sin(x - 1) - z + Math.exp((x - 1) / 3) * all.values("U")[row];
            Intervention change = Intervention.set("X", x - 1);
            error += Math.abs(learned.counterfactual(Map.of("Z", z, "X", x, "Y", y), change)
                            .mean("Y")
                    - right);
            naive += Math.abs(
                    blind.counterfactual(Map.of("X", x, "Y", y), change).mean("Y") - right);
        }
        assertThat(error).isLessThan(0.35 * naive);
        assertThatThrownBy(() -> learned.intervene(Intervention.set("Z", 1)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("the intervention changes Z");
        PotentialOutcome fed =
                PotentialOutcome.of("Y", Intervention.set("X", 1)).with(PotentialOutcome.of("Z"));
        assertThatThrownBy(() -> learned.worlds(Map.of("Z", 0, "X", 0, "Y", 0), fed))
                .hasMessageContaining("the intervention changes Z");
        assertThat(learned.sample(10, Seed.of(3)).rows()).isEqualTo(10);
    }

    /** Two models with the same covariances, one with a hidden cause, whose counterfactuals differ: neither is fitted. */
    @Test
    void whatIsNotIdentifiedIsRefused() {
        Scm confounded = Scm.builder()
                .root("H", Noise.gaussian(1))
                .linear("X", Map.of("H", 1.0), Noise.gaussian(1))
                .linear("Y", Map.of("X", 2.0, "H", -1.0), Noise.gaussian(1))
                .build();
        // cov(X, Y) / var(X) = 2 - 1/2, and 1 + 1/2 is left of the variance
        Scm plain = Scm.builder()
                .root("X", Noise.gaussian(Math.sqrt(2)))
                .linear("Y", Map.of("X", 1.5), Noise.gaussian(Math.sqrt(1.5)))
                .build();
        for (String name : List.of("X", "Y"))
            assertThat(confounded.distribution(name).standardDeviation())
                    .isCloseTo(plain.distribution(name).standardDeviation(), within(1e-12));
        assertThat(confounded.distribution("Y", Map.of("X", 1)).mean())
                .isCloseTo(plain.distribution("Y", Map.of("X", 1)).mean(), within(1e-12));
        Map<String, Integer> seen = Map.of("X", 1, "Y", 1);
        Intervention change = Intervention.set("X", 2);
        assertThat(confounded.counterfactual(seen, change).mean("Y")).isCloseTo(3, within(1e-12));
        assertThat(plain.counterfactual(seen, change).mean("Y")).isCloseTo(2.5, within(1e-12));
        Dataset data = confounded.sample(100, Seed.of(4)).select("X", "Y");
        assertThatThrownBy(() -> FLOW.fit(Admg.of("X -> Y", "X <-> Y"), data))
                .hasMessageStartingWith("The counterfactuals of Y are not identified")
                .hasMessageContaining("observe that cause");
    }

    @Test
    void itSaysWhyACauseIsNoInstrument() {
        assertThat(MonotoneIdentification.of(Admg.of("I -> X", "X -> Y", "X <-> Y", "I <-> Y"), "Y")
                        .text())
                .contains("(I is not independent of the noise of Y)");
        assertThat(MonotoneIdentification.of(Admg.of("I -> X", "I -> Y", "X -> Y", "X <-> Y"), "Y")
                        .text())
                .contains("(I acts on Y directly too)");
        assertThat(MonotoneIdentification.of(Admg.of("I -> X", "J -> W", "X -> Y", "W -> Y", "X <-> Y", "W <-> Y"), "Y")
                        .text())
                .contains("an instrument is taken for one such parent, and there are more");
    }
}
