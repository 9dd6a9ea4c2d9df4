// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Dag;
import org.causerie.stat.Covariance;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A linear model as matrices: with \(V = c + W^T V + U\), the total effects are \(T = (I - W^T)^{-1}\), the mean is
 * \(T (c + E U)\) and the covariance \(T D T^T\) for \(D\) the diagonal of noise variances.
 *
 * <p>The noise need not be Gaussian, except for {@link Scm#distribution}. Time and memory are of the order of
 * the square of the number of variables, times the number of parents.
 */
public final class LinearForm implements Displayable {
    private final Scm scm;
    private final Dag graph;
    /** Entry (to, from): how much a unit more of the one adds to the other, by all directed paths. */
    private final DMatrixRMaj total;
    /** What the intercept of each equation is. */
    private final double[] intercept;

    private LinearForm(Scm scm) {
        this.scm = scm;
        this.graph = scm.graph();
        int size = scm.size();
        this.total = CommonOps_DDRM.identity(size);
        this.intercept = new double[size];
        for (int v : scm.order()) {
            LinearPredictor mean = ((Linear) scm.mechanism(v)).mean();
            intercept[v] = mean.intercept();
            mean.slopes().forEach((parent, slope) -> {
                int p = graph.index(parent);
                for (int from = 0; from < size; from++) total.add(v, from, slope * total.get(p, from));
            });
        }
    }

    static LinearForm of(Scm scm) {
        for (int v = 0; v < scm.size(); v++) {
            boolean linear = scm.mechanism(v) instanceof Linear found
                    && found.mean().levelEffects().isEmpty();
            if (!linear)
                throw new CausalException("An exact answer for a number needs a linear model, but "
                        + scm.variable(v).name() + " is made by "
                        + scm.mechanism(v).text()
                        + "; draw a sample instead, with sample(rows, seed)");
        }
        return new LinearForm(scm);
    }

    /** The coefficient of one variable in the equation of another; 0 where it is no parent. */
    public double direct(String from, String to) {
        graph.index(from);
        return ((Linear) scm.mechanism(to)).mean().slopes().getOrDefault(from, 0.0);
    }

    /** How much a unit more of one variable, set by intervention, adds to another by all directed paths. */
    public double total(String from, String to) {
        return total.get(graph.index(to), graph.index(from));
    }

    /** The variables, in the order of rows and columns. */
    public List<String> names() {
        return graph.names();
    }

    /** The total effects: a fresh matrix whose entry (from, to) is {@link #total(String, String)}. */
    public DMatrixRMaj totalEffects() {
        return CommonOps_DDRM.transpose(total, null);
    }

    /** The mean of a variable. */
    public double mean(String name) {
        int v = graph.index(name);
        double mean = 0;
        for (int u = 0; u < scm.size(); u++)
            mean += total.get(v, u) * (intercept[u] + scm.mechanism(u).noise().mean());
        return mean;
    }

    /** The variance of a variable. */
    public double variance(String name) {
        int v = graph.index(name);
        double variance = 0;
        for (int u = 0; u < scm.size(); u++)
            variance +=
                    total.get(v, u) * total.get(v, u) * scm.mechanism(u).noise().variance();
        return variance;
    }

    /** The covariance matrix that the model implies: fresh, rows and columns in the order of {@link #names()}. */
    public DMatrixRMaj covarianceMatrix() {
        return CommonOps_DDRM.multTransB(scaled(total), total, null);
    }

    /**
     * The covariance that the model implies, for methods that take one in place of data.
     *
     * @param cases how many cases they are to think it comes from
     */
    public Covariance covariance(double cases) {
        return Covariance.population(names(), covarianceMatrix(), cases);
    }

    /** The distribution of a variable among the cases with this evidence, by position of the variable. */
    GaussianDistribution conditional(String name, Map<Integer, Double> given) {
        requireGaussian();
        int v = graph.index(name);
        Posterior posterior = posterior(given);
        return posterior.of(scm.variable(v), row(total, v), new double[scm.size()], intercept);
    }

    /** Every noise given evidence: Gaussian again. */
    Posterior posterior(Map<Integer, Double> given) {
        int size = scm.size();
        int[] seen = given.keySet().stream().mapToInt(Integer::intValue).toArray();
        DMatrixRMaj mean = new DMatrixRMaj(size, 1);
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        for (int u = 0; u < size; u++) {
            mean.set(u, 0, scm.mechanism(u).noise().mean());
            covariance.set(u, u, scm.mechanism(u).noise().variance());
        }
        DMatrixRMaj prior = covariance.copy();
        if (seen.length == 0) return new Posterior(mean, covariance, prior);
        DMatrixRMaj observed = new DMatrixRMaj(seen.length, size);
        DMatrixRMaj surprise = new DMatrixRMaj(seen.length, 1);
        for (int i = 0; i < seen.length; i++) {
            CommonOps_DDRM.insert(row(total, seen[i]), observed, i, 0);
            surprise.set(i, 0, given.get(seen[i]) - mean(scm.variable(seen[i]).name()));
        }
        // in units of their own standard deviation, so that the pseudo-inverse drops only what is truly redundant
        for (int i = 0; i < seen.length; i++) {
            double sd = Math.sqrt(variance(scm.variable(seen[i]).name()));
            if (sd == 0) continue;
            surprise.set(i, 0, surprise.get(i, 0) / sd);
            for (int u = 0; u < size; u++) observed.set(i, u, observed.get(i, u) / sd);
        }
        DMatrixRMaj cross = CommonOps_DDRM.multTransB(covariance, observed, null);
        DMatrixRMaj spread = CommonOps_DDRM.mult(observed, cross, null);
        DMatrixRMaj inverse = new DMatrixRMaj(seen.length, seen.length);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.pseudoInverse(true);
        solver.setA(spread.copy());
        solver.invert(inverse);
        DMatrixRMaj weights = CommonOps_DDRM.mult(inverse, surprise, null);
        requirePossible(spread, weights, surprise, given);
        CommonOps_DDRM.multAdd(cross, weights, mean);
        DMatrixRMaj gain = CommonOps_DDRM.mult(cross, inverse, null);
        CommonOps_DDRM.multAddTransB(-1, gain, cross, covariance);
        return new Posterior(mean, covariance, prior);
    }

    /**
     * The noises of a model given what was seen.
     *
     * @param mean one mean per variable, as a column
     * @param covariance between the noises
     * @param prior the covariance before anything was seen
     */
    record Posterior(DMatrixRMaj mean, DMatrixRMaj covariance, DMatrixRMaj prior) {
        /**
         * A variable that is a linear function of the noises.
         *
         * @param effects the effect of each variable's equation on it, as a row
         * @param without 1 for a variable whose noise no longer enters
         * @param intercept the intercept of each equation
         */
        GaussianDistribution of(Variable variable, DMatrixRMaj effects, double[] without, double[] intercept) {
            DMatrixRMaj kept = effects.copy();
            double value = 0;
            for (int u = 0; u < intercept.length; u++) {
                value += effects.get(0, u) * intercept[u];
                if (without[u] == 1) kept.set(0, u, 0);
            }
            value += CommonOps_DDRM.mult(kept, mean, null).get(0, 0);
            double variance = quadratic(kept, covariance);
            // what rounding leaves of a variance that is zero
            if (variance < 1e-12 * quadratic(kept, prior)) variance = 0;
            return new GaussianDistribution(variable, value, Math.sqrt(variance));
        }

        private static double quadratic(DMatrixRMaj row, DMatrixRMaj matrix) {
            return CommonOps_DDRM.multTransB(row, CommonOps_DDRM.mult(row, matrix, null), null)
                    .get(0, 0);
        }
    }

    DMatrixRMaj effectsOn(int v) {
        return row(total, v);
    }

    double[] intercepts() {
        return intercept.clone();
    }

    boolean gaussian() {
        for (int v = 0; v < scm.size(); v++) if (!(scm.mechanism(v).noise() instanceof Noise.Gaussian)) return false;
        return true;
    }

    private void requireGaussian() {
        for (int v = 0; v < scm.size(); v++) {
            if (scm.mechanism(v).noise() instanceof Noise.Gaussian) continue;
            throw new CausalException("An exact distribution of a number needs Gaussian noise, but the noise of "
                    + scm.variable(v).name() + " is " + scm.mechanism(v).noise().text()
                    + "; expectation(...) and linear().variance(...) are exact all the same, or draw a sample");
        }
    }

    private void requirePossible(
            DMatrixRMaj spread, DMatrixRMaj weights, DMatrixRMaj surprise, Map<Integer, Double> given) {
        DMatrixRMaj explained = CommonOps_DDRM.mult(spread, weights, null);
        for (int i = 0; i < surprise.numRows; i++) {
            double gap = Math.abs(explained.get(i, 0) - surprise.get(i, 0));
            if (gap > 1e-6 * (1 + Math.abs(surprise.get(i, 0)))) throw DiscreteModel.impossible(given, scm);
        }
    }

    /** The matrix with each column multiplied by that variable's noise variance. */
    private DMatrixRMaj scaled(DMatrixRMaj matrix) {
        DMatrixRMaj scaled = matrix.copy();
        for (int u = 0; u < scm.size(); u++) {
            double variance = scm.mechanism(u).noise().variance();
            for (int v = 0; v < scm.size(); v++) scaled.set(v, u, scaled.get(v, u) * variance);
        }
        return scaled;
    }

    private static DMatrixRMaj row(DMatrixRMaj matrix, int v) {
        return CommonOps_DDRM.extractRow(matrix, v, null);
    }

    /** The total effects, one line per cause. */
    @Override
    public String text() {
        StringBuilder out = new StringBuilder("Total effects (row on column)\n");
        out.append(String.format(Locale.ROOT, "%12s", ""));
        for (String name : names()) out.append(String.format(Locale.ROOT, " %10s", name));
        for (String from : names()) {
            out.append("\n").append(String.format(Locale.ROOT, "%12s", from));
            for (String to : names()) out.append(String.format(Locale.ROOT, " %10s", Numbers.text(total(from, to))));
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
