// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;

/**
 * Finds a linear graph by the penalised likelihood of normal noise: GOLEM.
 *
 * <p>Minimises the negative log likelihood of a case, with the volume term \(-\log|\det(I-W)|\), plus a penalty on weights and a soft
 * one on cycles; then small weights are set to 0. With equal noise variances (GOLEM-EV) the directions are
 * identified; with any variances (GOLEM-NV) only the equivalence class is, and the search starts from the solution with
 * equal ones.
 *
 * <p>Assumes that effects are linear, that there are no cycles and no common causes outside the data, and, for equal variances,
 * that these are equal in the units of the data. It finds a local optimum; on standardised data its directions mean little: see
 * {@link OptimisedGraph#warning()}.
 *
 * <p>Knowledge binds: forbidden weights stay 0, and required edges are not penalised and always in the graph. The order of the columns does
 * not matter, and everything runs on one thread. Takes <i>O(n p²)</i> for <i>n</i> cases and <i>p</i> variables at the start
 * and <i>O(p³)</i> a step.
 *
 * <p>Ng, Ghassami and Zhang (2020), On the role of sparsity and DAG constraints for learning linear DAGs, NeurIPS 33.
 *
 * @param variances what is assumed of the noise; {@link Variances#EQUAL} by default
 * @param penalty the weight of the absolute values, 0 or more; 0.02 by default, and 0.002 is usual for any variances
 * @param cycles the weight of the penalty on cycles, 0 or more; 5 by default
 * @param threshold weights smaller than this in absolute value are no edges; 0.3 by default
 * @param knowledge what is known beforehand, nothing by default
 */
public record Golem(Variances variances, double penalty, double cycles, double threshold, Knowledge knowledge)
        implements Search {
    private static final int STEPS = 3_000;

    /** What is assumed of the variances of the noise terms. */
    public enum Variances {
        /** They are equal: GOLEM-EV. */
        EQUAL,
        /** Nothing: GOLEM-NV. */
        ANY
    }

    public Golem {
        WeightOptimisation.requireSettings(penalty, threshold);
        if (!(cycles >= 0) || Double.isInfinite(cycles))
            throw new CausalException("The penalty on cycles is 0 or more; " + cycles + " was given");
    }

    /** Equal variances, penalties 0.02 and 5, threshold 0.3. */
    public static Golem withDefaults() {
        return new Golem(Variances.EQUAL, 0.02, 5, 0.3, Knowledge.none());
    }

    public Golem variances(Variances value) {
        return new Golem(value, penalty, cycles, threshold, knowledge);
    }

    public Golem penalty(double value) {
        return new Golem(variances, value, cycles, threshold, knowledge);
    }

    public Golem cycles(double value) {
        return new Golem(variances, penalty, value, threshold, knowledge);
    }

    public Golem threshold(double value) {
        return new Golem(variances, penalty, cycles, value, knowledge);
    }

    public Golem knowledge(Knowledge value) {
        return new Golem(variances, penalty, cycles, threshold, value);
    }

    @Override
    public OptimisedGraph discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches; threads are not used.
     *
     * @throws CausalException if a column is nominal, constant, a linear function of others or has missing values, there are
     *     no more cases than variables, rows have sampling weights, or the knowledge leaves no order
     * @throws StoppedSearch if the thread was interrupted, with the weights of that moment
     */
    @Override
    public OptimisedGraph discover(Dataset data, Execution execution) {
        return WeightOptimisation.run(data, "GOLEM", knowledge, threshold, this, this::optimise);
    }

    private void optimise(WeightOptimisation work) {
        LinearLoss loss = work.loss();
        work.minimise((w, gradient) -> objective(loss, Variances.EQUAL, w, gradient), penalty, STEPS, 1e-6);
        if (variances == Variances.ANY)
            work.minimise((w, gradient) -> objective(loss, Variances.ANY, w, gradient), penalty, STEPS, 1e-6);
    }

    /** The negative log likelihood of a case plus the penalty on cycles. */
    double objective(LinearLoss loss, Variances assumed, double[] weights, double[] gradient) {
        double[] slope = new double[weights.length];
        double h = Acyclicity.exponential(weights, loss.p(), slope);
        double likelihood = assumed == Variances.EQUAL
                ? loss.equalVariances(weights, gradient)
                : loss.anyVariances(weights, gradient);
        for (int k = 0; k < slope.length; k++) gradient[k] += cycles * slope[k];
        double value = likelihood + cycles * h;
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }
}
