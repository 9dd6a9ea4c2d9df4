// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.estimation.Numbers;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.identification.ImpliedIndependence;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;

/**
 * Attempts to falsify a graph: counts how often data contradicts its local Markov conditions, and compares with the same graph
 * when its variables are put in the places of one another at random.
 *
 * <p>The conditions are that a variable is independent of each one that it does not cause, given its parents. A few of them may
 * seem violated by chance, or because the graph is roughly right; a graph that is violated as often as random ones with
 * the same shape tells no more about the data than they do, and is <em>falsified</em>. Where many of the random ones
 * have the same separations as the graph itself, so that they must be violated as often, the comparison says nothing: it is
 * not <em>informative</em>.
 *
 * <p>Assumes independent cases and no hidden common causes. Where there are no more orders of the variables than permutations
 * asked for, each is taken once. Takes O(n²) tests for each permutation of n variables, each test made once.
 *
 * <p>{@snippet :
 * Falsification.with(FisherZ.withDefaults()).permutations(1000).refute(dag, data, Seed.of(1));
 * }
 *
 * <p>E. Eulig, A. A. Mastakouri, P. Blöbaum, M. Hardt and D. Janzing, Toward falsifying causal graphs using a
 * permutation-based test, arXiv:2305.09565.
 *
 * @param test the test of conditional independence; {@link FisherZ} for continuous columns, a test for contingency
 *     tables for categorical ones
 * @param alpha the level of a single test, between 0 and 1 and 0.05 by default
 * @param level of the two comparisons with permutations, between 0 and 1 and 0.05 by default
 * @param permutations how many permutations, at least 20; 200 by default
 */
public record Falsification(IndependenceTest test, double alpha, double level, int permutations) {
    private static final int SHOWN = 10;

    public Falsification {
        between(alpha);
        between(level);
        if (permutations < 20)
            throw new CausalException(
                    "At least 20 permutations are needed to compare with, better 200; " + permutations + " was given");
    }

    private static void between(double level) {
        if (!(level > 0 && level < 1))
            throw new CausalException(
                    "The level of a test lies between 0 and 1, for example 0.05; " + level + " was given");
    }

    /** Fisher's z at level 0.05, 200 permutations. */
    public static Falsification withDefaults() {
        return with(FisherZ.withDefaults());
    }

    /** With this test at level 0.05, 200 permutations. */
    public static Falsification with(IndependenceTest test) {
        return new Falsification(test, 0.05, 0.05, 200);
    }

    public Falsification test(IndependenceTest value) {
        return new Falsification(value, alpha, level, permutations);
    }

    public Falsification alpha(double value) {
        return new Falsification(test, value, level, permutations);
    }

    public Falsification level(double value) {
        return new Falsification(test, alpha, value, permutations);
    }

    public Falsification permutations(int value) {
        return new Falsification(test, alpha, level, value);
    }

    /** The attempt on all processors; see {@link #refute(Dag, Dataset, Seed, Execution)}. */
    public Result refute(Dag graph, Dataset data, Seed seed) {
        return refute(graph, data, seed, Execution.withDefaults());
    }

    /**
     * The attempt.
     *
     * @param graph over columns of the data, at least two; columns that it does not have are left out
     * @param seed permutation i draws from stream i, however many threads there are
     * @param execution how many threads share the permutations
     * @throws CausalException if a variable of the graph is no column, or the data does not suit the test
     */
    public Result refute(Dag graph, Dataset data, Seed seed, Execution execution) {
        if (graph.size() < 2)
            throw new CausalException("A graph of one variable says nothing that data could contradict");
        Independence independence = test.on(data.select(graph.names()), execution);
        return refute(graph, independence, Provenance.of(data.hash(), seed), seed, execution);
    }

    /** The same with a test that is bound to the variables of the graph in its order already. */
    Result refute(Dag graph, Independence bound, Provenance provenance, Seed seed, Execution execution) {
        Memory memory = new Memory(bound);
        List<Condition> conditions = conditions(graph);
        List<Tested> markov = memory.tested(graph, conditions, execution);
        List<Tested> minimality = memory.tested(graph, edges(graph), execution);
        boolean all = orders(graph.size()) <= permutations;
        int count = all ? (int) orders(graph.size()) : permutations;
        List<int[]> counted = execution.map("permutations", count, i -> {
            int[] place = all ? numbered(graph.size(), i) : shuffled(graph.size(), seed.split(i));
            int[] violations = new int[2];
            for (Condition condition : conditions) {
                Condition moved = condition.moved(place);
                if (memory.pValue(moved) <= alpha) violations[0]++;
                if (!graph.separated(moved.single(moved.x()), moved.single(moved.y()), moved.given())) violations[1]++;
            }
            return violations;
        });
        return new Result(
                graph,
                markov,
                minimality,
                all,
                counted.stream().map(each -> each[0]).toList(),
                counted.stream().map(each -> each[1]).toList(),
                this,
                provenance);
    }

