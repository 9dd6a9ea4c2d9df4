// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.causerie.CausalException;

/**
 * How much higher the mean of an outcome is in one world than in another: effects in strata, of several treatments at
 * once, with mediators held, among the selected.
 *
 * @param active the mean that counts positively
 * @param baseline the mean that it is compared with, of the same outcome
 */
public record MeanDifference(MeanOutcome active, MeanOutcome baseline) implements Query {

    public MeanDifference {
        if (!active.outcome().equals(baseline.outcome()))
            throw new CausalException("A difference is of two means of one outcome; " + active.outcome() + " and "
                    + baseline.outcome() + " were given");
        if (active.equals(baseline))
            throw new CausalException("Both means are " + active.text() + "; an effect compares two different worlds");
    }

    /** The same in each stratum of these variables, as they are after the intervention. */
    public MeanDifference given(String... strata) {
        return new MeanDifference(active.given(strata), baseline.given(strata));
    }

    /** The same among those who have these levels in the world as it is, before any intervention. */
    public MeanDifference among(Map<String, String> levels) {
        return new MeanDifference(active.among(levels), baseline.among(levels));
    }

    @Override
    public WeightedSum asExpression() {
        return WeightedSum.difference(active.asExpression(), baseline.asExpression());
    }

    @Override
    public MeanDifference renamed(UnaryOperator<String> names) {
        return new MeanDifference(active.renamed(names), baseline.renamed(names));
    }

    @Override
    public String text() {
        return asExpression().text();
    }

    @Override
    public Optional<String> latex() {
        return asExpression().latex();
    }

    @Override
    public String toString() {
        return text();
    }
}
