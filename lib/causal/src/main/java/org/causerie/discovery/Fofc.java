// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.Covariance;
import org.causerie.stat.CrossRank;
import org.causerie.stat.RankTest;
import org.causerie.stat.TetradTest;
import org.causerie.stat.Tetrads;

/**
 * Finds pure measurement models: groups of variables that each measure one hidden variable and nothing else, from vanishing
 * tetrads; then the class of graphs among the hidden variables.
 *
 * <p>Three variables are pure when with every fourth variable all three tetrads vanish, and no two of the three are uncorrelated.
 * A group grows from a pure triple by the variables that form pure triples with at least half of its pairs. The largest
 * group is taken, then the largest of those that share no variable with it, and so on. Variables in no group measure several
 * hidden variables, or affect others; the result leaves them alone. Hidden variables are not adjacent where a set of others
 * separates them, which ranks of their measures tell.
 *
 * <p>Assumes linear relations (among hidden variables they need not be), no cycles, that tetrads vanish only where the graph makes
 * them, and hidden variables with at least three pure measures. Variables that depend on others observed are left
 * out, not oriented: for those see {@link Rlcd}. There is nothing for background knowledge to say: no edge of the result is between two
 * observed variables. The order of the columns does not matter. Takes <i>O(p⁴)</i> tests of
 * tetrads for <i>p</i> variables.
 *
 * <p>Kummerfeld and Ramsey (2016), Causal clustering for 1-factor measurement models, KDD, 1655–1664,
 * doi:10.1145/2939672.2939838. Silva, Scheines, Glymour and Spirtes (2006), Learning the structure of linear latent variable
 * models, JMLR 7, 191–246 (the graph among hidden variables).
 *
 * <p>{@snippet :
 * var found = Fofc.with(TetradTest.DELTA).alpha(0.001).discover(data);
 * found.clusters();
 * }
 *
 * @param test the test of tetrads; Wishart's by default
 * @param alpha the level of the tests, 0.001 by default: with many tests a larger one loses pure triples
 * @param largestSet the most hidden variables in a conditioning set, 3 by default
 */
public record Fofc(TetradTest test, double alpha, int largestSet) implements Search {
    /** Above this there are more quartets than a search gets through. */
    private static final int MOST = 400;

    public Fofc {
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException(
                    "The level alpha of a test lies between 0 and 1, usually at 0.001; given: " + alpha);
        if (largestSet < 0)
            throw new CausalException("Conditioning sets have 0 variables or more; given: " + largestSet);
    }

    public static Fofc withDefaults() {
        return with(TetradTest.WISHART);
    }

    /** With this test of tetrads. */
    public static Fofc with(TetradTest test) {
        return new Fofc(test, 0.001, 3);
    }

    public Fofc test(TetradTest value) {
        return new Fofc(value, alpha, largestSet);
    }

    public Fofc alpha(double value) {
        return new Fofc(test, value, largestSet);
    }

