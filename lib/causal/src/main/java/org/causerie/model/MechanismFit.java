// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.causerie.Displayable;

/**
 * How well one mechanism fits data.
 *
 * @param variable the variable it makes
 * @param parents what it reads
 * @param explained for a number \(R^2\), the share of its variance that the prediction from the parents accounts for; for
 *     levels McFadden's pseudo-\(R^2\), \(1 - \log L / \log L_0\) with \(L_0\) the likelihood of the levels' shares
 * @param deviance for levels \(-2 \log L\), summed over the cases
 * @param uniform p-value of the noise having the distribution that the model gives it (Kolmogorov and Smirnov); empty
 *     without noise, or where it cannot be found from the value. Too large where the noise was estimated from the same
 *     data
 * @param independent p-value of the noise being independent of the parents, the least over the parents times their
 *     number; empty without parents or where there is no noise
 */
public record MechanismFit(
        String variable,
        List<String> parents,
        OptionalDouble explained,
        OptionalDouble deviance,
        OptionalDouble uniform,
        OptionalDouble independent)
        implements Displayable {

    public MechanismFit {
        parents = List.copyOf(parents);
    }

    /** The cells of a line of a table: variable, parents, explained, deviance, uniform, independent. */
    List<String> cells() {
        return List.of(
                variable,
                String.join(", ", parents),
                shown("%.3f", explained),
                shown("%.1f", deviance),
                shown("%.3f", uniform),
                shown("%.3f", independent));
    }

    @Override
    public String text() {
        List<String> cells = cells();
        return cells.get(0) + " from (" + cells.get(1) + "): explained " + cells.get(2) + ", deviance " + cells.get(3)
                + ", noise as assumed p = " + cells.get(4) + ", noise independent of parents p = " + cells.get(5);
    }

    @Override
    public String toString() {
        return text();
    }

    private static String shown(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
