// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Locale;
import org.causerie.Displayable;

/**
 * A mechanism learned with an instrument, and the evidence for it.
 *
 * @param identification the treatment, the exogenous parents and the instrument
 * @param mechanism the mechanism
 * @param strength the F statistic of the instrument in the direction of the treatment that it moves least
 * @param triangular whether the treatment was taken to rise with one noise of its own too
 * @param uncorrected the sum of the squared moments for the ranks among cases with the same parents: how far these are
 *     from independent of the instrument
 * @param misfit the same for the corrected noise. Far more than the number of moments speaks against the instrument or
 *     the mechanism; less is no proof of them
 * @param moments the number of moments, about what their squares sum to for a noise that is independent of the instrument
 */
public record InstrumentalFit(
        MonotoneIdentification.Instrumental identification,
        Monotone mechanism,
        double strength,
        boolean triangular,
        double uncorrected,
        double misfit,
        int moments)
        implements Displayable {

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s moves %s with F = %.1f. The ranks of %s given its parents depend on it, by %.1f over %d moments; its"
                        + " noise by %.1f%s",
                identification.instrument(),
                identification.treatment(),
                strength,
                identification.variable(),
                uncorrected,
                moments,
                misfit,
                triangular
                        ? ". Assumes that " + identification.treatment() + " rises with one noise of its own too"
                        : "");
    }

    @Override
    public String toString() {
        return text();
    }
}
