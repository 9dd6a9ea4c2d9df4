// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Locale;
import java.util.stream.IntStream;
import org.causerie.Displayable;

/**
 * An effect in a model.
 *
 * @param value the effect, in units of the outcome
 * @param standardError what the number of draws leaves open; 0 where the value is exact
 */
public record EffectSize(double value, double standardError) implements Displayable {

    /** The weighted mean of values over some cases, with its standard error where the cases are draws. */
    static EffectSize mean(NoisePopulation population, double[] values, boolean[] among) {
        double total = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            if (!among[i]) continue;
            total += population.weights()[i];
            sum += population.weights()[i] * values[i];
            squares += population.weights()[i] * values[i] * values[i];
        }
        double mean = sum / total;
        long cases = IntStream.range(0, among.length).filter(i -> among[i]).count();
        double error = population.exact() ? 0 : Math.sqrt(Math.max(0, squares / total - mean * mean) / cases);
        return new EffectSize(mean, error);
    }

    /** The difference of two effects found from different cases. */
    EffectSize minus(EffectSize other) {
        return new EffectSize(value - other.value, Math.hypot(standardError, other.standardError));
    }

    @Override
    public String text() {
        return standardError == 0
                ? String.format(Locale.ROOT, "%.4g", value)
                : String.format(Locale.ROOT, "%.4g ± %.2g", value, standardError);
    }

    @Override
    public String toString() {
        return text();
    }
}
