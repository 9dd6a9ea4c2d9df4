// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/**
 * Tells cause from effect where the effect is an invertible function of the cause with hardly any noise: information-geometric
 * causal inference.
 *
 * <p>If the distribution of the cause and the function were chosen independently, the density of the effect is high where the
 * function is flat, and the cause has the larger entropy relative to a reference. The difference is estimated on random parts of the
 * data; a direction is named where its mean over the parts differs from 0 by a t test.
 *
 * <p>Assumes hardly any noise, no common cause, and that distribution and function have nothing to do with each other.
 * Where neither direction is preferred, as for linear functions, one is named with a probability of at most about {@code level}.
 * Noise and common causes are not noticed: {@link AdditiveNoise} is the better choice where there is noise.
 *
 * <p>Janzing et al. (2012), Information-geometric approach to inferring causal directions, Artificial Intelligence 182–183,
 * 1–31. doi:10.1016/j.artint.2012.01.002
 *
 * @param estimator how the difference is estimated; {@link Estimator#SLOPE} by default
 * @param reference what the variables are scaled to; {@link Reference#UNIFORM} by default
 * @param level how often a direction may be named where none is preferred, between 0 and 1; 0.05 by default
 * @param seed how the data is split into parts
 */
public record Igci(Estimator estimator, Reference reference, double level, Seed seed) {
    private static final int PARTS = 10;
    private static final int FOR_DEPENDENCE = 500;

    /** How the difference of the directions is estimated. */
    public enum Estimator {
        /** The mean logarithm of the slope between neighbours. */
        SLOPE,
        /** The difference of the entropies, by the distances between neighbours. */
        ENTROPY
    }

    /** What the variables are scaled to. */
    public enum Reference {
        /** The unit interval, which suits bounded variables. */
        UNIFORM,
        /** Mean 0 and variance 1. */
        GAUSSIAN
    }

    public Igci {
        Direction.requireLevel(level);
    }

    /** The slope estimator with the uniform reference at level 0.05. */
    public static Igci withDefaults() {
        return new Igci(Estimator.SLOPE, Reference.UNIFORM, 0.05, Seed.of(1));
    }

    public Igci estimator(Estimator value) {
        return new Igci(value, reference, level, seed);
    }

    public Igci reference(Reference value) {
        return new Igci(estimator, value, level, seed);
    }

    public Igci level(double value) {
        return new Igci(estimator, reference, value, seed);
    }

    public Igci seed(Seed value) {
        return new Igci(estimator, reference, level, value);
    }

    /**
     * Compares the two directions between two columns.
     *
     * @throws org.causerie.CausalException if a column does not exist, is nominal, constant or has missing values, the names
     *     are equal, rows have sampling weights, or there are fewer than 20 cases
     */
    public Direction test(Dataset data, String a, String b) {
        Pair pair = Pair.of(data, a, b, Integer.MAX_VALUE, "IGCI");
        Pair few = Pair.of(data, a, b, FOR_DEPENDENCE, "IGCI");
        double dependence = Hsic.of(few.x()).with(Hsic.of(few.y())).pValue();
        int n = pair.x().length;
        int parts = Math.min(PARTS, n / 5);
        int[] shuffled = shuffled(n);
        double[] differences = new double[parts];
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) part * n / parts);
            int to = (int) ((long) (part + 1) * n / parts);
            int[] rows = Arrays.copyOfRange(shuffled, from, to);
            differences[part] = difference(scaled(pair.x(), rows), scaled(pair.y(), rows));
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double error = Math.sqrt(squares / (parts - 1) / parts);
        double t = error > 0 ? mean / error : mean == 0 ? 0 : Math.signum(mean) * 1e9;
        double forward = TDistribution.of(parts - 1.0).survivalProbability(t);
        double backward = TDistribution.of(parts - 1.0).survivalProbability(-t);
        return new Direction(
                pair.first(),
                pair.second(),
                Direction.verdict(dependence, forward, backward, level),
                dependence,
                forward,
                backward,
                level,
                Provenance.of(data.hash(), seed));
    }

    private int[] shuffled(int n) {
        RandomGenerator random = seed.random();
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private double[] scaled(double[] column, int[] rows) {
        double[] values = Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
        double centre = Arrays.stream(values).average().orElseThrow();
        double spread = reference == Reference.GAUSSIAN
                ? Math.sqrt(Arrays.stream(values)
                        .map(v -> (v - centre) * (v - centre))
                        .average()
                        .orElseThrow())
                : Arrays.stream(values).max().orElseThrow()
                        - Arrays.stream(values).min().orElseThrow();
        return Arrays.stream(values)
                .map(v -> (v - centre) / Math.max(spread, 1e-300))
                .toArray();
    }

    /** Negative where x → y is preferred. */
    private double difference(double[] x, double[] y) {
        return estimator == Estimator.SLOPE ? slope(x, y) - slope(y, x) : entropy(y) - entropy(x);
    }

    /** The mean of log |Δy / Δx| over neighbours along x; ties are left out. */
    private static double slope(double[] x, double[] y) {
        int[] order = IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> x[i]).thenComparingDouble(i -> y[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double sum = 0;
        int count = 0;
        for (int k = 1; k < order.length; k++) {
            double dx = x[order[k]] - x[order[k - 1]];
            double dy = Math.abs(y[order[k]] - y[order[k - 1]]);
            if (dx == 0 || dy == 0) continue;
            sum += Math.log(dy / dx);
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The mean logarithm of the distances between neighbours, up to a constant that depends on their number alone. */
    private static double entropy(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int count = 0;
        for (int k = 1; k < sorted.length; k++) {
            if (sorted[k] == sorted[k - 1]) continue;
            sum += Math.log((sorted[k] - sorted[k - 1]) * (sorted.length - 1));
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }
}
