// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.Covariance;
import org.ejml.data.DMatrixRMaj;

/** Random linear-Gaussian worlds with coefficients away from zero, their populations and samples, and what is true of them. */
final class Worlds {
    private Worlds() {}

    /** The most edges at a variable: rules that look at all sets of neighbours try 2 to this power. */
    private static final int HIGHEST_DEGREE = 7;

    /** 4 to {@code most} variables; sparse, middling and, where it is small, dense. */
    static Dag dag(int most, Seed seed) {
        RandomGenerator random = seed.split("shape").random();
        int n = 4 + random.nextInt(most - 3);
        double densest = n <= 8 ? n - 1 : n <= 15 ? 4 : 3;
        double degree = Math.min(n - 1, 0.5 + random.nextDouble() * (densest - 0.5));
        Dag dag = RandomGraphs.erdosRenyi(n, degree, seed);
        for (int i = 0; highestDegree(dag) > HIGHEST_DEGREE; i++)
            dag = RandomGraphs.erdosRenyi(n, degree, seed.split(i));
        return dag;
    }

    private static int highestDegree(Dag dag) {
        int highest = 0;
        for (int v = 0; v < dag.size(); v++)
            highest = Math.max(
                    highest, dag.parents(v).cardinality() + dag.children(v).cardinality());
        return highest;
    }

    /** What a unit of each parent adds to each variable, with absolute values from 0.5 to 1. */
    private static double[][] coefficients(Dag dag, RandomGenerator random) {
        double[][] coefficients = new double[dag.size()][dag.size()];
        for (int v = 0; v < dag.size(); v++)
            for (int parent : members(dag.parents(v)))
                coefficients[v][parent] = (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
        return coefficients;
    }

    /** The covariance of the population, as if it came from that many cases. */
    static Covariance population(Dag dag, double cases, Seed seed) {
        RandomGenerator random = seed.split("population").random();
        double[][] coefficients = coefficients(dag, random);
        int n = dag.size();
        double[][] mixing = new double[n][n];
        for (int v : dag.order()) {
            mixing[v][v] = 1 + random.nextDouble();
            for (int parent : members(dag.parents(v)))
                for (int k = 0; k < n; k++) mixing[v][k] += coefficients[v][parent] * mixing[parent][k];
        }
        DMatrixRMaj covariance = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += mixing[i][k] * mixing[j][k];
                covariance.set(i, j, sum);
            }
        }
        return Covariance.population(dag.names(), covariance, cases);
    }

    static Dataset sample(Dag dag, int cases, Seed seed) {
        RandomGenerator random = seed.split("sample").random();
        double[][] coefficients = coefficients(dag, random);
        double[][] columns = new double[dag.size()][cases];
        for (int v : dag.order()) {
            int[] parents = members(dag.parents(v));
            double deviation = 1 + random.nextDouble();
            for (int row = 0; row < cases; row++) {
                double value = deviation * random.nextGaussian();
                for (int parent : parents) value += coefficients[v][parent] * columns[parent][row];
                columns[v][row] = value;
            }
        }
        return Dataset.of(dag.names(), columns);
    }

    /** Some of what is true of a graph: two or three tiers, edges, missing edges, roots. */
    static Knowledge truths(Dag dag, Seed seed) {
        RandomGenerator random = seed.split("truths").random();
        Knowledge knowledge = random.nextBoolean() ? tiers(dag, random) : Knowledge.none();
        for (int i = 0; i < dag.size(); i++) {
            String from = dag.names().get(i);
            if (dag.parents(i).isEmpty() && random.nextInt(4) == 0) knowledge = knowledge.root(from);
            for (int j = 0; j < dag.size(); j++) {
                String to = dag.names().get(j);
                if (i == j || random.nextInt(5) > 0) continue;
                if (dag.hasEdge(i, j)) knowledge = knowledge.require(from, to);
                else knowledge = knowledge.forbid(from, to);
                if (!dag.adjacent(i, j)) knowledge = knowledge.forbid(to, from);
            }
        }
        return knowledge;
    }

    private static Knowledge tiers(Dag dag, RandomGenerator random) {
        List<Set<String>> tiers = new ArrayList<>(List.of(new HashSet<>(), new HashSet<>(), new HashSet<>()));
        int tier = 0;
        for (String name : dag.topologicalOrder()) {
            if (tier < 2 && random.nextInt(dag.size()) < 3) tier++;
            if (random.nextInt(5) > 0) tiers.get(tier).add(name);
        }
        return Knowledge.tiers(tiers.get(0), tiers.get(1), tiers.get(2));
    }

    /** The class of the graph with every edge directed of which the knowledge allows one direction only. */
    static Cpdag narrowed(Dag dag, Knowledge knowledge) {
        List<int[]> known = new ArrayList<>();
        for (int i = 0; i < dag.size(); i++)
            for (int j = 0; j < dag.size(); j++)
                if (dag.hasEdge(i, j)
                        && knowledge.forbidden(dag.names().get(j), dag.names().get(i))) known.add(new int[] {i, j});
        return dag.toCpdag().oriented(known);
    }

    static int[] members(BitSet set) {
        return set.stream().toArray();
    }

    static List<Integer> shuffled(int n, Seed seed) {
        RandomGenerator random = seed.random();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) order.add(random.nextInt(i + 1), i);
        return order;
    }
}
