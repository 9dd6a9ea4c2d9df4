// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/** What a learner predicts. */
public enum Target {
    /** The mean of a number. */
    REGRESSION,
    /** The probability that a 0/1 value is 1. */
    PROBABILITY
}
