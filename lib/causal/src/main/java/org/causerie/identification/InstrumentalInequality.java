// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * What a variable says that moves a treatment and reaches the outcome only through it, whatever hidden causes these two
 * share: at each level x of the treatment, and w of the covariates, \(\sum_y \max_z P(x, y \mid z, w) \le 1\).
 *
 * <p>P(x, y | z, w) is at most the probability that the outcome would be y if the treatment were set to x, which does not
 * depend on z. Where instrument, treatment and outcome are binary this is all that an instrument implies; with more
 * levels there may be more (Bonet 2001, Instrumentality tests revisited, UAI, arXiv:1301.2258), which {@link
 * ResponseFunctionBounds} finds out: it refuses a distribution that no model has.
 *
 * <p>Pearl, J. (1995), On the testability of causal models with latent and instrumental variables, UAI,
 * arXiv:1302.4976.
 *
 * @param instrument Z
 * @param treatment X
 * @param outcome Y
 * @param covariates W, given which the instrument is one; may be empty
 */
public record InstrumentalInequality(String instrument, String treatment, String outcome, SortedSet<String> covariates)
        implements TestableImplication {

    public InstrumentalInequality {
        covariates = Collections.unmodifiableSortedSet(new TreeSet<>(covariates));
        SortedSet<String> distinct = new TreeSet<>(covariates);
        for (String name : new String[] {instrument, treatment, outcome})
            if (!distinct.add(name))
                throw new CausalException("Instrument, treatment, outcome and covariates are distinct variables; "
                        + name + " was given twice");
    }

    @Override
    public SortedSet<String> variables() {
        SortedSet<String> all = new TreeSet<>(covariates);
        all.add(instrument);
        all.add(treatment);
        all.add(outcome);
        return all;
    }

    /** The left side: the largest over the levels of the treatment and of the covariates. */
    public double value(Distributions source) {
        Symbol z = Symbol.of(instrument);
        List<Expression> atLevels = source.levels(instrument).stream()
                .map(level -> joint().substitute(Map.of(z, new Level(level))))
                .toList();
        Expression best = new Extreme(Extreme.End.LARGEST, atLevels);
        return Arrays.stream(Tensor.of(Sum.over(List.of(outcome), best), source).cells())
                .max()
                .orElseThrow();
    }

    /** By how much the left side exceeds 1; 0 where it does not. */
    @Override
    public double violation(Distributions source) {
        return Math.max(0, value(source) - 1);
    }

    @Override
    public String text() {
        SortedSet<String> fixed = new TreeSet<>(covariates);
        fixed.add(treatment);
        return "max_{" + String.join(", ", fixed) + "} Σ_{" + outcome + "} max_{" + instrument + "} " + joint().text()
                + " ≤ 1";
    }

    private Probability joint() {
        SortedSet<String> given = new TreeSet<>(covariates);
        given.add(instrument);
        return Probability.of(List.of(treatment, outcome), given);
    }

    @Override
    public Optional<String> latex() {
        SortedSet<String> fixed = new TreeSet<>(covariates);
        fixed.add(treatment);
        return Optional.of("\\max_{" + Latex.names(fixed) + "} \\sum_{" + Latex.name(outcome) + "} \\max_{"
                + Latex.name(instrument) + "} " + joint().latex().orElseThrow() + " \\le 1");
    }

    @Override
    public String toString() {
        return text();
    }
}
