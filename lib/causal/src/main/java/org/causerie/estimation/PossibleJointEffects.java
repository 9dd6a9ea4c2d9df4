// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;

/**
 * The effects that several variables, all of them set, have on an outcome in the graphs of a class.
 *
 * @param treatments the variables set
 * @param outcome the variable the effects are on
 * @param effects one for each choice of parents that the treatments may have together
 * @param settings how they were found
 * @param provenance what is needed to make them again
 */
public record PossibleJointEffects(
        List<String> treatments, String outcome, List<JointEffect> effects, JointIda settings, Provenance provenance)
        implements Displayable {

    /**
     * The effects in some of the graphs: by how many units the outcome's mean rises when one treatment is set one unit
     * higher and the others stay where they are set.
     *
     * @param values one for each treatment
     * @param standardErrors one for each treatment, of large samples; empty where the method gives none
     * @param parents the parents of each treatment in these graphs
     * @param members the number of these graphs
     */
    public record JointEffect(
            List<Double> values,
            Optional<List<Double>> standardErrors,
            List<SortedSet<String>> parents,
            BigInteger members)
            implements Displayable {

        public JointEffect {
            values = List.copyOf(values);
            standardErrors = standardErrors.map(List::copyOf);
            parents = List.copyOf(parents);
        }

        /**
         * The interval of one of the effects from the normal distribution, if one of these graphs is true.
         *
         * @param treatment the place of the treatment, from 0
         * @param level the confidence, between 0 and 1
         * @throws CausalException if the method gives no standard errors
         */
        public Interval interval(int treatment, double level) {
            if (!(level > 0 && level < 1))
                throw new CausalException(
                        "The level of an interval lies between 0 and 1, for example 0.95; " + level + " was given");
            double error = standardErrors
                    .orElseThrow(() -> new CausalException("This method gives no standard errors; ask for"
                            + " JointIda.Method.RECURSIVE_REGRESSIONS, or bootstrap"))
                    .get(treatment);
            double half = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2) * error;
            return new Interval(values.get(treatment) - half, values.get(treatment) + half, level);
        }

        @Override
        public String text() {
            return values.stream().map(Numbers::shown).collect(Collectors.joining(", ")) + " in " + members
                    + (members.equals(BigInteger.ONE) ? " graph" : " graphs") + " with parents "
                    + parents.stream()
                            .map(set -> "{" + String.join(", ", set) + "}")
                            .collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    public PossibleJointEffects {
        treatments = List.copyOf(treatments);
        effects = List.copyOf(effects);
        if (effects.isEmpty())
            throw new CausalException("A class of graphs allows at least one effect; none was given");
    }

    /** The smallest absolute effect of a treatment. */
    public double least(String treatment) {
        int place = treatments.indexOf(treatment);
        if (place < 0) throw CausalException.unknown("treatment", treatment, treatments);
        return effects.stream()
                .mapToDouble(effect -> Math.abs(effect.values().get(place)))
                .min()
                .orElseThrow();
    }

    /** The number of graphs in the class. */
    public BigInteger members() {
        return effects.stream().map(JointEffect::members).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public String text() {
        String least = IntStream.range(0, treatments.size())
                .mapToObj(i -> treatments.get(i) + " " + Numbers.shown(least(treatments.get(i))))
                .collect(Collectors.joining(", "));
        return "Possible joint effects of " + String.join(", ", treatments) + " on " + outcome
                + ", at least in absolute value " + least + ":\n"
                + effects.stream().map(effect -> "  " + effect.text()).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text();
    }
}
