// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.model.Abduction;
import org.causerie.model.Distribution;
import org.causerie.model.Intervention;
import org.causerie.model.ProbabilityTable;
import org.causerie.model.Row;
import org.causerie.model.Scm;
import org.causerie.model.Variable;

/**
 * Whether a decision would have been the same for the same person with another protected attribute.
 *
 * <p>A decision \(\hat Y\) is counterfactually fair where \(P(\hat Y_{a}(U) = y | X = x, A = a) = P(\hat Y_{a'}(U) = y | X = x, A = a)\)
 * for every case, decision and level \(a'\). The gap of a case is the largest difference over \(a'\): for decisions with
 * levels, the total variation distance of the two distributions; for numbers, the difference of their means. The decision is
 * a variable of the model, its mechanism the rule or the fitted predictor; a case is known by all variables
 * that do not come after the decision.
 *
 * <p>Assumes the model, its noises included: counterfactuals of levels rest on the {@link org.causerie.model.Coupling} of
 * the abduction. One counterfactual per case and level; equal cases are asked about once.
 *
 * <p>Kusner, M. J., Loftus, J., Russell, C. &amp; Silva, R. (2017). Counterfactual fairness. NeurIPS 30.
 *
 * @param abduction how counterfactuals are found; its defaults by default
 * @param tolerance the largest gap that counts as none, at least 0; 10<sup>-9</sup> by default
 */
public record CounterfactualFairness(Abduction abduction, double tolerance) {
    private static final int MOST_CASES = 10_000;

    public CounterfactualFairness {
        if (!(tolerance >= 0))
            throw new CausalException("The tolerance must be at least 0; " + tolerance + " was given");
    }

    public static CounterfactualFairness withDefaults() {
        return new CounterfactualFairness(Abduction.withDefaults(), 1e-9);
    }

    public CounterfactualFairness abduction(Abduction newAbduction) {
        return new CounterfactualFairness(newAbduction, tolerance);
    }

    public CounterfactualFairness tolerance(double newTolerance) {
        return new CounterfactualFairness(abduction, newTolerance);
    }

    /**
     * One kind of case.
     *
     * @param evidence what is known of it
     * @param share how large a part of all cases it is
     * @param gap the largest change of the decision under another level of the attribute
     */
    public record Case(Map<String, Object> evidence, double share, double gap) {
        public Case {
            evidence = Map.copyOf(evidence);
        }
    }

    /**
     * What was found.
     *
     * @param attribute the protected attribute
     * @param decision the decision
     * @param cases the kinds of cases, the largest gap first
     * @param averageGap the mean gap over all cases
     * @param unfairShare the share of cases with a gap above the tolerance
     * @param settings the settings
     * @param provenance where the result comes from
     */
    public record Result(
            String attribute,
            String decision,
            List<Case> cases,
            double averageGap,
            double unfairShare,
            CounterfactualFairness settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            cases = List.copyOf(cases);
        }

        /** Whether no case has a gap. */
        public boolean fair() {
            return unfairShare == 0;
        }

