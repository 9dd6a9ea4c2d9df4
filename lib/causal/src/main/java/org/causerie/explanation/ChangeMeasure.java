// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.model.Distribution;
import org.causerie.model.GaussianDistribution;
import org.causerie.model.LevelDistribution;
import org.causerie.model.Noise;
import org.causerie.model.Scm;

/** What is compared of a variable's distribution under two models. Exact for models of levels and linear ones. */
public sealed interface ChangeMeasure extends Displayable {

    /** The difference of the means, in units of the variable; levels count as their position. */
    static ChangeMeasure mean() {
        return new Mean();
    }

    /** The difference of the quantiles at a probability between 0 and 1, in units of the variable. */
    static ChangeMeasure quantile(double probability) {
        return new Quantile(probability);
    }

    /** The divergence of Kullback and Leibler of the new from the old distribution, in nats; 0 only without a change. */
    static ChangeMeasure divergence() {
        return new Divergence();
    }

    /**
     * How far the variable's distribution has moved.
     *
     * @param from the old model
     * @param to the new model
     * @param draws how many draws where draws are needed
     * @param seed the source of randomness where draws are needed; both models get the same noise
     */
    double between(Scm from, Scm to, String variable, int draws, Seed seed);

    /** The difference of the means. */
    record Mean() implements ChangeMeasure {
        @Override
        public double between(Scm from, Scm to, String variable, int draws, Seed seed) {
            return of(to, variable, draws, seed) - of(from, variable, draws, seed);
        }

        private static double of(Scm model, String variable, int draws, Seed seed) {
            if (model.isDiscrete() || model.isLinear()) return model.expectation(variable);
            return Arrays.stream(drawn(model, variable, draws, seed)).average().orElseThrow();
        }

        @Override
        public String text() {
            return "the mean";
        }
    }

    /**
     * The difference of the quantiles.
     *
     * @param probability between 0 and 1, both excluded
     */
    record Quantile(double probability) implements ChangeMeasure {
        public Quantile {
            if (!(probability > 0 && probability < 1))
                throw new CausalException(
                        "A quantile needs a probability between 0 and 1; " + probability + " was given");
        }

        @Override
        public double between(Scm from, Scm to, String variable, int draws, Seed seed) {
            return of(to, variable, draws, seed) - of(from, variable, draws, seed);
        }

        private double of(Scm model, String variable, int draws, Seed seed) {
            if (known(model)) return model.distribution(variable).quantile(probability);
            double[] values = drawn(model, variable, draws, seed);
            Arrays.sort(values);
            return values[(int) Math.min(values.length - 1, Math.floor(probability * values.length))];
        }

        @Override
        public String text() {
            return "the quantile at " + probability;
        }
    }

    /** The divergence of Kullback and Leibler. */
    record Divergence() implements ChangeMeasure {
        @Override
        public double between(Scm from, Scm to, String variable, int draws, Seed seed) {
            if (!known(from) || !known(to))
                throw new CausalException("The divergence of " + variable + " is exact, in models of levels or"
                        + " linear-Gaussian ones; compare the mean or a quantile instead");
            Distribution before = from.distribution(variable);
            Distribution after = to.distribution(variable);
            if (before instanceof GaussianDistribution) return gaussian(before, after);
            List<Double> p = ((LevelDistribution) after).probabilities();
            List<Double> q = ((LevelDistribution) before).probabilities();
            double sum = 0;
            for (int level = 0; level < p.size(); level++)
                if (p.get(level) > 0) sum += p.get(level) * Math.log(p.get(level) / q.get(level));
            if (Double.isInfinite(sum))
                throw new CausalException(
                        "A level of " + variable + " became possible that was not, so the divergence is"
                                + " infinite; smooth the tables or compare another measure");
            return sum;
        }

        private static double gaussian(Distribution before, Distribution after) {
            double ratio = after.standardDeviation() / before.standardDeviation();
            double shift = (after.mean() - before.mean()) / before.standardDeviation();
            return 0.5 * (ratio * ratio + shift * shift - 1) - Math.log(ratio);
        }

        @Override
        public String text() {
            return "the distribution (divergence in nats)";
        }
    }

    private static boolean known(Scm model) {
        if (model.isDiscrete()) return true;
        return model.isLinear()
                && model.variables().stream()
                        .allMatch(name -> model.mechanism(name).noise() instanceof Noise.Gaussian);
    }

    private static double[] drawn(Scm model, String variable, int draws, Seed seed) {
        return model.solve(model.noise(draws, seed))[model.graph().index(variable)];
    }
}
