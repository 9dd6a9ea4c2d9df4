// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Admg;

/** What tests of identification compare with: truth by enumeration, and models that must not be told apart. */
final class Truths {
    private Truths() {}

    /** The largest difference of two formulas over all levels of their free symbols. */
    static double difference(Expression a, Distributions of, Expression b, Distributions and) {
        Tensor first = Tensor.of(a, of);
        Tensor second = Tensor.of(b, and);
        SortedSet<Symbol> free = new TreeSet<>(first.scope());
        free.addAll(second.scope());
        List<Map<Symbol, String>> all = new ArrayList<>(List.of(new TreeMap<Symbol, String>(Symbol.ORDER)));
        for (Symbol symbol : free) {
            List<Map<Symbol, String>> more = new ArrayList<>();
            for (Map<Symbol, String> at : all)
                for (String level : of.levels(symbol.variable())) {
                    Map<Symbol, String> next = new TreeMap<Symbol, String>(Symbol.ORDER);
                    next.putAll(at);
                    next.put(symbol, level);
                    more.add(next);
                }
            all = more;
        }
        double largest = 0;
        for (Map<Symbol, String> at : all) largest = Math.max(largest, Math.abs(first.at(at, of) - second.at(at, and)));
        return largest;
    }

    static double difference(Expression a, Expression b, Distributions source) {
        return difference(a, source, b, source);
    }

    /** The models are models of the graph, with every level of everything possible. */
    static void areModelsOf(Admg graph, ModelPair models) {
        for (WitnessModel model : List.of(models.first(), models.second())) {
            if (model instanceof ParityModel parities) isModelOf(graph, parities);
            else isModelOf(graph, (HiddenCauseModel) model);
            assertThat(Arrays.stream(observed(model, Domain.target(), graph.names(), Map.of()))
                            .min()
                            .orElseThrow())
                    .isPositive();
        }
    }

    private static void isModelOf(Admg graph, ParityModel model) {
        assertThat(model.mechanisms().keySet()).containsExactlyInAnyOrderElementsOf(graph.names());
        model.mechanisms().forEach((name, bits) -> {
            for (ParityModel.Bit bit : bits)
                for (ParityModel.Parity parity : bit.product()) {
                    for (ParityModel.Source source : parity.sources())
                        assertThat(graph.parents(name)).contains(source.variable());
                    for (ParityModel.Coin coin : parity.coins()) {
                        assertThat(graph.bidirected(coin.first(), coin.second()))
                                .isTrue();
                        assertThat(List.of(coin.first(), coin.second())).contains(name);
                    }
                }
        });
    }

    private static void isModelOf(Admg graph, HiddenCauseModel model) {
        assertThat(model.mechanisms().keySet()).containsExactlyInAnyOrderElementsOf(graph.names());
        assertThat(model.graph().names()).isEqualTo(graph.names());
        assertThat(graph.edges()).containsAll(model.graph().edges());
        model.mechanisms().forEach((name, mechanism) -> {
            int configurations = 1;
            for (String parent : model.graph().parents(name))
                configurations *= model.levels(parent).size();
            assertThat(mechanism.choices()).hasSize((int)
                    Math.pow(model.hidden(), model.graph().spouses(name).size()));
            for (List<HiddenCauseModel.Choice> choices : mechanism.choices()) {
                double total = 0;
                for (HiddenCauseModel.Choice choice : choices) {
                    assertThat(choice.probability()).isPositive();
                    total += choice.probability();
                    assertThat(choice.function()).hasSize(configurations);
                    for (int level : choice.function())
                        assertThat(level).isBetween(0, model.levels(name).size() - 1);
                }
                assertThat(total).isEqualTo(1, within(1e-12));
            }
        });
    }

    /** The joint distribution of variables of a population when some are set. */
    static double[] observed(
            Distributions model, Domain domain, Collection<String> variables, Map<String, String> set) {
        return model.joint(
                domain,
                variables.stream()
                        .map(name -> new CounterfactualVariable(name, new TreeMap<>(set)))
                        .toList());
    }

    static void agree(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        for (int i = 0; i < a.length; i++) assertThat(a[i]).isEqualTo(b[i], within(1e-9));
    }

    /** The two-model witness does what it is for: the same observations, another answer. */
    static void confirms(Hedge hedge, Admg graph) {
        areModelsOf(graph, hedge.models());
        agree(
                observed(hedge.models().first(), Domain.target(), graph.names(), Map.of()),
                observed(hedge.models().second(), Domain.target(), graph.names(), Map.of()));
        Expression asked = hedge.query().probability();
        assertThat(difference(
                        asked, hedge.models().first(), asked, hedge.models().second()))
                .isGreaterThan(1e-6);
    }

    /** A random question with disjoint outcomes, treatments and, if wanted, given variables. */
    static InterventionalDistribution randomQuery(Admg graph, boolean given, Seed seed) {
        RandomGenerator random = seed.random();
        List<String> names = new ArrayList<>(graph.names());
        List<String> shuffled = new ArrayList<>();
        while (!names.isEmpty()) shuffled.add(names.remove(random.nextInt(names.size())));
        int n = shuffled.size();
        int y = 1 + (n > 3 ? random.nextInt(2) : 0);
        int x = 1 + random.nextInt(Math.min(n - y, 3));
        int z = given && n > x + y ? 1 + random.nextInt(Math.min(n - x - y, 2)) : 0;
        return new InterventionalDistribution(
                new TreeSet<>(shuffled.subList(0, y)),
                new TreeSet<>(shuffled.subList(y, y + x)),
                new TreeSet<>(shuffled.subList(y + x, y + x + z)));
    }

    /** A random graph whose enumeration stays cheap. */
    static Admg randomGraph(int size, Seed seed) {
        RandomGenerator random = seed.random();
        double directed = 0.3 + 0.4 * random.nextDouble();
        double arcs = Math.min(0.7, (1 + 3 * random.nextDouble()) / size);
        Admg graph = SemiMarkovWorld.randomGraph(size, directed, arcs, seed.split("graph"));
        List<int[]> arrows = new ArrayList<>();
        List<int[]> few = new ArrayList<>();
        for (int a = 0; a < size; a++)
            for (int b = 0; b < size; b++) {
                if (graph.hasEdge(a, b)) arrows.add(new int[] {a, b});
                if (a < b && graph.bidirected(a, b) && few.size() < 6) few.add(new int[] {a, b});
            }
        return Admg.of(graph.names(), arrows, few);
    }

    /** Sizes from 2 to 7, few of them large. */
    static int size(int replicate) {
        int[] sizes = {2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 3, 4, 5, 6, 4, 5, 6, 3, 4, 7};
        return sizes[replicate % sizes.length];
    }
}
