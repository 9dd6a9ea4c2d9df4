// SPDX-License-Identifier: Apache-2.0
/**
 * Causal graphs as immutable values, and what graph theory says of them.
 *
 * <p>Start with {@link org.causerie.graph.Dag#of(String...)}.
 */
package org.causerie.graph;
