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
 * org.causerie.identification.ResponseFunctionBounds} says how wrong an answer can be where there is none. Formulas are values of {@link
 * org.causerie.identification.Expression}.
 *
 * <p>{@link org.causerie.identification.TestableImplications} says what data can contradict a graph with, {@link
 * org.causerie.identification.MissingDataRecovery} what follows from data with gaps, {@link
 * org.causerie.identification.MeasurementDesign} and {@link org.causerie.identification.InterventionDesign} what to measure and
 * which experiments to make where something is missing for an answer.
 *
 * <p>Where only the class of the graph is known, {@link org.causerie.identification.CidpAlgorithm} answers in a {@link
 * org.causerie.graph.Pag} and {@link org.causerie.identification.BucketFactorisation} in a {@link
 * org.causerie.graph.Cpdag}, with a {@link org.causerie.identification.ClassDerivation} or a {@link
 * org.causerie.identification.ClassObstacle}; {@link org.causerie.identification.PossibleParents} lists what an effect may
 * have to be adjusted for.
 */
package org.causerie.identification;
