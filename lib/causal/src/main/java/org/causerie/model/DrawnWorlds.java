// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import org.causerie.Progress;
import org.causerie.Seed;

/**
 * Outcomes in several worlds by draws: the noises that the evidence speaks for, solved in each world.
 *
 * @param worlds the worlds
 * @param abduction how noises are drawn
 */
record DrawnWorlds(ParallelWorlds worlds, WeightedAbduction abduction) {

    /** The values of every node, {@code [node][draw]}, for noises and values of the world as it is. */
    double[][] solve(double[][] noise, double[][] actual) {
        int rows = abduction.draws();
        double[][] values = Arrays.copyOf(actual, worlds.size());
        for (int number = actual.length; number < values.length; number++) {
            Progress.checkpoint();
            ParallelWorlds.Node node = worlds.node(number);
            double[][] parents =
                    node.parents().stream().map(parent -> values[parent]).toArray(double[][]::new);
            Bound bound = worlds.bound(number);
            values[number] = node.shared()
                    ? abduction.shared(bound).values(parents, noise[node.variable()])
                    : bound.values(parents, own(node, rows));
        }
        return values;
    }

    /** The noise that an intervention brings. */
    private double[] own(ParallelWorlds.Node node, int rows) {
        Intervention changed = node.changed().orElseThrow();
        Seed stream = abduction.seed().split("world").split(changed.text());
        return worlds.mechanism(node.variable(), changed).noise().draw(rows, stream.random());
    }
}
