// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
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
 * <p>What that leaves undecided is tried in components: the model of a district of an ancestral set, whose covariance follows
 * from that of the whole by regressions, and components of those. In the whole and its districts variables t may join the equations,
 * \(\mathrm{Cov}(z^*, v^*) = \sum_p \lambda_{pv} \mathrm{Cov}(z^*, p) + \sum_t \mu_t \mathrm{Cov}(z^*, t)\), when they screen
 * off from the z what v has besides the edges asked for and solved: no more treks without a shared vertex lead from the z to
 * both than to the t. For one edge, Cramer's rule makes of this the ratio of determinants of trek separation; up to three
 * equations are tried.
 *
 * <p>It is sound; where it stays silent, the rank of the covariance's derivative at a random point tells coefficients that
 * infinitely many values of the rest leave open from those that remain undecided. At most O(2^d n) flows of O(n m) a round,
 * with at most d unsolved edges into a vertex; where the rank does not settle what is left, O(d n^5) flows for a vertex of a
 * component of n variables that depend on others.
 *
 * <p>References: R. Foygel, J. Draisma and M. Drton, Half-trek criterion for generic identifiability of linear structural
 * equation models, Annals of Statistics 40 (2012), doi:10.1214/12-AOS1012; L. Weihs et al., Determinantal generalizations of
 * instrumental variables, Journal of Causal Inference 6 (2018), doi:10.1515/jci-2017-0009; B. Chen, D. Kumor and E. Bareinboim,
 * Identification and model testing in linear structural equation models using auxiliary variables, ICML 2017; J. Tian,
 * Identifying direct causal effects in linear models, AAAI 2005; M. Drton and L. Weihs, Generic identifiability of linear
 * structural equation models by ancestor decomposition, Scandinavian Journal of Statistics 43 (2016), doi:10.1111/sjos.12227.
 *
 * @param graph the graph of the model
 * @param steps what was solved, in the order in which one step needs those before
 * @param open the edges that cannot be identified: their coefficients vary freely with others at the same covariances
 * @param undecided the edges about which the criterion is silent
 */
public record LinearIdentification(Admg graph, List<Step> steps, List<Edge> open, List<Edge> undecided)
        implements Displayable {

    /**
     * Edges solved together, from linear equations, one for each instrument.
     *
     * @param child the vertex that they point into
     * @param parents where they come from
     * @param instruments the variables whose covariances with all others give the equations
     * @param screen variables that stand in the equations beside the parents, with factors of which nothing is asked; as
     *     many as there are more instruments than parents
     * @param component how the model whose covariances are meant was taken out of the whole one; empty if it is the whole
     */
    public record Step(
            String child,
            List<String> parents,
            List<String> instruments,
            List<String> screen,
            List<Reduction> component) {
        public Step {
            parents = List.copyOf(parents);
            instruments = List.copyOf(instruments);
            screen = List.copyOf(screen);
            component = List.copyOf(component);
        }
    }

    /**
     * From a model to that of a district of an ancestral set: the equations of the district stay, all other variables become
     * independent, with variance 1. The covariance follows from the regressions of each member of the district on those
     * before it and their parents.
     *
     * @param within the ancestral set
     * @param district the district of its subgraph
     */
    public record Reduction(List<String> within, List<String> district) {
        public Reduction {
            within = List.copyOf(within);
            district = List.copyOf(district);
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
        return new CoefficientSearch(FrontDoor.mixed(graph)).answer();
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
     * @throws CausalException if the matrix has another size or the equations of a step, or the regressions
     *     that its component needs, have no unique solution
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
            SimpleMatrix solution = solution(step, sigma, lambda);
            for (int j = 0; j < step.parents().size(); j++) {
                lambda.set(graph.index(step.parents().get(j)), v, solution.get(j, 0));
                found.put(Edge.directed(step.parents().get(j), step.child()), solution.get(j, 0));
            }
        }
        return found;
    }

    private LinearComponent component(Step step) {
        LinearComponent component = LinearComponent.whole(graph);
        Subgraphs graphs = new Subgraphs(graph);
        for (Reduction reduction : step.component())
            component = component.of(graphs.indices(reduction.within()), graphs.indices(reduction.district()));
        return component;
    }

    /** The unknowns of a step, parents before screen, given the covariance of the model and the coefficients so far. */
    private SimpleMatrix solution(Step step, SimpleMatrix sigma, SimpleMatrix lambda) {
        int n = graph.size();
        int v = graph.index(step.child());
        LinearComponent component = component(step);
        BitSet members = component.members();
        SimpleMatrix known = lambda.copy();
        for (int w = 0; w < n; w++) if (!members.get(w)) for (int p = 0; p < n; p++) known.set(p, w, 0);
        SimpleMatrix starred = SimpleMatrix.identity(n).minus(known).transpose().mult(component.covariance(sigma));
        List<String> unknown = new ArrayList<>(step.parents());
        unknown.addAll(step.screen());
        int size = unknown.size();
        SimpleMatrix left = new SimpleMatrix(size, size);
        SimpleMatrix right = new SimpleMatrix(size, 1);
        for (int i = 0; i < size; i++) {
            int z = graph.index(step.instruments().get(i));
            for (int j = 0; j < size; j++) left.set(i, j, starred.get(z, graph.index(unknown.get(j))));
            double brought = 0;
            for (int p = 0; p < n; p++) brought += starred.get(z, p) * known.get(p, v);
            right.set(i, 0, starred.get(z, v) - brought);
        }
        if (!(Math.abs(left.determinant()) > 0))
            throw new CausalException("The covariances leave the edges into " + step.child() + " from "
                    + String.join(", ", step.parents())
                    + " open: their equations are not independent, as they are for almost all models of the graph");
        return left.solve(right);
    }

    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) lines.add(text(step));
        if (!open.isEmpty()) lines.add("not identified: " + edges(open));
        if (!undecided.isEmpty()) lines.add("undecided: " + edges(undecided));
        return lines.isEmpty() ? "no edges" : String.join("\n", lines);
    }

    private static String text(Step step) {
        String text = "{" + String.join(", ", step.parents()) + "} -> " + step.child() + ": from the covariances of "
                + String.join(", ", step.instruments());
        if (!step.screen().isEmpty()) text += ", screened by " + String.join(", ", step.screen());
        for (Reduction reduction : step.component())
            text += ", in the district {" + String.join(", ", reduction.district()) + "} of {"
                    + String.join(", ", reduction.within()) + "}";
        return text;
    }

    private static String edges(List<Edge> edges) {
        return edges.stream().map(Edge::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text();
    }
}
