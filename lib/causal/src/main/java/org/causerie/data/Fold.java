// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

/**
 * One split of the rows into those to fit on and those to judge on.
 *
 * @param train row numbers to fit on, ascending
 * @param test row numbers to judge on, ascending; every other row
 */
public record Fold(int[] train, int[] test) {}
