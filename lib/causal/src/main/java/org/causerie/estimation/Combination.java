// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * A weighted sum of estimates from the same data; its standard error comes from the sum of their
 * influence functions.
 *
 * @param estimates the estimates
 * @param factors what each is multiplied by
 * @param value the sum
 * @param standardError its standard error
 * @param influence its influence function, one value per row
 * @param data the data all estimates come from
 */
@SuppressWarnings("ArrayRecordComponent")
public record Combination(
        List<Estimate> estimates,
        List<Double> factors,
        double value,
        double standardError,
        double[] influence,
        Dataset data)
        implements Uncertain {

    public Combination {
        estimates = List.copyOf(estimates);
        factors = List.copyOf(factors);
        influence = influence.clone();
    }

    static Combination of(List<? extends Uncertain> parts, List<Double> factors) {
        Dataset data = parts.get(0).data();
        double value = 0;
        double[] influence = new double[data.rows()];
        List<Estimate> estimates = new ArrayList<>();
        List<Double> multiples = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            Uncertain part = parts.get(k);
            double factor = factors.get(k);
            if (part.data() != data && !part.data().hash().equals(data.hash()))
                throw new CausalException("Only estimates from the same data can be added or compared; these come from "
                        + data.rows() + " and " + part.data().rows() + " rows that differ");
            value += factor * part.value();
            double[] own = part.influence();
            for (int i = 0; i < own.length; i++) influence[i] += factor * own[i];
            if (part instanceof Estimate estimate) {
                estimates.add(estimate);
                multiples.add(factor);
            } else if (part instanceof Combination sum) {
                estimates.addAll(sum.estimates);
                sum.factors.forEach(multiple -> multiples.add(factor * multiple));
            }
        }
        return new Combination(estimates, multiples, value, Inference.standardError(influence, data), influence, data);
    }

    @Override
    public double[] influence() {
        return influence.clone();
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(Numbers.shown(value) + ", " + interval());
        for (int k = 0; k < estimates.size(); k++) {
            Estimate estimate = estimates.get(k);
            out.append("\n  ")
                    .append(Numbers.shown(factors.get(k)))
                    .append(" × ")
                    .append(estimate.headline());
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
