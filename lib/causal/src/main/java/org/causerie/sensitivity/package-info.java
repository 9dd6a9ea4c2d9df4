// SPDX-License-Identifier: Apache-2.0
/**
 * How strong a hidden common cause would have to be to explain an estimate away.
 *
 * <p>Start with {@link org.causerie.sensitivity.EValue} for outcomes with two levels and {@link
 * org.causerie.sensitivity.RobustnessValue} for numbers.
 */
package org.causerie.sensitivity;
