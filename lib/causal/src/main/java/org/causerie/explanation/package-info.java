/**
 * Why an outcome is as it is, asked of a {@link org.causerie.model.CausalModel}.
 *
 * <table>
 * <caption>Start here</caption>
 * <tr><th>question</th><th>class</th></tr>
 * <tr><td>What caused this event, here?</td><td>{@link org.causerie.explanation.ActualCause}, on
 * {@link org.causerie.explanation.StructuralEquations}; {@link org.causerie.explanation.SufficientCause},
 * {@link org.causerie.explanation.Blame}</td></tr>
 * <tr><td>How much of the variance arises where?</td>
 * <td>{@link org.causerie.explanation.IntrinsicCausalContribution}</td></tr>
 * <tr><td>What made this row extreme?</td><td>{@link org.causerie.explanation.OutlierAttribution}</td></tr>
 * <tr><td>Why did the distribution change?</td><td>{@link org.causerie.explanation.DistributionChange}</td></tr>
 * <tr><td>Is a decision fair?</td><td>{@link org.causerie.explanation.CounterfactualFairness},
 * {@link org.causerie.explanation.FairnessDecomposition}, {@link org.causerie.explanation.PathEffect}</td></tr>
 * <tr><td>How do effects compose along a path?</td><td>{@link org.causerie.explanation.CompositionalEffect}</td></tr>
 * <tr><td>Do two models say the same, one of them in coarser terms?</td>
 * <td>{@link org.causerie.explanation.InterventionalConsistency}, in a whole network of them {@link
 * org.causerie.explanation.ModelNetwork}</td></tr>
 * </table>
 */
package org.causerie.explanation;
