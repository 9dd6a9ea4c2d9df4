// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

/**
 * One level of the treatment: how many had it, and what the mean outcome would be if all of the
 * population had it.
 *
 * @param level the level, as the data names it
 * @param cases how many cases had this level (counts and weights included)
 * @param observed the mean outcome among those who had it
 * @param mean the estimated mean outcome had the whole population had it
 * @param standardError of that mean
 * @param influence the influence function of that mean, one value per row
 */
@SuppressWarnings("ArrayRecordComponent")
public record Arm(String level, double cases, double observed, double mean, double standardError, double[] influence) {

    public Arm {
        influence = influence.clone();
    }

    @Override
    public double[] influence() {
        return influence.clone();
    }
}
