// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a graph answers a question, and with what formula: statements about graphs that never see data.
 *
 * <p>Start with {@link org.causerie.identification.Query} for the question and {@link
 * org.causerie.identification.Identify} for the answer. {@link
 * org.causerie.identification.AdjustmentSets} says which covariates suffice, and why others do not, {@link
 * org.causerie.identification.FrontDoor} and {@link org.causerie.identification.Instruments} which ways there are around a
 * hidden cause, {@link org.causerie.identification.IdAlgorithm} whether any formula answers, with a {@link
 * org.causerie.identification.Derivation} where one does and two models in a {@link org.causerie.identification.Hedge} where
 * none can. {@link org.causerie.identification.CounterfactualIdentification} answers for several worlds at once, and {@link
 * org.causerie.identification.ResponseFunctionBounds} says how wrong an answer can be where there is none. Formulas are values of {@link org.causerie.identification.Expression}.
 */
package org.causerie.identification;
