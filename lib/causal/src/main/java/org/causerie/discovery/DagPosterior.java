// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;

/** How probable edges, paths, graphs and classes of graphs are, given the data: what {@link ExactPosterior} computes. */
public final class DagPosterior implements Found {
    /** Up to so many variables every graph is visited. */
    static final int ENUMERATED = 6;

    /** Classes less probable than this are not listed. */
    private static final double LISTED = 0.001;

    private final Dag dag;
    private final double[][] edges;
    private final List<ClassProbability> classes;
    private final ParentSums sums;
    private final double total;
    private final Variables variables;
    private final int largestParents;
    private final ExactPosterior settings;
    private final Execution execution;
    private final Provenance provenance;
    private Optional<Paths> paths = Optional.empty();

    /** The probability of a path from i to j at {@code [i][j]}, and how many equally weighted draws it is worth. */
    private record Paths(double[][] probabilities, double effectiveDraws) {}

    /**
     * A class of graphs that no data can tell apart, and its probability.
     *
     * @param cpdag the class
     * @param probability the sum over its members
     */
    public record ClassProbability(Cpdag cpdag, double probability) {}

    DagPosterior(
            ParentSums sums,
            GraphSums total,
            Dag dag,
            Variables variables,
            int largestParents,
            ExactPosterior settings,
            Execution execution,
            Provenance provenance) {
        this.sums = sums;
        this.total = total.total();
        this.dag = dag;
        this.variables = variables;
        this.largestParents = largestParents;
        this.settings = settings;
        this.execution = execution;
        this.provenance = provenance;
        int size = variables.size();
        edges = new double[size][size];
        execution.map("edge probabilities", size, v -> {
            for (int u = 0; u < size; u++)
                if (u != v) edges[variables.columns()[u]][variables.columns()[v]] = total.edge(u, v);
            return v;
        });
        classes = size <= ENUMERATED ? enumerate() : List.of();
    }

    private List<ClassProbability> enumerate() {
        int size = variables.size();
        double[][] ways = new double[size][size];
        Set<Cpdag> probable = new LinkedHashSet<>();
        GraphEnumeration.visit(sums, (parents, ancestors, score) -> {
            double probability = probability(parents, score);
            addPaths(ways, ancestors, probability);
            // a class has at most size! members, equally probable
            if (probability > LISTED / 1_000) probable.add(graph(parents).toCpdag());
        });
        paths = Optional.of(new Paths(ways, Double.POSITIVE_INFINITY));
        return probable.stream()
                .map(cpdag -> new ClassProbability(cpdag, probability(cpdag)))
                .filter(listed -> listed.probability() >= LISTED)
                .sorted(Comparator.comparingDouble(ClassProbability::probability)
                        .reversed()
                        .thenComparing(listed -> listed.cpdag().text()))
                .toList();
    }

    /** By draws, made when they are first asked for, where not all graphs were visited. */
    private synchronized Paths paths() {
        if (paths.isEmpty()) paths = Optional.of(draw());
        return paths.get();
    }

    private Paths draw() {
        boolean eachGraphOnce = settings.prior() == ExactPosterior.Prior.GRAPHS;
        List<GraphDraws.Draw> draws = GraphDraws.of(sums, eachGraphOnce, settings.draws(), settings.seed(), execution);
        double weights = draws.stream().mapToDouble(GraphDraws.Draw::weight).sum();
        double[][] ways = new double[variables.size()][variables.size()];
        double squares = 0;
        for (GraphDraws.Draw draw : draws) {
            double share = draw.weight() / weights;
            squares += share * share;
            addPaths(ways, ancestors(draw.parents()), share);
        }
        return new Paths(ways, 1 / squares);
    }

    private void addPaths(double[][] ways, int[] ancestors, double probability) {
        for (int v = 0; v < ancestors.length; v++)
            for (int rest = ancestors[v] & ~(1 << v); rest != 0; rest &= rest - 1)
                ways[variables.columns()[Integer.numberOfTrailingZeros(rest)]][
                        variables.columns()[v]] += probability;
    }

