// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

/** What formulas simplify to, and that their value stays. */
class SimplifiedTest {
    private static final Admg GRAPH = Admg.of("A -> B -> C", "A <-> C", "A -> C");
    private static final List<SemiMarkovWorld> WORLDS =
            List.of(new SemiMarkovWorld(GRAPH, 2, Seed.of(0)), new SemiMarkovWorld(GRAPH, 3, Seed.of(1)));

    /** A probability written as "AB|C", a prime after a letter for the second symbol of a variable. */
    static Probability p(String text) {
        String[] sides = text.split("\\|", -1);
        return new Probability(Domain.target(), terms(sides[0]), terms(sides.length > 1 ? sides[1] : ""));
    }

    private static SortedSet<Term> terms(String letters) {
        SortedSet<Term> terms = new TreeSet<>();
        for (Symbol symbol : symbols(letters)) terms.add(Term.of(symbol.variable(), symbol));
        return terms;
    }

    private static SortedSet<Symbol> symbols(String letters) {
        SortedSet<Symbol> symbols = new TreeSet<>();
        for (int i = 0; i < letters.length(); i++) {
            boolean prime = i + 1 < letters.length() && letters.charAt(i + 1) == '\'';
            symbols.add(new Symbol(letters.substring(i, i + 1), prime ? 1 : 0));
            if (prime) i++;
        }
        return symbols;
    }

    private static Sum sum(String over, Expression... factors) {
        return new Sum(symbols(over), product(factors));
    }

    private static Expression product(Expression... factors) {
        return Product.of(List.of(factors));
    }

    private static void becomes(Expression given, String text) {
        assertThat(given.simplified().text()).as(given.text()).isEqualTo(text);
        assertThat(given.equivalent(given.simplified())).isTrue();
        sameValue(given, given.simplified(), 2);
    }

    private static void sameValue(Expression given, Expression changed, int worlds) {
        assertThat(given.free()).containsAll(changed.free());
        for (int seed = 0; seed < worlds; seed++) {
            SemiMarkovWorld world = WORLDS.get(seed);
            for (int corner = 0; corner < 3; corner++) {
                Map<Symbol, String> at = new HashMap<>();
                for (Symbol symbol : given.free())
                    at.put(symbol, String.valueOf((symbol.hashCode() + corner & 7) % (2 + seed % 2)));
                double before = given.evaluate(world, at);
                assertThat(changed.evaluate(world, at))
                        .as(given.text() + " = " + changed.text())
                        .isEqualTo(before, within(1e-9 * Math.max(1, Math.abs(before))));
            }
        }
    }

    @Test
    void aSumOverAnEventLeavesItOut() {
        becomes(sum("B", p("AB|C")), "P(A | C)");
        becomes(sum("AB", p("AB|C")), "1");
        becomes(sum("B", p("A|C"), p("B|AC")), "P(A | C)");
        becomes(sum("B", p("A|B")), "Σ_{B} P(A | B)");
        becomes(sum("B", p("BB'|C")), "P(B' | C)");
    }

    @Test
    void aSymbolThatAlsoSetsAWorldIsNotSummedOut() {
        Probability composed = new Probability(
                Domain.target(),
                new TreeSet<>(List.of(
                        Term.of("B").in(Map.of("A", new Level("1"))),
                        Term.of("C").in(Map.of("B", Symbol.of("B"))))),
                new TreeSet<>());
        becomes(sum("B", composed), "Σ_{B} P(B_{A = 1}, C_{B})");
        Probability own = new Probability(
                Domain.target(), new TreeSet<>(List.of(Term.of("B").in(Map.of("B", Symbol.of("B"))))), new TreeSet<>());
        becomes(sum("B", own), "Σ_{B} P(B | do(B))");
        Probability known = new Probability(
                Domain.target(), terms("B"), new TreeSet<>(List.of(Term.of("C").in(Map.of("B", Symbol.of("B"))))));
        becomes(sum("B", known), "Σ_{B} P(B | C_{B})");
    }

