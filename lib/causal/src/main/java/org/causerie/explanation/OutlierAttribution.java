// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.model.Noise;
import org.causerie.model.Scm;

/**
 * Which mechanism made a value extreme: the noise of each upstream variable gets its share of the outlier score.
 *
 * <p>The score of a value is \(S(y) = -\log P(\tau(Y) \ge \tau(y))\) in nats, with \(\tau\) how far out a value is
 * ({@link Tail}): a value that only one case in a thousand reaches scores 6.9. Knowing the noises \(N_T\) of this row for a set
 * \(T\) of variables makes the event more likely; a contribution is the Shapley value of a variable in the game
 * \(\nu(T) = \log P(\tau(Y) \ge \tau(y) | N_T = n_T) + S(y)\). Contributions sum to the score; that of a variable whose own noise
 * worked against the extreme is negative.
 *
 * <p>Assumes the model, and that a row settles its noises: {@link org.causerie.model.Linear},
 * {@link org.causerie.model.Additive}, or {@link org.causerie.model.Equation} with an inverse. In a model of levels a row settles each noise up to a
 * piece of it; the shares are then means over what it can have been, under the coupling
 * {@link org.causerie.model.Coupling#INVERSE_CDF}, and still sum to the score.
 *
 * <p>Exact for linear-Gaussian models and models of levels, where \(k\) ancestors take \(2^k\) evaluations, \(k \le 14\); with
 * more, and otherwise, by draws. A score of more than the logarithm of the draws cannot be told from larger ones.
 *
 * <p>Budhathoki, K., Minorics, L., Blöbaum, P. &amp; Janzing, D. (2022). Causal structure-based root cause analysis of outliers.
 * ICML, PMLR 162, 2357-2369.
 *
 * @param tail what is extreme; {@link Tail#BOTH} by default
 * @param draws the number of draws where draws are needed, at least 100; 10,000 by default
 * @param orders the number of random orders where there are more than 14 variables, at least 2; 200 by default
 */
public record OutlierAttribution(Tail tail, int draws, int orders) {
    static final int EXACT_CAUSES = 14;

    /** What makes a value extreme. */
    public enum Tail {
        /** To be large. */
        UPPER("at least as large"),
        /** To be small. */
        LOWER("at least as small"),
        /** To be far from the mean, on either side. */
        BOTH("at least as far from the mean");

        private final String text;

        Tail(String text) {
            this.text = text;
        }
    }

    /** How the shares were found. */
    public enum Method {
        /** Gaussian tails in closed form. */
        GAUSSIAN("exact: Gaussian tails"),
        /** Every combination of noises. */
        ENUMERATION("exact: every combination of the noises"),
        /** Draws of the noises. */
        DRAWS("by draws of the noises");

        private final String text;

        Method(String text) {
            this.text = text;
        }
    }

    public OutlierAttribution {
        if (draws < 100) throw new CausalException("Tails by draws need at least 100 draws; " + draws + " was given");
        if (orders < 2) throw new CausalException("Random orders are at least 2; " + orders + " was given");
    }

    public static OutlierAttribution withDefaults() {
        return new OutlierAttribution(Tail.BOTH, 10_000, 200);
    }

    public OutlierAttribution tail(Tail newTail) {
        return new OutlierAttribution(newTail, draws, orders);
    }

    public OutlierAttribution draws(int newDraws) {
        return new OutlierAttribution(tail, newDraws, orders);
    }

    public OutlierAttribution orders(int newOrders) {
        return new OutlierAttribution(tail, draws, newOrders);
    }

    /**
     * The score of a row and its shares, the largest first.
     *
     * @param target the variable whose value was extreme
     * @param row the row
     * @param score the outlier score, in nats
     * @param contributions one for each ancestor of the target and one for the target itself; they sum to the score
     * @param method how they were found
     * @param settings the settings
     * @param provenance where the result comes from
     */
    public record Result(
            String target,
            Map<String, ?> row,
            double score,
            List<Contribution> contributions,
            Method method,
            OutlierAttribution settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            contributions = List.copyOf(contributions);
            row = Map.copyOf(row);
        }

        /** The contribution of a variable's noise. */
        public Contribution of(String variable) {
            return contributions.stream()
                    .filter(contribution -> contribution.variable().equals(variable))
                    .findFirst()
                    .orElseThrow(() -> CausalException.unknown(
                            "cause of " + target,
                            variable,
                            contributions.stream().map(Contribution::variable).toList()));
        }

