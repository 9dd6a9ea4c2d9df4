// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;

/**
 * Finds a linear graph by continuous optimisation: NOTEARS.
 *
 * <p>Minimises \(\tfrac12 \operatorname{tr}(I-W)^\top S (I-W) + \lambda \|W\|_1\) subject to
 * \(\operatorname{tr} e^{W \circ W} = p\), which holds for the weights of acyclic graphs only, by the augmented Lagrangian method with
 * a quasi-Newton method inside; then small weights are set to 0.
 *
 * <p>Assumes that effects are linear, that there are no cycles and no common causes outside the data, and that the noise terms have
 * <b>equal variances in the units of the data</b>. It finds a local optimum. On standardised data, or in units that have nothing to do with
 * each other, directions mean little: see {@link OptimisedGraph#warning()}.
 *
 * <p>Knowledge binds: forbidden weights stay 0, and required edges are not penalised and always in the graph. The order of the columns does
 * not matter, and everything runs on one thread. Takes <i>O(n p²)</i> for <i>n</i> cases and <i>p</i> variables at the start
 * and <i>O(p³)</i> for each of some thousand steps.
 *
 * <p>Zheng, Aragam, Ravikumar and Xing (2018), DAGs with NO TEARS: continuous optimization for structure learning, NeurIPS 31.
 *
 * @param penalty the weight λ of the absolute values, 0 or more; 0.1 by default
 * @param threshold weights smaller than this in absolute value are no edges; 0.3 by default
 * @param knowledge what is known beforehand, nothing by default
 */
public record Notears(double penalty, double threshold, Knowledge knowledge) implements Search {
    private static final double ACYCLIC = 1e-8;
    private static final double STRONGEST = 1e16;
    private static final int STEPS = 2_000;

    public Notears {
        WeightOptimisation.requireSettings(penalty, threshold);
    }

    /** Penalty 0.1, threshold 0.3. */
    public static Notears withDefaults() {
        return new Notears(0.1, 0.3, Knowledge.none());
    }

    public Notears penalty(double value) {
        return new Notears(value, threshold, knowledge);
    }

    public Notears threshold(double value) {
        return new Notears(penalty, value, knowledge);
    }

    public Notears knowledge(Knowledge value) {
        return new Notears(penalty, threshold, value);
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
        return WeightOptimisation.run(data, "NOTEARS", knowledge, threshold, this, this::optimise);
    }

    private void optimise(WeightOptimisation work) {
        int p = work.size();
        double strength = 1;
        double multiplier = 0;
        double reached = Double.POSITIVE_INFINITY;
        while (reached > ACYCLIC && strength < STRONGEST) {
            double rho = strength;
            double alpha = multiplier;
            work.minimise((w, gradient) -> lagrangian(work.loss(), w, rho, alpha, gradient), penalty, STEPS, 1e-7);
            double now = Acyclicity.exponential(work.weights(), p, new double[p * p]);
            if (now > 0.25 * reached) strength *= 10;
            multiplier += rho * now;
            reached = Math.min(reached, now);
        }
    }

    /** Least squares plus ρ/2 h² + α h. */
    static double lagrangian(LinearLoss loss, double[] weights, double rho, double alpha, double[] gradient) {
        double[] slope = new double[weights.length];
        double h = Acyclicity.exponential(weights, loss.p(), slope);
        double value = loss.leastSquares(weights, gradient) + rho / 2 * h * h + alpha * h;
        for (int k = 0; k < slope.length; k++) gradient[k] += (rho * h + alpha) * slope[k];
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }
}
