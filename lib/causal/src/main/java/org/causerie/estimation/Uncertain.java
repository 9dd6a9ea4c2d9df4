// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.List;
import org.causerie.Displayable;
import org.causerie.data.Dataset;

/**
 * A number estimated from data that knows how each case moved it, so that it can be given an interval
 * and added to others from the same data.
 */
public sealed interface Uncertain extends Displayable permits Estimate, Combination {

    double value();

    /** The standard error, robust to unequal variances and, where the data has groups, to dependence within them. */
    double standardError();

    /** How each row moved the value: the influence function at that row; a fresh copy. */
    double[] influence();

    Dataset data();

    /** The 95 % interval. */
    default Interval interval() {
        return interval(0.95);
    }

    /**
     * The confidence interval from the large-sample normal distribution (with groups: Student's t).
     *
     * @param level the confidence, between 0 and 1
     */
    default Interval interval(double level) {
        double half = Inference.quantile(level, data()) * standardError();
        return new Interval(value() - half, value() + half, level);
    }

    /** The two-sided p-value of the hypothesis that the true number is zero. */
    default double pValue() {
        if (standardError() == 0) return value() == 0 ? 1 : 0;
        return Inference.pValue(value() / standardError(), data());
    }

    /** The sum of both; their dependence is accounted for. */
    default Combination plus(Uncertain other) {
        return Combination.of(List.of(this, other), List.of(1.0, 1.0));
    }

    /** This less the other, for example to compare two estimators; their dependence is accounted for. */
    default Combination minus(Uncertain other) {
        return Combination.of(List.of(this, other), List.of(1.0, -1.0));
    }

    /** A multiple of this. */
    default Combination times(double factor) {
        return Combination.of(List.of(this), List.of(factor));
    }
}