    @Test
    void conditionalsThatMakeUpAJointAreJoined() {
        becomes(product(p("A|BC"), p("B|C"), p("C")), "P(A, B, C)");
        becomes(product(p("A|B"), p("C|B")), "P(A | B) P(C | B)");
        becomes(sum("C", p("A|BC"), p("C")), "Σ_{C} P(A | B, C) P(C)");
    }

    @Test
    void aJointOverAMarginalIsConditional() {
        becomes(new Fraction(p("AB"), p("B")), "P(A | B)");
        becomes(new Fraction(p("AB|C"), p("B|C")), "P(A | B, C)");
        becomes(new Fraction(p("AB"), p("A|B")), "P(B)");
        becomes(new Fraction(p("ABC"), sum("A", p("ABC"))), "P(A | B, C)");
        becomes(new Fraction(new Constant(1), p("A")), "1 / P(A)");
    }

    @Test
    void equalFactorsOfAFractionCancel() {
        becomes(new Fraction(product(p("A|B"), p("C")), product(p("C"), p("B"))), "P(A | B) / P(B)");
        becomes(new Fraction(product(p("A"), sum("B", p("A|B"), p("C|B"))), sum("B'", p("C|B'"), p("A|B'"))), "P(A)");
        becomes(new Fraction(p("A"), new Fraction(p("B"), p("C"))), "P(A) P(C) / P(B)");
        becomes(product(new Fraction(p("A"), p("B")), p("B"), p("C|A")), "P(A, C)");
    }

    @Test
    void factorsLeaveSumsThatDoNotMakeThem() {
        becomes(sum("B", p("A"), p("C|B"), p("A|B")), "P(A) (Σ_{B} P(C | B) P(A | B))");
        becomes(
                sum("BC", p("A|B"), p("A'|B"), p("A|C"), p("A'|C")),
                "(Σ_{B} P(A | B) P(A' | B)) (Σ_{C} P(A | C) P(A' | C))");
        becomes(sum("B", new Fraction(p("C|B"), p("A"))), "(Σ_{B} P(C | B)) / P(A)");
        becomes(sum("B", p("A")), "P(A) (Σ_{B} 1)");
    }

    @Test
    void meansGoIntoSums() {
        Expression adjusted = new Expectation(Symbol.of("C"), sum("B", p("C|AB"), p("B")));
        becomes(adjusted, "Σ_{B} P(B) E[C | A, B]");
        becomes(
                new Expectation(
                        Symbol.of("C"),
                        new WeightedSum(
                                List.of(new WeightedSum.Part(0.25, p("C|A")), new WeightedSum.Part(0.75, p("C|B"))))),
                "0.25 E[C | A] + 0.75 E[C | B]");
        becomes(new Expectation(Symbol.of("C"), product(p("C|A"), p("A"))), "Σ_{C} C P(A, C)");
        becomes(new Expectation(Symbol.of("C"), new Fraction(p("C|A"), p("B"))), "E[C | A] / P(B)");
    }

    @Test
    void numbersAndLikePartsAreWorkedOut() {
        Expression twice = new WeightedSum(List.of(
                new WeightedSum.Part(1, p("A")),
                new WeightedSum.Part(2, WeightedSum.difference(p("A"), new Constant(0.5))),
                new WeightedSum.Part(-1, p("B")),
                new WeightedSum.Part(1, p("B"))));
        becomes(twice, "3 P(A) - 1");
        becomes(WeightedSum.difference(p("A"), p("A")), "0");
        becomes(product(new Constant(0.5), p("A"), new Constant(4)), "2 P(A)");
        becomes(product(new Constant(0), p("A")), "0");
        becomes(
                new Extreme(
                        Extreme.End.LARGEST,
                        List.of(
                                new Constant(0),
                                p("A"),
                                new Extreme(Extreme.End.LARGEST, List.of(p("A"), new Constant(-1), p("B"))))),
                "max{0, P(A), P(B)}");
    }

