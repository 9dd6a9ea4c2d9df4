// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.identification.Estimand;

/** A way to get a number, with its standard error, for an estimand from data. */
public interface Estimator {

    /**
     * Estimates the quantity; the same arguments always give the same result.
     *
     * @param estimand what to estimate; never changed
     * @param data the cases; missing values in a column that is used are refused
     * @param seed for what is random in the method, such as which fold a case falls in
     * @throws org.causerie.CausalException if the data cannot answer, and why
     */
    Estimate estimate(Estimand estimand, Dataset data, Seed seed);

    /** What to call the method with its settings in tables and plots. */
    default String name() {
        return getClass().getSimpleName();
    }
}
