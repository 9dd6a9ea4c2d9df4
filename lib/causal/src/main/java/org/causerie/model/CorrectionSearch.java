// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;

/**
 * Finds the correction that makes the noise uniform and independent of the instrument: the moments
 * \(E[\sqrt 2 \cos(\pi m u)\, \varphi_k]\), \(m = 1 \ldots 8\), are to be 0. Their squares, divided by \(m\), and a
 * weight times the roughness of the correction are minimised by the method of Levenberg and Marquardt.
 *
 * <p>With \(1/m^2\) in place of \(1/m\) and all \(m\) the sum would be the Cramér-von Mises distance between the
 * distribution of the noise at each value of the instrument and the uniform, with \(1\) each moment would have the weight
 * of its precision.
 *
 * @param shape the family of corrections
 * @param places where the rows lie
 * @param areas what the slopes of the correction are multiplied by, at the uncorrected score of each row
 * @param basis the functions \(\varphi_k\)
 */
record CorrectionSearch(
        NoiseCorrection shape, NoiseCorrection.Place[] places, double[][] areas, InstrumentBasis basis) {
    private static final int WAVES = 8;
    private static final double[] ROOTS =
            IntStream.rangeClosed(1, WAVES).mapToDouble(Math::sqrt).toArray();
    private static final double[] ROUGHNESS = {1000, 100, 30, 10, 3, 1, 0.3};
    private static final int MOST_STEPS = 50;
    private static final int MOST_ATTEMPTS = 12;
    private static final double RIDGE = 1e-6;
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /**
     * A correction.
     *
     * @param parameters of the shape
     * @param distance the weighted sum of the squared moments
     * @param freedom by how much it is expected to have been lowered by fitting noise
     */
    record Found(double[] parameters, double distance, double freedom) {}

    /** A place of the search: residuals, their derivatives and what is minimised. */
    private record State(double[] parameters, double[] residuals, double cost) {}

    int moments() {
        return WAVES * basis.functions().length;
    }

    /** The sum of the squared moments, each in units of its standard error where the noise is independent. */
    double misfit(double[] parameters) {
        double[] residuals = residuals(parameters);
        double sum = 0;
        for (int i = 0; i < residuals.length; i++) sum += residuals[i] * residuals[i] * (i % WAVES + 1);
        return sum;
    }

    /**
     * The correction whose roughness has the best weight, by the expected distance for new cases (Mallows): from smooth
     * to rough, each beginning where the last ended.
     *
     * @param price how much an effective parameter counts against the distance, 1 for an unbiased choice
     */
    Found best(double price) {
        double[] start = new double[shape.size()];
        Found best = null;
        for (double weight : ROUGHNESS) {
            Found found = search(start, weight);
            start = found.parameters();
            if (best == null
                    || found.distance() + 2 * price * found.freedom() < best.distance() + 2 * price * best.freedom())
                best = found;
        }
        return best;
    }

    private Found search(double[] start, double weight) {
        int size = shape.size();
        DMatrixRMaj rough = shape.roughness();
        CommonOps_DDRM.scale(weight, rough);
        for (int p = 0; p < size; p++) rough.add(p, p, RIDGE);
        State at = state(start, rough);
        DMatrixRMaj slopes = slopes(at.parameters());
        double damping = 1e-2;
        for (int step = 0; step < MOST_STEPS; step++) {
            DMatrixRMaj gram = gram(slopes);
            CommonOps_DDRM.addEquals(gram, rough);
            DMatrixRMaj right = new DMatrixRMaj(size, 1);
            CommonOps_DDRM.multTransA(slopes, column(at.residuals()), right);
            CommonOps_DDRM.multAdd(rough, column(at.parameters()), right);
            double gain = 0;
            for (int attempt = 0; attempt < MOST_ATTEMPTS && gain <= 0; attempt++) {
                State tried = state(moved(at.parameters(), gram, right, damping), rough);
                boolean better = tried.cost() < at.cost();
                damping = better ? Math.max(1e-9, damping / 5) : damping * 4;
                if (!better) continue;
                gain = at.cost() - tried.cost();
                at = tried;
            }
            if (gain <= 0) break;
            slopes = slopes(at.parameters());
            if (gain < 1e-6 * (1 + at.cost())) break;
        }
        return new Found(at.parameters(), squares(at.residuals()), freedom(slopes, rough));
    }

    private State state(double[] parameters, DMatrixRMaj rough) {
        double[] residuals = residuals(parameters);
        DMatrixRMaj vector = column(parameters);
        return new State(
                parameters, residuals, squares(residuals) + VectorVectorMult_DDRM.innerProdA(vector, rough, vector));
    }

    private static double[] moved(double[] from, DMatrixRMaj gram, DMatrixRMaj right, double damping) {
        DMatrixRMaj damped = gram.copy();
        for (int p = 0; p < from.length; p++) damped.add(p, p, damping * (gram.get(p, p) + 1e-3));
        DMatrixRMaj move = new DMatrixRMaj(from.length, 1);
        if (!CommonOps_DDRM.solve(damped, right, move))
            throw new CausalException(
                    "The equations of the instrument have no single solution, as the parents determine"
                            + " one another; leave one out");
        double[] to = from.clone();
        for (int p = 0; p < to.length; p++) to[p] -= move.get(p);
        return to;
    }

    /** The trace of the derivative of the fitted moments by the moments, weighed by the variances 1/m of these. */
    private static double freedom(DMatrixRMaj slopes, DMatrixRMaj rough) {
        DMatrixRMaj whole = gram(slopes);
        CommonOps_DDRM.addEquals(whole, rough);
        DMatrixRMaj scaled = slopes.copy();
        for (int i = 0; i < scaled.numRows; i++)
            for (int p = 0; p < scaled.numCols; p++) scaled.set(i, p, scaled.get(i, p) / ROOTS[i % WAVES]);
        DMatrixRMaj share = new DMatrixRMaj(whole.numRows, whole.numRows);
        return CommonOps_DDRM.solve(whole, gram(scaled), share) ? CommonOps_DDRM.trace(share) : whole.numRows;
    }

    private static DMatrixRMaj gram(DMatrixRMaj slopes) {
        DMatrixRMaj gram = new DMatrixRMaj(slopes.numCols, slopes.numCols);
        CommonOps_DDRM.multInner(slopes, gram);
        return gram;
    }

    private double[] residuals(double[] parameters) {
        Progress.checkpoint();
        double[] sums = new double[moments()];
        double root = Math.sqrt(2 * basis.size());
        double[] waves = new double[WAVES];
        for (int row = 0; row < areas.length; row++) {
            double u = STANDARD.cumulativeProbability(shape.value(parameters, places[row], areas[row]));
            double first = Math.cos(Math.PI * u);
            double weight = root * basis.weights()[row];
            multiples(waves, 1, first, first);
            for (int m = 0; m < WAVES; m++) waves[m] /= ROOTS[m];
            for (int f = 0, i = 0; f < basis.functions().length; f++)
                for (int m = 0; m < WAVES; m++) sums[i++] += weight * basis.functions()[f][row] * waves[m];
        }
        return sums;
    }

    /** The derivatives of the residuals, one row each. */
    private DMatrixRMaj slopes(double[] parameters) {
        Progress.checkpoint();
        DMatrixRMaj slopes = new DMatrixRMaj(moments(), shape.size());
        double root = Math.sqrt(2 * basis.size());
        double[] turns = new double[WAVES];
        for (int row = 0; row < areas.length; row++) {
            double value = shape.value(parameters, places[row], areas[row]);
            double u = STANDARD.cumulativeProbability(value);
            double scale = -root * basis.weights()[row] * Math.PI * STANDARD.density(value);
            multiples(turns, 0, Math.sin(Math.PI * u), Math.cos(Math.PI * u));
            for (int m = 0; m < WAVES; m++) turns[m] *= scale * ROOTS[m];
            NoiseCorrection.Gradient gradient = shape.gradient(parameters, places[row], areas[row]);
            int[] at = gradient.at();
            double[] by = gradient.by();
            for (int f = 0; f < basis.functions().length; f++) {
                double function = basis.functions()[f][row];
                for (int m = 0; m < WAVES; m++) {
                    double turn = function * turns[m];
                    int offset = (f * WAVES + m) * slopes.numCols;
                    for (int i = 0; i < at.length; i++) slopes.data[offset + at[i]] += turn * by[i];
                }
            }
        }
        return slopes;
    }

    /** The cosines or sines of 1, 2, ... times an angle, from that of 0 and of 1 times and the angle's cosine. */
    private static void multiples(double[] into, double zero, double one, double cosine) {
        double last = zero;
        double current = one;
        for (int m = 0; m < into.length; m++) {
            into[m] = current;
            double next = 2 * cosine * current - last;
            last = current;
            current = next;
        }
    }

    private static DMatrixRMaj column(double[] values) {
        return DMatrixRMaj.wrap(values.length, 1, values);
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }
}
