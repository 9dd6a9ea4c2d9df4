// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * What a variable says that moves a treatment and reaches the outcome only through it, whatever hidden causes these two
 * share: at each level x of the treatment, and w of the covariates, \(\sum_y \max_z P(x, y \mid z, w) \le 1\).
 *
 * <p>P(x, y | z, w) is at most the probability that the outcome would be y if the treatment were set to x, which does not
 * depend on z. Where instrument, treatment and outcome are binary this is all that an instrument implies; with more
 * levels there is more (Bonet 2001, Instrumentality tests revisited, UAI, arXiv:1301.2258): {@link #facets} lists all
 * inequalities for given levels, and {@link #violated} finds one that a distribution violates whenever no model has it.
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

    /**
     * All that the instrument implies for these levels, none of which follows from the others: the facets of the
     * polytope of mixtures of response functions, but for those that a probability is at least 0. Exact; their number
     * grows fast, and three levels of each are too many.
     *
     * @param levels the levels of instrument, treatment and outcome, more than one each
     * @throws CausalException if levels are missing, or there are too many inequalities
     */
    public List<InstrumentalFacet> facets(Map<String, List<String>> levels) {
        SortedMap<String, InstrumentalFacet> byText =
                new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        for (InstrumentalPolytope.Cut cut : polytope(levels).facets()) {
            InstrumentalFacet facet = InstrumentalFacet.of(this, cut, levels, Map.of());
            byText.put(facet.text(), facet);
        }
        return List.copyOf(byText.values());
    }

    /**
     * An inequality that the distribution violates, the one that shows most cases to be impossible; empty just when some
     * model has the distribution, up to a millionth. Levels of the instrument that never occur are left out.
     *
     * @param source the distribution of the variables
     * @throws CausalException if there are more than 8192 functions from levels of the treatment to those of the outcome
     */
    public Optional<InstrumentalFacet.Violated> violated(Distributions source) {
        Map<String, List<String>> levels = new TreeMap<>();
        for (String name : variables()) levels.put(name, source.levels(name));
        InstrumentalPolytope polytope = polytope(levels);
        return strata(source, levels).entrySet().stream()
                .flatMap(stratum -> polytope.violated(stratum.getValue()).stream()
                        .map(cut -> violated(cut, stratum.getKey(), stratum.getValue(), levels, source)))
                .max(Comparator.comparingDouble(InstrumentalFacet.Violated::unexplained));
    }

    private InstrumentalFacet.Violated violated(
            InstrumentalPolytope.Cut cut,
            SortedMap<String, String> stratum,
            double[] probabilities,
            Map<String, List<String>> levels,
            Distributions source) {
        Map<Symbol, Value> at = new HashMap<>();
        stratum.forEach((name, level) -> at.put(Symbol.of(name), new Level(level)));
        InstrumentalFacet facet = InstrumentalFacet.of(this, cut, levels, at);
        return new InstrumentalFacet.Violated(facet, stratum, facet.difference(source), cut.missing(probabilities));
    }

    private InstrumentalPolytope polytope(Map<String, List<String>> levels) {
        for (String name : List.of(instrument, treatment, outcome))
            if (!levels.containsKey(name)) throw CausalException.unknown("list of levels for", name, levels.keySet());
        return new InstrumentalPolytope(
                levels.get(instrument).size(),
                levels.get(treatment).size(),
                levels.get(outcome).size());
    }

    /** By levels of the covariates, P(x, y | z) for all levels of the three, those of y fastest. */
    private Map<SortedMap<String, String>, double[]> strata(Distributions source, Map<String, List<String>> levels) {
        Tensor all = Tensor.of(joint(), source);
        InstrumentalPolytope polytope = polytope(levels);
        Map<SortedMap<String, String>, double[]> strata = new LinkedHashMap<>();
        for (int number = 0; number < all.cells().length; number++) {
            int[] at = Tensor.levels(number, all.cards());
            SortedMap<String, String> stratum = new TreeMap<>();
            int[] place = new int[3];
            for (int i = 0; i < at.length; i++) {
                String name = all.scope().get(i).variable();
                int role = List.of(instrument, treatment, outcome).indexOf(name);
                if (role >= 0) place[role] = at[i];
                else stratum.put(name, levels.get(name).get(at[i]));
            }
            strata.computeIfAbsent(stratum, any -> new double[polytope.cells()])[
                            polytope.cell(place[0], place[1], place[2])] =
                    all.cells()[number];
        }
        return strata;
    }

    @Override
    public String text() {
        SortedSet<String> fixed = new TreeSet<>(covariates);
        fixed.add(treatment);
        return "max_{" + String.join(", ", fixed) + "} Σ_{" + outcome + "} max_{" + instrument + "} " + joint().text()
                + " ≤ 1";
    }

    Probability joint() {
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
