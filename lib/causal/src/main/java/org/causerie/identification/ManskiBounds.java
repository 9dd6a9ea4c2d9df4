// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * Bounds of mean outcomes and effects of a treatment without any graph: those who had another treatment might have had
 * any outcome between the least and the largest possible.
 *
 * <p>\[ E[Y; x] + a\, P(X \neq x) \le E[Y_x] \le E[Y; x] + b\, P(X \neq x) \] for an outcome between \(a\) and \(b\),
 * so that the bounds of an average effect of a binary treatment are exactly \(b - a\) wide: without assumptions its sign
 * stays open. Three assumptions narrow them, each in the order of the treatment's levels:
 * <ul>
 *   <li>monotone response: nobody's outcome falls when the treatment rises;
 *   <li>monotone selection: those who had a higher treatment would have had, on average, no lower an outcome under any;
 *   <li>a monotone instrument: those with a higher level of it would have had, on average, no lower an outcome under any
 *       treatment; monotone selection is then assumed at each of its levels.
 * </ul>
 * The bounds are the tightest, but for those of effects with a monotone instrument, which are differences of the bounds
 * of the two means.
 *
 * <p>Manski, C. F. (1990), Nonparametric bounds on treatment effects, American Economic Review 80, 319-323; (1997),
 * Monotone treatment response, Econometrica 65, doi:10.2307/2171738. Manski, C. F. &amp; Pepper, J. V. (2000), Monotone
 * instrumental variables, Econometrica 68, doi:10.1111/1468-0262.00144.
 *
 * @param least the smallest value that the outcome can have
 * @param largest the largest value that it can have
 * @param monotoneResponse whether nobody's outcome falls when the treatment rises
 * @param monotoneSelection whether those with higher treatments have higher outcomes under any treatment
 * @param instrument a monotone instrument, if there is one
 */
