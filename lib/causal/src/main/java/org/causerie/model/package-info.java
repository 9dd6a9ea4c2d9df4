// SPDX-License-Identifier: Apache-2.0
/**
 * Structural causal models: variables, the mechanisms that make them, and what follows when a mechanism is changed.
 *
 * <p>Start with {@link org.causerie.model.Scm}: built by hand with {@code Scm.builder()}, or fitted to data with
 * {@code Scm.fit(graph, data)}. An {@link org.causerie.model.Intervention} changes it, {@code sample} draws from it,
 * {@code distribution} and {@code probability} answer exactly where the model is discrete or linear, and
 * {@code counterfactual} asks what would have been for one case.
 *
 * <table>
 * <caption>What is where</caption>
 * <tr><td>{@link org.causerie.model.CausalModel}</td><td>what tables, series and networks share</td></tr>
 * <tr><td>{@link org.causerie.model.Mechanism}</td><td>how one variable is made from its parents and its noise</td></tr>
 * <tr><td>{@link org.causerie.model.Noise}</td><td>the distribution of what the parents do not settle</td></tr>
 * <tr><td>{@link org.causerie.model.FitScm}</td><td>a graph and a data set into a model</td></tr>
 * <tr><td>{@link org.causerie.model.MonotoneIdentification}</td><td>whether counterfactuals of one case follow in spite
 * of hidden causes; {@link org.causerie.model.InstrumentalCorrection} learns them by an instrument</td></tr>
 * <tr><td>{@link org.causerie.model.ModelCheck}</td><td>whether a model could have made the data</td></tr>
 * <tr><td>{@link org.causerie.model.Abduction}</td><td>counterfactuals, with their settings</td></tr>
 * <tr><td>{@link org.causerie.model.PotentialOutcome}</td><td>a variable in a world, worlds feeding one another</td></tr>
 * <tr><td>{@link org.causerie.model.LatentStateBounds}</td><td>bounds of counterfactuals in hidden Markov models</td></tr>
 * <tr><td>{@link org.causerie.model.StringDiagram}</td><td>models as diagrams of boxes and wires, cut and put
 * together; {@link org.causerie.model.CombDisintegration} takes effects from what is observed</td></tr>
 * <tr><td>{@link org.causerie.model.TrueEffect}</td><td>the true answer to a query, by intervening</td></tr>
 * </table>
 */
package org.causerie.model;
