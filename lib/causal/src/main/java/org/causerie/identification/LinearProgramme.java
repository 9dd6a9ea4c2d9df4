// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.Progress;
import org.ejml.simple.SimpleMatrix;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.linear.LinearSolver;

/**
 * Equations that unknowns of at least 0 satisfy. Rows that others add up to are left out of the programme and looked at
 * in what is found, so that rounding of their totals does no harm.
 */
final class LinearProgramme {
    private static final double ZERO = 1e-9;
    private static final double TINY = 1e-13;
    private static final double SLACK = 1e-7;

    private final double[][] rows;
    private final double[] totals;
    private final int[] independent;

    /**
     * The programme.
     *
     * @param rows coefficients, by equation and unknown; at least one
     * @param totals what each row adds up to
     */
    LinearProgramme(double[][] rows, double[] totals) {
        this.rows = rows;
        this.totals = totals;
        this.independent = independent(rows);
    }

    /** Numbers of a set of rows that the others are combinations of, the first such set. */
    static int[] independent(double[][] rows) {
        List<Integer> kept = new ArrayList<>();
        List<double[]> reduced = new ArrayList<>();
        List<Integer> pivots = new ArrayList<>();
        for (int r = 0; r < rows.length; r++) {
            double[] rest = rows[r].clone();
            for (int k = 0; k < reduced.size(); k++) {
                double factor = rest[pivots.get(k)] / reduced.get(k)[pivots.get(k)];
                if (factor != 0) for (int c = 0; c < rest.length; c++) rest[c] -= factor * reduced.get(k)[c];
            }
            int pivot = 0;
            for (int c = 1; c < rest.length; c++) if (Math.abs(rest[c]) > Math.abs(rest[pivot])) pivot = c;
            if (Math.abs(rest[pivot]) < ZERO) continue;
            kept.add(r);
            reduced.add(rest);
            pivots.add(pivot);
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Unknowns at which this combination of them is extreme; empty where the equations have no solution. */
    Optional<double[]> solve(double[] objective, boolean largest) {
        Progress.checkpoint();
        // the solver takes small costs for none
        double scale = Arrays.stream(objective).map(Math::abs).max().orElse(0) * (largest ? -1 : 1);
        double[] costs =
                Arrays.stream(objective).map(c -> scale == 0 ? 0 : c / scale).toArray();
        R064Store left = R064Store.FACTORY.make(independent.length, costs.length);
        R064Store right = R064Store.FACTORY.make(independent.length, 1);
        for (int r = 0; r < independent.length; r++) {
            for (int c = 0; c < costs.length; c++) left.set(r, c, rows[independent[r]][c]);
            right.set(r, 0, totals[independent[r]]);
        }
        Optimisation.Result found =
                LinearSolver.newBuilder(costs).lower(0).equalities(left, right).solve();
        if (!found.getState().isFeasible()) return Optional.empty();
        double[] point = new double[costs.length];
        for (int c = 0; c < point.length; c++) point[c] = Math.max(0, found.doubleValue(c));
        double[] polished = polished(point);
        return violation(polished) < SLACK ? Optional.of(polished) : Optional.empty();
    }

    /** The nearest point that satisfies the equations to rounding, with the same unknowns at 0. */
    private double[] polished(double[] point) {
        int[] support =
                IntStream.range(0, point.length).filter(c -> point[c] > TINY).toArray();
        if (support.length == 0) return point;
        SimpleMatrix part = new SimpleMatrix(rows.length, support.length);
        SimpleMatrix missing = new SimpleMatrix(rows.length, 1);
        for (int r = 0; r < rows.length; r++) {
            double sum = 0;
            for (int c = 0; c < support.length; c++) {
                part.set(r, c, rows[r][support[c]]);
                sum += rows[r][support[c]] * point[support[c]];
            }
            missing.set(r, 0, totals[r] - sum);
        }
        SimpleMatrix change = part.pseudoInverse().mult(missing);
        double[] moved = new double[point.length];
        for (int c = 0; c < support.length; c++) moved[support[c]] = Math.max(0, point[support[c]] + change.get(c, 0));
        return moved;
    }

    private double violation(double[] point) {
        double worst = 0;
        for (int r = 0; r < rows.length; r++) worst = Math.max(worst, Math.abs(dot(rows[r], point) - totals[r]));
        return worst;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
