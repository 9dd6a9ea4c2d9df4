// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.model.Scm;

/**
 * The effect of a cause on an outcome along some paths only, for example the ones that are unfair.
 *
 * <p>{@snippet :
 * PathSpecificEffect.withDefaults().explain(model, Dag.of("sex -> department", "department -> admitted"),
 *         "sex", "male", "female", "admitted", seed);
 * }
 *
 * <p>The change of the cause passes along the edges that are named; over every other edge a variable reads what it would have
 * read without the change. All edges give the total effect, the one from the cause to the outcome the natural direct effect.
 * A set of paths that is not made of all paths over its edges cannot be asked for.
 *
 * <p>Exact in models of levels with up to 2<sup>20</sup> combinations of noises; otherwise by draws, which share their noise.
 *
 * <p>Avin, C., Shpitser, I. &amp; Pearl, J. (2005). Identifiability of path-specific effects. IJCAI, 357-363.
 *
 * @param draws the number of draws where draws are needed, at least 100; 100,000 by default
 */
public record PathSpecificEffect(int draws) {

    public PathSpecificEffect {
        if (draws < 100) throw new CausalException("Effects by draws need at least 100; " + draws + " was given");
    }

    public static PathSpecificEffect withDefaults() {
        return new PathSpecificEffect(100_000);
    }

    public PathSpecificEffect draws(int newDraws) {
        return new PathSpecificEffect(newDraws);
    }

    /**
     * An effect along paths.
     *
     * @param paths the edges that the change passes along
     * @param cause the cause
     * @param from what it is changed from
     * @param to what it is changed to
     * @param outcome the outcome
     * @param effect the mean change of the outcome; levels count as their position
     * @param total the effect along all paths
     * @param provenance where the result comes from
     */
    public record Result(
            Dag paths,
            String cause,
            Object from,
            Object to,
            String outcome,
            EffectSize effect,
            EffectSize total,
            Provenance provenance)
            implements Displayable {

        @Override
        public String text() {
            return "Effect of " + cause + " from " + from + " to " + to + " on " + outcome + " along " + paths + ": "
                    + effect.text() + " (along all paths " + total.text() + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The effect of changing a cause along some edges.
     *
     * @param paths the edges, each an edge of the model
     * @param from a number or level of the cause
     * @param to a number or level of the cause
     * @param seed the source of randomness; an exact answer does not depend on it
     * @throws CausalException if a variable, level or edge is not in the model, or the outcome is nominal
     */
    public Result explain(Scm model, Dag paths, String cause, Object from, Object to, String outcome, Seed seed) {
        Scm relevant = model.ancestral(cause, outcome);
        relevant.variable(outcome).requireNumeric();
        Dag graph = relevant.graph();
        boolean[][] active = new boolean[graph.size()][graph.size()];
        for (Edge edge : paths.edges()) {
            if (!model.graph().hasEdge(edge.from(), edge.to()))
                throw new CausalException(
                        edge.from() + " -> " + edge.to() + " is no edge of the model; its edges are " + model.graph());
            if (graph.names().contains(edge.from()) && graph.names().contains(edge.to()))
                active[graph.index(edge.from())][graph.index(edge.to())] = true;
        }
        Responses responses = Responses.of(relevant, NoisePopulation.of(relevant, draws, seed));
        int x = graph.index(cause);
        int y = graph.index(outcome);
        double[] changed = responses.constant(relevant.variable(cause).code(to));
        double[][] reference = responses.hold(
                Map.of(x, responses.constant(relevant.variable(cause).code(from))));
        double[] along = responses.mixed(reference, Map.of(x, changed), (u, v) -> active[u][v])[y];
        double[] all = responses.hold(Map.of(x, changed))[y];
        return new Result(
                paths,
                cause,
                from,
                to,
                outcome,
                difference(responses.population(), along, reference[y]),
                difference(responses.population(), all, reference[y]),
                Provenance.of(model.hash(), seed));
    }

    private static EffectSize difference(NoisePopulation population, double[] changed, double[] reference) {
        double[] differences = new double[changed.length];
        for (int i = 0; i < differences.length; i++) differences[i] = changed[i] - reference[i];
        boolean[] everybody = new boolean[changed.length];
        Arrays.fill(everybody, true);
        return EffectSize.mean(population, differences, everybody);
    }
}
