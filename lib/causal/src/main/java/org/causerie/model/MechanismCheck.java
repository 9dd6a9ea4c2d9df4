// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;

/**
 * One mechanism against cases.
 *
 * @param model the model
 * @param v the variable
 * @param values {@code [variable][row]}
 */
record MechanismCheck(Scm model, int v, double[][] values) {
    private static final String NOISE = "the noise of ";

    MechanismFit fit(IndependenceTest test, Dataset data, Seed seed) {
        List<String> parents = model.mechanism(v).parents();
        OptionalDouble explained = explained();
        OptionalDouble deviance =
                model.variable(v).categorical() ? OptionalDouble.of(-2 * logLikelihood()) : OptionalDouble.empty();
        Optional<double[]> ranks = ranks(seed.random());
        return new MechanismFit(
                model.variable(v).name(),
                parents,
                explained,
                deviance,
                ranks.map(found -> OptionalDouble.of(uniform(found))).orElse(OptionalDouble.empty()),
                parents.isEmpty() || ranks.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(independent(test, data, parents, ranks.get())));
    }

    private double[][] parents() {
        return Scm.columns(values, model.parents(v));
    }

    /** R squared of the value at the median noise for numbers, McFadden's for levels. */
    private OptionalDouble explained() {
        double[] own = values[v];
        if (model.variable(v).categorical()) {
            double[] counts = new double[model.variable(v).levels().size()];
            for (double level : own) counts[(int) level]++;
            double without = Arrays.stream(counts)
                    .filter(count -> count > 0)
                    .map(count -> count * Math.log(count / own.length))
                    .sum();
            return without < 0 ? OptionalDouble.of(1 - logLikelihood() / without) : OptionalDouble.empty();
        }
        double[] noise = new double[own.length];
        Arrays.fill(noise, model.mechanism(v).noise().mean());
        double[] predicted = model.bound(v).values(parents(), noise);
        double mean = Moments.mean(own, own.length);
        double left = 0;
        double all = 0;
        for (int row = 0; row < own.length; row++) {
            left += (own[row] - predicted[row]) * (own[row] - predicted[row]);
            all += (own[row] - mean) * (own[row] - mean);
        }
        return all > 0 ? OptionalDouble.of(1 - left / all) : OptionalDouble.empty();
    }

    private double logLikelihood() {
        double[][] cumulative = ((Bound.Drawn) model.bound(v)).perRow(parents(), values[v].length);
        double sum = 0;
        for (int row = 0; row < cumulative.length; row++) {
            int level = (int) values[v][row];
            sum += Math.log(cumulative[row][level] - (level == 0 ? 0 : cumulative[row][level - 1]));
        }
        return sum;
    }

    /** The rank of each case's noise, between 0 and 1; for levels a point drawn within the piece that gives the level. */
    private Optional<double[]> ranks(RandomGenerator random) {
        double[] own = values[v];
        Noise noise = model.mechanism(v).noise();
        if (model.bound(v) instanceof Bound.Drawn drawn) {
            double[][] cumulative = drawn.perRow(parents(), own.length);
            double[] ranks = new double[own.length];
            for (int row = 0; row < own.length; row++) {
                int level = (int) own[row];
                double lower = level == 0 ? 0 : cumulative[row][level - 1];
                ranks[row] = lower + (cumulative[row][level] - lower) * random.nextDouble();
            }
            return Optional.of(ranks);
        }
        if (noise.variance() == 0) return Optional.empty();
        return model.bound(v)
                .noise(parents(), own)
                .map(found -> Arrays.stream(found).map(noise::cumulative).toArray());
    }

    /** The Kolmogorov-Smirnov test of uniformity, by the limiting distribution with Stephens' (1970) correction. */
    private static double uniform(double[] ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double most = 0;
        for (int i = 0; i < n; i++)
            most = Math.max(most, Math.max(sorted[i] - (double) i / n, (i + 1.0) / n - sorted[i]));
        double scaled = most * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
        if (scaled < 0.2) return 1;
        double sum = 0;
        for (int k = 1; k <= 100; k++) sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * scaled * scaled);
        return Math.min(1, Math.max(0, sum));
    }

    private double independent(IndependenceTest test, Dataset data, List<String> parents, double[] ranks) {
        String name = NOISE + model.variable(v).name();
        Independence judge = test.on(data.select(parents).with(name, ranks));
        int noise = judge.names().indexOf(name);
        double least = parents.stream()
                .mapToDouble(parent ->
                        judge.test(judge.names().indexOf(parent), noise).pValue())
                .min()
                .orElse(1);
        return Math.min(1, parents.size() * least);
    }
}
