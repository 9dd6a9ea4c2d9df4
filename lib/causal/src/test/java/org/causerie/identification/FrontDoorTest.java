// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.junit.jupiter.api.Test;

class FrontDoorTest {

    /** Against the criterion read off path by path, over every set of 200 graphs, with and without covariates. */
    @Test
    void findsExactlyTheSetsThatTheDefinitionAllows() {
        int valid = 0;
        for (int g = 0; g < 200; g++) {
            Admg graph = SemiMarkovWorld.randomGraph(
                    4 + g % 3, 0.45, 0.15, Seed.of(8).split(g));
            String x = "A";
            String y = graph.names().get(graph.size() - 1);
            for (Set<String> strata : List.<Set<String>>of(Set.of(), Set.of("B"))) {
                if (graph.descendants(x).containsAll(strata) && !strata.isEmpty()) continue;
                FrontDoor sets = FrontDoor.of(graph, x, y).given(strata.toArray(String[]::new));
                List<String> others = graph.names().stream()
                        .filter(name -> !name.equals(x) && !name.equals(y) && !strata.contains(name))
                        .toList();
                Set<Set<String>> truth = subsets(others).stream()
                        .filter(m -> byDefinition(graph, x, y, m, strata))
                        .collect(Collectors.toSet());
                for (Set<String> m : subsets(others))
                    assertThat(sets.isValid(m)).isEqualTo(truth.contains(m));
                assertThat(new HashSet<Set<String>>(sets.all(Integer.MAX_VALUE)))
                        .isEqualTo(truth);
                assertThat(sets.largest().isPresent()).isEqualTo(!truth.isEmpty());
                sets.largest().ifPresent(most -> assertThat(truth).allMatch(each -> most.containsAll(each)));
                sets.minimal()
                        .ifPresent(least -> assertThat(truth)
                                .contains(least)
                                .noneMatch(other -> !other.equals(least) && least.containsAll(other)));
                valid += truth.size();
            }
        }
        assertThat(valid).isGreaterThan(100);
    }

    @Test
    void theFormulaOfEverySetEqualsTheTruth() {
        int checked = 0;
        for (int g = 0; g < 250; g++) {
            Admg graph =
                    SemiMarkovWorld.randomGraph(3 + g % 3, 0.5, 0.25, Seed.of(9).split(g));
            String y = graph.names().get(graph.size() - 1);
            SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, Seed.of(g));
            Expression truth =
                    InterventionalDistribution.of(Set.of(y), Set.of("A")).probability();
            List<FrontDoor> questions = new ArrayList<>(List.of(FrontDoor.of(graph, "A", y)));
            if (graph.size() > 3 && !graph.descendants("A").contains("B"))
                questions.add(FrontDoor.of(graph, "A", y).given("B"));
            for (FrontDoor sets : questions)
                for (Set<String> m : sets.all(20)) {
                    Expression formula = sets.estimand(m).expression();
                    for (String a : List.of("0", "1")) {
                        Map<Symbol, String> at = Map.of(Symbol.of("A"), a, Symbol.of(y), "1");
                        assertThat(formula.evaluate(world, at))
                                .as("%s %s", graph, formula)
                                .isEqualTo(truth.evaluate(world, at), within(1e-10));
                    }
                    checked++;
                }
        }
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void smokingTarAndCancer() {
        Admg graph = Admg.of("Smoking -> Tar -> Cancer", "Smoking <-> Cancer");
        FrontDoor sets = FrontDoor.of(graph, "Smoking", "Cancer");
        assertThat(sets.minimal()).isEqualTo(Optional.of(new TreeSet<>(Set.of("Tar"))));
        assertThat(sets.estimand(Set.of("Tar")).text())
                .isEqualTo("Σ_{Tar} P(Tar | Smoking) (Σ_{Smoking'} P(Cancer | Smoking', Tar) P(Smoking'))");
        assertThat(sets.witness(Set.of()).orElseThrow().text())
                .isEqualTo("a causal path goes past the mediators (Smoking -> Tar -> Cancer)");
    }

    @Test
    void aCovariateMakesAFrontDoorSetWhereThereIsNone() {
        Admg graph = Admg.of("W -> X -> M -> Y", "W -> M", "W -> Y", "X <-> Y");
        assertThat(FrontDoor.of(graph, "X", "Y").largest()).isEmpty();
        assertThat(FrontDoor.of(graph, "X", "Y")
                        .witness(Set.of("M"))
                        .orElseThrow()
                        .path())
                .isEqualTo("X <- W -> M");
        assertThat(FrontDoor.of(graph, "X", "Y").given("W").minimal())
                .isEqualTo(Optional.of(new TreeSet<>(Set.of("M"))));
    }

