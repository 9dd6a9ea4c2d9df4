// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Provenance;
import org.causerie.data.Dataset;

/**
 * Tells cause from effect where the effect is a function of the cause plus noise that does not depend on it.
 *
 * <p>Each of the two is regressed on the other with a spline; a direction fits where the residuals are independent of the
 * regressor, by the Hilbert-Schmidt independence criterion. Except for special cases, of which the linear function with
 * normal noise is one, only one direction can fit.
 *
 * <p>Assumes that there is no common cause and no cycle, and that the noise adds to the effect. Where both directions fit, as for
 * linear functions with normal noise, a direction is named with a probability of at most {@code level}; where
 * neither does, that is said.
 *
 * <p>Takes <i>O(n²)</i> time and memory for <i>n</i> cases.
 *
 * <p>Hoyer, Janzing, Mooij, Peters and Schölkopf (2009), Nonlinear causal discovery with additive noise models, NIPS 21,
 * 689–696. Mooij et al. (2016), Distinguishing cause from effect using observational data, JMLR 17 (32).
 *
 * <p>{@snippet :
 * Direction direction = AdditiveNoise.withDefaults().test(data, "altitude", "temperature");
 * direction.told();
 * }
 *
 * @param level how often a direction may be named where both fit, between 0 and 1; 0.05 by default
 * @param cases how many cases are used at most, evenly taken from all; 1000 by default
 */
public record AdditiveNoise(double level, int cases) {

    public AdditiveNoise {
        Direction.requireLevel(level);
        Pair.requireCases(cases);
    }

    /** Level 0.05, with at most 1000 cases. */
    public static AdditiveNoise withDefaults() {
        return new AdditiveNoise(0.05, 1000);
    }

    public AdditiveNoise level(double value) {
        return new AdditiveNoise(value, cases);
    }

    public AdditiveNoise cases(int value) {
        return new AdditiveNoise(level, value);
    }

    /**
     * Compares the two directions between two columns.
     *
     * @throws org.causerie.CausalException if a column does not exist, is nominal, constant or has missing values, the names
     *     are equal, rows have sampling weights, or there are fewer than 20 cases
     */
    public Direction test(Dataset data, String a, String b) {
        Pair pair = Pair.of(data, a, b, cases, "A direction by additive noise");
        double[][] columns = {pair.x(), pair.y()};
        AdditiveSplines splines = new AdditiveSplines(columns, AdditiveSplines.basisSize(pair.x().length));
        Hsic x = Hsic.of(pair.x());
        Hsic y = Hsic.of(pair.y());
        double dependence = x.with(y).pValue();
        double forward = x.with(Hsic.of(splines.residuals(splines.fit(1, 0)))).pValue();
        double backward = y.with(Hsic.of(splines.residuals(splines.fit(0, 1)))).pValue();
        return new Direction(
                pair.first(),
                pair.second(),
                Direction.verdict(dependence, forward, backward, level),
                dependence,
                forward,
                backward,
                level,
                Provenance.of(data.hash()));
    }
}