public record ManskiBounds(
        double least,
        double largest,
        boolean monotoneResponse,
        boolean monotoneSelection,
        Optional<String> instrument) {

    public ManskiBounds {
        if (!(least < largest) || !Double.isFinite(least) || !Double.isFinite(largest))
            throw new CausalException(
                    "An outcome is between two numbers, the first the smaller; given " + least + " and " + largest);
    }

    /** An outcome between 0 and 1, no assumption. */
    public static ManskiBounds withDefaults() {
        return new ManskiBounds(0, 1, false, false, Optional.empty());
    }

    /** The same with an outcome between these numbers. */
    public ManskiBounds range(double newLeast, double newLargest) {
        return new ManskiBounds(newLeast, newLargest, monotoneResponse, monotoneSelection, instrument);
    }

    public ManskiBounds monotoneResponse(boolean newMonotoneResponse) {
        return new ManskiBounds(least, largest, newMonotoneResponse, monotoneSelection, instrument);
    }

    public ManskiBounds monotoneSelection(boolean newMonotoneSelection) {
        return new ManskiBounds(least, largest, monotoneResponse, newMonotoneSelection, instrument);
    }

    /** The same with this variable as a monotone instrument. */
    public ManskiBounds instrument(String name) {
        return new ManskiBounds(least, largest, monotoneResponse, monotoneSelection, Optional.of(name));
    }

    /**
     * The bounds of a mean outcome under one treatment.
     *
     * @param query the mean of one variable with another held at a level, in the whole population
     * @param source the joint distribution of treatment and outcome, and of the instrument
     */
    public Bounds bound(MeanOutcome query, Distributions source) {
        Side side = side(query, source);
        return finished(query, new Bounds.Formulas(side.end(false), side.end(true)), source);
    }

    /** The bounds of a difference of mean outcomes under two levels of one treatment. */
    public Bounds bound(MeanDifference query, Distributions source) {
        Side active = side(query.active(), source);
        Side baseline = side(query.baseline(), source);
        if (!active.treatment.equals(baseline.treatment))
            throw new CausalException("Both means are under levels of one treatment; " + query.text() + " has "
                    + active.treatment + " and " + baseline.treatment);
        Expression low = WeightedSum.difference(active.end(false), baseline.end(true));
        Expression high = WeightedSum.difference(active.end(true), baseline.end(false));
        boolean rises = active.level > baseline.level;
        if (monotoneResponse && rises) low = new Extreme(Extreme.End.LARGEST, List.of(new Constant(0), low));
        if (monotoneResponse && !rises) high = new Extreme(Extreme.End.SMALLEST, List.of(new Constant(0), high));
        return finished(query, new Bounds.Formulas(low, high), source);
    }

    /** The bounds of an average treatment effect over everyone. */
    public Bounds bound(AverageTreatmentEffect query, Distributions source) {
        return bound(query.difference(), source);
    }

    private Bounds finished(Query query, Bounds.Formulas formulas, Distributions source) {
        List<String> assumptions = new ArrayList<>();
        assumptions.add("an outcome between " + new Constant(least).text() + " and " + new Constant(largest).text());
        if (monotoneResponse) assumptions.add("monotone response");
        if (monotoneSelection) assumptions.add("monotone selection");
        instrument.ifPresent(name -> assumptions.add(name + " a monotone instrument"));
        return Bounds.of(query, formulas, assumptions, source);
    }

    private Side side(MeanOutcome query, Distributions source) {
        if (query.world().size() != 1 || !query.given().isEmpty())
            throw new CausalException("These bounds are for a mean of everyone with one variable held, as in"
                    + " E[Y | do(X = 1)]; given " + query.text());
        String treatment = query.world().firstKey();
        if (!(query.world().get(treatment) instanceof Level level))
            throw new CausalException("Bounds are for certain levels; name that of " + treatment);
        List<String> levels = source.levels(treatment);
        if (!levels.contains(level.name()))
            throw CausalException.unknown("level of " + treatment, level.name(), levels);
        for (String value : source.levels(query.outcome())) requireInRange(query.outcome(), value);
        return new Side(this, query.outcome(), treatment, levels.indexOf(level.name()), source);
    }

    private void requireInRange(String outcome, String value) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= largest) return;
            throw new CausalException(outcome + " has the level " + value + ", which is not between " + least + " and "
                    + largest + "; give the range of the outcome");
        } catch (NumberFormatException notANumber) {
            throw new CausalException(
                    "The mean of " + outcome + " needs levels that are numbers; one is \"" + value + "\"", notANumber);
        }
    }

    /** The mean outcome under one level of the treatment. */
    private record Side(ManskiBounds settings, String outcome, String treatment, int level, Distributions source) {

        Expression end(boolean upper) {
            if (settings.instrument.isEmpty()) return within(upper, List.of());
            String instrument = settings.instrument.get();
            List<String> strata = source.levels(instrument).stream()
                    .filter(each -> occurs(List.of(Term.of(instrument, new Level(each)))))
                    .toList();
            List<WeightedSum.Part> parts = new ArrayList<>();
            for (int z = 0; z < strata.size(); z++) {
                List<Expression> candidates = new ArrayList<>();
                for (int other = upper ? z : 0; other <= (upper ? strata.size() - 1 : z); other++)
                    candidates.add(within(upper, List.of(Term.of(instrument, new Level(strata.get(other))))));
                Expression best = candidates.size() == 1
                        ? candidates.get(0)
                        : new Extreme(upper ? Extreme.End.SMALLEST : Extreme.End.LARGEST, candidates);
                Term stratum = Term.of(instrument, new Level(strata.get(z)));
                parts.add(new WeightedSum.Part(1, Product.of(List.of(probability(stratum, List.of()), best))));
            }
            return new WeightedSum(parts);
        }

        /** The end in a stratum, summed over the treatments that people had. */
        private Expression within(boolean upper, List<Term> stratum) {
            double edge = upper ? settings.largest : settings.least;
            List<Term> ours = new ArrayList<>(stratum);
            ours.add(Term.of(treatment, new Level(source.levels(treatment).get(level))));
            boolean comparable = settings.monotoneSelection && occurs(ours);
            List<WeightedSum.Part> parts = new ArrayList<>();
            List<String> levels = source.levels(treatment);
            for (int had = 0; had < levels.size(); had++) {
                boolean towards = upper ? had >= level : had <= level;
                Term event = Term.of(treatment, new Level(levels.get(had)));
                if (had == level || (settings.monotoneResponse && towards)) {
                    parts.add(new WeightedSum.Part(1, mean(event, stratum)));
                } else if (comparable && !towards) {
                    Expectation known = new Expectation(Symbol.of(outcome), probability(Term.of(outcome), ours));
                    parts.add(new WeightedSum.Part(1, Product.of(List.of(probability(event, stratum), known))));
                } else if (edge != 0) {
                    parts.add(new WeightedSum.Part(edge, probability(event, stratum)));
                }
            }
            return new WeightedSum(parts);
        }

        private boolean occurs(List<Term> events) {
            return new Probability(Domain.target(), new TreeSet<>(events), new TreeSet<>()).evaluate(source, Map.of())
                    > 0;
        }

        /** E[Y; X = x | z]. */
        private Expression mean(Term event, List<Term> stratum) {
            return new Expectation(
                    Symbol.of(outcome),
                    new Probability(
                            Domain.target(), new TreeSet<>(List.of(Term.of(outcome), event)), new TreeSet<>(stratum)));
        }

        private static Probability probability(Term event, List<Term> given) {
            return new Probability(Domain.target(), new TreeSet<>(List.of(event)), new TreeSet<>(given));
        }
    }
}