    @Test
    void refusesWhatItCannotAnswer() {
        Admg graph = Admg.of("X -> M -> Y", "X <-> Y");
        assertThatThrownBy(() -> FrontDoor.of(graph, "X", "Y").given("M"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("M is not");
        assertThatThrownBy(() -> FrontDoor.of(graph, "X", "Y").estimand(Set.of()))
                .hasMessageContaining("{} is no front-door set");
        assertThatThrownBy(() -> FrontDoor.of(Cpdag.of("X -- Y"), "X", "Y")).hasMessageContaining("Dag or an Admg");
        assertThatThrownBy(() -> FrontDoor.of(graph, "X", "Z")).hasMessageContaining("\"Z\"");
    }

    /** The three conditions by enumeration of all paths. */
    private static boolean byDefinition(Admg graph, String x, String y, Set<String> m, Set<String> w) {
        Set<String> strataAndX = new HashSet<>(w);
        strataAndX.add(x);
        return pathsTo(graph, x, y).stream().filter(Path::causal).allMatch(path -> path.meets(m))
                && m.stream()
                        .flatMap(v -> pathsTo(graph, x, v).stream())
                        .filter(path -> !path.startsOut())
                        .noneMatch(path -> path.open(graph, w))
                && m.stream()
                        .flatMap(v -> pathsTo(graph, v, y).stream())
                        .filter(path -> !path.startsOut() && !path.leavesThrough(m))
                        .noneMatch(path -> path.open(graph.withoutEdgesOutOf(bits(graph, m)), strataAndX));
    }

    private static BitSet bits(Admg graph, Set<String> names) {
        BitSet bits = new BitSet();
        names.forEach(name -> bits.set(graph.index(name)));
        return bits;
    }

    /** Vertices, and for each step whether it has an arrowhead at its near and at its far end. */
    private record Path(List<String> vertices, List<boolean[]> heads) {
        boolean causal() {
            return heads.stream().allMatch(step -> !step[0]);
        }

        boolean startsOut() {
            return !heads.get(0)[0];
        }

        boolean meets(Set<String> m) {
            return vertices.stream().anyMatch(m::contains);
        }

        /** Whether it has an edge out of a vertex of the set. */
        boolean leavesThrough(Set<String> m) {
            for (int i = 0; i < heads.size(); i++)
                if ((!heads.get(i)[0] && m.contains(vertices.get(i)))
                        || (!heads.get(i)[1] && m.contains(vertices.get(i + 1)))) return true;
            return false;
        }

        boolean open(Admg graph, Set<String> given) {
            for (int i = 1; i < vertices.size() - 1; i++) {
                String v = vertices.get(i);
                boolean collider = heads.get(i - 1)[1] && heads.get(i)[0];
                if (!collider && given.contains(v)) return false;
                if (collider
                        && !given.contains(v)
                        && graph.descendants(v).stream().noneMatch(given::contains)) return false;
            }
            return true;
        }
    }

    private static List<Path> pathsTo(Admg graph, String from, String to) {
        List<Path> out = new ArrayList<>();
        extend(graph, new Path(List.of(from), List.of()), to, out);
        return out;
    }

    private static void extend(Admg graph, Path path, String to, List<Path> out) {
        String last = path.vertices().get(path.vertices().size() - 1);
        if (last.equals(to)) {
            if (!path.heads().isEmpty()) out.add(path);
            return;
        }
        for (String next : graph.names()) {
            if (path.vertices().contains(next)) continue;
            if (graph.children(last).contains(next)) extend(graph, longer(path, next, false, true), to, out);
            if (graph.parents(last).contains(next)) extend(graph, longer(path, next, true, false), to, out);
            if (graph.bidirected(last, next)) extend(graph, longer(path, next, true, true), to, out);
        }
    }

    private static Path longer(Path path, String next, boolean near, boolean far) {
        List<String> vertices = new ArrayList<>(path.vertices());
        vertices.add(next);
        List<boolean[]> heads = new ArrayList<>(path.heads());
        heads.add(new boolean[] {near, far});
        return new Path(vertices, heads);
    }

    private static List<Set<String>> subsets(List<String> names) {
        List<Set<String>> out = new ArrayList<>(List.of(Set.of()));
        for (String name : names)
            for (Set<String> set : List.copyOf(out)) {
                Set<String> more = new HashSet<>(set);
                more.add(name);
                out.add(Set.copyOf(more));
            }
        return out;
    }
}
