// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.model.Coupling;
import org.causerie.model.LinearForm;
import org.causerie.model.Scm;

/**
 * How much of an outcome's uncertainty each of its causes adds by itself, beyond what it passes on from its own causes
 * (Janzing, Blöbaum, Mastakouri, Faller, Minorics and Budhathoki, <i>Quantifying intrinsic causal contributions via
 * structure preserving interventions</i>, AISTATS 2024).
 *
 * <p>The outcome is a function of the noises of its ancestors and its own. The worth of a set \(S\) of noises is how
 * much knowing them would settle the outcome: \(\nu(S) = \mathrm{Var}(E[Y | N_S])\), or
 * \(\nu(S) = H(Y) - H(Y | N_S)\) for the entropy; a contribution is the Shapley value of a noise in this game. The
 * contributions are never negative (in the population) and sum to the variance, or the entropy, of the outcome.
 *
 * <p>Assumptions
 * <ul>
 *   <li>the model: its graph, its mechanisms and the independence of its noises;
 *   <li>for variables with levels, how the noise of a table ties its rows together ({@link Coupling}), which data cannot
 *       settle.
 * </ul>
 *
 * <p>The answer is exact for linear models in closed form, \(T_{vY}^2 \mathrm{Var}(N_v)\) with \(T\) the
 * total effects, whatever the distribution of the noise; and for models of levels by solving one twin network per set of noises, for
 * up to 14 variables. Otherwise the variance is shared out by draws, each with its own random order
 * of the noises (Goda, <i>A simple algorithm for global sensitivity analysis with Shapley effects</i>, 2021), with
 * standard errors, in as many solutions of the model per draw as there are ancestors.
 *
 * @param measure what is shared out; the variance by default
 * @param coupling how shared noise ties levels together; {@link Coupling#INVERSE_CDF} by default
 * @param draws the number of draws where draws are needed, at least 100; 20,000 by default
 */
public record IntrinsicCausalContribution(Measure measure, Coupling coupling, int draws) {
    private static final int EXACT_CAUSES = 14;

    /** What is shared out among the causes. */
    public enum Measure {
        /** The variance; levels count as their position, so a binary outcome as 0 and 1. */
        VARIANCE("variance"),
        /** Shannon's entropy in bits, for outcomes with levels in models of levels. */
        ENTROPY("entropy in bits");

        private final String text;

        Measure(String text) {
            this.text = text;
        }
    }

    /** How the contributions were found. */
    public enum Method {
        /** From total effects and noise variances. */
        CLOSED_FORM("exact: total effects squared times noise variances"),
        /** From every set of noises. */
        ENUMERATION("exact: every set of noises"),
        /** From draws in random orders of the noises. */
        RANDOM_ORDERS("by draws in random orders of the noises");

        private final String text;

        Method(String text) {
            this.text = text;
        }
    }

    public IntrinsicCausalContribution {
        if (draws < 100)
            throw new CausalException("Contributions by draws need at least 100 draws; " + draws + " was given");
    }

    public static IntrinsicCausalContribution withDefaults() {
        return new IntrinsicCausalContribution(Measure.VARIANCE, Coupling.INVERSE_CDF, 20_000);
    }

    public IntrinsicCausalContribution measure(Measure newMeasure) {
        return new IntrinsicCausalContribution(newMeasure, coupling, draws);
    }

    public IntrinsicCausalContribution coupling(Coupling newCoupling) {
        return new IntrinsicCausalContribution(measure, newCoupling, draws);
    }

    public IntrinsicCausalContribution draws(int newDraws) {
        return new IntrinsicCausalContribution(measure, coupling, newDraws);
    }

    /**
     * The contributions to an outcome, the largest first.
     *
     * @param outcome the outcome
     * @param contributions one for each ancestor of the outcome and one for the outcome itself
     * @param total what they sum to: the variance or entropy of the outcome
     * @param method how they were found
     * @param settings the settings
     * @param provenance where the result comes from
     */
    public record Result(
            String outcome,
            List<Contribution> contributions,
            double total,
            Method method,
            IntrinsicCausalContribution settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            contributions = List.copyOf(contributions);
        }

        /**
         * The contribution of a variable.
         *
         * @throws CausalException if the variable is not an ancestor of the outcome
         */
        public Contribution of(String variable) {
            return contributions.stream()
                    .filter(contribution -> contribution.variable().equals(variable))
                    .findFirst()
                    .orElseThrow(() -> CausalException.unknown(
                            "cause of " + outcome,
                            variable,
                            contributions.stream().map(Contribution::variable).toList()));
        }