    /** x is independent of y given others, by number. */
    private record Condition(int x, int y, BitSet given) {
        static Condition of(int a, int b, BitSet given) {
            return new Condition(Math.min(a, b), Math.max(a, b), given);
        }

        Condition moved(int[] place) {
            BitSet there = new BitSet();
            given.stream().forEach(v -> there.set(place[v]));
            return of(place[x], place[y], there);
        }

        BitSet single(int v) {
            BitSet set = new BitSet();
            set.set(v);
            return set;
        }
    }

    /** What was tested once is not tested again. */
    private record Memory(Independence test, Map<Condition, Double> known) {
        Memory(Independence test) {
            this(test, new ConcurrentHashMap<>());
        }

        double pValue(Condition condition) {
            Double before = known.get(condition);
            if (before != null) return before;
            double found = test.test(
                            condition.x(),
                            condition.y(),
                            condition.given().stream().toArray())
                    .pValue();
            known.put(condition, found);
            return found;
        }

        List<Tested> tested(Dag graph, List<Condition> conditions, Execution execution) {
            return execution.map("tests", conditions.size(), i -> {
                Condition condition = conditions.get(i);
                ImpliedIndependence independence = new ImpliedIndependence(
                        names(graph, condition.single(condition.x())),
                        names(graph, condition.single(condition.y())),
                        names(graph, condition.given()));
                return new Tested(independence, pValue(condition));
            });
        }

