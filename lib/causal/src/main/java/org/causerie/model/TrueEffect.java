// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.identification.AverageTreatmentEffect;
import org.causerie.identification.Population;

/**
 * The true answer to a query, by intervening in the model: nothing is estimated from its observations.
 *
 * <p>Exact where the model of the outcome is of levels or linear; otherwise the mean difference of draws that share
 * their noise.
 *
 * @param draws the number of draws where draws are needed, at least 100; 500,000 by default
 * @param seed the source of randomness where draws are needed
 */
public record TrueEffect(int draws, Seed seed) {

    public TrueEffect {
        if (draws < 100)
            throw new CausalException("A true effect by draws needs at least 100; " + draws + " was given");
    }

    public static TrueEffect withDefaults() {
        return new TrueEffect(500_000, Seed.of(0));
    }

    public TrueEffect draws(int newDraws) {
        return new TrueEffect(newDraws, seed);
    }

    public TrueEffect seed(Seed newSeed) {
        return new TrueEffect(draws, newSeed);
    }

    /**
     * A true effect.
     *
     * @param query the question
     * @param value the answer, in units of the outcome
     * @param standardError what the number of draws leaves open; 0 where the value is exact
     */
    public record Result(AverageTreatmentEffect query, double value, double standardError) implements Displayable {
        /** Whether the value is exact up to rounding. */
        public boolean exact() {
            return standardError == 0;
        }

        @Override
        public String text() {
            return query.text() + " = " + Numbers.text(value)
                    + (exact() ? " (exact)" : " ± " + Numbers.text(standardError) + " (by draws)");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The answer for a model.
     *
     * @throws CausalException if a variable is unknown, the treatment has more than two levels, or the query is about
     *     the treated of a treatment that is a number
     */
    public Result of(Scm model, AverageTreatmentEffect query) {
        Variable treatment = model.variable(query.treatment());
        model.variable(query.outcome()).requireNumeric();
        if (treatment.categorical() && treatment.levels().size() != 2)
            throw new CausalException("An effect compares two levels of the treatment, but " + treatment.name()
                    + " has " + treatment.levels() + "; ask for model.intervene(...) at the two you mean");
        if (!treatment.categorical() && query.population() != Population.ALL)
            throw new CausalException("Who is treated is not defined: " + treatment.name()
                    + " is a number; ask for the effect in all with Query.ate");
        Scm relevant = model.ancestral(query.treatment(), query.outcome());
        if (relevant.isDiscrete()) return new Result(query, exact(relevant, query), 0);
        if (relevant.isLinear())
            return new Result(query, relevant.linear().total(query.treatment(), query.outcome()), 0);
        return drawn(relevant, query);
    }

    private static double exact(Scm model, AverageTreatmentEffect query) {
        Variable treatment = model.variable(query.treatment());
        if (query.population() == Population.ALL)
            return held(model, query, 1).expectation(query.outcome())
                    - held(model, query, 0).expectation(query.outcome());
        int seen = query.population() == Population.TREATED ? 1 : 0;
        Map<String, String> evidence =
                Map.of(treatment.name(), treatment.levels().get(seen));
        // whoever has the treatment has the outcome that goes with it, so one side is observational
        double asSeen = model.distribution(query.outcome(), evidence).mean();
        double otherwise = Abduction.withDefaults()
                .predict(model, evidence, set(model, query, 1 - seen))
                .mean(query.outcome());
        return seen == 1 ? asSeen - otherwise : otherwise - asSeen;
    }

    private Result drawn(Scm model, AverageTreatmentEffect query) {
        double[][] noise = model.noise(draws, seed);
        int outcome = model.graph().index(query.outcome());
        double[] treated = held(model, query, 1).solve(noise)[outcome];
        double[] control = held(model, query, 0).solve(noise)[outcome];
        double[] taken = query.population() == Population.ALL
                ? new double[draws]
                : model.solve(noise)[model.graph().index(query.treatment())];
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < draws; row++) {
            boolean counts = switch (query.population()) {
                case ALL -> true;
                case TREATED -> taken[row] == 1;
                case CONTROL -> taken[row] == 0;
            };
            if (!counts) continue;
            double difference = treated[row] - control[row];
            count++;
            sum += difference;
            squares += difference * difference;
        }
        if (count < 2)
            throw new CausalException("Only " + (int) count + " of " + draws + " draws are in the population of "
                    + query.text() + "; give more draws");
        double mean = sum / count;
        return new Result(query, mean, Math.sqrt(Math.max(0, squares / count - mean * mean) / count));
    }

    private static Scm held(Scm model, AverageTreatmentEffect query, int level) {
        return model.intervene(set(model, query, level));
    }

    private static Intervention set(Scm model, AverageTreatmentEffect query, int level) {
        Variable treatment = model.variable(query.treatment());
        return treatment.categorical()
                ? Intervention.set(treatment.name(), treatment.levels().get(level))
                : Intervention.set(treatment.name(), level);
    }
}