        @Override
        public String text() {
            List<String> lines = new ArrayList<>();
            lines.add(String.format(
                    Locale.ROOT, "The %s of %s, %.4g, by where it arises", settings.measure.text, outcome, total));
            for (Contribution contribution : contributions)
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-16s %5.1f %%  %.4g%s",
                        contribution.variable().equals(outcome) ? outcome + " itself" : contribution.variable(),
                        100 * contribution.share(),
                        contribution.value(),
                        contribution.standardError() > 0
                                ? String.format(Locale.ROOT, " ± %.2g", contribution.standardError())
                                : ""));
            lines.add(note());
            return String.join("\n", lines);
        }

        @Override
        public Optional<String> html() {
            StringBuilder out = new StringBuilder("<table><caption>")
                    .append(Displayable.escape(
                            String.format(Locale.ROOT, "The %s of %s, %.4g", settings.measure.text, outcome, total)))
                    .append(
                            "</caption><thead><tr><th>arises in</th><th>share</th><th>contribution</th></tr></thead><tbody>");
            for (Contribution contribution : contributions) {
                String error = contribution.standardError() > 0
                        ? String.format(Locale.ROOT, " ± %.2g", contribution.standardError())
                        : "";
                out.append("<tr><td>")
                        .append(Displayable.escape(contribution.variable()))
                        .append(contribution.variable().equals(outcome) ? " itself" : "")
                        .append(String.format(
                                Locale.ROOT,
                                "</td><td>%.1f %%</td><td>%.4g%s</td></tr>",
                                100 * contribution.share(),
                                contribution.value(),
                                error));
            }
            return Optional.of(out.append("</tbody></table><p><i>")
                    .append(Displayable.escape(note()))
                    .append("</i></p>")
                    .toString());
        }

        @Override
        public String toString() {
            return text();
        }

        private String note() {
            return "Found " + method.text
                    + (method == Method.ENUMERATION ? "; assumes " + settings.coupling.text() : "");
        }
    }

    /** The contributions, with as many threads as there are processors. */
    public Result explain(Scm model, String outcome, Seed seed) {
        return explain(model, outcome, seed, Execution.withDefaults());
    }

    /**
     * The contributions.
     *
     * @param seed the source of randomness; an exact answer does not depend on it
     * @throws CausalException if the outcome is unknown, does not vary, or is nominal with more than two levels; or if
     *     the entropy is asked of a model with numbers or with too many noises
     */
    public Result explain(Scm model, String outcome, Seed seed, Execution execution) {
        Scm relevant = model.ancestral(outcome);
        if (measure == Measure.VARIANCE) model.variable(outcome).requireNumeric();
        Provenance provenance = Provenance.of(model.hash(), seed);
        boolean levels = relevant.isDiscrete();
        if (measure == Measure.ENTROPY) {
            if (!levels)
                throw new CausalException("The entropy is shared out exactly, in models of levels; " + outcome
                        + " has causes that are numbers: share out the variance instead");
            requireInverse("The entropy");
            return result(
                    outcome, relevant.variables(), exactEntropy(relevant, outcome), Method.ENUMERATION, provenance);
        }
        if (levels && relevant.variables().size() <= EXACT_CAUSES)
            return result(
                    outcome, relevant.variables(), exactVariance(relevant, outcome), Method.ENUMERATION, provenance);
        if (relevant.isLinear())
            return result(outcome, relevant.variables(), linear(relevant, outcome), Method.CLOSED_FORM, provenance);
        requireInverse("The variance by draws");
        RandomOrders.Estimate drawn = new RandomOrders(relevant, outcome, draws).estimate(seed, execution);
        return result(outcome, relevant.variables(), drawn.values(), drawn.errors(), Method.RANDOM_ORDERS, provenance);
    }

    private void requireInverse(String what) {
        if (coupling != Coupling.INVERSE_CDF)
            throw new CausalException(what + " of this model is shared out under the coupling INVERSE_CDF only; "
                    + coupling + " was given");
    }

    private static double[] linear(Scm model, String outcome) {
        LinearForm form = model.linear();
        return model.variables().stream()
                .mapToDouble(name -> form.total(name, outcome)
                        * form.total(name, outcome)
                        * model.mechanism(name).noise().variance())
                .toArray();
    }

    /** Var(E[Y | N_S]) = E[Y Y'] - E[Y]² for a second run Y' that shares the noises S and draws the others afresh. */
    private double[] exactVariance(Scm model, String outcome) {
        List<String> names = model.variables();
        double mean = model.expectation(outcome);
        return Shapley.values(names.size(), coalition -> {
            Set<String> shared = new HashSet<>();
            for (int i = 0; i < names.size(); i++) if ((coalition & 1 << i) != 0) shared.add(names.get(i));
            double[][] joint = model.sharedNoise(outcome, shared, coupling);
            double product = 0;
            for (int first = 0; first < joint.length; first++)
                for (int second = 0; second < joint.length; second++)
                    product += (first - mean) * (second - mean) * joint[first][second];
            return product;
        });
    }

    private static double[] exactEntropy(Scm model, String outcome) {
        NoiseGrid grid = NoiseGrid.of(model, outcome);
        return Shapley.values(model.variables().size(), grid::information);
    }

    private Result result(String outcome, List<String> names, double[] values, Method method, Provenance provenance) {
        return result(outcome, names, values, new double[values.length], method, provenance);
    }

    private Result result(
            String outcome,
            List<String> names,
            double[] values,
            double[] errors,
            Method method,
            Provenance provenance) {
        double total = 0;
        for (double value : values) total += value;
        if (!(total > 0))
            throw new CausalException(outcome + " does not vary under the model, so there is nothing to share out");
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < values.length; i++)
            contributions.add(new Contribution(names.get(i), values[i], values[i] / total, errors[i]));
        contributions.sort(Comparator.comparingDouble(Contribution::value).reversed());
        return new Result(outcome, contributions, total, method, this, provenance);
    }
}
