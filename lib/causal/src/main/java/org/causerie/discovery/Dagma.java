// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;

/**
 * Finds a linear graph by continuous optimisation within the M-matrices: DAGMA.
 *
 * <p>Minimises \(\mu (\tfrac12 \operatorname{tr}(I-W)^\top S (I-W) + \lambda \|W\|_1) + p \log s - \log\det(sI - W \circ W)\) for
 * smaller and smaller μ, each time from where the last one ended: a central path that ends at an acyclic graph. Then small weights are set to
 * 0.
 *
 * <p>Assumes that effects are linear, that there are no cycles and no common causes outside the data, and that the noise terms have
 * <b>equal variances in the units of the data</b>. It finds a local optimum. On standardised data, or in units that have nothing to do with
 * each other, directions mean little: see {@link OptimisedGraph#warning()}.
 *
 * <p>Knowledge binds: forbidden weights stay 0, and required edges are not penalised and always in the graph. The order of the columns does
 * not matter, and everything runs on one thread. Takes <i>O(n p²)</i> for <i>n</i> cases and <i>p</i> variables at the start
 * and <i>O(p³)</i> a step.
 *
 * <p>Bello, Aragam and Ravikumar (2022), DAGMA: learning DAGs via M-matrices and a log-determinant acyclicity
 * characterization, NeurIPS 35.
 *
 * @param penalty the weight λ of the absolute values, 0 or more; 0.05 by default
 * @param threshold weights smaller than this in absolute value are no edges; 0.3 by default
 * @param knowledge what is known beforehand, nothing by default
 */
public record Dagma(double penalty, double threshold, Knowledge knowledge) implements Search {
    private static final double[] CENTRAL_PATH = {1, 0.1, 0.01, 0.001, 0.0001};
    private static final double[] SCALES = {1, 0.9, 0.8, 0.7, 0.6};
    private static final int STEPS = 3_000;

    public Dagma {
        WeightOptimisation.requireSettings(penalty, threshold);
    }

    /** Penalty 0.05, threshold 0.3. */
    public static Dagma withDefaults() {
        return new Dagma(0.05, 0.3, Knowledge.none());
    }

    public Dagma penalty(double value) {
        return new Dagma(value, threshold, knowledge);
    }

    public Dagma threshold(double value) {
        return new Dagma(penalty, value, knowledge);
    }

    public Dagma knowledge(Knowledge value) {
        return new Dagma(penalty, threshold, value);
    }

    @Override
    public OptimisedGraph discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches; threads are not used.
     *
     * @throws org.causerie.CausalException if a column is nominal, constant, a linear function of others or has missing
     *     values, there are no more cases than variables, rows have sampling weights, or the knowledge leaves no order
     * @throws StoppedSearch if the thread was interrupted, with the weights of that moment
     */
    @Override
    public OptimisedGraph discover(Dataset data, Execution execution) {
        return WeightOptimisation.run(data, "DAGMA", knowledge, threshold, this, this::optimise);
    }

    private void optimise(WeightOptimisation work) {
        int p = work.size();
        double scale = SCALES[0];
        for (int t = 0; t < CENTRAL_PATH.length; t++) {
            double mu = CENTRAL_PATH[t];
            double[] unused = new double[p * p];
            if (Double.isFinite(Acyclicity.logDeterminant(work.weights(), p, SCALES[t], unused))) scale = SCALES[t];
            double s = scale;
            work.minimise((w, gradient) -> objective(work.loss(), w, mu, s, gradient), penalty, STEPS, 1e-6);
        }
    }

    /** Least squares plus the log-determinant function over μ; infinite outside the M-matrices. */
    static double objective(LinearLoss loss, double[] weights, double mu, double s, double[] gradient) {
        double[] slope = new double[weights.length];
        double h = Acyclicity.logDeterminant(weights, loss.p(), s, slope);
        if (Double.isInfinite(h)) return h;
        double value = loss.leastSquares(weights, gradient) + h / mu;
        for (int k = 0; k < slope.length; k++) gradient[k] += slope[k] / mu;
        return value;
    }
}
