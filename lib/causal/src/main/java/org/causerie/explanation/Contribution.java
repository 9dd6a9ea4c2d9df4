// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

/**
 * What the noise of one variable adds to the uncertainty of an outcome.
 *
 * @param variable the variable
 * @param value the contribution, in the unit of the outcome's measure
 * @param share the contribution divided by the sum of all
 * @param standardError the standard error of {@code value} that comes from drawing; 0 where it is exact
 */
public record Contribution(String variable, double value, double share, double standardError) {}
