// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.identification.CounterfactualIdentification.Available;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ID* and IDC* against truth by enumeration, every model of small graphs, IDC, and published graphs. */
class CounterfactualIdentificationTest {
    private static final CounterfactualIdentification OBSERVED = CounterfactualIdentification.withDefaults();
    private static final CounterfactualIdentification EXPERIMENTAL = OBSERVED.available(Available.EXPERIMENTS);

    /** A random event: a variable at a level or a symbol, with up to two others set. */
    private static Term event(Admg graph, boolean symbols, RandomGenerator random) {
        List<String> names = graph.names();
        String variable = names.get(random.nextInt(names.size()));
        SortedMap<String, Value> world = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = names.get(random.nextInt(names.size()));
            if (!name.equals(variable) || random.nextInt(4) == 0) world.put(name, value(name, symbols, random));
        }
        return new Term(variable, value(variable, symbols, random), world);
    }

    private static Value value(String variable, boolean symbols, RandomGenerator random) {
        return symbols && random.nextInt(3) == 0
                ? new Symbol(variable, random.nextInt(2))
                : new Level(String.valueOf(random.nextInt(2)));
    }

    private static CounterfactualDistribution question(Admg graph, boolean symbols, boolean given, Seed seed) {
        RandomGenerator random = seed.random();
        List<Term> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) events.add(event(graph, symbols, random));
        List<Term> known = new ArrayList<>();
        if (given) for (int i = 1 + random.nextInt(2); i > 0; i--) known.add(event(graph, symbols, random));
        return CounterfactualDistribution.of(events.toArray(Term[]::new)).given(known);
    }

    /** Whether it is identified; then the formula has the value of the question wherever what is given can be. */
    private static boolean check(
            CounterfactualIdentification algorithm, CounterfactualDistribution query, Admg graph, Seed seed) {
        Identification answer = algorithm.identify(query, graph);
        if (!answer.identified()) return false;
        SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, seed.split("world"));
        Expression formula = ((Functional) answer.estimand()).expression();
        requireAvailable(formula, algorithm.available());
        assertThat(query.probability().free()).containsAll(formula.free());
        Expression weight = query.given().isEmpty()
                ? Constant.one()
                : new Probability(Domain.target(), query.given(), new TreeSet<>());
        assertThat(Truths.difference(
                        Product.of(List.of(formula, weight)), Product.of(List.of(query.probability(), weight)), world))
                .as("%s in %s: %s", query, graph, formula)
                .isLessThan(1e-9);
        return true;
    }

    private static void requireAvailable(Expression formula, Available available) {
        if (formula instanceof Probability p) {
            assertThat(p.world()).as(p.text()).isPresent();
            if (available == Available.OBSERVATION)
                assertThat(p.world().orElseThrow()).as(p.text()).isEmpty();
        }
        Bindings.mapped(formula, part -> {
            requireAvailable(part, available);
            return part;
        });
    }

    @Test
    void formulasHaveTheValueOfTheQuestionInRandomGraphs() {
        int[] sizes = {2, 3, 4, 5, 3, 4, 2, 5, 4, 3};
        int[] identified = new int[2];
        int undefined = 0;
        for (int i = 0; i < 1000; i++) {
            Seed seed = Seed.of(31).split(i);
            Admg graph = Truths.randomGraph(sizes[i % sizes.length], seed);
            CounterfactualDistribution query = question(graph, i % 3 == 0, i % 2 == 0, seed.split("query"));
            CounterfactualIdentification algorithm = i / 10 % 3 == 0 ? OBSERVED : EXPERIMENTAL;
            try {
                if (check(algorithm, query, graph, seed)) identified[i % 2]++;
            } catch (CausalException e) {
                assertThat(e).hasMessageContaining("has no meaning");
                assertThat(new Probability(Domain.target(), query.given(), new TreeSet<>())
                                .evaluate(new SemiMarkovWorld(graph, 2, seed), symbols(query)))
                        .isZero();
                undefined++;
            }
        }
        assertThat(identified[0]).isGreaterThan(100);
        assertThat(identified[1]).isGreaterThan(100);
        assertThat(undefined).isBetween(1, 100);
    }

    private static Map<Symbol, String> symbols(CounterfactualDistribution query) {
        Map<Symbol, String> at = new TreeMap<>(Symbol.ORDER);
        for (Symbol symbol : query.probability().free()) at.put(symbol, "0");
        return at;
    }

    /**
     * In small graphs the answers are those of the tangent space of all models; with symbols, yes just if it is for all
     * levels in their place.
     *
     * @param given which of the 25 questions of a graph have a condition
     * @return how many answers were no, and how many yes
     */
    private static int[] answersOfAllModels(
            Seed seeds,
            int graphs,
            boolean symbols,
            IntPredicate given,
            List<CounterfactualIdentification> algorithms) {
        int[] counts = new int[2];
        int done = 0;
        for (int i = 0; done < graphs; i++) {
            Seed seed = seeds.split(i);
            Admg graph = SemiMarkovWorld.randomGraph(2 + i % 2, 0.7, 0.5, seed);
            Optional<AllModels> models = AllModels.of(graph, seed.split("models"));
            if (models.isEmpty()) continue;
            done++;
            for (int k = 0; k < 25; k++) {
                CounterfactualDistribution query = question(
                        graph, symbols, given.test(k), seed.split("query").split(k));
                List<CounterfactualDistribution> all = instances(query, graph).stream()
                        .filter(instance -> models.get().possible(instance.given()))
                        .toList();
                if (all.isEmpty()) continue;
                for (CounterfactualIdentification algorithm : algorithms) {
                    boolean expected =
                            all.stream().allMatch(instance -> models.get().identified(instance, algorithm.available()));
                    assertThat(algorithm.identify(query, graph).identified())
                            .as("%s in %s from %s", query, graph, algorithm.available())
                            .isEqualTo(expected);
                    counts[expected ? 1 : 0]++;
                }
            }
        }
        return counts;
    }

    @Test
    void yesAndNoAreThoseOfAllModelsOfSmallGraphs() {
        int[] counts = answersOfAllModels(Seed.of(32), 40, false, k -> k % 2 == 0, List.of(OBSERVED, EXPERIMENTAL));
        assertThat(counts[0]).isGreaterThan(200);
        assertThat(counts[1]).isGreaterThan(200);
    }

    @Test
    void questionsOfOneWorldAreAnsweredLikeIdc() {
        int identified = 0;
        for (int i = 0; i < 600; i++) {
            Seed seed = Seed.of(33).split(i);
            Admg graph = Truths.randomGraph(3 + i % 4, seed);
            InterventionalDistribution query = Truths.randomQuery(graph, i % 3 > 0, seed.split("query"));
            boolean expected = IdAlgorithm.withDefaults().identify(query, graph).identified();
            assertThat(OBSERVED.identify(query, graph).identified())
                    .as("%s in %s", query, graph)
                    .isEqualTo(expected);
            if (expected) identified++;
        }
        assertThat(identified).isBetween(100, 500);
    }

    /** An effect along edges of a graph without hidden causes is identified where no witness recants. */
    @Test
    void pathsWithoutHiddenCausesAreIdentifiedExactlyWithoutARecantingWitness() {
        int[] counts = new int[2];
        for (int i = 0; i < 400; i++) {
            Seed seed = Seed.of(34).split(i);
            RandomGenerator random = seed.random();
            Admg graph = SemiMarkovWorld.randomGraph(4 + i % 2, 0.8, 0, seed.split("graph"));
            String outcome = graph.names().get(graph.size() - 1);
            List<Edge> edges =
                    graph.edges().stream().filter(edge -> random.nextInt(3) > 0).toList();
            List<List<String>> all = paths(graph, List.of("A"), outcome);
            List<List<String>> along =
                    all.stream().filter(path -> edges.containsAll(arrows(path))).toList();
            if (along.isEmpty()) continue;
            PathSpecificEffect effect = new PathSpecificEffect("A", "1", "0", edges, outcome);
            Identification answer = OBSERVED.identify(effect, graph);
            assertThat(answer.identified()).as("%s in %s", effect, graph).isEqualTo(!recants(all, along));
            if (answer.identified()) {
                SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, seed.split("world"));
                Expression formula = ((Functional) answer.estimand()).expression();
                assertThat(Truths.difference(formula, effect.asExpression(graph), world))
                        .isLessThan(1e-9);
            } else
                assertThat(((WorldConflict) ((NotIdentified) answer).witness()).recanting())
                        .isPresent();
            counts[answer.identified() ? 1 : 0]++;
        }
        assertThat(counts[0]).isGreaterThan(30);
        assertThat(counts[1]).isGreaterThan(30);
    }

    private static List<List<String>> paths(Admg graph, List<String> start, String end) {
        String last = start.get(start.size() - 1);
        if (last.equals(end)) return List.of(start);
        List<List<String>> all = new ArrayList<>();
        for (String child : graph.children(last)) {
            List<String> longer = new ArrayList<>(start);
            longer.add(child);
            all.addAll(paths(graph, longer, end));
        }
        return all;
    }

    private static List<Edge> arrows(List<String> path) {
        List<Edge> arrows = new ArrayList<>();
        for (int i = 1; i < path.size(); i++) arrows.add(Edge.directed(path.get(i - 1), path.get(i)));
        return arrows;
    }

    /** Whether a path of the effect and one not of it are the same up to some variable behind the treatment. */
    private static boolean recants(List<List<String>> all, List<List<String>> along) {
        for (List<String> path : along)
            for (List<String> other : all)
                if (!along.contains(other) && path.subList(0, 2).equals(other.subList(0, 2))) return true;
        return false;
    }

    /** SP is Shpitser and Pearl (2008); the first formula is of observations, the second of experiments. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '"', textBlock = """
            SP figure 9 (a) ! X -> W -> Y; D -> Z -> Y; X <-> Y ! P(y_{x} | x', z_{d}, d) \
             ! Σ_{W} P(W | X) P(Y | W, X', Z) ! (Σ_{W} P(W | do(X)) P(X', Y | do(W, Z))) / P(X')
            ETT, back-door  ! Z -> X -> Y; Z -> Y   ! P(y_x | x') \
             ! (Σ_{Z} P(X', Z) P(Y | X, Z)) / P(X') \
             ! (Σ_{Z} P(X' | do(Z)) P(Y | do(X, Z)) P(Z)) / (Σ_{Z} P(X' | do(Z)) P(Z))
            ETT, front-door ! X -> M -> Y; X <-> Y  ! P(y_x | x') \
             ! Σ_{M} P(M | X) P(Y | M, X') ! (Σ_{M} P(M | do(X)) P(X', Y | do(M))) / P(X')
            consistency     ! X -> Y; X <-> Y       ! P(y_x, x)    ! P(X, Y)        ! P(X, Y)
            given by others ! X -> Z -> Y; X <-> Z  ! P(y_x | z_x) ! P(Y | Z)       ! P(Y | do(Z))
            """)
    void knownFormulas(String name, String graph, String query, String observed, String experimental) {
        Admg drawn = Admg.of(graph.split("; "));
        assertThat(OBSERVED.identify(Query.parse(query), drawn).estimand().text())
                .as(name)
                .isEqualTo(observed);
        assertThat(EXPERIMENTAL.identify(Query.parse(query), drawn).estimand().text())
                .as(name)
                .isEqualTo(experimental);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '"', textBlock = """
            W-graph                  ! X -> Y                         ! P(y_x, y'_x')
            bow                      ! X -> Y; X <-> Y                ! P(y_x, x')
            ETT, mediator confounded ! X -> M -> Y; X <-> M           ! P(y_x | x')
            PNS                      ! X -> Y                         ! PNS(X -> Y)
            PN                       ! X -> Y                         ! PN(X -> Y)
            NDE, mediator confounded ! X -> M -> Y; X -> Y; M <-> Y   ! E[Y(X = 1, M(X = 0)) - Y(X = 0)]
            recanting witness        ! X -> W -> Y; W -> Z -> Y ! E[Y(X = 1 along X -> W, W -> Z, Z -> Y; X = 0 elsewhere) - Y(X = 0)]
            """)
    void knownConflicts(String name, String graph, String query) {
        Admg drawn = Admg.of(graph.split("; "));
        for (CounterfactualIdentification algorithm : List.of(OBSERVED, EXPERIMENTAL)) {
            Identification answer = algorithm.identify(Query.parse(query), drawn);
            assertThat(answer.identified()).as(name).isFalse();
            assertThat(confirmed((NotIdentified) answer, drawn)).as(name).isTrue();
        }
    }

    /** Whether the witness has two models; then no experiment tells them apart, and the question does. */
    private static boolean confirmed(NotIdentified answer, Admg graph) {
        Optional<ModelPair> models = models(answer);
        if (models.isEmpty()) return false;
        Truths.areModelsOf(graph, models.get());
        WitnessModel first = models.get().first();
        WitnessModel second = models.get().second();
        for (Map<String, String> set : experiments(graph, first))
            Truths.agree(
                    Truths.observed(first, Domain.target(), graph.names(), set),
                    Truths.observed(second, Domain.target(), graph.names(), set));
        Expression asked = answer.query().asExpression(graph);
        assertThat(Truths.difference(asked, first, asked, second)).isGreaterThan(1e-6);
        return true;
    }

    private static Optional<ModelPair> models(NotIdentified answer) {
        return ((WorldConflict) answer.witness()).models();
    }

    private static List<Map<String, String>> experiments(Admg graph, Distributions model) {
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
        for (String name : graph.names())
            for (Map<String, String> set : List.copyOf(all))
                for (String level : model.levels(name)) {
                    Map<String, String> more = new TreeMap<>(set);
                    more.put(name, level);
                    all.add(more);
                }
        return all;
    }

    /** Of the questions without an answer those of parities, of hidden causes, and of none are counted. */
    @Test
    void nearlyAllConflictsInRandomGraphsComeWithTwoModels() {
        int[] counts = new int[3];
        for (int i = 0; i < 1000; i++) {
            Seed seed = Seed.of(35).split(i);
            Admg graph = Truths.randomGraph(2 + i % 4, seed);
            CounterfactualDistribution query = question(graph, i % 3 == 0, i % 5 < 2, seed.split("query"));
            if (CounterfactualGraph.of(query.given(), graph).isEmpty()) continue;
            Identification answer = EXPERIMENTAL.identify(query, graph);
            if (!(answer instanceof NotIdentified not)) continue;
            if (!confirmed(not, graph)) counts[2]++;
            else if (models(not).orElseThrow().first() instanceof ParityModel) counts[0]++;
            else counts[1]++;
        }
        assertThat(counts[0]).isGreaterThan(60);
        assertThat(counts[1]).isGreaterThan(10);
        assertThat(counts[2]).isLessThan(3);
    }

    /** Two levels of X are enough for P(y_x, x') in the bow, three are not; in the W-graph two are enough to show a no. */
    @Test
    void aCauseHasThreeLevelsWhereTwoAreEnoughForAnAnswer() {
        Admg bow = Admg.of("X -> Y", "X <-> Y");
        NotIdentified inBow = (NotIdentified) EXPERIMENTAL.identify(Query.parse("P(y_x, x')"), bow);
        assertThat(models(inBow).orElseThrow().first().levels("X")).hasSize(3);
        assertThat(models(inBow).orElseThrow().first().levels("Y")).hasSize(2);
        assertThat(models(inBow)).isEqualTo(models((NotIdentified) EXPERIMENTAL.identify(inBow.query(), bow)));
        Admg arrow = Admg.of("X -> Y");
        NotIdentified inArrow = (NotIdentified) EXPERIMENTAL.identify(Query.parse("P(y_x, y'_x')"), arrow);
        assertThat(models(inArrow).orElseThrow().first().levels("X")).hasSize(2);
    }

    /** A condition that decides an event: its probability is 0 or 1 whatever the model. */
    @Test
    void conditionsThatDecideAnEvent() {
        Admg bow = Admg.of("X -> Y", "X <-> Y");
        for (String text : List.of(
                "P(x | X = 1, y'_x)",
                "P(x | x', y'_x)",
                "P(x, y | X = 1, y'_x)",
                "P(y | X = 1, y_x, x)",
                "P(y_x | X = 1, x, y)")) {
            CounterfactualDistribution query =
                    (CounterfactualDistribution) Query.parse(text).on(bow);
            for (CounterfactualIdentification algorithm : List.of(OBSERVED, EXPERIMENTAL))
                assertThat(check(algorithm, query, bow, Seed.of(36).split(text)))
                        .as(text)
                        .isTrue();
        }
        assertThat(OBSERVED.identify(Query.parse("P(x | X = 1, y'_x)"), bow)
                        .estimand()
                        .text())
                .isEqualTo("P(X | X = 1)");
        assertThat(OBSERVED.identify(Query.parse("P(X = 0 | X = 1, y'_x)"), bow)
                        .estimand()
                        .text())
                .isEqualTo("0");
        assertThat(EXPERIMENTAL.identify(Query.parse("P(y | X = 1, y'_x)"), bow).identified())
                .isFalse();
    }

    @Test
    void symbolsAreAnsweredAsAllLevelsInTheirPlace() {
        int[] counts = answersOfAllModels(Seed.of(37), 12, true, k -> k % 4 > 0, List.of(EXPERIMENTAL));
        assertThat(counts[0]).isGreaterThan(10);
        assertThat(counts[1]).isGreaterThan(80);
    }

    /** The question with levels in the place of its symbols, in every way. */
    private static List<CounterfactualDistribution> instances(CounterfactualDistribution query, Admg graph) {
        SortedSet<Symbol> symbols = new TreeSet<>(Symbol.ORDER);
        symbols.addAll(query.probability().free());
        List<CounterfactualDistribution> instances = new ArrayList<>(List.of(query));
        for (Symbol symbol : symbols) {
            int levels = graph.children(symbol.variable()).isEmpty() ? 2 : 3;
            List<CounterfactualDistribution> more = new ArrayList<>();
            for (CounterfactualDistribution instance : instances)
                for (int level = 0; level < levels; level++) {
                    Level at = new Level(String.valueOf(level));
                    more.add(CounterfactualDistribution.of(at(instance.events(), symbol, at))
                            .given(List.of(at(instance.given(), symbol, at))));
                }
            instances = more;
        }
        return instances;
    }

    private static Term[] at(Collection<Term> terms, Symbol symbol, Level level) {
        return terms.stream()
                .map(term -> term.at(value -> value.equals(symbol) ? level : value))
                .toArray(Term[]::new);
    }

    @Test
    void whatIsNotSharedByWorldsOnlyNeedsAnExperiment() {
        Admg bow = Admg.of("X -> Y", "X <-> Y", "Z -> X");
        Query query = Query.parse("P(y_x, z)");
        assertThat(EXPERIMENTAL.identify(query, bow).estimand().text()).isEqualTo("P(Y | do(X)) P(Z)");
        assertThat(((NotIdentified) OBSERVED.identify(query, bow)).witness()).isInstanceOf(Hedge.class);
    }

    @Test
    void naturalEffectsAreTheMediationFormula() {
        Admg graph = Admg.of("X -> M -> Y", "X -> Y");
        assertThat(OBSERVED.identify(Query.nde("X", "Y", "M"), graph).estimand().text())
                .isEqualTo("Σ_{M} P(M | X = 0) E[Y | M, X = 1] - E[Y | X = 0]");
        assertThat(OBSERVED.identify(Query.nie("X", "Y", "M"), graph).estimand().text())
                .isEqualTo("Σ_{M} P(M | X = 1) E[Y | M, X = 0] - E[Y | X = 0]");
    }

    @Test
    void symbolsStandForAnyTwoLevels() {
        Admg graph = Admg.of("X -> Y", "X <-> Y");
        CounterfactualDistribution twice = CounterfactualDistribution.of(
                Term.of("Y").in(Map.of("X", Symbol.of("X"))),
                Term.of("Y", new Symbol("Y", 1)).in(Map.of("X", new Level("1"))),
                Term.of("X", new Level("1")));
        assertThat(OBSERVED.identify(twice, graph).identified()).isFalse();
        CounterfactualDistribution same = CounterfactualDistribution.of(
                Term.of("Y").in(Map.of("X", new Level("1"))),
                Term.of("Y", new Symbol("Y", 1)),
                Term.of("X", new Level("1")));
        assertThat(check(OBSERVED, same, graph, Seed.of(3))).isTrue();
        assertThat(OBSERVED.identify(same, graph).estimand().text()).isEqualTo("P(Y' | Y) P(X = 1, Y)");
        assertThat(EXPERIMENTAL
                        .identify(Query.parse("P(Y(X = 1) = 1, Y(X = 1) = 0)"), graph)
                        .estimand()
                        .text())
                .isEqualTo("0");
        assertThatThrownBy(() -> EXPERIMENTAL.identify(Query.parse("P(X = 0 | Y(X = 1) = 1, X = 1, Y = 0)"), graph))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("contradict each other");
    }

    @Test
    void theFrontDoorOfQuestionsAnswersThem() {
        Dag graph = Dag.of("U -> X -> M -> Y", "U -> Y");
        Identify identify = Identify.withDefaults().unobserved("U");
        assertThat(identify.identify(Query.att("X", "Y"), graph).estimand().text())
                .isEqualTo("E[Y | X = 1] - (Σ_{M} P(M | X = 0) E[Y | M, X = 1])");
        assertThat(identify.identify(Query.nde("X", "Y", "M"), graph).estimand().text())
                .isEqualTo("0");
        Identification recanted = identify.identify(Query.parse("P(y_x, m, x')"), graph);
        assertThat(recanted.text())
                .isEqualTo(
                        "P(M, X', Y_{X}) is not identified: no experiment shows P(M_{X'}, M'_{X}): M has the same noise"
                                + " in both (a recanting witness), and both X' and X are at work");
    }
}