    public Fofc largestSet(int value) {
        return new Fofc(test, alpha, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = variables(data.names());
        CrossRank ranks = RankTest.withDefaults().on(data);
        return search(test.on(data), ranks, variables, execution, Provenance.of(data.hash()));
    }

    /** Searches in the covariance of a population, without sampling error. */
    public Result discover(Covariance population, Execution execution) {
        Variables variables = variables(population.names());
        return search(
                TetradTest.exact(population), RankTest.exact(population), variables, execution, Provenance.here());
    }

    private static Variables variables(List<String> names) {
        if (names.size() < 4) throw new CausalException("Tetrads need at least 4 variables; given: " + names);
        if (names.size() > MOST)
            throw new CausalException("A search for clusters over " + names.size()
                    + " variables would not end: at most " + MOST + " are allowed; choose columns with select(…)");
        return Variables.of(names);
    }

    private Result search(
            Tetrads tetrads, CrossRank ranks, Variables variables, Execution execution, Provenance provenance) {
        LatentGraph graph = new LatentGraph(variables);
        LatentSearch search = new LatentSearch(graph, ranks, alpha, largestSet, execution);
        try {
            Set<BitSet> pure = pureTriples(tetrads, variables, execution);
            for (BitSet cluster : disjoint(grown(pure, variables.size()))) graph.insert(1, cluster, new BitSet(), 1);
            for (int a = variables.size(); a < graph.size(); a++)
                for (int b = variables.size(); b < a; b++) graph.connect(a, b);
            search.prune(0);
            return result(graph, search.orient(Bounds.of(Knowledge.none(), variables)), provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(result(graph, graph.skeleton(), provenance));
        }
    }

    private Result result(LatentGraph graph, Pattern pattern, Provenance provenance) {
        return new Result(graph.expanded(pattern), graph.found(), this, provenance);
    }

    private Set<BitSet> pureTriples(Tetrads tetrads, Variables variables, Execution execution) {
        int size = variables.size();
        int[] columns = variables.columns();
        Set<BitSet> pure = new HashSet<>();
        execution
                .map("pure triples", size, a -> {
                    List<BitSet> found = new ArrayList<>();
                    for (int b = a + 1; b < size; b++) {
                        for (int c = b + 1; c < size; c++) {
                            Progress.checkpoint();
                            if (!pure(tetrads, columns, a, b, c)) continue;
                            BitSet triple = new BitSet();
                            triple.set(a);
                            triple.set(b);
                            triple.set(c);
                            found.add(triple);
                        }
                    }
                    return found;
                })
                .forEach(pure::addAll);
        return pure;
    }

    private boolean pure(Tetrads tetrads, int[] columns, int a, int b, int c) {
        int x = columns[a];
        int y = columns[b];
        int z = columns[c];
        for (int other = 0; other < columns.length; other++) {
            if (other == a || other == b || other == c) continue;
            if (tetrads.quartet(x, y, z, columns[other]).pValue() <= alpha) return false;
        }
        return tetrads.uncorrelated(x, y).pValue() <= alpha
                && tetrads.uncorrelated(y, z).pValue() <= alpha
                && tetrads.uncorrelated(x, z).pValue() <= alpha;
    }

    /** From each triple the group that grows of it, the largest first. */
    private static List<BitSet> grown(Set<BitSet> pure, int size) {
        Set<BitSet> groups = new HashSet<>();
        for (BitSet triple : pure) {
            Progress.checkpoint();
            BitSet group = (BitSet) triple.clone();
            for (int next = best(group, pure, size); next >= 0; next = best(group, pure, size)) group.set(next);
            groups.add(group);
        }
        List<BitSet> list = new ArrayList<>(groups);
        list.sort(Comparator.comparingInt(BitSet::cardinality).reversed().thenComparing(BitSet::toString));
        return list;
    }

    private static int best(BitSet group, Set<BitSet> pure, int size) {
        int best = -1;
        double highest = 0.5;
        for (int node = 0; node < size; node++) {
            if (group.get(node)) continue;
            double share = share(node, group, pure);
            if (share > highest || (share == highest && best < 0)) {
                highest = share;
                best = node;
            }
        }
        return best;
    }

    /** The part of the pairs of the group that form a pure triple with the variable. */
    private static double share(int node, BitSet group, Set<BitSet> pure) {
        int[] members = Pattern.members(group);
        int there = 0;
        BitSet triple = new BitSet();
        for (int i = 0; i < members.length; i++) {
            for (int j = i + 1; j < members.length; j++) {
                triple.clear();
                triple.set(node);
                triple.set(members[i]);
                triple.set(members[j]);
                if (pure.contains(triple)) there++;
            }
        }
        return 2.0 * there / (members.length * (members.length - 1));
    }

    private static List<BitSet> disjoint(List<BitSet> groups) {
        List<BitSet> chosen = new ArrayList<>();
        BitSet taken = new BitSet();
        for (BitSet group : groups) {
            if (group.intersects(taken)) continue;
            chosen.add(group);
            taken.or(group);
        }
        chosen.sort(Comparator.comparingInt(group -> group.nextSetBit(0)));
        return chosen;
    }

    /**
     * What the search found.
     *
     * @param cpdag the graph over the observed variables, in the order of the data's columns, and the hidden ones, L1, L2, …;
     *     variables in no cluster have no edges
     * @param clusters one for each hidden variable, with its pure measures
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(Cpdag cpdag, List<LatentCover> clusters, Fofc settings, Provenance provenance)
            implements Found {
        public Result {
            clusters = List.copyOf(clusters);
        }

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder();
            out.append(clusters.size()).append(clusters.size() == 1 ? " cluster" : " clusters");
            for (LatentCover cluster : clusters) out.append('\n').append(cluster);
            out.append('\n').append(cpdag.text());
            out.append("\nFOFC, ").append(settings.test()).append(", alpha ").append(settings.alpha());
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
