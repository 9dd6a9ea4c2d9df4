// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.ejml.simple.SimpleMatrix;

/**
 * Every model of a mixed graph over binary variables whose hidden causes have three levels, as numbers: two for each hidden
 * cause, and a probability of 1 for each variable and combination of its causes' levels.
 */
final class HiddenCoins {
    private static final int STATES = 3;
    private static final double STEP = 1e-3;

    private final Admg graph;
    private final int[] order;
    private final List<int[]> arcs = new ArrayList<>();
    private final int[] offset;
    private final double[] start;

    HiddenCoins(Admg graph, Seed seed) {
        this.graph = graph;
        order = graph.topologicalOrder().stream().mapToInt(graph::index).toArray();
        for (int a = 0; a < graph.size(); a++)
            for (int b = a + 1; b < graph.size(); b++) if (graph.bidirected(a, b)) arcs.add(new int[] {a, b});
        offset = new int[graph.size() + 1];
        offset[0] = arcs.size() * (STATES - 1);
        for (int v = 0; v < graph.size(); v++) {
            int size = 1 << graph.parents(v).cardinality();
            for (int[] arc : arcs) if (arc[0] == v || arc[1] == v) size *= STATES;
            offset[v + 1] = offset[v] + size;
        }
        RandomGenerator random = seed.random();
        start = new double[offset[graph.size()]];
        for (int p = 0; p < start.length; p++)
            start[p] = p < offset[0] ? 0.25 + 0.2 * random.nextDouble() : 0.1 + 0.8 * random.nextDouble();
    }

    /** The numbers of a random model. */
    double[] start() {
        return start.clone();
    }

    /** The joint distribution, the last variable fastest. */
    double[] joint(double[] parameters) {
        double[] joint = new double[1 << graph.size()];
        int combinations = (int) Math.pow(STATES, arcs.size());
        int[] state = new int[arcs.size()];
        for (int hidden = 0; hidden < combinations; hidden++) {
            double weight = 1;
            for (int h = 0, rest = hidden; h < state.length; h++, rest /= STATES) {
                state[h] = rest % STATES;
                double first = parameters[2 * h];
                double second = parameters[2 * h + 1];
                weight *= state[h] == 0 ? first : state[h] == 1 ? second : 1 - first - second;
            }
            for (int cell = 0; cell < joint.length; cell++) {
                double probability = weight;
                for (int v : order) {
                    double one = parameters[offset[v] + input(v, cell, state)];
                    probability *= value(cell, v) == 1 ? one : 1 - one;
                }
                joint[cell] += probability;
            }
        }
        return joint;
    }

    private int value(int cell, int v) {
        return cell >> (graph.size() - 1 - v) & 1;
    }

    private int input(int v, int cell, int[] state) {
        int input = 0;
        for (int parent : graph.parents(v).stream().toArray()) input = 2 * input + value(cell, parent);
        for (int h = 0; h < state.length; h++)
            if (arcs.get(h)[0] == v || arcs.get(h)[1] == v) input = STATES * input + state[h];
        return input;
    }

    /** The rank of the derivative at a point, by differences along random directions, a few more than there are cells. */
    static int rank(double[] at, int most, Seed seed, UnaryOperator<double[]> function) {
        int rows = function.apply(at).length;
        if (rows == 0) return 0;
        RandomGenerator random = seed.random();
        SimpleMatrix changes = new SimpleMatrix(rows, most + 3);
        for (int d = 0; d < most + 3; d++) {
            double[] direction = new double[at.length];
            for (int p = 0; p < at.length; p++) direction[p] = at[p] * random.nextGaussian();
            double[] one = slope(at, direction, STEP, function);
            double[] two = slope(at, direction, 2 * STEP, function);
            // without the error of second order
            for (int r = 0; r < rows; r++) changes.set(r, d, (4 * one[r] - two[r]) / 3);
        }
        double[] values = changes.svd().getSingularValues();
        int rank = 0;
        for (double value : values) if (value > 1e-8 * values[0]) rank++;
        return rank;
    }

    private static double[] slope(double[] at, double[] direction, double step, UnaryOperator<double[]> function) {
        double[] up = at.clone();
        double[] down = at.clone();
        for (int p = 0; p < at.length; p++) {
            up[p] += step * direction[p];
            down[p] -= step * direction[p];
        }
        double[] high = function.apply(up);
        double[] low = function.apply(down);
        for (int r = 0; r < high.length; r++) high[r] = (high[r] - low[r]) / (2 * step);
        return high;
    }
}
