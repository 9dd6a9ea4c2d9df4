// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/** What weights of rows mean for standard errors; they never change coefficients. */
public enum Weighting {
    /** A row of weight <i>w</i> stands for <i>w</i> independent equal cases. */
    COUNTS,
    /** A row is one case that was drawn with a probability in proportion to 1 / <i>w</i>. */
    SAMPLING
}