    private static int[] ancestors(int[] parents) {
        int[] ancestors = parents.clone();
        for (boolean grown = true; grown; ) {
            grown = false;
            for (int v = 0; v < ancestors.length; v++) {
                int wider = ancestors[v];
                for (int u : ParentSums.members(ancestors[v])) wider |= ancestors[u];
                grown |= wider != ancestors[v];
                ancestors[v] = wider;
            }
        }
        return ancestors;
    }

    private Dag graph(int[] parents) {
        return Dag.of(variables.names(), ParentSums.edges(parents, variables));
    }

    private double probability(int[] parents, double score) {
        double orders = settings.prior() == ExactPosterior.Prior.ORDERS ? GraphDraws.orders(parents) : 1;
        return orders * Math.exp(score - total);
    }

    /** The graph with the highest score; of equals the first by name. */
    public Dag dag() {
        return dag;
    }

    @Override
    public Dag graph() {
        return dag;
    }

    /** The probability of {@code from -> to}. */
    public double edge(String from, String to) {
        return edges[dag.index(from)][dag.index(to)];
    }

    /** {@code [i][j]}: the probability of i → j, in the order of the data's columns. */
    public double[][] edges() {
        return Arrays.stream(edges).map(double[]::clone).toArray(double[][]::new);
    }

    /** The probability of any edge between the two. */
    public double adjacent(String a, String b) {
        return edge(a, b) + edge(b, a);
    }

    /**
     * The probability that {@code from} is a cause of {@code to}, directly or not: that a directed path leads there. Where it
     * comes from draws, the first question for a path makes them.
     */
    public double path(String from, String to) {
        return Math.min(1, paths().probabilities()[dag.index(from)][dag.index(to)]);
    }

    /** The standard error of {@link #path}: 0 where all graphs were visited. */
    public double pathError(String from, String to) {
        double share = path(from, to);
        return Math.sqrt(share * (1 - share) / effectiveDraws());
    }

    /**
     * How many equally weighted draws the path probabilities are worth; infinite where all graphs were visited. Where it is
     * small, ask for more draws.
     */
    public double effectiveDraws() {
        return paths().effectiveDraws();
    }

    /**
     * The probability of a graph.
     *
     * @throws CausalException if it is not over the variables of the data
     */
    public double probability(Dag graph) {
        if (!Set.copyOf(graph.names()).equals(Set.copyOf(variables.names())))
            throw new CausalException(
                    "The posterior is over " + variables.names() + "; the graph given is over " + graph.names());
        int[] parents = new int[variables.size()];
        for (int v = 0; v < parents.length; v++)
            for (int u = 0; u < parents.length; u++)
                if (graph.hasEdge(variables.name(u), variables.name(v))) parents[v] |= 1 << u;
        return probability(parents, sums.score(parents));
    }

    /** The probability of a class: the sum over its members. */
    public double probability(Cpdag cpdag) {
        return cpdag.members().mapToDouble(this::probability).sum();
    }

    /** Classes with a probability of at least 0.001, the most probable first; for up to 6 variables, none beyond. */
    public List<ClassProbability> classes() {
        return classes;
    }

    /** The settings of the search. */
    public ExactPosterior settings() {
        return settings;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder("Exact posterior over all directed acyclic graphs");
        if (largestParents < variables.size() - 1)
            out.append(" with up to ").append(largestParents).append(" parents");
        out.append("\nbest graph ").append(dag.text().strip().replace("\n", "; "));
        out.append(String.format(Locale.ROOT, " (probability %.3g)%n", probability(dag))
                .replace("\r", ""));
        record Pair(String name, double there, double back) {}
        List<Pair> pairs = new ArrayList<>();
        List<String> names = dag.names();
        for (int i = 0; i < names.size(); i++)
            for (int j = i + 1; j < names.size(); j++)
                pairs.add(new Pair(names.get(i) + " - " + names.get(j), edges[i][j], edges[j][i]));
        pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.there() - pair.back()));
        for (Pair pair : pairs.subList(0, Math.min(15, pairs.size())))
            out.append(String.format(Locale.ROOT, "%-24s  → %.3f  ← %.3f\n", pair.name(), pair.there(), pair.back()));
        if (pairs.size() > 15) out.append("and ").append(pairs.size() - 15).append(" pairs less probable\n");
        return out.toString().stripTrailing();
    }

    @Override
    public String toString() {
        return text();
    }
}
