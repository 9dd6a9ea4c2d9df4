// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Pag;

/**
 * Who gets which level of a treatment: for certain or by chance, according to covariates.
 *
 * <p>{@snippet :
 * Policy.always("X", "0").where(Map.of("Z", "1"), "1");               // X = 1 if Z = 1; else 0
 * Policy.random("X", Map.of("0", 0.5, "1", 0.5));                     // a coin for everyone
 * }
 *
 * @param treatment the variable set
 * @param rules what holds in certain strata, which all name the same covariates
 * @param otherwise the probability of each level in every other stratum
 */
public record Policy(String treatment, List<Rule> rules, SortedMap<String, Double> otherwise) {
    private static final double TOLERANCE = 1e-9;

    /**
     * What holds in one stratum.
     *
     * @param stratum the level of each covariate
     * @param chances the probability of each level of the treatment; levels left out have none
     */
    public record Rule(SortedMap<String, String> stratum, SortedMap<String, Double> chances) {
        public Rule {
            stratum = Collections.unmodifiableSortedMap(new TreeMap<>(stratum));
            chances = distribution(chances);
        }

        private String text(String treatment) {
            return Policy.text(treatment, chances) + " if " + Names.settings(stratum);
        }
    }

    public Policy {
        rules = rules.stream()
                .sorted(Comparator.comparing(rule -> rule.stratum().toString()))
                .toList();
        otherwise = distribution(otherwise);
        if (treatment.isBlank()) throw new CausalException("A policy needs the name of a treatment");
        Set<Map<String, String>> seen = new HashSet<>();
        for (Rule rule : rules) {
            Set<String> covariates = rule.stratum().keySet();
            if (covariates.isEmpty() || covariates.contains(treatment))
                throw new CausalException("A rule of a policy for " + treatment + " says for which levels of other"
                        + " variables it holds; given " + rule.stratum());
            if (!covariates.equals(rules.get(0).stratum().keySet()))
                throw new CausalException("The rules of a policy all name the same covariates; given " + covariates
                        + " and " + rules.get(0).stratum().keySet());
            if (!seen.add(rule.stratum()))
                throw new CausalException("A policy has one rule for a stratum; two were given for " + rule.stratum());
        }
    }

