// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Set;

/**
 * Two variables and the set that makes them independent.
 *
 * @param x the one variable
 * @param y the other
 * @param given the set, sorted; empty where they are independent as they are
 * @param pValue the p-value of the test of independence given the set
 */
public record SeparatingSet(String x, String y, Set<String> given, double pValue) {}