    @Test
    void boundSymbolsGetPrimesWhereTheyWouldHideOthers() {
        Expression hidden = sum("B", p("B|A"), sum("A", p("C|AB"), p("A")));
        assertThat(hidden.text()).isEqualTo("Σ_{B} P(B | A) (Σ_{A'} P(C | A', B) P(A'))");
        assertThat(hidden.latex())
                .contains("\\sum_{\\mathit{B}} P(\\mathit{B} \\mid \\mathit{A})\\, \\left(\\sum_{\\mathit{A}'}"
                        + " P(\\mathit{C} \\mid \\mathit{A}', \\mathit{B})\\, P(\\mathit{A}')\\right)");
        assertThat(sum("A'", p("B|A'"), p("A'|C")).simplified().text()).isEqualTo("Σ_{A} P(B | A) P(A | C)");
        sameValue(hidden, hidden.simplified(), 2);
    }

    @Test
    void orderNestingAndNamesOfBoundSymbolsMakeNoDifference() {
        Expression nested = sum("B", p("B|A"), sum("A'", p("C|A'B"), p("A'")));
        Expression other = sum("A'", p("A'"), sum("B'", p("C|A'B'"), p("B'|A")));
        Expression flat = sum("A'B", p("A'"), p("B|A"), p("C|A'B"));
        assertThat(nested.canonical()).isEqualTo(other.canonical()).isEqualTo(flat.canonical());
        assertThat(nested.equivalent(other)).isTrue();
        assertThat(nested.equivalent(sum("B", p("B|A"), sum("A'", p("C|AB"), p("A'")))))
                .isFalse();
        Expression first = sum("AA'", p("B|A"), p("C|A'"), p("A|C"), p("A'|B"), p("A|A'"));
        Expression swapped = sum("AA'", p("B|A'"), p("C|A"), p("A'|C"), p("A|B"), p("A'|A"));
        assertThat(first.canonical()).isEqualTo(swapped.canonical());
        assertThat(first.equivalent(sum("AA'", p("B|A"), p("C|A'"), p("A|C"), p("A'|B"), p("A'|A"))))
                .isFalse();
    }

    @Test
    void sumsDoNotCatchWhatIsPutIn() {
        Expression formula = sum("A'", p("C|AA'"), p("A'"));
        Expression put = formula.substitute(Map.of(Symbol.of("A"), new Symbol("A", 1)));
        assertThat(put.free()).containsExactly(new Symbol("A", 1), Symbol.of("C"));
        assertThat(put.text()).isEqualTo("Σ_{A''} P(C | A', A'') P(A'')");
        assertThat(formula.substitute(Map.of(new Symbol("A", 1), new Level("1"))))
                .isEqualTo(formula);
        assertThat(formula.substitute(Map.of(Symbol.of("A"), new Level("1"))).text())
                .isEqualTo("Σ_{A'} P(C | A', A = 1) P(A')");
        Expression both =
                p("C|AA'").substitute(Map.of(Symbol.of("A"), new Symbol("A", 1), new Symbol("A", 1), Symbol.of("A")));
        assertThat(both).isEqualTo(p("C|AA'"));
        Expectation mean = new Expectation(Symbol.of("C"), p("C|C'"));
        assertThat(mean.substitute(Map.of(new Symbol("C", 1), Symbol.of("C"))).free())
                .containsExactly(Symbol.of("C"));
    }

