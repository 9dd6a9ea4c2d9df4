// SPDX-License-Identifier: Apache-2.0
package org.causerie.sensitivity;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Interval;
import org.causerie.estimation.Numbers;

/**
 * The robustness value: which share of what is left unexplained of both the treatment and the outcome a
 * hidden cause would have to explain to bring the effect down to a part 1 − q of its size.
 *
 * <p>It is about the coefficient of the treatment in a linear regression of the outcome on the treatment and the
 * columns the estimate adjusts for, with its classical standard error, whichever estimator the estimate came from:
 * with \(f = q |t| / \sqrt{df}\), \(RV_q = \frac{1}{2}(\sqrt{f^4 + 4 f^2} - f^2)\).
 *
 * <p>Cinelli and Hazlett (2020), Making sense of sensitivity: extending omitted variable bias,
 * <a href="https://doi.org/10.1111/rssb.12348">doi:10.1111/rssb.12348</a>; a very strong effect, for which equal
 * shares are not the least a cause needs to end its significance, is treated as in their R package sensemakr.
 *
 * @param estimate the estimate in question
 * @param regression the regression it is judged by
 * @param q the part of the effect to explain away, above 0; 1 is all of it
 * @param alpha the level of the test that is to lose its significance, between 0 and 1
 */
public record RobustnessValue(Estimate estimate, Regression regression, double q, double alpha) implements Displayable {

    /**
     * The treatment's coefficient in a linear regression.
     *
     * @param coefficient the effect
     * @param standardError its standard error
     * @param degreesOfFreedom cases less coefficients, above 1
     */
    public record Regression(double coefficient, double standardError, double degreesOfFreedom) {

        public Regression {
            if (!(standardError > 0))
                throw new CausalException("A regression needs a positive standard error; " + standardError
                        + " was given, as when the treatment and its covariates explain the outcome exactly");
            if (!(degreesOfFreedom > 1))
                throw new CausalException("The regression has " + degreesOfFreedom
                        + " degrees of freedom; more than 1 are needed: adjust for fewer columns");
        }

        /** The t-statistic. */
        public double t() {
            return coefficient / standardError;
        }

        /** How much of the outcome that the covariates leave unexplained the treatment explains. */
        public double partialR2() {
            return t() * t() / (t() * t() + degreesOfFreedom);
        }

        /**
         * The robustness value for the estimate.
         *
         * @param q the part of the effect to explain away, above 0
         */
        public double robustness(double q) {
            double f = q * Math.abs(t()) / Math.sqrt(degreesOfFreedom);
            return solve(f);
        }

        /**
         * The robustness value for significance: what it takes for the interval to reach 1 - q of the effect.
         *
         * @param alpha the level of the test
         */
        public double robustness(double q, double alpha) {
            double critical = TDistribution.of(degreesOfFreedom - 1).inverseSurvivalProbability(alpha / 2)
                    / Math.sqrt(degreesOfFreedom - 1);
            double f = q * Math.abs(t()) / Math.sqrt(degreesOfFreedom);
            if (f <= critical) return 0;
            if (f > 1 / critical) return (f * f - critical * critical) / (1 + f * f);
            return solve(f - critical);
        }

        private static double solve(double f) {
            return (Math.sqrt(Math.pow(f, 4) + 4 * f * f) - f * f) / 2;
        }

        /**
         * The coefficient and standard error had a hidden cause of this strength been adjusted for as well, in the
         * direction that makes the effect smaller.
         *
         * @param r2Treatment its partial R² with the treatment given the covariates, from 0 to below 1
         * @param r2Outcome its partial R² with the outcome given treatment and covariates, from 0 to 1
         */
        public Regression adjusted(double r2Treatment, double r2Outcome) {
            if (!(r2Treatment >= 0 && r2Treatment < 1 && r2Outcome >= 0 && r2Outcome <= 1))
                throw new CausalException(
                        "A hidden cause has a partial R² from 0 to below 1 with the treatment and from"
                                + " 0 to 1 with the outcome; " + r2Treatment + " and " + r2Outcome + " were given");
            double bias = standardError * Math.sqrt(degreesOfFreedom * r2Outcome * r2Treatment / (1 - r2Treatment));
            double changed = Math.signum(coefficient) * (Math.abs(coefficient) - bias);
            double wider = standardError
                    * Math.sqrt((1 - r2Outcome) / (1 - r2Treatment) * degreesOfFreedom / (degreesOfFreedom - 1));
            return new Regression(changed, wider, degreesOfFreedom - 1);
        }

