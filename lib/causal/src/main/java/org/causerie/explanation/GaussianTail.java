// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.causerie.explanation.OutlierAttribution.Tail;
import org.causerie.model.LinearForm;
import org.causerie.model.Scm;

/** The tail of a variable of a linear-Gaussian model, with some noises known. */
final class GaussianTail {
    private final Tail tail;
    private final double mean;
    private final double value;
    /** How much each known noise moves the variable from its mean. */
    private final double[] moves;

    private final double[] variances;

    private GaussianTail(Tail tail, double mean, double value, double[] moves, double[] variances) {
        this.tail = tail;
        this.mean = mean;
        this.value = value;
        this.moves = moves;
        this.variances = variances;
    }

    static GaussianTail of(Scm model, RowNoise row, String target, Tail tail) {
        LinearForm form = model.linear();
        int size = model.variables().size();
        double[] moves = new double[size];
        double[] variances = new double[size];
        for (int v = 0; v < size; v++) {
            String name = model.variables().get(v);
            double effect = form.total(name, target);
            moves[v] =
                    effect * (row.noise().get(v) - model.mechanism(name).noise().mean());
            variances[v] = effect * effect * model.mechanism(name).noise().variance();
        }
        double value = row.values().get(model.graph().index(target));
        return new GaussianTail(tail, form.mean(target), value, moves, variances);
    }

    /** The logarithm of the probability of a value at least as extreme, with the noises of a set as in the row. */
    double logProbability(long set) {
        double centre = mean;
        double variance = 0;
        for (int v = 0; v < moves.length; v++) {
            if ((set >> v & 1) == 1) centre += moves[v];
            else variance += variances[v];
        }
        if (variance == 0) return 0;
        double deviation = Math.sqrt(variance);
        double away = Math.abs(value - mean);
        return switch (tail) {
            case UPPER -> logUpper((value - centre) / deviation);
            case LOWER -> logUpper((centre - value) / deviation);
            case BOTH ->
                logSum(logUpper((mean + away - centre) / deviation), logUpper((centre - mean + away) / deviation));
        };
    }

    /** The logarithm of the probability that a standard normal is at least z; accurate however far out. */
    static double logUpper(double z) {
        double scaled = z / Math.sqrt(2);
        return z > 0 ? Math.log(Erfcx.value(scaled) / 2) - scaled * scaled : Math.log(Erfc.value(scaled) / 2);
    }

    private static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        return Math.min(0, larger + Math.log1p(Math.exp(Math.min(a, b) - larger)));
    }
}