        @Override
        public String text() {
            List<String> lines = new ArrayList<>();
            lines.add(heading());
            for (Contribution contribution : contributions)
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-16s %7.3f  %6.1f %%",
                        label(contribution),
                        contribution.value(),
                        100 * contribution.share()));
            lines.add("Found " + method.text);
            return String.join("\n", lines);
        }

        @Override
        public Optional<String> html() {
            return Optional.of(CauseText.table(
                    heading(),
                    List.of("noise of", "nats", "share"),
                    contributions.stream()
                            .map(contribution -> List.of(
                                    label(contribution),
                                    String.format(Locale.ROOT, "%.3f", contribution.value()),
                                    String.format(Locale.ROOT, "%.1f %%", 100 * contribution.share())))
                            .toList()));
        }

        private String heading() {
            return String.format(
                    Locale.ROOT,
                    "%s = %s: one case in %.4g is %s (outlier score %.3f nats)",
                    target,
                    row.get(target),
                    Math.exp(score),
                    settings.tail.text,
                    score);
        }

        private String label(Contribution contribution) {
            return contribution.variable() + (contribution.variable().equals(target) ? " itself" : "");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The shares of a row.
     *
     * @param row numbers or levels by variable, for the target and all its ancestors
     * @param seed the source of randomness; an exact answer does not depend on it
     * @throws CausalException if the target is unknown or nominal, an ancestor has no value, a noise cannot be read from
     *     the row, or the value is not extreme at all
     */
    public Result explain(Scm model, Map<String, ?> row, String target, Seed seed) {
        Scm relevant = model.ancestral(target);
        relevant.variable(target).requireNumeric();
        for (String name : relevant.variables())
            if (!row.containsKey(name))
                throw new CausalException("The row has no value for " + name + ", a cause of " + target
                        + "; give one for each of " + relevant.variables());
        if (relevant.isDiscrete()) {
            if (relevant.variables().size() > EXACT_CAUSES)
                throw new CausalException(
                        "Shares in a model of levels are exact, for up to " + EXACT_CAUSES + " variables; " + target
                                + " has " + relevant.variables().size() + " causes, itself included");
            LevelTail levels = LevelTail.of(relevant, row, target, tail);
            return result(relevant, row, target, levels::logProbability, Method.ENUMERATION, seed);
        }
        RowNoise noise = RowNoise.of(relevant, row);
        boolean gaussian = relevant.isLinear()
                && relevant.variables().stream()
                        .allMatch(name -> relevant.mechanism(name).noise() instanceof Noise.Gaussian);
        if (gaussian) {
            GaussianTail tails = GaussianTail.of(relevant, noise, target, tail);
            return result(relevant, row, target, tails::logProbability, Method.GAUSSIAN, seed);
        }
        DrawnTail drawn = DrawnTail.of(relevant, noise, target, this, seed.split("draws"));
        return result(relevant, row, target, drawn::logProbability, Method.DRAWS, seed);
    }

    /** The logarithm of the probability of the event with the noises of a set as in the row. */
    @FunctionalInterface
    private interface Game {
        double worth(long set);
    }

    private Result result(Scm model, Map<String, ?> row, String target, Game game, Method method, Seed seed) {
        List<String> names = model.variables();
        int players = names.size();
        double score = -game.worth(0);
        if (!(score > 1e-12))
            throw new CausalException(target + " = " + row.get(target) + " is not extreme: every case is " + tail.text
                    + ", so there is nothing to share out");
        if (Double.isInfinite(score))
            throw new CausalException(target + " = " + row.get(target)
                    + " has probability 0 under the model, so its score" + " is infinite; check the row and the model");
        Shapley.Estimate shares = players <= EXACT_CAUSES
                ? new Shapley.Estimate(Shapley.values(players, game::worth), new double[players])
                : Shapley.sampled(
                        players, game::worth, orders, seed.split("orders").random());
        List<Contribution> contributions = new ArrayList<>();
        for (int v = 0; v < players; v++)
            contributions.add(
                    new Contribution(names.get(v), shares.values()[v], shares.values()[v] / score, shares.errors()[v]));
        contributions.sort(Comparator.comparingDouble(Contribution::value).reversed());
        return new Result(target, row, score, contributions, method, this, Provenance.of(model.hash(), seed));
    }
}