        private static SortedSet<String> names(Dag graph, BitSet set) {
            return set.stream().mapToObj(graph.names()::get).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Each variable and each one that it does not cause, given its parents; the parental triples of the paper. */
    private static List<Condition> conditions(Dag graph) {
        List<Condition> conditions = new ArrayList<>();
        for (int v = 0; v < graph.size(); v++) {
            BitSet self = new BitSet();
            self.set(v);
            BitSet others = graph.descendants(self);
            others.or(graph.parents(v));
            others.flip(0, graph.size());
            for (int w = others.nextSetBit(0); w >= 0; w = others.nextSetBit(w + 1))
                conditions.add(Condition.of(v, w, graph.parents(v)));
        }
        return conditions;
    }

    /** Each variable and each parent, given the other parents. */
    private static List<Condition> edges(Dag graph) {
        List<Condition> conditions = new ArrayList<>();
        for (int v = 0; v < graph.size(); v++) {
            BitSet parents = graph.parents(v);
            for (int p = parents.nextSetBit(0); p >= 0; p = parents.nextSetBit(p + 1)) {
                BitSet others = graph.parents(v);
                others.clear(p);
                conditions.add(Condition.of(v, p, others));
            }
        }
        return conditions;
    }

    /** The number of orders of n variables, where it is not too large to matter. */
    private static long orders(int n) {
        long orders = 1;
        for (int k = 2; k <= Math.min(n, 15); k++) orders *= k;
        return orders;
    }

    /** The order of this number among all n! of them. */
    private static int[] numbered(int n, int number) {
        List<Integer> left = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        int[] order = new int[n];
        int rest = number;
        for (int k = 0; k < n; k++) {
            order[k] = left.remove(rest % (n - k));
            rest /= n - k;
        }
        return order;
    }

    private static int[] shuffled(int n, Seed seed) {
        RandomGenerator random = seed.random();
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /**
     * An independence and its test.
     *
     * @param independence of one variable and another
     * @param pValue how often data this far from it would be seen if it held
     */
    public record Tested(ImpliedIndependence independence, double pValue) {
        /** One variable and the other. */
        private List<String> ends() {
            return List.of(independence.left().first(), independence.right().first());
        }
    }

    /** What came of the attempt. */
    public enum Verdict {
        /** The graph is contradicted as often as graphs with its variables in random places. */
        FALSIFIED,
        /** The graph is contradicted less often than those. */
        NOT_FALSIFIED,
        /** Too many of those have the same separations as the graph for a comparison. */
        NOT_INFORMATIVE
    }

    /**
     * What came of the attempt, with its evidence.
     *
     * @param graph the graph
     * @param conditions its local Markov conditions, tested
     * @param edges for each edge whether its ends are independent given the other parents, tested
     * @param exhaustive whether every order of the variables was taken once, rather than random ones
     * @param violations for each permutation how many of its conditions the data contradicts
     * @param differences for each permutation how many of its conditions do not hold in the graph; 0 where both are Markov
     *     equivalent
     * @param settings the settings
     * @param provenance what is needed to do it again
     */
    public record Result(
            Dag graph,
            List<Tested> conditions,
            List<Tested> edges,
            boolean exhaustive,
            List<Integer> violations,
            List<Integer> differences,
            Falsification settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            conditions = List.copyOf(conditions);
            edges = List.copyOf(edges);
            violations = List.copyOf(violations);
            differences = List.copyOf(differences);
        }

        /** The conditions of the graph that the data contradicts at the level of a single test. */
        public List<Tested> violated() {
            return conditions.stream()
                    .filter(each -> each.pValue() <= settings.alpha())
                    .toList();
        }

        /** The share of the graph's conditions that the data contradicts; 0 where it has none. */
        public double violatedShare() {
            return conditions.isEmpty() ? 0 : violated().size() / (double) conditions.size();
        }

        /** How often a graph with its variables in random places is contradicted no more often than this one. */
        public double pValue() {
            int own = violated().size();
            return share(violations.stream().filter(each -> each <= own).count());
        }

        /** How often a graph with its variables in random places is Markov equivalent to this one. */
        public double equivalentShare() {
            return share(differences.stream().filter(each -> each == 0).count());
        }

        /** Of random permutations, the graph as it is counts as one more. */
        private double share(long many) {
            return exhaustive ? many / (double) violations.size() : (many + 1.0) / (violations.size() + 1.0);
        }

        /** Whether few enough permutations are equivalent to the graph. */
        public boolean informative() {
            return equivalentShare() <= settings.level();
        }

        /** Whether the graph is contradicted as often as random ones, and the comparison is informative. */
        public boolean falsified() {
            return informative() && pValue() > settings.level();
        }

        public Verdict verdict() {
            if (!informative()) return Verdict.NOT_INFORMATIVE;
            return falsified() ? Verdict.FALSIFIED : Verdict.NOT_FALSIFIED;
        }

        /** The edges that data gives no reason for: their ends look independent given the other parents of the effect. */
        public List<Edge> removable() {
            return edges.stream()
                    .filter(each -> each.pValue() > settings.alpha())
                    .map(Tested::ends)
                    .map(ends -> graph.hasEdge(ends.get(0), ends.get(1)) ? ends : List.of(ends.get(1), ends.get(0)))
                    .map(edge -> Edge.directed(edge.get(0), edge.get(1)))
                    .toList();
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder("Falsification: ").append(sentence());
            out.append("\n  local Markov conditions: ")
                    .append(violated().size())
                    .append(" of ")
                    .append(conditions.size())
                    .append(" violated at level ")
                    .append(Numbers.shown(settings.alpha()));
            violated().stream()
                    .limit(SHOWN)
                    .forEach(each -> out.append("\n    ")
                            .append(each.independence().text())
                            .append(", ")
                            .append(Numbers.p(each.pValue())));
            out.append("\n  ")
                    .append(Numbers.percent(pValue()))
                    .append(exhaustive ? " of all " : " of ")
                    .append(violations.size())
                    .append(" permutations have no more violations; ")
                    .append(Numbers.percent(equivalentShare()))
                    .append(" are Markov equivalent to the graph");
            if (!removable().isEmpty())
                out.append("\n  edges without support in the data: ")
                        .append(String.join(
                                "; ", removable().stream().map(Edge::toString).toList()));
            return out.toString();
        }

        private String sentence() {
            return switch (verdict()) {
                case FALSIFIED -> "the data contradicts the graph as often as it does random ones of its shape.";
                case NOT_FALSIFIED ->
                    "the data contradicts the graph less often than random ones of its shape; this is no"
                            + " proof that it is right.";
                case NOT_INFORMATIVE -> "too many permutations say the same as the graph for a verdict.";
            };
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
