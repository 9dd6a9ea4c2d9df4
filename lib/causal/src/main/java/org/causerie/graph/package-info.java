// SPDX-License-Identifier: Apache-2.0
/**
 * Causal graphs as immutable values, and what graph theory says of them. A statement about graphs never sees data.
 *
 * <p>Start with {@link org.causerie.graph.Dag#of(String...)}; a text from dagitty.net, with its exposures and
 * latents, is read by {@link org.causerie.graph.GraphDocument#parse}.
 *
 * <ul>
 *   <li>{@link org.causerie.graph.CausalGraph}: what all graphs have: names, marks, edges, text, a JGraphT view
 *   <li>{@link org.causerie.graph.Dag}: causes, none hidden; ancestors, d-separation, surgery
 *   <li>{@link org.causerie.graph.Cpdag}: an equivalence class of them: Meek's rules, knowledge, members, their number
 *   <li>{@link org.causerie.graph.Admg}: hidden common causes; districts, m-separation, latent projection
 *   <li>{@link org.causerie.graph.Mag}: what hidden causes and selection leave of a graph; m-separation, equivalence
 *   <li>{@link org.causerie.graph.Pag}: an equivalence class with hidden causes; a member, m-separation
 *   <li>{@link org.causerie.graph.LaggedGraph}: causes over time; a stretch of it unrolled, its summary
 *   <li>{@link org.causerie.graph.GraphDocument}: a graph of any type from text, with its variables' attributes
 *   <li>{@link org.causerie.graph.GraphComparison}: structural Hamming distance, precision and recall
 *   <li>{@link org.causerie.graph.AdjustmentIdentificationDistance}: the same for other ways to choose what to adjust for
 *   <li>{@link org.causerie.graph.StructuralInterventionDistance}: how many effects a wrong graph gets wrong
 *   <li>{@link org.causerie.graph.RandomGraphs}: Erdős–Rényi, scale-free and layered graphs by seed
 * </ul>
 *
 * <p>Inside, {@code Variables} and {@code BitMatrix} hold what a graph is; {@code GraphParser} and {@code GraphText}
 * read and write it; {@code Separation}, {@code TopologicalOrder} and {@code Reach} walk on it; {@code Equivalence},
 * {@code Pdag}, {@code EquivalenceClass} and {@code ChordalCount} know its class.
 */
package org.causerie.graph;