        /** The interval of the coefficient by Student's t. */
        public Interval interval(double level) {
            double half =
                    standardError * TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - level) / 2);
            return new Interval(coefficient - half, coefficient + half, level);
        }
    }

    /**
     * A hidden cause k times as strong as an observed column.
     *
     * @param column the observed column
     * @param times how many times as strong
     * @param r2Treatment the bound on its partial R² with the treatment
     * @param r2Outcome the bound on its partial R² with the outcome
     * @param adjusted the regression had it been adjusted for as well
     */
    public record Benchmark(String column, double times, double r2Treatment, double r2Outcome, Regression adjusted) {
        @Override
        public String toString() {
            return "a cause as strong as " + column + (times == 1 ? "" : " " + Numbers.shown(times) + " times over")
                    + " (" + Numbers.percent(r2Treatment) + " of the treatment, " + Numbers.percent(r2Outcome)
                    + " of the outcome) would leave " + Numbers.shown(adjusted.coefficient());
        }
    }

    public RobustnessValue {
        if (!(q > 0))
            throw new CausalException("The part of the effect to explain away is above 0, for example 1 for all of it; "
                    + q + " was given");
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException(
                    "The level of a test lies between 0 and 1, for example 0.05; " + alpha + " was given");
    }

    /** For explaining all of the effect away, and at the 5 % level. */
    public static RobustnessValue of(Estimate estimate) {
        return of(estimate, 1, 0.05);
    }

    /**
     * For another part of the effect and another level.
     *
     * @param q the part of the effect to explain away, above 0
     * @param alpha the level of the test, between 0 and 1
     * @throws CausalException if the regression cannot be fitted
     */
    public static RobustnessValue of(Estimate estimate, double q, double alpha) {
        LeastSquares squares = new LeastSquares(estimate);
        double[] y = squares.residuals(squares.outcome(), squares.covariates(), false);
        double[] d = squares.residuals(squares.treatment(), squares.covariates(), false);
        double varying = squares.product(d, d);
        if (!(varying > 1e-10 * squares.product(squares.treatment(), squares.treatment())))
            throw new CausalException("The treatment \"" + estimate.treatment()
                    + "\" follows exactly from what is adjusted for, so it has no coefficient of its own");
        double coefficient = squares.product(d, y) / varying;
        double left = squares.product(y, y) - coefficient * squares.product(d, y);
        double freedom = squares.degreesOfFreedom();
        double standardError = Math.sqrt(Math.max(0, left) / freedom / varying);
        return new RobustnessValue(estimate, new Regression(coefficient, standardError, freedom), q, alpha);
    }

    /** The robustness value: with this share of both, the effect is down to 1 - q of its size. */
    public double value() {
        return regression.robustness(q);
    }

    /** The robustness value of significance at level alpha; 0 where the effect is not significant as it is. */
    public double limit() {
        return regression.robustness(q, alpha);
    }

    /** How much of the outcome a cause that explained all of the treatment's remainder would have to explain. */
    public double partialR2() {
        return regression.partialR2();
    }

    /**
     * The effect had a cause {@code times} as strong as an observed column been left out.
     *
     * @param column one of the columns adjusted for; one with levels counts with all of them
     * @param times above 0
     * @throws CausalException if the column is not adjusted for, or no cause can be that strong
     */
    public Benchmark benchmark(String column, double times) {
        LeastSquares squares = new LeastSquares(estimate);
        if (!squares.covariates().contains(column))
            throw CausalException.unknown("column adjusted for", column, squares.covariates());
        if (!(times > 0)) throw new CausalException("A cause is above 0 times as strong; " + times + " was given");
        return benchmark(
                column,
                times,
                squares.partialR2(squares.treatment(), column, false),
                squares.partialR2(squares.outcome(), column, true));
    }

    private Benchmark benchmark(String column, double times, double r2Treatment, double r2Outcome) {
        double[] bounds = bounds(column, times, r2Treatment, r2Outcome);
        return new Benchmark(column, times, bounds[0], bounds[1], regression.adjusted(bounds[0], bounds[1]));
    }

    /** The bounds on both partial R² of a cause so many times as strong as a column with these. */
    static double[] bounds(String column, double times, double r2Treatment, double r2Outcome) {
        double treatment = times * r2Treatment / (1 - r2Treatment);
        if (!(treatment < 1))
            throw new CausalException("No cause can be " + Numbers.shown(times) + " times as strong as \"" + column
                    + "\", which already explains " + Numbers.percent(r2Treatment)
                    + " of the rest of the treatment; try fewer times");
        double shared = times * r2Treatment * r2Treatment / ((1 - times * r2Treatment) * (1 - r2Treatment));
        double eta = (Math.sqrt(times) + Math.sqrt(shared)) / Math.sqrt(1 - shared);
        double outcome = Math.min(1, eta * eta * r2Outcome / (1 - r2Outcome));
        return new double[] {treatment, outcome};
    }

    private List<Benchmark> benchmarks() {
        LeastSquares squares = new LeastSquares(estimate);
        return squares.covariates().stream()
                .filter(column -> squares.partialR2(squares.treatment(), column, false) < 0.5)
                .map(column -> benchmark(column, 1))
                .toList();
    }

    private String sentence() {
        return "A hidden cause that explained " + Numbers.percent(value())
                + " of what is left of both treatment and outcome would bring the effect down"
                + (q == 1 ? " to zero" : " by " + Numbers.percent(q)) + "; "
                + Numbers.percent(limit()) + " would end its significance at the " + Numbers.percent(alpha)
                + " level.";
    }

    private String basis() {
        return "Linear regression: coefficient " + Numbers.shown(regression.coefficient()) + ", standard error "
                + Numbers.shown(regression.standardError()) + ", partial R² with the outcome "
                + Numbers.percent(partialR2());
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder("Robustness value ")
                .append(Numbers.percent(value()))
                .append(", of significance ")
                .append(Numbers.percent(limit()))
                .append("\n  ")
                .append(sentence())
                .append("\n  ")
                .append(basis());
        for (Benchmark benchmark : benchmarks()) out.append("\n  ").append(benchmark);
        return out.toString();
    }

    @Override
    public Optional<String> html() {
        StringBuilder out = new StringBuilder("<div>");
        for (String part : text().split("\n", -1))
            out.append("<p>").append(Displayable.escape(part.strip())).append("</p>");
        return Optional.of(out.append("</div>").toString());
    }

    @Override
    public String toString() {
        return text();
    }
}
