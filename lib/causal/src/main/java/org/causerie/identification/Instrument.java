// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.Displayable;

/**
 * A variable that moves the treatment and reaches the outcome only through it, within the strata of some covariates.
 *
 * <p>In a linear model the effect is the ratio of two partial covariances, \(\sigma_{zy \cdot w} / \sigma_{zx \cdot
 * w}\).
 *
 * @param instrument the variable, Z
 * @param covariates what is conditioned on, W; may be empty
 * @param treatment the treatment, X
 * @param outcome the outcome, Y
 */
public record Instrument(String instrument, SortedSet<String> covariates, String treatment, String outcome)
        implements Displayable {

    public Instrument {
        covariates = Collections.unmodifiableSortedSet(new TreeSet<>(covariates));
    }

    @Override
    public String text() {
        String given = covariates.isEmpty() ? "" : " | " + String.join(", ", covariates);
        return "cov(" + instrument + ", " + outcome + given + ") / cov(" + instrument + ", " + treatment + given + ")";
    }

    @Override
    public Optional<String> latex() {
        String given = covariates.isEmpty() ? "" : " \\mid " + Latex.names(covariates);
        String z = Latex.name(instrument);
        return Optional.of("\\frac{\\mathrm{Cov}(" + z + ", " + Latex.name(outcome) + given + ")}{\\mathrm{Cov}(" + z
                + ", " + Latex.name(treatment) + given + ")}");
    }

    @Override
    public String toString() {
        return text();
    }
}
