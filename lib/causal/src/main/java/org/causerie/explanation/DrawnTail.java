// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import org.causerie.Seed;
import org.causerie.explanation.OutlierAttribution.Tail;
import org.causerie.model.Scm;

/** The tail of a variable by draws, with some noises as in a row. The same draws serve every set of noises. */
final class DrawnTail {
    private final Scm model;
    private final RowNoise row;
    private final int target;
    private final Tail tail;
    private final double[][] noise;
    private final double mean;

    private DrawnTail(Scm model, RowNoise row, int target, Tail tail, double[][] noise) {
        this.model = model;
        this.row = row;
        this.target = target;
        this.tail = tail;
        this.noise = noise;
        this.mean = Arrays.stream(model.solve(noise)[target]).average().orElseThrow();
    }

    static DrawnTail of(Scm model, RowNoise row, String target, OutlierAttribution settings, Seed seed) {
        return new DrawnTail(
                model, row, model.graph().index(target), settings.tail(), model.noise(settings.draws(), seed));
    }

    /** The row itself counts as one more draw, so that the probability is never 0 and is 1 with all noises known. */
    double logProbability(long set) {
        double[][] known = noise.clone();
        for (int v = 0; v < known.length; v++) {
            if ((set >> v & 1) == 0) continue;
            known[v] = new double[noise[v].length];
            Arrays.fill(known[v], row.noise().get(v));
        }
        double[] drawn = model.solve(known)[target];
        double value = row.values().get(target);
        double slack = 1e-9 * (1 + Math.abs(value) + Math.abs(mean));
        int extreme = 1;
        for (double other : drawn) {
            boolean counts = switch (tail) {
                case UPPER -> other >= value - slack;
                case LOWER -> other <= value + slack;
                case BOTH -> Math.abs(other - mean) >= Math.abs(value - mean) - slack;
            };
            if (counts) extreme++;
        }
        return Math.log(extreme / (drawn.length + 1.0));
    }
}
