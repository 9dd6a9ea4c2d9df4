// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Optional;
import java.util.OptionalDouble;
import org.causerie.estimation.Interval;

/**
 * What the change of one mechanism adds to the change of an outcome's distribution.
 *
 * @param variable the variable whose mechanism it is
 * @param value the contribution, in units of the measure
 * @param standardError the bootstrap's standard error; where models were given, what the random orders leave open, 0 if none
 * @param interval a bootstrap interval of the contribution, where data was given
 * @param pValue of the test that the mechanism is the same in both data sets, where data was given
 */
public record MechanismChange(
        String variable, double value, double standardError, Optional<Interval> interval, OptionalDouble pValue) {}