    /** Products of conditionals in any order, summed in part: where most rules have something to do. */
    @Property(tries = 200)
    void formulasKeepTheirValue(@ForAll long seed) {
        RandomGenerator random = Seed.of(seed).random();
        Expression formula = chain(random);
        if (random.nextInt(3) == 0) formula = new Fraction(formula, chain(random));
        if (random.nextBoolean()) formula = new Sum(some(random, 1), product(formula, p("B|A")));
        if (random.nextInt(3) == 0) formula = new Expectation(Symbol.of("C"), product(formula, p("C|A")));
        sameValue(formula, formula.simplified(), 2);
        sameValue(formula, formula.canonical(), 1);
        assertThat(formula.equivalent(formula.simplified())).isTrue();
        assertThat(formula.simplified().simplified()).isEqualTo(formula.simplified());
    }

    private static Expression chain(RandomGenerator random) {
        List<String> order = new ArrayList<>(List.of("A", "B", "C"));
        for (int i = 2; i > 0; i--) Collections.swap(order, i, random.nextInt(i + 1));
        List<Expression> factors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            StringBuilder given = new StringBuilder();
            for (int j = i + 1; j < 3; j++) if (random.nextInt(5) > 0) given.append(order.get(j));
            if (random.nextInt(5) > 0 || factors.isEmpty()) factors.add(p(order.get(i) + "|" + given));
        }
        return product(factors.toArray(Expression[]::new));
    }

    private static SortedSet<Symbol> some(RandomGenerator random, int least) {
        SortedSet<Symbol> some = new TreeSet<>();
        for (int i = least + random.nextInt(2); i > 0; i--)
            some.add(new Symbol(String.valueOf((char) ('A' + random.nextInt(3))), random.nextInt(2)));
        return some;
    }

    /** Any formula at all. */
    @Property(tries = 200)
    void anythingKeepsItsValue(@ForAll long seed) {
        Expression formula = any(Seed.of(seed).random(), 3);
        sameValue(formula, formula.simplified(), 2);
        sameValue(formula, formula.canonical(), 1);
        assertThat(formula.canonical().canonical()).isEqualTo(formula.canonical());
    }

    private static Expression any(RandomGenerator random, int depth) {
        if (depth == 0) return random.nextInt(6) == 0 ? new Constant(random.nextInt(5) - 2) : leaf(random);
        List<Expression> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) parts.add(any(random, depth - 1));
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Product(parts);
            case 2, 3 -> new Sum(some(random, 1), Product.of(parts));
            case 4 ->
                new Fraction(
                        Product.of(parts), random.nextBoolean() ? leaf(random) : product(leaf(random), leaf(random)));
            case 5 -> new Expectation(some(random, 1).first(), parts.get(0));
            default ->
                random.nextBoolean()
                        ? new WeightedSum(parts.stream()
                                .map(part -> new WeightedSum.Part(random.nextInt(5) - 2, part))
                                .toList())
                        : new Extreme(random.nextInt(2) == 0 ? Extreme.End.LARGEST : Extreme.End.SMALLEST, parts);
        };
    }

    /** A probability that is never 0: distinct variables, all in one world that sets others. */
    private static Probability leaf(RandomGenerator random) {
        SortedSet<Term> events = new TreeSet<>();
        SortedSet<Term> given = new TreeSet<>();
        SortedMap<String, Value> world = new TreeMap<>();
        List<String> names = new ArrayList<>(List.of("A", "B", "C"));
        int first = random.nextInt(3);
        for (int i = 0; i < 3; i++) {
            String name = names.get((first + i) % 3);
            Value value = random.nextInt(5) == 0 ? new Level("1") : new Symbol(name, random.nextInt(2));
            int role = i == 0 ? 0 : random.nextInt(4);
            if (role == 2 && random.nextInt(3) > 0) role = 3;
            if (role == 2) world.put(name, value);
            else if (role < 2) (role == 0 ? events : given).add(Term.of(name, value));
        }
        return new Probability(
                Domain.target(),
                new TreeSet<>(events.stream().map(term -> term.in(world)).toList()),
                new TreeSet<>(given.stream().map(term -> term.in(world)).toList()));
    }
}
