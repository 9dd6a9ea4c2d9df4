// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * The proof that a query equals its formula: steps of the do-calculus, each with the separation in a mutilated graph
 * that allows it, and steps of the calculus of probabilities.
 *
 * <p>Reference: J. Pearl, Causality, 2nd edition (2009), theorem 3.4.1; that such a proof exists whenever a query is
 * identified: I. Shpitser and J. Pearl, AAAI 2006; Y. Huang and M. Valtorta, UAI 2006, arXiv:1206.6831.
 *
 * @param query the question
 * @param steps from the question to the formula
 */
public record Derivation(InterventionalDistribution query, List<Step> steps) implements Displayable {

    /** What allows a step. */
    public enum Rule {
        OBSERVATION("rule 1"),
        EXCHANGE("rule 2"),
        ACTION("rule 3"),
        SUM_OVER("sum over the rest"),
        CHAIN_RULE("chain rule"),
        CONDITION("conditional probability"),
        AVERAGE("the mean over what makes no difference");

        private final String words;

        Rule(String words) {
            this.words = words;
        }
    }

    /**
     * The separation that a rule of the do-calculus asks for.
     *
     * @param rule 1 to insert or delete observations, 2 to exchange them with actions, 3 to insert or delete actions
     * @param outcomes the variables whose distribution it is
     * @param changed the variables observed or set, or not
     * @param given what separates them: the other variables observed and set
     * @param cutInto the variables into which edges are cut
     * @param cutOutOf the variables out of which edges are cut
     */
    public record Licence(
            Rule rule,
            SortedSet<String> outcomes,
            SortedSet<String> changed,
            SortedSet<String> given,
            SortedSet<String> cutInto,
            SortedSet<String> cutOutOf) {

        public Licence {
            outcomes = copy(outcomes);
            changed = copy(changed);
            given = copy(given);
            cutInto = copy(cutInto);
            cutOutOf = copy(cutOutOf);
        }

        /** The graph with the edges cut, in which the separation is looked for. */
        public Admg cut(Admg graph) {
            return graph.withoutEdgesInto(bits(graph, cutInto)).withoutEdgesOutOf(bits(graph, cutOutOf));
        }

        /** Whether the separation holds in the graph. */
        public boolean holds(Admg graph) {
            return cut(graph).separated(bits(graph, outcomes), bits(graph, changed), bits(graph, given));
        }

        String text() {
            String cuts = (cutInto.isEmpty() ? "" : " without edges into " + names(cutInto))
                    + (cutOutOf.isEmpty()
                            ? ""
                            : (cutInto.isEmpty() ? " without" : " and") + " edges out of " + names(cutOutOf));
            return rule.words + ": " + names(outcomes) + " ⊥ " + names(changed)
                    + (given.isEmpty() ? "" : " | " + names(given)) + " in G" + cuts;
        }

        private static SortedSet<String> copy(SortedSet<String> set) {
            return Collections.unmodifiableSortedSet(new TreeSet<>(set));
        }

        private static BitSet bits(Admg graph, Collection<String> names) {
            BitSet bits = new BitSet();
            for (String name : names) bits.set(graph.index(name));
            return bits;
        }

        private static String names(Collection<String> names) {
            return String.join(", ", names);
        }
    }

    /**
     * One step: a part of the formula is replaced with what it equals.
     *
     * @param rule what allows it
     * @param left the part
     * @param right what it equals
     * @param whole the whole formula after the step
     * @param licence the separation that allows it; empty for a step of the calculus of probabilities
     */
    public record Step(Rule rule, Expression left, Expression right, Expression whole, Optional<Licence> licence) {

        String reason() {
            return licence.map(Licence::text).orElse(rule.words);
        }
    }

    public Derivation {
        steps = List.copyOf(steps);
    }

    /**
     * The proof of the formula that {@link IdAlgorithm} finds.
     *
     * @throws CausalException if the query is not identified, with the reason; or the graph does not know a variable
     */
    public static Derivation of(InterventionalDistribution query, Admg graph) {
        Subgraphs graphs = new Subgraphs(graph);
        IdRecursion.Conditional result = IdAlgorithm.run(
                graphs,
                graphs.indices(query.outcomes()),
                graphs.indices(query.treatments()),
                graphs.indices(query.given()));
        if (!(result.answer() instanceof IdRecursion.Found found))
            throw new CausalException("There is nothing to derive: "
                    + IdAlgorithm.withDefaults().identify(query, graph).text());
        ProofWriter writer = new ProofWriter(graphs, query.probability());
        IdAlgorithm.closed(found, query).proof().accept(writer);
        return new Derivation(query, writer.steps());
    }

    /** The formula at the end; the query itself where nothing had to be done. */
    public Expression formula() {
        return steps.isEmpty()
                ? query.probability()
                : steps.get(steps.size() - 1).whole();
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(query.text());
        for (int i = 0; i < steps.size(); i++)
            out.append("\n")
                    .append(i + 1)
                    .append(". = ")
                    .append(steps.get(i).whole().text())
                    .append("   [")
                    .append(steps.get(i).reason())
                    .append("]");
        return out.toString();
    }

    /** A table of numbered steps; what each step has put in is marked. */
    @Override
    public Optional<String> html() {
        StringBuilder rows = new StringBuilder(row("", subscripts(Displayable.escape(query.text())), ""));
        String before = query.text();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            rows.append(row((i + 1) + ".", "= " + marked(step, before), Displayable.escape(step.reason())));
            before = step.whole().text();
        }
        return Optional.of("<table>" + rows + "</table>");
    }

    private static String row(String number, String formula, String reason) {
        String cell = "<td style=\"text-align:left;vertical-align:baseline\">";
        return "<tr>" + cell + number + "</td>" + cell + formula + "</td>" + cell + "<small>" + reason
                + "</small></td></tr>";
    }

    /** The whole formula with the part marked that is new: where it stands over the first sign that changed. */
    private static String marked(Step step, String before) {
        String whole = step.whole().text();
        String part = step.right().text();
        int changed = 0;
        while (changed < Math.min(before.length(), whole.length()) && before.charAt(changed) == whole.charAt(changed))
            changed++;
        // a bracket may have come with the part
        int at = whole.lastIndexOf(part, changed + 1);
        if (at < 0 || at + part.length() < changed || part.length() == whole.length())
            return subscripts(Displayable.escape(whole));
        int end = at + part.length();
        return subscripts(Displayable.escape(whole.substring(0, at)) + "<mark style=\"background:#fdedc8\">"
                + Displayable.escape(part) + "</mark>" + Displayable.escape(whole.substring(end)));
    }

    private static String subscripts(String markup) {
        return markup.replaceAll("Σ_\\{([^}]*)\\}", "Σ<sub>$1</sub>");
    }

    @Override
    public Optional<String> latex() {
        String rows = steps.stream()
                .map(step -> " &= " + step.whole().latex().orElseThrow() + " && \\text{" + step.rule().words + "}")
                .collect(Collectors.joining(" \\\\"));
        return Optional.of("\\begin{aligned} " + query.probability().latex().orElseThrow() + rows + " \\end{aligned}");
    }

    @Override
    public String toString() {
        return text();
    }
}
