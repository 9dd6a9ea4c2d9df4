// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;

/** A matrix of weights that is being optimised, which of them may move, and the graph that they make. */
final class WeightOptimisation {
    /** Variances that differ by less than this part are those of standardised data. */
    private static final double SAME_VARIANCE = 0.01;

    private final Sample sample;
    private final Bounds bounds;
    private final LinearLoss loss;
    private final int p;
    private final boolean[] free;
    private final double[] weights;
    private double objective;

    /** The steps of a search. */
    interface Steps {
        void run(WeightOptimisation work);
    }

    private WeightOptimisation(Sample sample, Bounds bounds) {
        this.sample = sample;
        this.bounds = bounds;
        p = sample.size();
        loss = LinearLoss.of(sample);
        free = new boolean[p * p];
        weights = new double[p * p];
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) free[i * p + j] = i != j && !bounds.forbidden(i, j);
    }

    /** Runs the steps and makes the graph; where they are interrupted, the graph that they had made until then. */
    static OptimisedGraph run(
            Dataset data, String method, Knowledge knowledge, double threshold, Search settings, Steps steps) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Precedence.of(knowledge, variables);
        Sample sample = Sample.of(data, method).independent();
        Provenance provenance = Provenance.of(data.hash());
        WeightOptimisation work = new WeightOptimisation(sample, bounds);
        try {
            steps.run(work);
            double acyclicity = Acyclicity.exponential(work.weights, work.p, new double[work.p * work.p]);
            OptionalDouble objective = OptionalDouble.of(work.objective);
            return work.result(threshold, objective, OptionalDouble.of(acyclicity), settings, provenance);
        } catch (CancellationException e) {
            OptionalDouble none = OptionalDouble.empty();
            throw new StoppedSearch(work.result(threshold, none, none, settings, provenance));
        }
    }

    LinearLoss loss() {
        return loss;
    }

    int size() {
        return p;
    }

    double[] weights() {
        return weights;
    }

    /** Takes the weights to a local minimum of the function plus the penalty on absolute values. */
    void minimise(OrthantWise.Objective function, double penalty, int limit, double tolerance) {
        double[] penalties = new double[p * p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                penalties[i * p + j] = bounds.required(i).get(j) ? 0 : penalty;
        objective = new OrthantWise(function, penalties, free).minimise(weights, limit, tolerance);
    }

    private OptimisedGraph result(
            double threshold,
            OptionalDouble objective,
            OptionalDouble acyclicity,
            Search settings,
            Provenance provenance) {
        List<Integer> kept = acyclic(threshold);
        int[] columns = sample.variables().columns();
        double[][] adjacency = new double[p][p];
        List<int[]> edges = new ArrayList<>();
        for (int at : kept) {
            edges.add(new int[] {columns[at / p], columns[at % p]});
            adjacency[columns[at / p]][columns[at % p]] = weights[at];
        }
        Dag dag = Dag.of(sample.variables().names(), edges);
        return new OptimisedGraph(
                dag,
                adjacency,
                objective,
                acyclicity,
                Varsortability.of(dag, sample),
                standardised(),
                settings,
                provenance);
    }

    private boolean standardised() {
        double[] variances = IntStream.range(0, p)
                .mapToDouble(i -> sample.covariance().matrix().get(i, i))
                .sorted()
                .toArray();
        return variances[p - 1] <= (1 + SAME_VARIANCE) * variances[0];
    }

    /** Required edges and those with weights above the threshold, largest first, as far as they close no cycle. */
    private List<Integer> acyclic(double threshold) {
        Comparator<Integer> largestFirst = Comparator.comparingDouble(at -> -Math.abs(weights[at]));
        List<Integer> candidates = IntStream.range(0, p * p)
                .filter(at -> required(at) || (free[at] && Math.abs(weights[at]) >= threshold && weights[at] != 0))
                .boxed()
                .sorted(Comparator.comparing((Integer at) -> !required(at)).thenComparing(largestFirst))
                .toList();
        Pattern graph = Pattern.empty(p);
        List<Integer> kept = new ArrayList<>();
        for (int at : candidates) {
            if (graph.reaches(at % p, at / p)) continue;
            graph.direct(at / p, at % p);
            kept.add(at);
        }
        kept.sort(Comparator.naturalOrder());
        return kept;
    }

    private boolean required(int at) {
        return bounds.required(at / p).get(at % p);
    }

    static void requireSettings(double penalty, double threshold) {
        for (double value : Arrays.asList(penalty, threshold))
            if (!(value >= 0) || Double.isInfinite(value))
                throw new CausalException("The penalty on weights and the threshold for edges are 0 or more; " + penalty
                        + " and " + threshold + " were given");
    }
}
