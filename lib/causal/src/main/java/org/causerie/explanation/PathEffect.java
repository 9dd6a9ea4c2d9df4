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
import org.causerie.identification.PathSpecificEffect;
import org.causerie.model.Scm;
import org.causerie.model.Variable;

/**
 * The effect of a cause on an outcome along some paths only, for example the ones that make a decision unfair.
 *
 * <p>{@snippet :
 * PathEffect.withDefaults().explain(model, PathSpecificEffect.of("sex", "admitted", "sex -> department -> admitted"), seed);
 * }
 *
 * <p>The change of the cause passes along the edges that the query names; over every other edge a variable reads what it would
 * have read without the change. All edges give the total effect, the one from the cause to the outcome the natural direct
 * effect. A set of paths that is not made of all paths over its edges cannot be asked for.
 *
 * <p>Exact in models of levels with up to 2<sup>20</sup> combinations of noises; otherwise by draws, which share their noise.
 *
 * <p>Avin, C., Shpitser, I. &amp; Pearl, J. (2005). Identifiability of path-specific effects. IJCAI, 357-363.
 *
 * @param draws the number of draws where draws are needed, at least 100; 100,000 by default
 */
public record PathEffect(int draws) {

    public PathEffect {
        if (draws < 100) throw new CausalException("Effects by draws need at least 100; " + draws + " was given");
    }

    public static PathEffect withDefaults() {
        return new PathEffect(100_000);
    }

    public PathEffect draws(int newDraws) {
        return new PathEffect(newDraws);
    }

    /**
     * An effect along paths.
     *
     * @param query what was asked
     * @param effect the mean change of the outcome; levels count as their position
     * @param total the effect along all paths
     * @param provenance where the result comes from
     */
    public record Result(PathSpecificEffect query, EffectSize effect, EffectSize total, Provenance provenance)
            implements Displayable {

        @Override
        public String text() {
            return query.text() + " = " + effect.text() + " (along all paths " + total.text() + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The effect along the edges of a query.
     *
     * @param query names edges of the model, and levels of the cause (0 and 1 for the two of any binary one; numbers,
     *     where it is a number)
     * @param seed the source of randomness; an exact answer does not depend on it
     * @throws CausalException if a variable, level or edge is not in the model, or the outcome is nominal
     */
    public Result explain(Scm model, PathSpecificEffect query, Seed seed) {
        Scm relevant = model.ancestral(query.treatment(), query.outcome());
        relevant.variable(query.outcome()).requireNumeric();
        Dag graph = relevant.graph();
        boolean[][] active = new boolean[graph.size()][graph.size()];
        for (Edge edge : query.edges()) {
            if (!model.graph().hasEdge(edge.from(), edge.to()))
                throw new CausalException(
                        edge.from() + " -> " + edge.to() + " is no edge of the model; its edges are " + model.graph());
            if (graph.names().contains(edge.from()) && graph.names().contains(edge.to()))
                active[graph.index(edge.from())][graph.index(edge.to())] = true;
        }
        Variable cause = relevant.variable(query.treatment());
        Responses responses = Responses.of(relevant, NoisePopulation.of(relevant, draws, seed));
        int x = graph.index(query.treatment());
        int y = graph.index(query.outcome());
        Map<Integer, double[]> changed = Map.of(x, responses.constant(code(cause, query.active())));
        double[][] reference = responses.hold(Map.of(x, responses.constant(code(cause, query.baseline()))));
        double[] along = responses.mixed(reference, changed, (u, v) -> active[u][v])[y];
        double[] all = responses.hold(changed)[y];
        return new Result(
                query,
                difference(responses.population(), along, reference[y]),
                difference(responses.population(), all, reference[y]),
                Provenance.of(model.hash(), seed));
    }

    private static double code(Variable cause, String level) {
        if (cause.categorical() && cause.levels().size() == 2 && !cause.levels().contains(level))
            for (int code = 0; code < 2; code++) if (level.equals("" + code)) return code;
        if (cause.categorical()) return cause.code(level);
        try {
            return cause.code(Double.valueOf(level));
        } catch (NumberFormatException e) {
            throw new CausalException(cause.name() + " is a number; it cannot be \"" + level + "\"", e);
        }
    }

    private static EffectSize difference(NoisePopulation population, double[] changed, double[] reference) {
        double[] differences = new double[changed.length];
        for (int i = 0; i < differences.length; i++) differences[i] = changed[i] - reference[i];
        boolean[] everybody = new boolean[changed.length];
        Arrays.fill(everybody, true);
        return EffectSize.mean(population, differences, everybody);
    }
}
