// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How formulas are written, as text and as LaTeX. */
final class Notation {
    private Notation() {}

    /** The formula as text; a bound symbol that would hide another gets primes. */
    static String text(Expression expression) {
        return verbatim(Bindings.renamed(expression, UnaryOperator.identity()));
    }

    /** The formula in LaTeX; a bound symbol that would hide another gets primes. */
    static String latex(Expression expression) {
        return write(Bindings.renamed(expression, UnaryOperator.identity()), true, false);
    }

    /** The formula as text, every symbol by the name it has. */
    static String verbatim(Expression expression) {
        return write(expression, false, false);
    }

    private static String write(Expression expression, boolean latex, boolean factor) {
        if (expression instanceof Constant constant) return constant.text();
        if (expression instanceof Probability probability) return probability(probability, latex);
        if (expression instanceof Product product)
            return product.factors().isEmpty()
                    ? "1"
                    : product.factors().stream()
                            .map(each -> write(each, latex, true))
                            .collect(Collectors.joining(latex ? "\\, " : " "));
        if (expression instanceof Sum sum) {
            String symbols =
                    sum.over().stream().map(symbol -> value(symbol, latex)).collect(Collectors.joining(", "));
            String body = write(sum.body(), latex, true);
            return bracketed((latex ? "\\sum_{" : "Σ_{") + symbols + "} " + body, latex, factor);
        }
        if (expression instanceof Fraction fraction)
            return latex
                    ? "\\frac{" + write(fraction.numerator(), true, false) + "}{"
                            + write(fraction.denominator(), true, false) + "}"
                    : bracketed(
                            write(fraction.numerator(), false, true) + " / " + denominator(fraction.denominator()),
                            false,
                            factor);
        if (expression instanceof Expectation mean) return mean(mean, latex, factor);
        if (expression instanceof WeightedSum combination) return combination(combination, latex, factor);
        Extreme extreme = (Extreme) expression;
        boolean largest = extreme.end() == Extreme.End.LARGEST;
        String name = (latex ? "\\" : "") + (largest ? "max" : "min");
        return name
                + extreme.candidates().stream()
                        .map(each -> write(each, latex, false))
                        .collect(Collectors.joining(", ", latex ? "\\left\\{" : "{", latex ? "\\right\\}" : "}"));
    }

    private static String denominator(Expression expression) {
        String text = write(expression, false, true);
        return expression instanceof Product product && product.factors().size() > 1 ? "(" + text + ")" : text;
    }

    private static String bracketed(String text, boolean latex, boolean needed) {
        if (!needed) return text;
        return latex ? "\\left(" + text + "\\right)" : "(" + text + ")";
    }

    private static String mean(Expectation mean, boolean latex, boolean factor) {
        if (mean.density() instanceof Probability p
                && p.events().size() == 1
                && p.events().first().value().equals(mean.over())) {
            Term seen = p.events().first();
            String name = latex ? Latex.name(seen.variable()) : Names.variable(seen.variable());
            return (latex ? "\\mathbb{E}" : "E")
                    + domain(p.domain(), latex)
                    + (latex ? "\\left[" : "[")
                    + (interventional(p) ? name : name + world(seen.world(), latex))
                    + condition(p, latex)
                    + (latex ? "\\right]" : "]");
        }
        String symbol = value(mean.over(), latex);
        return bracketed(
                (latex ? "\\sum_{" : "Σ_{") + symbol + "} " + symbol + (latex ? "\\, " : " ")
                        + write(mean.density(), latex, true),
                latex,
                factor);
    }

    private static String combination(WeightedSum combination, boolean latex, boolean factor) {
        StringBuilder out = new StringBuilder();
        for (WeightedSum.Part part : combination.parts()) {
            boolean first = out.length() == 0;
            double size = Math.abs(part.weight());
            String sign = part.weight() < 0 ? (first ? "-" : " - ") : first ? "" : " + ";
            boolean constant = part.expression() instanceof Constant;
            String weight = size == 1 ? "" : new Constant(size).text() + (latex ? "\\, " : " ");
            out.append(sign).append(weight).append(write(part.expression(), latex, !constant && nested(part)));
        }
        return out.length() == 0
                ? "0"
                : bracketed(out.toString(), latex, factor && combination.parts().size() > 1);
    }

    private static boolean nested(WeightedSum.Part part) {
        return part.weight() != 1 || part.expression() instanceof WeightedSum;
    }

    private static String probability(Probability p, boolean latex) {
        boolean interventional = interventional(p);
        return "P" + domain(p.domain(), latex) + "("
                + p.events().stream()
                        .map(term -> term(term, !interventional, latex))
                        .collect(Collectors.joining(", "))
                + condition(p, latex) + ")";
    }

    private static String domain(Domain domain, boolean latex) {
        if (domain.name().isEmpty()) return "";
        return latex ? "^{" + Latex.name(domain.name()) + "}" : "^" + Names.variable(domain.name());
    }

    private static String condition(Probability p, boolean latex) {
        boolean interventional = interventional(p);
        List<String> parts = new ArrayList<>();
        if (interventional) parts.add(intervention(p.events().first().world(), latex));
        for (Term term : p.given()) parts.add(term(term, !interventional, latex));
        return parts.isEmpty() ? "" : (latex ? " \\mid " : " | ") + String.join(", ", parts);
    }

    /** Whether all events are of one world, which is not the world as it is: then it is written with a do. */
    private static boolean interventional(Probability p) {
        return p.world().filter(world -> !world.isEmpty()).isPresent();
    }

    private static String intervention(SortedMap<String, Value> world, boolean latex) {
        return (latex ? "\\mathrm{do}(" : "do(") + values(world, latex) + ")";
    }

    private static String term(Term term, boolean showWorld, boolean latex) {
        String world = showWorld ? world(term.world(), latex) : "";
        if (term.value() instanceof Symbol symbol) {
            if (!world.isEmpty() && latex && symbol.primes() > 0)
                return Latex.name(symbol.variable()) + "'".repeat(symbol.primes()) + world;
            return value(symbol, latex) + world;
        }
        String level = ((Level) term.value()).name();
        return latex
                ? Latex.name(term.variable()) + world + "{=}" + Latex.name(level)
                : Names.variable(term.variable()) + world + " = " + Names.level(term.variable(), level);
    }

    private static String world(SortedMap<String, Value> world, boolean latex) {
        if (world.isEmpty()) return "";
        return "_{" + values(world, latex) + "}";
    }

    private static String values(SortedMap<String, Value> world, boolean latex) {
        return world.entrySet().stream().map(entry -> setting(entry, latex)).collect(Collectors.joining(", "));
    }

    private static String setting(Map.Entry<String, Value> entry, boolean latex) {
        return latex ? entry.getValue().latex(entry.getKey()) : entry.getValue().text(entry.getKey());
    }

    private static String value(Symbol symbol, boolean latex) {
        return latex ? symbol.latex(symbol.variable()) : symbol.text(symbol.variable());
    }
}
