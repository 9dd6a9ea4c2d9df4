// SPDX-License-Identifier: Apache-2.0
/**
 * Attempts to break an estimate. Each refuter states a hypothesis that holds if nothing is wrong, and
 * returns a {@link org.causerie.refutation.Refutation} with the p-value of that hypothesis.
 *
 * <p>Start with {@link org.causerie.refutation.PlaceboTreatment}. No refuter can detect a hidden common
 * cause: for that see {@code org.causerie.sensitivity}.
 *
 * <p>{@link org.causerie.refutation.GraphCheck} and {@link org.causerie.refutation.Falsification} attempt to break a graph.
 */
package org.causerie.refutation;
