// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.stat.Design;

/**
 * Learns a bijective mechanism from data as a conditional distribution function:
 * \(z = \Phi^{-1}(F(y \mid pa))\) is the noise, standard Gaussian, and \(y = F^{-1}(\Phi(z) \mid pa)\) the mechanism.
 *
 * <p>At each value of the parents, \(F\) is a weighted average of smooth steps at the values of the nearest cases, their
 * weights falling to 0 at the edge of the neighbourhood (tricube). Before it is averaged, each neighbour's value is moved
 * to where it would lie for these parents by a local linear regression of the level and of the spread, so that a slope
 * or a change of spread within the neighbourhood does not blur the estimate. \(F\) is smooth and rises strictly in
 * \(y\), and is consistent where the conditional distribution changes smoothly with the parents: the neighbourhood of
 * \(n^{4/(4+d)}\) cases and the steps of width \(n^{-1/3}\) of those shrink as cases come in. The inverse is solved for
 * to rounding, so that noise and value are exact inverses of each other.
 *
 * <p>Assumes that the noise is independent of the parents (else see {@link InstrumentalCorrection}) and that the value rises strictly with it. Values with ties
 * (counts, rounded numbers) are smoothed apart, which the ranks within a tie do not survive. The curse of dimension
 * applies: with more than about four numeric parents many cases are needed.
 *
 * <p>A fit keeps the data; one value costs <i>O(n d)</i> for the neighbours and <i>O(k d²)</i> for the regression with
 * <i>k</i> neighbours and <i>d</i> features.
 *
 * <p>Cleveland, W. S. (1979). Robust locally weighted regression and smoothing scatterplots. JASA 74, 829-836.
 * doi:10.1080/01621459.1979.10481038; for the mechanism see {@link Monotone}.
 *
 * @param neighbours a factor of the number of neighbours; 1 by default, less follows quicker changes of shape
 * @param smoothing a factor of the width of the steps; 1 by default, less follows sharper distributions
 */
public record QuantileTransform(double neighbours, double smoothing) {

    public QuantileTransform {
        requirePositive("neighbours", neighbours);
        requirePositive("smoothing", smoothing);
    }

    public static QuantileTransform withDefaults() {
        return new QuantileTransform(1, 1);
    }

    public QuantileTransform neighbours(double newNeighbours) {
        return new QuantileTransform(newNeighbours, smoothing);
    }

    public QuantileTransform smoothing(double newSmoothing) {
        return new QuantileTransform(neighbours, newSmoothing);
    }

    /**
     * The mechanism of a numeric column given others.
     *
     * @param parents the columns it reads, of any kind
     * @throws CausalException if a column is unknown, has missing values, or there are fewer than 20 rows
     */
    public Monotone fit(Dataset data, String name, List<String> parents) {
        if (data.kind(name).categorical())
            throw new CausalException("A monotone mechanism makes a number, but " + name + " has the levels "
                    + data.levels(name) + "; use a table or a classifier");
        double[] own = data.values(name);
        if (own.length < 20)
            throw new CausalException(
                    "A conditional distribution function needs at least 20 rows; " + own.length + " were given");
        double[][] features =
                parents.isEmpty() ? new double[0][] : Design.of(data, parents).columns();
        LocalQuantiles fitted =
                LocalQuantiles.of(this, features, Design.of(data, List.of(name)).columns()[0], data.weights());
        String given = parents.isEmpty() ? "" : " | " + String.join(", ", parents);
        return Monotone.of(
                parents,
                fitted,
                Noise.gaussian(1),
                "quantile(" + Noise.gaussian(1).text() + given + ")");
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value))
            throw new CausalException("The factor " + what + " must be positive and finite; " + value + " was given");
    }
}
