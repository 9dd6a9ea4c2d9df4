// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/**
 * Tests conditional independence by the conditional mutual information, estimated from nearest neighbours, with a null
 * distribution from permutations among cases with similar conditions.
 *
 * <p>Around each case the distance to its k-th neighbour in (x, y, z) is taken, the largest difference in any column; the numbers of
 * neighbours within that distance in (x, z), (y, z) and z estimate the information in nats. Each permutation gives
 * a case the x of one of its few nearest neighbours in z, every x used once where possible, so that
 * only the link between x and y given z is cut; without conditions all orders are equally likely. Numbers enter by
 * their ranks, so that only their order counts; nominal columns are either equal or not.
 *
 * <p>Assumes independent cases and distributions that change little within the neighbourhoods. With few neighbours it sees finer dependences,
 * with many it is more stable. Time <i>O(n²)</i> per permutation for <i>n</i> cases, memory <i>O(n²)</i> per test: meant for up to
 * a few thousand cases.
 *
 * <p>Runge, J. (2018). Conditional independence testing based on a nearest-neighbor estimator of conditional mutual
 * information. PMLR 84, 938-947. Frenzel, S. &amp; Pompe, B. (2007). Partial mutual information for coupling analysis of multivariate time
 * series. Physical Review Letters 99, 204101. doi:10.1103/PhysRevLett.99.204101. Mesner, O. C. &amp; Shalizi, C. R. (2021).
 * Conditional mutual information estimation for mixed, discrete and continuous data. IEEE Transactions on Information
 * Theory 67, 464-484. doi:10.1109/TIT.2020.3024886
 *
 * @param neighbours k as a part of the cases, above 0 and below 1; 0.2 by default
 * @param exchanged among how many nearest neighbours in z a permutation exchanges, at least 2; 5 by default
 * @param permutations how many, at least 20; 200 by default
 * @param estimator how neighbours are counted
 * @param seed of the permutations
 */
public record CmiKnn(double neighbours, int exchanged, int permutations, Estimator estimator, Seed seed)
        implements IndependenceTest {

    /** How neighbours are counted. */
    public enum Estimator {
        /** Frenzel and Pompe (2007): neighbours nearer than the k-th, for numbers without ties. */
        FRENZEL_POMPE,
        /** Mesner and Shalizi (2021): where the k-th neighbour is equal to the case, all that are equal; for mixed kinds. */
        MESNER_SHALIZI
    }

    public CmiKnn {
        if (!(neighbours > 0 && neighbours < 1)) {
            throw new CausalException("The neighbours are a part of the cases, above 0 and below 1; " + neighbours
                    + " was given (0.2 is the default)");
        }
        if (exchanged < 2) {
            throw new CausalException(
                    "A permutation needs at least 2 neighbours to exchange among; " + exchanged + " was given");
        }
        if (permutations < 20) {
            throw new CausalException(
                    "A p-value needs at least 20 permutations; " + permutations + " were given (200 is the default)");
        }
    }

    /** A fifth of the cases as neighbours, 200 permutations among 5, estimated for mixed kinds. */
    public static CmiKnn withDefaults() {
        return new CmiKnn(0.2, 5, 200, Estimator.MESNER_SHALIZI, Seed.of(0));
    }

    /** With neighbourhoods of this part of the cases. */
    public CmiKnn neighbours(double value) {
        return new CmiKnn(value, exchanged, permutations, estimator, seed);
    }

    /** With permutations among so many neighbours in z. */
    public CmiKnn exchanged(int value) {
        return new CmiKnn(neighbours, value, permutations, estimator, seed);
    }

    /** With so many permutations. */
    public CmiKnn permutations(int value) {
        return new CmiKnn(neighbours, exchanged, value, estimator, seed);
    }

    /** With another way to count neighbours. */
    public CmiKnn estimator(Estimator value) {
        return new CmiKnn(neighbours, exchanged, permutations, value, seed);
    }

    /** With other permutations. */
    public CmiKnn seed(Seed value) {
        return new CmiKnn(neighbours, exchanged, permutations, estimator, value);
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column is constant or has missing values, rows have sampling weights, or there
     *     are fewer than 10 cases, or more than 20,000
     */
    @Override
    public Independence on(Dataset data) {
        return new NeighbourIndependence(data, this);
    }
}
