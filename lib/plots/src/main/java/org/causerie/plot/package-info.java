/**
 * Pictures of graphs, data and results, as SVG that is the same to the byte on every run.
 *
 * <p>Start here: {@link org.causerie.plot.GraphPlot} for graphs; every other plot is made by its method {@code of}
 * and shows itself.
 *
 * <table>
 * <caption>What shows what</caption>
 * <tr><th>class</th><th>shows</th></tr>
 * <tr><td>{@link org.causerie.plot.GraphPlot}</td><td>a causal graph, with roles, labels, frequencies, paths</td></tr>
 * <tr><td>{@link org.causerie.plot.Bars}</td><td>shares of cases by groups, or numbers by name</td></tr>
 * <tr><td>{@link org.causerie.plot.EdgeFrequencyPlot}</td><td>how often a bootstrap found each edge</td></tr>
 * <tr><td>{@link org.causerie.plot.ContributionPlot}</td><td>which causes carry an outcome's variance</td></tr>
 * <tr><td>{@link org.causerie.plot.PartsPlot}</td><td>parts of a change, an outlier or a disparity that add up</td></tr>
 * <tr><td>{@link org.causerie.plot.CausePlot}</td><td>actual causes in their graph, with degrees of responsibility</td></tr>
 * <tr><td>{@link org.causerie.plot.CounterfactualPlot}</td><td>one case as it was and as it would have been</td></tr>
 * <tr><td>{@link org.causerie.plot.CausationPlot}</td><td>probabilities that are known up to bounds</td></tr>
 * <tr><td>{@link org.causerie.plot.EstimatePlot}</td><td>several estimates with intervals, zero and the truth</td></tr>
 * <tr><td>{@link org.causerie.plot.SurgeryPlot}</td><td>what an intervention does to a graph</td></tr>
 * <tr><td>{@link org.causerie.plot.StringDiagramPlot}</td><td>a model as boxes and wires, before and after surgery</td></tr>
 * <tr><td>{@link org.causerie.plot.AdjustmentPlot}</td><td>candidate adjustment sets, and how each fails</td></tr>
 * <tr><td>{@link org.causerie.plot.HedgePlot}</td><td>why no formula answers a question</td></tr>
 * <tr><td>{@link org.causerie.plot.BoundsPlot}</td><td>bounds under more and more assumptions, and the truth</td></tr>
 * <tr><td>{@link org.causerie.plot.OverlapPlot}</td><td>propensities by arm</td></tr>
 * <tr><td>{@link org.causerie.plot.BalancePlot}</td><td>differences of the arms before and after weighting</td></tr>
 * <tr><td>{@link org.causerie.plot.ReplicatesPlot}</td><td>an estimate among replicates under a null hypothesis</td></tr>
 * <tr><td>{@link org.causerie.plot.SensitivityPlot}</td><td>how strong a hidden cause would have to be</td></tr>
 * <tr><td>{@link org.causerie.plot.Charts}</td><td>XChart's charts as documents</td></tr>
 * <tr><td>{@link org.causerie.plot.Displays}</td><td>what the kernel asks how to show a value</td></tr>
 * </table>
 *
 * <p>The package draws its own charts instead of leaving them to XChart, because XChart measures letters with the
 * fonts of the machine, and a saved picture would differ from one made elsewhere.
 */
package org.causerie.plot;
