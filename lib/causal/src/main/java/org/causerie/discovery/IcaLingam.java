// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Finds the one graph of a linear model whose noise is not Gaussian, by independent component analysis: ICA-LiNGAM.
 *
 * <p>The noise terms are the independent components of the data. The rows of the unmixing matrix are matched with the
 * variables so that its diagonal is largest, then the variables are ordered so that effects rarely come before causes: the
 * smallest coefficients are set to 0 until an order exists. In this order each variable is regressed on those before it, and
 * causes are taken out by the Bayesian information criterion.
 *
 * <p>Assumes what {@link DirectLingam} does, which is surer with many variables: here a search that starts at random may end in
 * a local optimum. {@link Result#converged()} says whether it ended at all.
 *
 * <p>The order of the columns does not matter, and everything runs on one thread. Takes <i>O(n p²)</i> for each step of the
 * component analysis and <i>O(p⁴)</i> for the regressions, for <i>n</i> cases and <i>p</i> variables.
 *
 * <p>Shimizu, Hoyer, Hyvärinen and Kerminen (2006), A linear non-Gaussian acyclic model for causal discovery, JMLR 7,
 * 2003–2030.
 *
 * @param penalty what a coefficient costs, in log(n)/2: 2 by default
 * @param steps the most steps of the component analysis, at least 1; 1000 by default
 * @param knowledge what is known beforehand, nothing by default; it binds the order and the regressions
 * @param seed where the component analysis starts
 */
public record IcaLingam(double penalty, int steps, Knowledge knowledge, Seed seed) implements Search {

    public IcaLingam {
        LinearModels.requirePenalty(penalty);
        if (steps < 1)
            throw new CausalException("The component analysis needs at least 1 step; " + steps + " were allowed");
    }

    /** ICA-LiNGAM with a penalty of 2. */
    public static IcaLingam withDefaults() {
        return new IcaLingam(2, 1000, Knowledge.none(), Seed.of(1));
    }

    public IcaLingam penalty(double value) {
        return new IcaLingam(value, steps, knowledge, seed);
    }

    public IcaLingam steps(int value) {
        return new IcaLingam(penalty, value, knowledge, seed);
    }

    public IcaLingam knowledge(Knowledge value) {
        return new IcaLingam(penalty, steps, value, seed);
    }

    public IcaLingam seed(Seed value) {
        return new IcaLingam(penalty, steps, knowledge, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches; threads are not used.
     *
     * @throws CausalException if a column is nominal, constant, a linear function of others or has missing values, there are
     *     no more cases than variables, rows have sampling weights, or the knowledge leaves no order
     * @throws StoppedSearch if the thread was interrupted, with the edges found until then once the order is known
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Precedence precedence = Precedence.of(knowledge, variables);
        Sample sample = Sample.of(data, "ICA-LiNGAM").independent();
        FastIca analysis = new FastIca(sample.columns(), sample.correlations(), steps);
        int[] order;
        try {
            order = order(effects(analysis.unmixing(seed), sample.size()), sample.size(), precedence);
        } catch (CancellationException e) {
            throw new StoppedSearch("the order of the variables is known only once all components are apart");
        }
        Provenance provenance = Provenance.of(data.hash(), seed);
        OrderedRegression regression = new OrderedRegression(sample, bounds, penalty);
        try {
            return result(variables, order, regression.edges(order), analysis.converged(), provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(
                    result(variables, order, regression.soFar(order), analysis.converged(), provenance));
        }
    }

    private Result result(
            Variables variables, int[] order, List<WeightedEdge> edges, boolean converged, Provenance provenance) {
        return new Result(
                LinearModels.dag(variables.names(), edges),
                LinearModels.named(variables, order),
                edges,
                converged,
                this,
                provenance);
    }

    /** {@code [effect * p + cause]}: the size of each direct effect in the model that the components give. */
    private static double[] effects(double[] unmixing, int p) {
        int[] rowOf = match(unmixing, p);
        double[] effects = new double[p * p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                effects[i * p + j] = i == j ? 0 : Math.abs(unmixing[rowOf[i] * p + j] / unmixing[rowOf[i] * p + i]);
        return effects;
    }

    /** For each variable the row of the unmixing matrix that belongs to it: the sum of 1/|diagonal| is least. */
    private static int[] match(double[] unmixing, int p) {
        SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        for (int i = 0; i < 2 * p; i++) graph.addVertex(i);
        for (int row = 0; row < p; row++)
            for (int variable = 0; variable < p; variable++)
                graph.setEdgeWeight(
                        graph.addEdge(row, p + variable), 1 / Math.max(Math.abs(unmixing[row * p + variable]), 1e-12));
        Set<Integer> rows = IntStream.range(0, p).boxed().collect(Collectors.toSet());
        Set<Integer> columns = IntStream.range(p, 2 * p).boxed().collect(Collectors.toSet());
        int[] rowOf = new int[p];
        for (DefaultWeightedEdge edge : new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, rows, columns)
                .getMatching()
                .getEdges()) {
            int a = graph.getEdgeSource(edge);
            int b = graph.getEdgeTarget(edge);
            rowOf[Math.max(a, b) - p] = Math.min(a, b);
        }
        return rowOf;
    }

    /** Sets the smallest effects to 0, as many as an acyclic model has at least, then more until there is an order. */
    private static int[] order(double[] effects, int p, Precedence precedence) {
        List<Integer> smallest = IntStream.range(0, p * p)
                .boxed()
                .filter(at -> at / p != at % p)
                .sorted(Comparator.comparingDouble(at -> effects[at]))
                .toList();
        double[] kept = effects.clone();
        int zeros = 0;
        while (zeros < p * (p - 1) / 2) kept[smallest.get(zeros++)] = 0;
        List<Integer> order = attempt(kept, p, precedence);
        while (order.size() < p) {
            kept[smallest.get(zeros++)] = 0;
            order = attempt(kept, p, precedence);
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Variables whose causes are all placed, one after the other, while there are any. */
    private static List<Integer> attempt(double[] effects, int p, Precedence precedence) {
        List<Integer> order = new ArrayList<>();
        BitSet remaining = new BitSet();
        remaining.set(0, p);
        while (!remaining.isEmpty()) {
            Progress.checkpoint();
            int next = precedence.next(remaining).stream()
                    .filter(i -> remaining.stream().allMatch(j -> effects[i * p + j] == 0))
                    .findFirst()
                    .orElse(-1);
            if (next < 0) return order;
            order.add(next);
            remaining.clear(next);
        }
        return order;
    }

    /**
     * What ICA-LiNGAM found.
     *
     * @param dag the graph
     * @param order a causal order, causes first
     * @param edges the direct effects
     * @param converged whether the component analysis came to its end
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Dag dag,
            List<String> order,
            List<WeightedEdge> edges,
            boolean converged,
            IcaLingam settings,
            Provenance provenance)
            implements Found {

        @Override
        public Dag graph() {
            return dag;
        }

        /** {@code [i][j]}: what a unit of variable i adds to variable j, in the order of the graph's names. */
        public double[][] adjacency() {
            return LinearModels.adjacency(dag.names(), edges);
        }

        @Override
        public String text() {
            String warning = converged ? "" : "\nThe component analysis did not converge: allow more steps";
            return dag.text() + "\nICA-LiNGAM, order " + String.join(", ", order) + warning + "\n"
                    + LinearModels.text(edges);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