    private static SortedMap<String, Double> distribution(Map<String, Double> chances) {
        SortedMap<String, Double> positive = new TreeMap<>(chances);
        positive.values().removeIf(chance -> chance == 0);
        double sum = positive.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(Math.abs(sum - 1) <= TOLERANCE) || positive.values().stream().anyMatch(chance -> !(chance > 0)))
            throw new CausalException("The probabilities of a policy's levels lie between 0 and 1 and sum to 1; given "
                    + new TreeMap<>(chances));
        return Collections.unmodifiableSortedMap(positive);
    }

    /** The policy that gives everyone this level; add rules with {@link #where}. */
    public static Policy always(String treatment, String level) {
        return random(treatment, Map.of(level, 1.0));
    }

    /** The policy that draws everyone's level with these probabilities. */
    public static Policy random(String treatment, Map<String, Double> chances) {
        return new Policy(treatment, List.of(), new TreeMap<>(chances));
    }

    /** The same, but with this level for those in a stratum. */
    public Policy where(Map<String, String> stratum, String level) {
        return where(stratum, Map.of(level, 1.0));
    }

    /** The same, but with these probabilities for those in a stratum. */
    public Policy where(Map<String, String> stratum, Map<String, Double> chances) {
        Rule rule = new Rule(new TreeMap<>(stratum), new TreeMap<>(chances));
        return new Policy(
                treatment, Stream.concat(rules.stream(), Stream.of(rule)).toList(), otherwise);
    }

    /** The variables that it looks at. */
    public SortedSet<String> covariates() {
        return rules.isEmpty()
                ? Collections.emptySortedSet()
                : new TreeSet<>(rules.get(0).stratum().keySet());
    }

    /**
     * The distribution of outcomes under the policy, from those under plain interventions:
     * \(\sum_x o(x) P(y \mid do(x)) + \sum_z \sum_x (\pi(x \mid z) - o(x)) P(y, z \mid do(x))\), where \(o\) is what
     * holds outside the rules. Assumes that the treatment does not change the covariates.
     */
    WeightedSum applied(SortedSet<String> outcomes) {
        SortedMap<String, Double> none = new TreeMap<>();
        Stream<WeightedSum.Part> parts = parts(outcomes, new TreeMap<>(), otherwise, none);
        for (Rule rule : rules)
            parts = Stream.concat(parts, parts(outcomes, rule.stratum(), rule.chances(), otherwise));
        return new WeightedSum(parts.toList());
    }

    /** Refuses the policy in a graph where the treatment changes what the policy looks at, or may change it. */
    void requireUnaffected(CausalGraph graph) {
        Set<String> effects = effects(graph);
        for (String covariate : covariates())
            if (effects.contains(covariate))
                throw new CausalException("The policy for " + treatment + " looks at " + covariate + ", which "
                        + treatment + (graph instanceof Admg ? " changes" : " may change")
                        + "; let it look at what comes before " + treatment);
    }

    private Set<String> effects(CausalGraph graph) {
        if (graph instanceof Cpdag cpdag) return cpdag.meek().possibleDescendants(treatment);
        return graph instanceof Pag pag ? pag.possibleDescendants(treatment) : ((Admg) graph).descendants(treatment);
    }

    private Stream<WeightedSum.Part> parts(
            SortedSet<String> outcomes,
            SortedMap<String, String> stratum,
            SortedMap<String, Double> chances,
            SortedMap<String, Double> instead) {
        SortedSet<String> levels = new TreeSet<>(chances.keySet());
        levels.addAll(instead.keySet());
        return levels.stream()
                .map(level -> new WeightedSum.Part(
                        chances.getOrDefault(level, 0.0) - instead.getOrDefault(level, 0.0),
                        held(outcomes, stratum, level)))
                .filter(part -> part.weight() != 0);
    }

    private Probability held(SortedSet<String> outcomes, SortedMap<String, String> stratum, String level) {
        Map<String, Value> world = Map.of(treatment, new Level(level));
        SortedSet<Term> events = new TreeSet<>();
        for (String outcome : outcomes) events.add(Term.of(outcome).in(world));
        stratum.forEach(
                (name, seen) -> events.add(Term.of(name, new Level(seen)).in(world)));
        return new Probability(Domain.target(), events, new TreeSet<>());
    }

    Policy renamed(UnaryOperator<String> names) {
        return new Policy(
                names.apply(treatment),
                rules.stream()
                        .map(rule -> new Rule(Names.renamed(rule.stratum(), names), rule.chances()))
                        .toList(),
                otherwise);
    }

    /** The policy as it stands in a do: {@code X = 1 if Z = 1; else 0}. */
    String text() {
        String start = Names.variable(treatment) + " = ";
        if (rules.isEmpty()) return start + braces(treatment, otherwise);
        return start + rules.stream().map(rule -> rule.text(treatment)).collect(Collectors.joining("; ")) + "; else "
                + text(treatment, otherwise);
    }

    private static String text(String treatment, SortedMap<String, Double> chances) {
        return chances.size() == 1 ? Names.level(treatment, chances.firstKey()) : braces(treatment, chances);
    }

    private static String braces(String treatment, SortedMap<String, Double> chances) {
        return chances.entrySet().stream()
                .map(entry -> Names.level(treatment, entry.getKey()) + ": " + new Constant(entry.getValue()).text())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    String latex() {
        String start = Latex.name(treatment) + " = ";
        if (rules.isEmpty()) return start + latexChances(otherwise);
        return start + "\\begin{cases} "
                + rules.stream()
                        .map(rule ->
                                latexChances(rule.chances()) + " & " + Names.latexSettings(rule.stratum()) + " \\\\ ")
                        .collect(Collectors.joining())
                + latexChances(otherwise) + " & \\text{else} \\end{cases}";
    }

    private static String latexChances(SortedMap<String, Double> chances) {
        if (chances.size() == 1) return Latex.name(chances.firstKey());
        return chances.entrySet().stream()
                .map(entry -> Latex.name(entry.getKey()) + "{:}\\," + new Constant(entry.getValue()).text())
                .collect(Collectors.joining(", ", "\\{", "\\}"));
    }

    @Override
    public String toString() {
        return text();
    }
}
