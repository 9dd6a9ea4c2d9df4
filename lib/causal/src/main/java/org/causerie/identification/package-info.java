// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a graph answers a question, and with what formula: statements about graphs that never see data.
 *
 * <p>Start with {@link org.causerie.identification.Query} for the question and {@link
 * org.causerie.identification.Identify} for the answer. {@link
 * org.causerie.identification.AdjustmentSets} says which covariates suffice, and why others do not.
 */
package org.causerie.identification;
