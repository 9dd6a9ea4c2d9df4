// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.Progress;

/** The ways to write the joint distribution of some variables as a formula of what is seen of them. */
final class SeenLaw {
    private static final Level SEEN = new Level("1");
    private static final Level MISSING = new Level("0");

    private final Subgraphs graphs;
    /** The variables. */
    private final BitSet all;
    /** Those of them with gaps. */
    private final BitSet gaps = new BitSet();
    /** By variable with gaps its indicator. */
    private final int[] indicator;

    private final BitSet indicators = new BitSet();

    SeenLaw(MissingnessGraph graph, SortedSet<String> variables) {
        SortedSet<String> kept = new TreeSet<>(variables);
        for (String name : variables)
            if (graph.indicators().containsKey(name))
                kept.add(graph.indicators().get(name));
        graphs = new Subgraphs(graph.among(kept));
        all = graphs.indices(variables);
        indicator = new int[kept.size()];
        for (String name : variables) {
            if (!graph.indicators().containsKey(name)) continue;
            int v = graphs.graph().index(name);
            gaps.set(v);
            indicator[v] = graphs.graph().index(graph.indicators().get(name));
            indicators.set(indicator[v]);
        }
    }

    /** The joint distribution in the first way that works; empty where none does. */
    Optional<Expression> law() {
        return sequential(Set.of()).or(this::weighted).or(this::oddsRatio);
    }

    /** The indicators of those of the variables that have gaps. */
    private BitSet indicatorsOf(BitSet variables) {
        BitSet found = new BitSet();
        and(variables, gaps).stream().forEach(v -> found.set(indicator[v]));
        return found;
    }

    private boolean apart(BitSet a, BitSet b, BitSet given) {
        BitSet left = minus(a, given);
        BitSet right = minus(b, given);
        return left.isEmpty() || right.isEmpty() || graphs.graph().separated(left, right, given);
    }

    /** P(variables at their symbols, some indicators seen, some missing | others, some indicators seen). */
    private Probability probability(BitSet events, BitSet seen, BitSet missing, BitSet given, BitSet givenSeen) {
        SortedSet<Term> left = new TreeSet<>();
        SortedSet<Term> right = new TreeSet<>();
        graphs.names(events).forEach(name -> left.add(Term.of(name)));
        graphs.names(seen).forEach(name -> left.add(Term.of(name, SEEN)));
        graphs.names(missing).forEach(name -> left.add(Term.of(name, MISSING)));
        graphs.names(given).forEach(name -> right.add(Term.of(name)));
        graphs.names(givenSeen).forEach(name -> right.add(Term.of(name, SEEN)));
        return new Probability(Domain.target(), left, right);
    }

    /**
     * The distribution of the variables given some of them, as a product of those of one variable given others that is independent
     * of all their indicators: theorem 1 of Mohan, Pearl and Tian (2013).
     */
    Optional<Expression> sequential(Set<String> given) {
        BitSet base = graphs.indices(given);
        return factors(minus(all, base), base, new HashSet<>()).map(Product::of);
    }

    private Optional<List<Expression>> factors(BitSet rest, BitSet base, Set<BitSet> failed) {
        if (rest.isEmpty()) return Optional.of(List.of());
        if (failed.contains(rest)) return Optional.empty();
        Progress.checkpoint();
        int[] order = graphs.order(rest, new BitSet());
        for (int i = order.length - 1; i >= 0; i--) {
            BitSet before = minus(rest, single(order[i]));
            Optional<Expression> factor = factor(order[i], or(before, base));
            if (factor.isEmpty()) continue;
            Optional<List<Expression>> others = factors(before, base, failed);
            if (others.isEmpty()) continue;
            List<Expression> product = new ArrayList<>(others.get());
            product.add(factor.get());
            return Optional.of(product);
        }
        failed.add((BitSet) rest.clone());
        return Optional.empty();
    }

    /** P(w | others), given what w depends on of these, among the cases in which that and w are seen. */
    private Optional<Expression> factor(int w, BitSet others) {
        BitSet given = needed(w, others);
        BitSet seen = indicatorsOf(or(given, single(w)));
        return apart(single(w), seen, given)
                ? Optional.of(probability(single(w), new BitSet(), new BitSet(), given, seen))
                : Optional.empty();
    }

    /** The complete cases over the chance to be one: P(v, R = 1) / ∏ P(R_k = 1 | what it depends on). */
    Optional<Expression> weighted() {
        return chances(new BitSet(), new HashSet<>()).map(chances -> {
            Expression complete = probability(all, indicators, new BitSet(), new BitSet(), new BitSet());
            return chances.isEmpty() ? complete : new Fraction(complete, Product.of(chances));
        });
    }

