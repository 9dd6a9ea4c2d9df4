// SPDX-License-Identifier: Apache-2.0
/**
 * Searches for the causal graph behind a table. {@link org.causerie.discovery.Choose} recommends one; start otherwise with
 * {@link org.causerie.discovery.Pc} (tests of independence, tells why an edge is missing) or {@link org.causerie.discovery.Boss} (a
 * score, firmer arrows), and put either into {@link org.causerie.discovery.Bootstrap} to learn how sure each edge is.
 *
 * <p>Public types are searches and their results; what they share is not public. A new search uses one of these engines or brings
 * its own:
 *
 * <ul>
 *   <li>by tests ({@code Pc}, {@code Fci}, {@code Rfci}, {@code Gfci}, {@code Mvpc}, {@code CdNod}, {@code FedCdh}, {@code CausalVote}):
 *       {@code Skeleton} takes edges out, {@code Evidence} judges colliders, {@code Orientation} directs without hidden causes
 *       and {@code PagOrientation} with them, {@code PossibleDsep} looks for sets beyond the neighbours;
 *   <li>by steps over classes ({@code Ges}, {@code Gies}): {@code GreedySearch} with {@code Moves}, {@code Rankings},
 *       {@code Transition}, {@code Reach}, {@code Targets} and {@code Pattern};
 *   <li>by orders ({@code Boss}, {@code Grasp}, {@code Coke}): {@code OrderSearch} runs starts, {@code Ordering} keeps the graph of
 *       an order by {@code GrowShrinkTree}, {@code BestMoves} and {@code Tucks} climb; {@code UtIgsp} has {@code SparsestOrder};
 *   <li>over all graphs ({@code ExactPosterior}): {@code ParentSums}, {@code GraphSums}, {@code GraphDraws},
 *       {@code GraphEnumeration};
 *   <li>by mechanism: linear ({@code DirectLingam}, {@code IcaLingam}) on {@code Sample}, {@code PairwiseOrder}, {@code FastIca} and
 *       {@code OrderedRegression}; additive ({@code Cam}, {@code Resit}, {@code AdditiveNoise}) on {@code AdditiveSplines} and
 *       {@code Hsic}; by optimisation ({@code Notears}, {@code Golem}, {@code Dagma}) on {@code WeightOptimisation};
 *   <li>over environments ({@code InvariantCausalPrediction}, {@code UtIgsp}, {@code CausalDeFinetti}): {@code Environments};
 *   <li>with hidden variables ({@code Fofc}, {@code Rlcd}): {@code LatentSearch} and {@code LatentGraph}.
 * </ul>
 *
 * <p>All visit variables in the order of {@code Variables}, by name, and keep to {@code Bounds}, what is known beforehand.
 */
package org.causerie.discovery;
