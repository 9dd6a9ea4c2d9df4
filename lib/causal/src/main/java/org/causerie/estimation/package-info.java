// SPDX-License-Identifier: Apache-2.0
/**
 * Numbers for estimands: one class per estimator, each of which returns an {@link
 * org.causerie.estimation.Estimate}.
 *
 * <p>Start with {@link org.causerie.estimation.Aipw}, beside {@link
 * org.causerie.estimation.NaiveDifference}. {@link org.causerie.estimation.RegressionAdjustment} rests on an
 * outcome model alone, {@link org.causerie.estimation.Ipw} on a propensity model alone; {@link
 * org.causerie.estimation.Overlap} says whether the arms can be compared at all.
 *
 * <p>Where only the class of the graph is known, {@link org.causerie.estimation.Ida} and {@link
 * org.causerie.estimation.JointIda} give all effects in linear models that it allows.
 */
package org.causerie.estimation;
