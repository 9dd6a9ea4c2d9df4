// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Locale;
import org.causerie.Displayable;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.stat.Covariance;

/**
 * How far the scale of the variables alone gives their causal order away.
 *
 * <p>The share of pairs of cause and effect, counted once for each length of a path between them, in which the effect varies more than the
 * cause. Where it is far from 1/2 in a simulation, sorting the variables solves it, and a search by continuous optimisation may do
 * no more than that. Units of measurement change it; they cannot change what causes what.
 *
 * <p>Reisach, Seiler and Weichwald (2021), Beware of the simulated DAG! Causal discovery benchmarks may be easy to game,
 * NeurIPS 34. Reisach et al. (2023), A scale-invariant sorting criterion to find a causal order in additive noise models,
 * NeurIPS 36.
 *
 * @param variance the share where the effect has the larger variance, from 0 to 1; 1/2 in a graph without edges
 * @param explained the share where a larger part of the effect's variance is explained by a linear regression on all
 *     other variables (R²-sortability), which units cannot change
 */
public record Varsortability(double variance, double explained) implements Displayable {

    /**
     * Of a graph and data from it.
     *
     * @throws org.causerie.CausalException if a variable of the graph is no column, a column is nominal, constant, a linear
     *     function of others or has missing values, or there are no more cases than variables
     */
    public static Varsortability of(Dag dag, Dataset data) {
        return of(dag, Sample.of(data.select(dag.names()), "Varsortability").independent());
    }

    static Varsortability of(Dag dag, Sample sample) {
        int p = dag.size();
        double[] inverse = sample.correlations();
        Dense.invert(inverse, p);
        double[] variances = new double[p];
        double[] explained = new double[p];
        Covariance covariance = sample.covariance();
        for (int i = 0; i < p; i++) {
            int at = covariance.names().indexOf(dag.names().get(i));
            variances[i] = covariance.matrix().get(at, at);
            explained[i] = 1 - 1 / inverse[at * p + at];
        }
        List<double[]> criteria = List.of(variances, explained);
        double[] sorted = new double[criteria.size()];
        double pairs = 0;
        boolean[][] paths = new boolean[p][p];
        for (int i = 0; i < p; i++) paths[i][i] = true;
        for (int length = 1; length < p; length++) {
            double before = pairs;
            paths = extended(paths, dag);
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    if (!paths[i][j]) continue;
                    pairs++;
                    for (int c = 0; c < sorted.length; c++)
                        sorted[c] += increasing(criteria.get(c)[i], criteria.get(c)[j]);
                }
            }
            if (pairs == before) break;
        }
        return pairs == 0 ? new Varsortability(0.5, 0.5) : new Varsortability(sorted[0] / pairs, sorted[1] / pairs);
    }

    private static boolean[][] extended(boolean[][] paths, Dag dag) {
        int p = paths.length;
        boolean[][] longer = new boolean[p][p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                if (paths[i][j]) for (int child : Pattern.members(dag.children(j))) longer[i][child] = true;
        return longer;
    }

    private static double increasing(double cause, double effect) {
        if (Math.abs(effect - cause) <= 1e-9 * Math.max(Math.abs(cause), Math.abs(effect))) return 0.5;
        return effect > cause ? 1 : 0;
    }

    @Override
    public String text() {
        return String.format(Locale.ROOT, "varsortability %.2f, R²-sortability %.2f", variance, explained);
    }

    @Override
    public String toString() {
        return text();
    }
}
