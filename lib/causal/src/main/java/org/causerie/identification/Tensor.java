// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * The values of a formula for every combination of the levels of its free symbols, the last symbol fastest.
 *
 * <p>Products take the union of their factors' symbols, so that time and memory are exponential in the most symbols
 * that stand together, not in the depth of the formula.
 */
record Tensor(List<Symbol> scope, int[] cards, double[] cells) {
    private static final long LARGEST = 1L << 24;

    /** The values of the formula. */
    static Tensor of(Expression expression, Distributions source) {
        Progress.checkpoint();
        if (expression instanceof Constant constant)
            return new Tensor(List.of(), new int[0], new double[] {constant.value()});
        if (expression instanceof Probability probability) return conditional(probability, source);
        if (expression instanceof Product product) {
            Tensor result = of(Constant.one(), source);
            for (Expression factor : product.factors()) result = result.with(of(factor, source), (a, b) -> a * b);
            return result;
        }
        if (expression instanceof Fraction fraction)
            return of(fraction.numerator(), source).with(of(fraction.denominator(), source), Tensor::ratio);
        if (expression instanceof Sum sum) {
            Tensor result = of(sum.body(), source);
            for (Symbol symbol : sum.over()) result = result.sum(symbol, weights(symbol, source, false));
            return result;
        }
        if (expression instanceof Expectation mean)
            return of(mean.density(), source).sum(mean.over(), weights(mean.over(), source, true));
        if (expression instanceof WeightedSum combination) {
            Tensor result = of(new Constant(0), source);
            for (WeightedSum.Part part : combination.parts())
                result = result.with(of(part.expression(), source), (a, b) -> a + part.weight() * b);
            return result;
        }
        Extreme extreme = (Extreme) expression;
        DoubleBinaryOperator better = extreme.end() == Extreme.End.LARGEST ? Math::max : Math::min;
        return extreme.candidates().stream()
                .map(candidate -> of(candidate, source))
                .reduce((a, b) -> a.with(b, better))
                .orElseThrow();
    }

    private static double ratio(double numerator, double denominator) {
        return numerator == 0 ? 0 : numerator / denominator;
    }

    /** What a sum multiplies each level with: 1, or for a mean the level read as a number. */
    private static double[] weights(Symbol symbol, Distributions source, boolean numbers) {
        List<String> levels = source.levels(symbol.variable());
        if (!numbers) return levels.stream().mapToDouble(level -> 1).toArray();
        try {
            return levels.stream().mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException notNumbers) {
            throw new CausalException(
                    "The mean of " + symbol.variable() + " needs levels that are numbers; it has "
                            + String.join(", ", levels) + ". Ask for the probability of one of them",
                    notNumbers);
        }
    }

    private static Tensor conditional(Probability probability, Distributions source) {
        if (probability.given().isEmpty()) return joint(probability.domain(), probability.events(), source);
        List<Term> all = new ArrayList<>(probability.given());
        all.addAll(probability.events());
        return joint(probability.domain(), all, source)
                .with(joint(probability.domain(), probability.given(), source), Tensor::ratio);
    }

    /** The joint probability of events; a table of the source for each combination of what their worlds are set to. */
    private static Tensor joint(Domain domain, Collection<Term> terms, Distributions source) {
        List<Symbol> scope =
                new ArrayList<>(new TreeSet<>(new Probability(domain, new TreeSet<>(terms), new TreeSet<>()).free()));
        int[] cards = cards(scope, source);
        double[] cells = new double[size(cards)];
        Map<List<CounterfactualVariable>, double[]> tables = new HashMap<>();
        for (int cell = 0; cell < cells.length; cell++) {
            int[] at = levels(cell, cards);
            SortedMap<String, CounterfactualVariable> order = new TreeMap<>();
            Map<CounterfactualVariable, String> seen = new HashMap<>();
            boolean possible = true;
            for (Term term : terms) {
                SortedMap<String, String> world = new TreeMap<>();
                term.world().forEach((name, value) -> world.put(name, level(name, value, scope, at, source)));
                CounterfactualVariable outcome = new CounterfactualVariable(term.variable(), world);
                String level = level(term.variable(), term.value(), scope, at, source);
                String before = seen.putIfAbsent(outcome, level);
                possible &= before == null || before.equals(level);
                order.put(outcome.toString(), outcome);
            }
            if (!possible) continue;
            List<CounterfactualVariable> variables = List.copyOf(order.values());
            double[] table = tables.computeIfAbsent(variables, asked -> source.joint(domain, asked));
            int position = 0;
            for (CounterfactualVariable variable : variables) {
                List<String> names = source.levels(variable.variable());
                position = position * names.size() + names.indexOf(seen.get(variable));
            }
            cells[cell] = table[position];
        }
        return new Tensor(scope, cards, cells);
    }

