// SPDX-License-Identifier: Apache-2.0
/**
 * Causal graphs as immutable values, and what graph theory says of them. A statement about graphs never sees data.
 *
 * <p>Start with {@link org.causerie.graph.Dag#of(String...)}; a text from dagitty.net, with its exposures and latents, is read by {@link
 * org.causerie.graph.GraphDocument#parse}.
 *
 * <table>
 * <caption>Classes</caption>
 * <tr><th>class</th><th>holds</th></tr>
 * <tr><td>{@link org.causerie.graph.CausalGraph}</td><td>what all graphs have: names, marks, edges, text, a JGraphT view</td></tr>
 * <tr><td>{@link org.causerie.graph.Dag}</td><td>causes without hidden ones; ancestors, d-separation, surgery</td></tr>
 * <tr><td>{@link org.causerie.graph.Cpdag}</td><td>an equivalence class of them: Meek's rules, knowledge, members and their number</td></tr>
 * <tr><td>{@link org.causerie.graph.Admg}</td><td>hidden common causes as bidirected edges; districts, m-separation, latent projection</td></tr>
 * <tr><td>{@link org.causerie.graph.Pag}</td><td>an equivalence class with hidden causes: circles; a member, m-separation</td></tr>
 * <tr><td>{@link org.causerie.graph.LaggedGraph}</td><td>causes over time; a stretch of it unrolled, its summary</td></tr>
 * <tr><td>{@link org.causerie.graph.GraphDocument}</td><td>a graph of any type from text, with the variables' attributes</td></tr>
 * <tr><td>{@link org.causerie.graph.GraphComparison}</td><td>structural Hamming distance, precision and recall of adjacencies and arrowheads</td></tr>
 * <tr><td>{@link org.causerie.graph.StructuralInterventionDistance}</td><td>how many effects a wrong graph gets wrong</td></tr>
 * <tr><td>{@link org.causerie.graph.RandomGraphs}</td><td>Erdős–Rényi, scale-free and layered graphs by seed</td></tr>
 * </table>
 *
 * <p>Inside: {@code Variables} and {@code BitMatrix} hold what a graph is; {@code GraphParser} and {@code GraphText} read and write; {@code Separation},
 * {@code TopologicalOrder}, {@code Reach} walk; {@code Equivalence}, {@code Pdag}, {@code EquivalenceClass}, {@code ChordalCount} know classes.
 */
package org.causerie.graph;
