// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.causerie.Progress;

/**
 * Minimises a smooth function plus weighted absolute values by a limited-memory quasi-Newton method.
 *
 * <p>Andrew and Gao (2007), Scalable training of L1-regularized log-linear models, ICML, 33–40.
 * doi:10.1145/1273496.1273501
 */
final class OrthantWise {
    private static final int MEMORY = 12;
    private static final int HALVINGS = 40;

    /** A smooth function. */
    interface Objective {

        /** The value at x, infinite outside the domain; inside, the gradient is written to the array. */
        double at(double[] x, double[] gradient);
    }

    private record Step(double[] moved, double[] turned, double curvature) {}

    private final Objective objective;
    private final double[] penalty;
    private final boolean[] free;
    private final Deque<Step> memory = new ArrayDeque<>();

    /**
     * @param objective the smooth part
     * @param penalty the weight of the absolute value of each coordinate
     * @param free which coordinates may move
     */
    OrthantWise(Objective objective, double[] penalty, boolean[] free) {
        this.objective = objective;
        this.penalty = penalty;
        this.free = free;
    }

    /** Moves x, which lies in the domain, to a local minimum, and returns the value there. */
    double minimise(double[] x, int limit, double tolerance) {
        int n = x.length;
        double[] gradient = new double[n];
        double value = objective.at(x, gradient) + absolute(x);
        int small = 0;
        for (int step = 0; step < limit && small < 3; step++) {
            Progress.checkpoint();
            double[] slope = slope(x, gradient);
            if (largest(slope) < tolerance) break;
            double[] next = new double[n];
            double[] nextGradient = new double[n];
            double reached = search(x, value, slope, next, nextGradient);
            if (Double.isInfinite(reached)) {
                if (memory.isEmpty()) break;
                memory.clear();
                continue;
            }
            remember(x, gradient, next, nextGradient);
            small = value - reached <= 1e-9 * Math.max(1e-3, Math.abs(value)) ? small + 1 : 0;
            value = reached;
            System.arraycopy(next, 0, x, 0, n);
            gradient = nextGradient;
        }
        return value;
    }

    private double absolute(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += penalty[i] * Math.abs(x[i]);
        return sum;
    }

    /** The gradient where there is one, else the steepest of the one-sided ones, 0 where x is best at 0. */
    private double[] slope(double[] x, double[] gradient) {
        double[] slope = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            if (!free[i]) continue;
            double g = gradient[i];
            if (x[i] != 0) slope[i] = g + penalty[i] * Math.signum(x[i]);
            else if (g + penalty[i] < 0) slope[i] = g + penalty[i];
            else if (g - penalty[i] > 0) slope[i] = g - penalty[i];
        }
        return slope;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /** Looks along the quasi-Newton direction without leaving the orthant; infinite where nothing lower is found. */
    private double search(double[] x, double value, double[] slope, double[] next, double[] gradient) {
        double[] direction = direction(slope);
        double length = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(Dense.dot(slope, slope))) : 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double expected = 0;
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] + length * direction[i];
                double side = x[i] != 0 ? x[i] : -slope[i];
                if (penalty[i] > 0 && next[i] * side <= 0) next[i] = 0;
                expected += slope[i] * (next[i] - x[i]);
            }
            double reached = objective.at(next, gradient);
            if (Double.isFinite(reached)) {
                reached += absolute(next);
                if (expected < 0 && reached <= value + 1e-4 * expected) return reached;
            }
            length /= 2;
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The two loops of L-BFGS; coordinates that would go uphill stay. */
    private double[] direction(double[] slope) {
        double[] direction = slope.clone();
        double[] weights = new double[memory.size()];
        int k = 0;
        for (Iterator<Step> latest = memory.descendingIterator(); latest.hasNext(); k++) {
            Step step = latest.next();
            weights[k] = Dense.dot(step.moved(), direction) / step.curvature();
            for (int i = 0; i < direction.length; i++) direction[i] -= weights[k] * step.turned()[i];
        }
        if (!memory.isEmpty()) {
            Step last = memory.getLast();
            double scale = last.curvature() / Dense.dot(last.turned(), last.turned());
            for (int i = 0; i < direction.length; i++) direction[i] *= scale;
        }
        for (Step step : memory) {
            k--;
            double along = weights[k] - Dense.dot(step.turned(), direction) / step.curvature();
            for (int i = 0; i < direction.length; i++) direction[i] += along * step.moved()[i];
        }
        for (int i = 0; i < direction.length; i++)
            direction[i] = free[i] && direction[i] * slope[i] > 0 ? -direction[i] : 0;
        return direction;
    }

    private void remember(double[] x, double[] gradient, double[] next, double[] nextGradient) {
        double[] moved = new double[x.length];
        double[] turned = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            if (!free[i]) continue;
            moved[i] = next[i] - x[i];
            turned[i] = nextGradient[i] - gradient[i];
        }
        double curvature = Dense.dot(moved, turned);
        if (curvature <= 1e-12 * Math.sqrt(Dense.dot(moved, moved) * Dense.dot(turned, turned))) return;
        memory.addLast(new Step(moved, turned, curvature));
        if (memory.size() > MEMORY) memory.removeFirst();
    }
}