    private static String level(String variable, Value value, List<Symbol> scope, int[] at, Distributions source) {
        List<String> levels = source.levels(variable);
        if (value instanceof Symbol symbol) return levels.get(at[scope.indexOf(symbol)]);
        String name = ((Level) value).name();
        if (!levels.contains(name)) throw CausalException.unknown("level of " + variable, name, levels);
        return name;
    }

    private Tensor with(Tensor other, DoubleBinaryOperator operator) {
        TreeSet<Symbol> union = new TreeSet<>(scope);
        union.addAll(other.scope);
        List<Symbol> wider = List.copyOf(union);
        int[] both = new int[wider.size()];
        for (int i = 0; i < both.length; i++) {
            int mine = scope.indexOf(wider.get(i));
            both[i] = mine >= 0 ? cards[mine] : other.cards[other.scope.indexOf(wider.get(i))];
        }
        double[] result = new double[size(both)];
        int[] mine = strides(wider);
        int[] theirs = other.strides(wider);
        int[] at = new int[both.length];
        int a = 0;
        int b = 0;
        for (int cell = 0; cell < result.length; cell++) {
            result[cell] = operator.applyAsDouble(cells[a], other.cells[b]);
            for (int i = both.length - 1; i >= 0; i--) {
                a += mine[i];
                b += theirs[i];
                if (++at[i] < both[i]) break;
                a -= mine[i] * both[i];
                b -= theirs[i] * both[i];
                at[i] = 0;
            }
        }
        return new Tensor(wider, both, result);
    }

    /** The weighted sum over a symbol; where the formula does not depend on it, over as many equal values. */
    private Tensor sum(Symbol symbol, double[] weights) {
        int position = scope.indexOf(symbol);
        double total = Arrays.stream(weights).sum();
        if (position < 0)
            return new Tensor(
                    scope,
                    cards,
                    Arrays.stream(cells).map(value -> value * total).toArray());
        List<Symbol> rest = new ArrayList<>(scope);
        rest.remove(position);
        int[] others = IntStream.range(0, cards.length)
                .filter(i -> i != position)
                .map(i -> cards[i])
                .toArray();
        int inner = 1;
        for (int i = position + 1; i < cards.length; i++) inner *= cards[i];
        double[] sums = new double[cells.length / cards[position]];
        for (int cell = 0; cell < cells.length; cell++) {
            int level = cell / inner % cards[position];
            sums[cell / (inner * cards[position]) * inner + cell % inner] += weights[level] * cells[cell];
        }
        return new Tensor(List.copyOf(rest), others, sums);
    }

    /** The value where the free symbols have these levels. */
    double at(Map<Symbol, String> levels, Distributions source) {
        int cell = 0;
        for (int i = 0; i < cards.length; i++) {
            Symbol symbol = scope.get(i);
            String level = levels.get(symbol);
            if (level == null)
                throw new CausalException("The formula depends on " + symbol + "; give its level, one of "
                        + String.join(", ", source.levels(symbol.variable())));
            List<String> known = source.levels(symbol.variable());
            if (!known.contains(level)) throw CausalException.unknown("level of " + symbol.variable(), level, known);
            cell = cell * cards[i] + known.indexOf(level);
        }
        return cells[cell];
    }

    private int[] strides(List<Symbol> wider) {
        int[] strides = new int[wider.size()];
        int stride = 1;
        for (int i = scope.size() - 1; i >= 0; i--) {
            strides[wider.indexOf(scope.get(i))] = stride;
            stride *= cards[i];
        }
        return strides;
    }

    private static int[] cards(List<Symbol> scope, Distributions source) {
        return scope.stream()
                .mapToInt(symbol -> source.levels(symbol.variable()).size())
                .toArray();
    }

    private static int size(int[] cards) {
        long size = 1;
        for (int card : cards) {
            size *= card;
            if (size > LARGEST)
                throw new CausalException("The exact value of the formula needs a table of more than " + LARGEST
                        + " cells; fix the levels of some free symbols, or ask for fewer variables");
        }
        return (int) size;
    }

    static int[] levels(int cell, int[] cards) {
        int[] at = new int[cards.length];
        for (int i = cards.length - 1; i >= 0; i--) {
            at[i] = cell % cards[i];
            cell /= cards[i];
        }
        return at;
    }
}
