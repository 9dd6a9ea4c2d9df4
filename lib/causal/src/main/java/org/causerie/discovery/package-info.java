// SPDX-License-Identifier: Apache-2.0
/**
 * Searches for the causal graph behind a table. Start with {@link org.causerie.discovery.Pc} (tests of
 * independence, tells why an edge is missing) or {@link org.causerie.discovery.Boss} (a score, firmer arrows), and
 * put either into {@link org.causerie.discovery.Bootstrap} to learn how sure each edge is.
 *
 * <p>Both return a {@link org.causerie.graph.Cpdag}: data without interventions cannot tell more.
 */
package org.causerie.discovery;
