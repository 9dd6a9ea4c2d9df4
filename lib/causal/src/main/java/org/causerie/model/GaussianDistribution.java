// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;

/**
 * A Gaussian variable; a single certain value where the standard deviation is 0.
 *
 * @param variable the variable
 * @param mean the mean
 * @param standardDeviation the standard deviation, at least 0
 */
public record GaussianDistribution(Variable variable, double mean, double standardDeviation) implements Distribution {

    @Override
    public double probability(Object level) {
        throw notLevels(variable);
    }

    @Override
    public double quantile(double probability) {
        requireProbability(probability);
        if (standardDeviation == 0) return mean;
        return NormalDistribution.of(mean, standardDeviation).inverseCumulativeProbability(probability);
    }

    @Override
    public String text() {
        return standardDeviation == 0
                ? variable.name() + ": " + Numbers.text(mean)
                : String.format(
                        Locale.ROOT,
                        "%s: Normal, mean %s, sd %s",
                        variable.name(),
                        Numbers.text(mean),
                        Numbers.text(standardDeviation));
    }

    @Override
    public String toString() {
        return text();
    }

    static void requireProbability(double probability) {
        if (!(probability >= 0 && probability <= 1))
            throw new CausalException("A quantile needs a probability between 0 and 1; " + probability + " was given");
    }

    static CausalException notLevels(Variable variable) {
        return new CausalException(variable.name()
                + " is a number: single values have no probability; ask for its mean, standardDeviation or quantile");
    }
}