        @Override
        public String text() {
            String verdict = fair()
                    ? decision + " is counterfactually fair towards " + attribute + " in all " + cases.size()
                            + " kinds of cases"
                    : String.format(
                            Locale.ROOT,
                            "%s is not counterfactually fair towards %s: it changes for %.1f %% of cases, by %.4g on average"
                                    + " over all; most, by %.4g, for %s",
                            decision,
                            attribute,
                            100 * unfairShare,
                            averageGap,
                            cases.get(0).gap(),
                            cases.get(0).evidence());
            return verdict + "\nAssumes " + settings.abduction.coupling().text();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The fairness of a decision over the whole population of a model of levels, exactly.
     *
     * @throws CausalException if a variable is unknown, a variable before the decision is a number, or there are more than
     *     10,000 kinds of cases
     */
    public Result explain(Scm model, String attribute, String decision) {
        List<String> known = known(model, attribute, decision);
        long kinds = 1;
        for (String name : known) {
            kinds *= Math.max(1, model.variable(name).levels().size());
            if (kinds > MOST_CASES)
                throw new CausalException("There are more than " + MOST_CASES + " combinations of " + known
                        + "; give the cases you mean as data");
        }
        ProbabilityTable table = model.table(known.toArray(String[]::new));
        Map<Map<String, Object>, Double> cases = new LinkedHashMap<>();
        for (int cell = 0; cell < table.cells().size(); cell++) {
            double share = table.cells().get(cell);
            if (!(share > 0)) continue;
            Map<String, Object> evidence = new LinkedHashMap<>();
            int rest = cell;
            for (int v = known.size() - 1; v >= 0; v--) {
                List<String> levels = table.variables().get(v).levels();
                evidence.put(known.get(v), levels.get(rest % levels.size()));
                rest /= levels.size();
            }
            cases.put(evidence, share);
        }
        return judge(model, attribute, decision, cases, Provenance.of(model.hash()));
    }

    /**
     * The fairness of a decision for the cases of a data set.
     *
     * @param data has a column for every variable that does not come after the decision, without missing values
     * @throws CausalException if a variable is unknown or has no column, or a counterfactual cannot be found
     */
    public Result explain(Scm model, String attribute, String decision, Dataset data) {
        List<String> known = known(model, attribute, decision);
        Dataset used = data.select(known);
        if (used.hasMissing())
            throw new CausalException(
                    "A case must be known in full, but the data has missing values; drop these rows with"
                            + " dropMissing() first");
        double[] weights = data.weights();
        double total = 0;
        for (double weight : weights) total += weight;
        Map<Map<String, Object>, Double> cases = new LinkedHashMap<>();
        for (int row = 0; row < data.rows(); row++)
            cases.merge(Row.of(used, row).toMap(), weights[row] / total, Double::sum);
        return judge(model, attribute, decision, cases, Provenance.of(data.hash(), abduction.seed()));
    }

    private static List<String> known(Scm model, String attribute, String decision) {
        Variable variable = model.variable(attribute);
        if (!variable.categorical())
            throw new CausalException(
                    attribute + " is a number; counterfactual fairness asks about levels of an attribute");
        Set<String> after = model.graph().descendants(decision);
        if (attribute.equals(decision) || after.contains(attribute))
            throw new CausalException(attribute + " comes after the decision " + decision
                    + " or is the same; the protected attribute must come before it");
        return model.variables().stream()
                .filter(name -> !name.equals(decision) && !after.contains(name))
                .toList();
    }

    private Result judge(
            Scm model,
            String attribute,
            String decision,
            Map<Map<String, Object>, Double> shares,
            Provenance provenance) {
        List<Case> cases = new ArrayList<>();
        double average = 0;
        double unfair = 0;
        try (Progress progress = Progress.of("cases", shares.size())) {
            for (Map.Entry<Map<String, Object>, Double> each : shares.entrySet()) {
                double gap = gap(model, attribute, decision, each.getKey());
                cases.add(new Case(each.getKey(), each.getValue(), gap));
                average += each.getValue() * gap;
                if (gap > tolerance) unfair += each.getValue();
                progress.step();
            }
        }
        cases.sort((a, b) -> Double.compare(b.gap(), a.gap()));
        return new Result(attribute, decision, cases, average, unfair, this, provenance);
    }

    private double gap(Scm model, String attribute, String decision, Map<String, Object> evidence) {
        Variable variable = model.variable(attribute);
        String own = variable.show(variable.code(evidence.get(attribute)));
        Distribution actual = decided(model, attribute, own, decision, evidence);
        double largest = 0;
        for (String other : variable.levels())
            if (!other.equals(own))
                largest = Math.max(largest, distance(actual, decided(model, attribute, other, decision, evidence)));
        return largest;
    }

    private Distribution decided(
            Scm model, String attribute, String level, String decision, Map<String, Object> evidence) {
        return abduction
                .predict(model, evidence, Intervention.set(attribute, level))
                .distribution(decision);
    }

    private static double distance(Distribution first, Distribution second) {
        return first.variable().categorical() ? byLevel(first, second) : Math.abs(first.mean() - second.mean());
    }

    private static double byLevel(Distribution first, Distribution second) {
        double sum = 0;
        for (String level : first.variable().levels())
            sum += Math.abs(first.probability(level) - second.probability(level));
        return sum / 2;
    }
}
