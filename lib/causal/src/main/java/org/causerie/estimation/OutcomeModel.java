// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

/** How the outcome depends on the adjustment set within an arm. */
public enum OutcomeModel {
    /** Logistic where the outcome has two levels, else linear. */
    BY_KIND,
    /** A linear regression on the columns, levels as dummies. */
    LINEAR,
    /** A logistic regression; only for an outcome with two levels. */
    LOGISTIC,
    /** The mean of every cell of the adjustment set, all of whose columns must have levels or be counts. */
    SATURATED
}