    /** The chances of the indicators that are not done, each given those done before it. */
    private Optional<List<Expression>> chances(BitSet done, Set<BitSet> failed) {
        if (done.equals(indicators)) return Optional.of(List.of());
        if (failed.contains(done)) return Optional.empty();
        Progress.checkpoint();
        BitSet left = minus(indicators, done);
        for (int r = left.nextSetBit(0); r >= 0; r = left.nextSetBit(r + 1)) {
            Optional<Expression> chance = chance(r, done);
            if (chance.isEmpty()) continue;
            Optional<List<Expression>> others = chances(or(done, single(r)), failed);
            if (others.isEmpty()) continue;
            List<Expression> product = new ArrayList<>(List.of(chance.get()));
            product.addAll(others.get());
            return Optional.of(product);
        }
        failed.add(done);
        return Optional.empty();
    }

    /** P(R = 1 | variables, indicators done seen), given what it depends on of these, among the cases that show it. */
    private Optional<Expression> chance(int r, BitSet done) {
        BitSet given = needed(r, or(all, done));
        BitSet variables = and(given, all);
        BitSet shown = indicatorsOf(variables);
        if (shown.get(r) || !apart(single(r), minus(shown, given), given)) return Optional.empty();
        BitSet seen = or(and(given, indicators), shown);
        return Optional.of(probability(new BitSet(), single(r), new BitSet(), variables, seen));
    }

    /** Those of the vertices that v depends on given the others: the smallest set that it is independent of the rest given. */
    private BitSet needed(int v, BitSet among) {
        BitSet given = (BitSet) among.clone();
        for (int w = given.nextSetBit(0); w >= 0; w = given.nextSetBit(w + 1)) {
            given.clear(w);
            if (!apart(single(v), single(w), given)) given.set(w);
        }
        return given;
    }

    /**
     * The complete cases times the sum, over the patterns of gaps, of how much more frequent each is than completeness given the
     * variables. That ratio is a product of terms, one for each set T of indicators missing together, which does not depend on the
     * variables of T; the term of T follows from the cases in which exactly T is missing. Nabi, Bhattacharya and Shpitser
     * (2020), theorem 2, with interactions of every order.
     */
    Optional<Expression> oddsRatio() {
        BitSet everything = or(all, indicators);
        for (int v = gaps.nextSetBit(0); v >= 0; v = gaps.nextSetBit(v + 1)) {
            BitSet ends = or(single(v), single(indicator[v]));
            if (!apart(single(v), single(indicator[v]), minus(everything, ends))) return Optional.empty();
        }
        int[] members = gaps.stream().toArray();
        Map<BitSet, Expression> terms = new HashMap<>();
        List<WeightedSum.Part> patterns = new ArrayList<>();
        for (int code = 0; code < 1 << members.length; code++) {
            Progress.checkpoint();
            BitSet missing = new BitSet();
            for (int i = 0; i < members.length; i++) if ((code >> i & 1) == 1) missing.set(members[i]);
            List<Expression> product = inside(missing, terms);
            if (!missing.isEmpty() && interact(missing)) {
                terms.put(missing, term(missing, product));
                product = inside(missing, terms);
            }
            patterns.add(new WeightedSum.Part(1, product.isEmpty() ? Constant.one() : Product.of(product)));
        }
        Expression complete = probability(all, indicators, new BitSet(), new BitSet(), new BitSet());
        return Optional.of(Product.of(List.of(complete, new WeightedSum(patterns))));
    }

    /** The terms of the sets of variables inside one. */
    private static List<Expression> inside(BitSet missing, Map<BitSet, Expression> terms) {
        return terms.entrySet().stream()
                .filter(entry -> minus(entry.getKey(), missing).isEmpty())
                .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether no two of the indicators are independent given all else, without which their term is 1. */
    private boolean interact(BitSet missing) {
        BitSet everything = or(all, indicators);
        int[] members = missing.stream().map(v -> indicator[v]).toArray();
        for (int a : members)
            for (int b : members) {
                BitSet ends = or(single(a), single(b));
                if (a < b && apart(single(a), single(b), minus(everything, ends))) return false;
            }
        return true;
    }

    /** Cases in which exactly these are missing over what the terms of smaller sets make of the complete ones. */
    private Expression term(BitSet missing, List<Expression> smaller) {
        if (missing.cardinality() == 1) return odds(missing.nextSetBit(0));
        BitSet absent = indicatorsOf(missing);
        BitSet shown = minus(all, missing);
        Expression seen = probability(shown, minus(indicators, absent), absent, new BitSet(), new BitSet());
        List<Expression> expected = new ArrayList<>(smaller);
        expected.add(0, probability(all, indicators, new BitSet(), new BitSet(), new BitSet()));
        return new Fraction(seen, Sum.over(graphs.names(missing), Product.of(expected)));
    }

    /** P(R = 0 | what it depends on) over P(R = 1 | …), the other indicators at 1. */
    private Expression odds(int v) {
        int r = indicator[v];
        BitSet given = needed(r, minus(or(all, indicators), or(single(v), single(r))));
        BitSet variables = and(given, all);
        BitSet seen = or(and(given, indicators), indicatorsOf(variables));
        return new Fraction(
                probability(new BitSet(), new BitSet(), single(r), variables, seen),
                probability(new BitSet(), single(r), new BitSet(), variables, seen));
    }
}
