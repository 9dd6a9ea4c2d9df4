// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Edge;
import org.ejml.simple.SimpleMatrix;

/**
 * Which coefficients of a linear model with correlated errors its covariances determine, and by which equations.
 *
 * <p>Some edges into a vertex are solved at once from as many equations \(\mathrm{Cov}(z^*, v^*) = \sum_p \lambda_{pv}
 * \mathrm{Cov}(z^*, p)\), where the star takes away what solved edges bring. A variable z may serve when no half-trek leads
 * from v to z once its solved edges are gone; the equations are independent when treks from the z to the parents p can be
 * chosen that share no vertex on the same side, which a maximum flow decides. What is solved serves the next round. This is
 * the half-trek criterion applied edge by edge with auxiliary variables: instruments, conditional instruments by their auxiliary
 * form and instrumental sets are special cases.
 *
 * <p>It is sound; where it stays silent, the rank of the covariance's derivative at a random point tells coefficients that
 * infinitely many values of the rest leave open from those that remain undecided. At most O(2^d n) flows of O(n m) a round,
 * with at most d unsolved edges into a vertex.
 *
 * <p>References: R. Foygel, J. Draisma and M. Drton, Half-trek criterion for generic identifiability of linear structural
 * equation models, Annals of Statistics 40 (2012), doi:10.1214/12-AOS1012; L. Weihs et al., Determinantal generalizations of
 * instrumental variables, Journal of Causal Inference 6 (2018), doi:10.1515/jci-2017-0009; B. Chen, D. Kumor and E. Bareinboim,
 * Identification and model testing in linear structural equation models using auxiliary variables, ICML 2017.
 *
 * @param graph the graph of the model
 * @param steps what was solved, in the order in which one step needs those before
 * @param open the edges that cannot be identified: their coefficients vary freely with others at the same covariances
 * @param undecided the edges about which the criterion is silent
 */
public record LinearIdentification(Admg graph, List<Step> steps, List<Edge> open, List<Edge> undecided)
        implements Displayable {

    /**
     * Edges solved together.
     *
     * @param child the vertex that they point into
     * @param parents where they come from
     * @param instruments as many variables, whose covariances give the equations
     */
    public record Step(String child, List<String> parents, List<String> instruments) {
        public Step {
            parents = List.copyOf(parents);
            instruments = List.copyOf(instruments);
        }
    }

    public LinearIdentification {
        steps = List.copyOf(steps);
        open = List.copyOf(open);
        undecided = List.copyOf(undecided);
    }

    /**
     * Decides every coefficient.
     *
     * @param graph a {@link org.causerie.graph.Dag} or an {@link Admg}
     * @throws CausalException if the graph is of another kind
     */
    public static LinearIdentification of(CausalGraph graph) {
        Admg mixed = FrontDoor.mixed(graph);
        HalfTreks treks = new HalfTreks(mixed);
        List<Step> steps = new ArrayList<>();
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int v = 0; v < mixed.size(); v++) {
                Progress.checkpoint();
                Optional<HalfTreks.Solution> solution = treks.solve(v);
                if (solution.isEmpty()) continue;
                steps.add(step(mixed, v, solution.get()));
                progress = true;
            }
        }
        List<Edge> open = new ArrayList<>();
        List<Edge> undecided = new ArrayList<>();
        BitSet loose = new ParameterRank(mixed).loose();
        int k = 0;
        for (int v = 0; v < mixed.size(); v++)
            for (int p : mixed.parents(v).stream().toArray()) {
                Edge edge = Edge.directed(mixed.names().get(p), mixed.names().get(v));
                if (!treks.solved(p, v)) (loose.get(k) ? open : undecided).add(edge);
                k++;
            }
        return new LinearIdentification(mixed, steps, open, undecided);
    }

    private static Step step(Admg graph, int v, HalfTreks.Solution solution) {
        List<String> names = graph.names();
        return new Step(
                names.get(v),
                Arrays.stream(solution.parents()).mapToObj(names::get).toList(),
                Arrays.stream(solution.instruments()).mapToObj(names::get).toList());
    }

    /** Whether the coefficient of this edge is determined. */
    public boolean identified(String from, String to) {
        int p = graph.index(from);
        if (!graph.hasEdge(p, graph.index(to)))
            throw new CausalException("There is no edge " + from + " -> " + to + " in the graph");
        return steps.stream()
                .anyMatch(step -> step.child().equals(to) && step.parents().contains(from));
    }

    /**
     * The identified coefficients, from the covariances.
     *
     * @param covariance row and column in the order of the graph's variables
     * @throws CausalException if the matrix has another size or the equations of a step have no unique solution
     */
    public Map<Edge, Double> coefficients(double[][] covariance) {
        int n = graph.size();
        if (covariance.length != n || Arrays.stream(covariance).anyMatch(row -> row.length != n))
            throw new CausalException("The covariance must have " + n + " rows and columns, one for each of "
                    + String.join(", ", graph.names()) + "; it has " + covariance.length + " rows");
        SimpleMatrix sigma = new SimpleMatrix(covariance);
        SimpleMatrix lambda = new SimpleMatrix(n, n);
        Map<Edge, Double> found = new LinkedHashMap<>();
        for (Step step : steps) {
            int v = graph.index(step.child());
            int size = step.parents().size();
            SimpleMatrix starred =
                    SimpleMatrix.identity(n).minus(lambda).transpose().mult(sigma);
            SimpleMatrix left = new SimpleMatrix(size, size);
            SimpleMatrix right = new SimpleMatrix(size, 1);
            for (int i = 0; i < size; i++) {
                int z = graph.index(step.instruments().get(i));
                for (int j = 0; j < size; j++)
                    left.set(i, j, starred.get(z, graph.index(step.parents().get(j))));
                double known = 0;
                for (int p = 0; p < n; p++) known += starred.get(z, p) * lambda.get(p, v);
                right.set(i, 0, starred.get(z, v) - known);
            }
            if (!(Math.abs(left.determinant()) > 0))
                throw new CausalException("The covariances leave the edges into " + step.child() + " from "
                        + String.join(", ", step.parents())
                        + " open: their equations are not independent, as they are for almost all models of the graph");
            SimpleMatrix solution = left.solve(right);
            for (int j = 0; j < size; j++) {
                lambda.set(graph.index(step.parents().get(j)), v, solution.get(j, 0));
                found.put(Edge.directed(step.parents().get(j), step.child()), solution.get(j, 0));
            }
        }
        return found;
    }

    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        for (Step step : steps)
            lines.add("{" + String.join(", ", step.parents()) + "} -> " + step.child() + ": from the covariances of "
                    + String.join(", ", step.instruments()));
        if (!open.isEmpty()) lines.add("not identified: " + edges(open));
        if (!undecided.isEmpty()) lines.add("undecided: " + edges(undecided));
        return lines.isEmpty() ? "no edges" : String.join("\n", lines);
    }

    private static String edges(List<Edge> edges) {
        return edges.stream().map(Edge::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text();
    }
}
