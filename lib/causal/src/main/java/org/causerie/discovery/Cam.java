// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;

/**
 * Finds the graph of an additive model with normal noise, \(X_j = \sum_{k \in pa(j)} f_{jk}(X_k) + \varepsilon_j\): causal additive
 * models.
 *
 * <p>Three steps: each variable gets a few possible causes by boosting with splines; from the graph without edges, the
 * edge between possible cause and effect that raises the likelihood most is added, again and again, while it
 * closes no cycle; then edges are taken out that an F test does not confirm.
 *
 * <p>Assumes that there are no cycles and no common causes outside the data, that effects add and are not linear, and that the
 * noise adds to them. Linear effects with normal noise have no direction that data could tell.
 *
 * <p>Knowledge binds throughout. The order of the columns and the number of threads do not matter. Sums over the cases are made
 * once, in <i>O(n (pk)²)</i> for <i>n</i> cases, <i>p</i> variables and <i>k</i> functions of each; each of about <i>p²</i>
 * regressions takes <i>O((dk)³)</i> for <i>d</i> causes.
 *
 * <p>Bühlmann, Peters and Ernest (2014), CAM: causal additive models, high-dimensional order search and penalized regression,
 * Annals of Statistics 42, 2526–2556. doi:10.1214/14-AOS1260
 *
 * @param neighbours how many possible causes each variable gets, at least 1; 10 by default. Up to that many others all are possible
 * @param alpha the level at which an edge must be confirmed, between 0 and 1; 0.001 by default
 * @param knowledge what is known beforehand, nothing by default
 */
public record Cam(int neighbours, double alpha, Knowledge knowledge) implements Search {
    private static final int BASIS = 10;
    private static final int BOOSTING_STEPS = 100;

    public Cam {
        if (neighbours < 1)
            throw new CausalException("A variable needs at least 1 possible cause; " + neighbours + " were allowed");
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException("The level alpha of a test lies between 0 and 1; " + alpha + " was given");
    }

    /** At most 10 possible causes for each variable, edges confirmed at level 0.001. */
    public static Cam withDefaults() {
        return new Cam(10, 0.001, Knowledge.none());
    }

    public Cam neighbours(int value) {
        return new Cam(value, alpha, knowledge);
    }

    public Cam alpha(double value) {
        return new Cam(neighbours, value, knowledge);
    }

    public Cam knowledge(Knowledge value) {
        return new Cam(neighbours, alpha, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws CausalException if a column is nominal, constant, a linear function of others or has missing values, there are
     *     no more cases than variables, rows have sampling weights, or the knowledge leaves no order
     * @throws StoppedSearch if the thread was interrupted, with the edges added until then, none of them confirmed
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Sample sample = Sample.of(data, "CAM").independent();
        Provenance provenance = Provenance.of(data.hash());
        int basis = Math.min(BASIS, AdditiveSplines.basisSize(sample.rows()));
        AdditiveSplines splines = new AdditiveSplines(sample.columns(), basis);
        AdditiveGraph graph = new AdditiveGraph(splines, bounds, sample.size(), execution);
        try {
            graph.grow(candidates(splines, bounds, sample.size(), execution));
            graph.prune(alpha);
            return result(variables, graph, provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(result(variables, graph, provenance));
        }
    }

    /** The possible causes of each variable. */
    private List<BitSet> candidates(AdditiveSplines splines, Bounds bounds, int p, Execution execution) {
        return execution.map("choosing possible causes", p, target -> {
            int[] allowed = IntStream.range(0, p)
                    .filter(cause -> cause != target && !bounds.forbidden(cause, target))
                    .toArray();
            int[] chosen = allowed.length <= neighbours
                    ? allowed
                    : splines.boosted(target, allowed, neighbours, BOOSTING_STEPS);
            BitSet set = new BitSet();
            for (int cause : chosen) set.set(cause);
            return set;
        });
    }

    private Result result(Variables variables, AdditiveGraph graph, Provenance provenance) {
        int[] columns = variables.columns();
        List<int[]> edges = new ArrayList<>();
        for (int effect = 0; effect < columns.length; effect++)
            for (int cause : graph.causes(effect)) edges.add(new int[] {columns[cause], columns[effect]});
        return new Result(Dag.of(variables.names(), edges), graph.score(), graph.added(), this, provenance);
    }

    /**
     * What CAM found.
     *
     * @param dag the graph
     * @param score the logarithm of the likelihood of the standardised data, up to a constant
     * @param added how many edges there were before those not confirmed were taken out
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(Dag dag, double score, int added, Cam settings, Provenance provenance) implements Found {

        @Override
        public Dag graph() {
            return dag;
        }

        @Override
        public String text() {
            return dag.text() + "\nCAM, " + dag.edgeCount() + " of " + added + " edges confirmed at level "
                    + settings.alpha();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
