// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

/** Experiments and other populations: formulas against truth, and models that no source tells apart where there is none. */
class TransportIdentificationTest {
    private static final InterventionalDistribution EFFECT = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));

    /** What the sources know and nothing else: other populations and other experiments are refused. */
    record Sources(Map<Domain, SemiMarkovWorld> worlds, List<Regime> data) implements Distributions {
        @Override
        public List<String> levels(String variable) {
            return worlds.get(Domain.target()).levels(variable);
        }

        @Override
        public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
            for (CounterfactualVariable outcome : variables)
                assertThat(data)
                        .contains(
                                new Regime(domain, new TreeSet<>(outcome.world().keySet())));
            return worlds.get(domain).joint(Domain.target(), variables);
        }
    }

    /** Random models of the populations of a diagram. */
    static Sources sources(SelectionDiagram diagram, List<Regime> data, Seed seed) {
        Map<Domain, SemiMarkovWorld> worlds = new TreeMap<>();
        SemiMarkovWorld target = new SemiMarkovWorld(diagram.graph(), 2, seed.split("world"));
        worlds.put(Domain.target(), target);
        diagram.different()
                .forEach((domain, names) -> worlds.put(domain, target.changed(names, seed.split(domain.name()))));
        return new Sources(worlds, data);
    }

    /** Counts formulas, which are right, refusals with models, which show it, and refusals without. */
    static void check(
            InterventionalDistribution query, SelectionDiagram diagram, List<Regime> data, Seed seed, int[] counts) {
        Admg graph = diagram.graph();
        Identification answer = TransportIdentification.withDefaults().identify(query, diagram, data);
        if (answer.identified()) {
            Sources sources = sources(diagram, data, seed);
            Expression formula = ((Functional) answer.estimand()).expression();
            assertThat(query.probability().free()).containsAll(formula.free());
            assertThat(Truths.difference(
                            formula,
                            sources,
                            query.probability(),
                            sources.worlds().get(Domain.target())))
                    .as("%s in %s from %s: %s", query, diagram, data, formula)
                    .isLessThan(1e-9);
            counts[0]++;
            return;
        }
        Thicket thicket = (Thicket) ((NotIdentified) answer).witness();
        assertThat(thicket.obstacles()).hasSameSizeAs(data);
        if (thicket.models().isPresent()) {
            confirm(query, graph, data, thicket.models().orElseThrow());
            counts[1]++;
        } else counts[2]++;
    }

    private static void confirm(InterventionalDistribution query, Admg graph, List<Regime> data, ModelPair models) {
        Truths.areModelsOf(graph, models);
        for (Regime regime : data)
            for (Map<String, String> set : settings(models.first(), regime.set())) {
                List<String> seen = new ArrayList<>(graph.names());
                seen.removeAll(set.keySet());
                if (seen.isEmpty()) continue;
                Truths.agree(
                        Truths.observed(models.first(), regime.population(), seen, set),
                        Truths.observed(models.second(), regime.population(), seen, set));
            }
        Expression asked = query.probability();
        assertThat(Truths.difference(asked, models.first(), asked, models.second()))
                .isGreaterThan(1e-6);
    }

    private static List<Map<String, String>> settings(Distributions source, SortedSet<String> variables) {
        List<Map<String, String>> all = new ArrayList<>(List.of(new TreeMap<String, String>()));
        for (String name : variables) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> at : all)
                for (String level : source.levels(name)) {
                    Map<String, String> next = new TreeMap<>(at);
                    next.put(name, level);
                    more.add(next);
                }
            all = more;
        }
        return all;
    }

    private static SortedSet<String> some(List<String> names, double probability, RandomGenerator random) {
        SortedSet<String> some = new TreeSet<>();
        for (String name : names) if (random.nextDouble() < probability) some.add(name);
        return some;
    }

    @Test
    void experimentsInRandomGraphs() {
        int[] counts = new int[3];
        for (int i = 0; i < 750; i++) {
            Seed seed = Seed.of(31).split(i);
            RandomGenerator random = seed.split("data").random();
            Admg graph = Truths.randomGraph(Truths.size(i), seed);
            List<Regime> data = new ArrayList<>();
            for (int k = 0; k < 1 + i % 3; k++)
                data.add(new Regime(Domain.target(), some(graph.names(), 0.35, random)));
            check(
                    Truths.randomQuery(graph, i % 3 == 0, seed.split("query")),
                    SelectionDiagram.of(graph),
                    data,
                    seed,
                    counts);
        }
        assertThat(counts[0]).isGreaterThan(150);
        assertThat(counts[1]).isGreaterThan(250);
        assertThat(counts[2]).isZero();
    }

    @Test
    void populationsInRandomGraphs() {
        int[] counts = new int[3];
        for (int i = 0; i < 750; i++) {
            Seed seed = Seed.of(32).split(i);
            RandomGenerator random = seed.split("data").random();
            Admg graph = Truths.randomGraph(Truths.size(i), seed);
            SelectionDiagram diagram = SelectionDiagram.of(graph);
            List<Regime> data = new ArrayList<>();
            if (i % 4 > 0) data.add(Regime.observed());
            for (int k = 0; k < 1 + i % 2; k++) {
                String name = "trial" + k;
                diagram = diagram.with(name, some(graph.names(), 0.25, random).toArray(String[]::new));
                for (double set : new double[] {0, 0.3})
                    data.add(new Regime(new Domain(name), some(graph.names(), set, random)));
            }
            check(Truths.randomQuery(graph, i % 3 == 0, seed.split("query")), diagram, data, seed, counts);
        }
        assertThat(counts[0]).isGreaterThan(300);
        assertThat(counts[1]).isGreaterThan(100);
        assertThat(counts[2]).isZero();
    }

    /** Graphs of Bareinboim and Pearl (2012), Causal inference by surrogate experiments; the first needs do(Z). */
    @Test
    void surrogateExperiments() {
        List<String> graphs = List.of(
                "Z -> X -> Y; Z <-> X; Z <-> Y", "Z -> X -> Y; X <-> Y; Z <-> Y", "Z -> Y; X -> Y; X <-> Z; Z <-> Y");
        List<Boolean> identified = new ArrayList<>();
        for (String drawn : graphs) {
            Admg graph = Admg.of(drawn.split("; "));
            assertThat(IdAlgorithm.withDefaults().identify(EFFECT, graph).identified())
                    .isFalse();
            identified.add(GeneralIdentification.withDefaults()
                    .identify(EFFECT, graph, List.of(Set.of(), Set.of("Z")))
                    .identified());
            check(
                    EFFECT,
                    SelectionDiagram.of(graph),
                    List.of(Regime.observed(), Regime.experiment("Z")),
                    Seed.of(1),
                    new int[3]);
        }
        assertThat(identified).containsExactly(true, false, false);
    }

    /** Either experiment leaves a hedge, both together would not: two layers of parities, joined by "and". */
    @Test
    void everyExperimentHasItsOwnHedge() {
        Admg graph = Admg.of("{X A B} -> Y", "X <-> A <-> Y", "X <-> B <-> Y");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X", "A", "B"));
        List<Regime> data = List.of(Regime.experiment("A"), Regime.experiment("B"));
        int[] counts = new int[3];
        check(query, SelectionDiagram.of(graph), data, Seed.of(1), counts);
        assertThat(counts).containsExactly(0, 1, 0);
        assertThat(GeneralIdentification.withDefaults()
                        .identify(query, graph, List.of(Set.of("A", "B")))
                        .identified())
                .isTrue();
        assertThat(GeneralIdentification.withDefaults().identify(query, graph, Regime.experiment("A", "B")))
                .isEqualTo(GeneralIdentification.withDefaults().identify(query, graph, List.of(Set.of("A", "B"))));
        assertThatThrownBy(() -> GeneralIdentification.withDefaults()
                        .identify(query, graph, Regime.observed().in(new Domain("elsewhere"))))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("elsewhere");
    }

    /** The same with a district of two variables, where no parities do: a mechanism that no experiment shows in full. */
    @Test
    void aThicketAroundSeveralVariablesHasModels() {
        Admg graph = Admg.of("{X A} -> Y", "B -> W", "X <-> A <-> Y <-> W <-> B <-> X");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y", "W"), Set.of("X", "A", "B"));
        List<Regime> data = List.of(Regime.experiment("A"), Regime.experiment("B"));
        Thicket thicket = thicket(query, graph, data);
        assertThat(thicket.district()).containsExactly("W", "Y");
        assertThat(thicket.obstacles()).allMatch(obstacle -> obstacle.larger().isPresent());
        ModelPair models = thicket.models().orElseThrow();
        confirm(query, graph, data, models);
        assertThat(models.first()).isInstanceOf(HiddenCauseModel.class);
        Expression asked = query.probability();
        assertThat(Truths.difference(asked, models.first(), asked, models.second()))
                .isGreaterThan(0.01);
        assertThat(models.text()).contains("Y by A\n  U(A, Y) = 0, U(Y, W) = 0:  ");
        assertThat(thicket(query, graph, data)).isEqualTo(thicket);
        assertThatThrownBy(() -> Truths.observed(models.first(), new Domain("trial"), List.of("Y"), Map.of()))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("trial");

        Admg larger = Admg.of("P -> Q -> R -> S -> X", "{X A} -> Y", "B -> W", "X <-> A <-> Y <-> W <-> B <-> X");
        assertThat(thicket(query, larger, data).models()).isEmpty();
    }

    private static Thicket thicket(InterventionalDistribution query, Admg graph, List<Regime> data) {
        Identification answer =
                GeneralIdentification.withDefaults().identify(query, graph, data.toArray(Regime[]::new));
        return (Thicket) ((NotIdentified) answer).witness();
    }

    /** Districts of two variables and experiments that each have a hedge of their own around them, here and elsewhere. */
    @Test
    void thicketsOfSeveralVariablesInRandomGraphs() {
        int[] counts = new int[3];
        int searched = 0;
        for (int i = 0; i < 200; i++) {
            Seed seed = Seed.of(35).split(i);
            RandomGenerator random = seed.split("data").random();
            Admg graph = SemiMarkovWorld.randomGraph(5 + i % 2, 0.35, 0.45, seed);
            int n = graph.size();
            InterventionalDistribution query = new InterventionalDistribution(
                    new TreeSet<>(graph.names().subList(n - 2, n)),
                    new TreeSet<>(graph.names().subList(0, n - 2)),
                    new TreeSet<>());
            SelectionDiagram diagram = SelectionDiagram.of(graph);
            List<Regime> data = new ArrayList<>();
            for (int k = 0; k < 2 + i % 2; k++) {
                Regime regime = Regime.experiment(graph.names().get(random.nextInt(n - 2)));
                if (i % 3 == 0) {
                    diagram = diagram.with(
                            "trial" + k, some(graph.names(), 0.2, random).toArray(String[]::new));
                    regime = regime.in(new Domain("trial" + k));
                }
                data.add(regime);
            }
            Identification answer = TransportIdentification.withDefaults().identify(query, diagram, data);
            if (answer.identified()) continue;
            check(query, diagram, data, seed, counts);
            Thicket thicket = (Thicket) ((NotIdentified) answer).witness();
            if (thicket.models()
                    .filter(pair -> pair.first() instanceof HiddenCauseModel)
                    .isPresent()) searched++;
        }
        assertThat(counts[2]).isZero();
        assertThat(searched).isGreaterThan(5);
    }

    /** Pearl and Bareinboim (2011), figure 1: a trial elsewhere, reweighted to the ages here. */
    @Test
    void aTrialIsReweightedToThePopulationAskedAbout() {
        SelectionDiagram diagram =
                SelectionDiagram.of(Admg.of("Z -> X -> Y", "Z -> Y", "X <-> Y")).with("trial", "Z");
        List<Regime> data = List.of(Regime.experiment("X").in(new Domain("trial")), Regime.observed());
        Identification answer = TransportIdentification.withDefaults().identify(EFFECT, diagram, data);
        assertThat(answer.estimand().text()).isEqualTo("Σ_{Z} P(Z) P^trial(Y | do(X), Z)");
        check(EFFECT, diagram, data, Seed.of(2), new int[3]);
        check(EFFECT, diagram.with("trial", "Y"), data, Seed.of(2), new int[3]);
    }

    @Test
    void badInputIsRefused() {
        SelectionDiagram diagram = SelectionDiagram.of(Admg.of("X -> Y")).with("Arkansas");
        TransportIdentification transport = TransportIdentification.withDefaults();
        assertThatThrownBy(() -> transport.identify(EFFECT, diagram, List.of()))
                .isInstanceOf(CausalException.class)
                .hasMessage("Without data nothing can be said about P(Y | do(X)); give at least one regime, such as"
                        + " Regime.observed()");
        assertThatThrownBy(() -> transport.identify(
                        EFFECT, diagram, List.of(Regime.observed().in(new Domain("Arkanses")))))
                .isInstanceOf(CausalException.class)
                .hasMessage("There is no population \"Arkanses\"; did you mean Arkansas?");
        assertThatThrownBy(() -> diagram.with("", "X"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("does not differ from itself");
        assertThatThrownBy(() -> diagram.with("Texas", "Z")).isInstanceOf(CausalException.class);
    }
}
