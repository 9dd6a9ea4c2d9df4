// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * What would have been, for a case of which something is known, had mechanisms been changed.
 *
 * @param evidence what is known of the case, as internal values by variable
 * @param interventions what would have been different
 * @param distributions the distribution of every variable under the interventions, for this case
 * @param changed the variables that the interventions can have changed, causes first
 * @param method how the answer was found
 * @param coupling how the noise of discrete mechanisms was taken to tie levels together; empty where none matters
 * @param bounds for categorical variables that can have changed, lower and upper bounds of each level's probability
 *     over all couplings; empty for a variable where they were not computed
 */
public record Counterfactual(
        Map<Variable, Double> evidence,
        List<Intervention> interventions,
        Map<String, Distribution> distributions,
        List<String> changed,
        Method method,
        Optional<Coupling> coupling,
        Map<String, List<Bounds>> bounds)
        implements Displayable {

    public Counterfactual {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
        interventions = List.copyOf(interventions);
        distributions = Collections.unmodifiableMap(new LinkedHashMap<>(distributions));
        changed = List.copyOf(changed);
        bounds = Map.copyOf(bounds);
    }

    /** How a counterfactual was found. */
    public enum Method {
        /** The evidence settles every noise that matters: a single value. */
        POINT("Exact: the evidence settles every noise that matters"),
        /** Exact probabilities of levels. */
        EXACT("Exact probabilities"),
        /** Exact conditioning of Gaussian noises. */
        GAUSSIAN("Exact, by Gaussian conditioning of the noises"),
        /** Draws of the noises, weighted by how well they explain the evidence. */
        WEIGHTED_DRAWS("By weighted draws of the noises");

        private final String text;

        Method(String text) {
            this.text = text;
        }

        /** The method in words. */
        public String text() {
            return text;
        }
    }

    /**
     * Bounds of a probability.
     *
     * @param lower the least value
     * @param upper the largest value
     */
    public record Bounds(double lower, double upper) implements Displayable {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "between %.4f and %.4f", lower, upper);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** The distribution of a variable under the interventions, for this case. */
    public Distribution distribution(String variable) {
        Distribution found = distributions.get(variable);
        if (found == null) throw CausalException.unknown("variable", variable, distributions.keySet());
        return found;
    }

    /** The probability that a variable would have had this level. */
    public double probability(String variable, Object level) {
        return distribution(variable).probability(level);
    }

    /** The value that a variable would have had on average; levels count as their position. */
    public double mean(String variable) {
        return distribution(variable).mean();
    }

    /**
     * Bounds of the probability that a variable would have had this level, over every way in which the noise of
     * the model's tables could tie levels together (the noises of different variables staying independent).
     *
     * <p>They contain the answer of every {@link Coupling}. They are the best possible when all variables are in the
     * evidence and the parents of only one variable, besides those held, can change; otherwise they may be
     * wider than they need to be.
     *
     * @throws CausalException if the variable is a number, cannot have changed, or the model is too large for bounds
     */
    public Bounds bounds(String variable, Object level) {
        Variable asked = distribution(variable).variable();
        List<Bounds> found = bounds.get(variable);
        if (found == null)
            throw new CausalException("There are no bounds for " + variable
                    + ": they exist for categorical variables in " + bounds.keySet()
                    + ", in models of levels that are not too large");
        return found.get((int) asked.code(level));
    }

    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Given " + (evidence.isEmpty() ? "nothing" : shownEvidence()) + ", under "
                + (interventions.isEmpty()
                        ? "no change"
                        : Interventions.text(interventions.toArray(Intervention[]::new))));
        for (String name : changed.isEmpty() ? List.copyOf(distributions.keySet()) : changed)
            lines.add("  " + distribution(name).text() + boundsText(name));
        lines.add(method.text
                + coupling.map(assumed -> "; assumes " + assumed.text()).orElse(""));
        return String.join("\n", lines);
    }

    @Override
    public Optional<String> html() {
        StringBuilder out = new StringBuilder("<p>Given ")
                .append(Displayable.escape(evidence.isEmpty() ? "nothing" : shownEvidence()))
                .append(", under <b>")
                .append(Displayable.escape(
                        interventions.isEmpty()
                                ? "no change"
                                : Interventions.text(interventions.toArray(Intervention[]::new))))
                .append("</b></p><table><tbody>");
        for (String name : changed.isEmpty() ? List.copyOf(distributions.keySet()) : changed) {
            out.append("<tr><td>")
                    .append(Displayable.escape(distribution(name).text() + boundsText(name)))
                    .append("</td></tr>");
        }
        out.append("</tbody></table><p><i>")
                .append(Displayable.escape(method.text
                        + coupling.map(assumed -> "; assumes " + assumed.text()).orElse("")))
                .append(".</i></p>");
        return Optional.of(out.toString());
    }

    @Override
    public String toString() {
        return text();
    }

    private String shownEvidence() {
        List<String> shown = new ArrayList<>();
        evidence.forEach((variable, code) -> shown.add(variable.name() + " = " + variable.show(code)));
        return String.join(", ", shown);
    }

    private String boundsText(String name) {
        List<Bounds> found = bounds.get(name);
        if (found == null) return "";
        Variable variable = distribution(name).variable();
        int last = variable.levels().size() - 1;
        return String.format(
                Locale.ROOT,
                "  (%s between %.4f and %.4f whatever the noise)",
                variable.levels().get(last),
                found.get(last).lower(),
                found.get(last).upper());
    }
}
