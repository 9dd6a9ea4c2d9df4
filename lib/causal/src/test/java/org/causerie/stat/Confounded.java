// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/** Two variables with common causes X3, X4, …, and how a test does on them. */
final class Confounded {
    private Confounded() {}

    /** X1 and X2 depend on the causes in curves, and on each other by a square with this effect. */
    static Dataset curved(int rows, int causes, double effect, RandomGenerator random) {
        double[][] columns = Draws.normal(2 + causes, rows, random);
        for (int row = 0; row < rows; row++) {
            double cause = 0;
            for (int z = 0; z < causes; z++) cause += columns[2 + z][row] / Math.sqrt(causes);
            double noise = columns[0][row];
            columns[0][row] = Math.sin(2 * cause) + 0.7 * noise;
            columns[1][row] = Math.cos(1.5 * cause) + cause + 0.7 * columns[1][row] + effect * (noise * noise - 1);
        }
        return Dataset.of(Draws.names(2 + causes), columns);
    }

    /** The p-values of X1 and X2 given all causes, over draws. */
    static double[] pValues(IndependenceTest test, int rows, int causes, double effect, int draws) {
        double[] pValues = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            RandomGenerator random = Seed.of(31).split(draw).random();
            pValues[draw] = test.on(curved(rows, causes, effect, random))
                    .test(0, 1, given(causes))
                    .pValue();
        }
        return pValues;
    }

    private static int[] given(int causes) {
        int[] given = new int[causes];
        for (int z = 0; z < causes; z++) given[z] = 2 + z;
        return given;
    }

    /** How many of the values are below 0.05, as a part. */
    static double rejected(double[] pValues) {
        double rejected = 0;
        for (double p : pValues) if (p < 0.05) rejected++;
        return rejected / pValues.length;
    }
}
