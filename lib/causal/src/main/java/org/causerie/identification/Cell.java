// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

/**
 * One entry of a response function: what a variable does for one combination of its parents' levels.
 *
 * @param variable its index in the graph
 * @param configuration the number of the combination
 */
record Cell(int variable, int configuration) {}
