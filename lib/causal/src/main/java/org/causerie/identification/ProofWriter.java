// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes down a derivation: each method adds the steps from one quantity to an equal one, and skips what changes nothing. */
final class ProofWriter {
    private final Subgraphs graphs;
    private final List<Derivation.Step> steps = new ArrayList<>();
    private Expression whole;

    ProofWriter(Subgraphs graphs, Expression start) {
        this.graphs = graphs;
        this.whole = start;
    }

    List<Derivation.Step> steps() {
        return List.copyOf(steps);
    }

    /**
     * A factor of a product of conditionals.
     *
     * @param variable whose distribution it is
     * @param before the variables before it
     * @param given those among them that it depends on
     */
    record Factor(int variable, BitSet before, BitSet given) {}

    /** P(events | do(set), given). */
    private record State(BitSet events, BitSet given, BitSet set) {}

    /** P(some | do(set)) as the sum of P(some, over | do(set)). */
    void sumOver(BitSet some, BitSet over, BitSet set) {
        if (over.isEmpty()) return;
        Expression joint = probability(new State(or(some, over), new BitSet(), set));
        write(
                Derivation.Rule.SUM_OVER,
                probability(new State(some, new BitSet(), set)),
                Sum.over(graphs.names(over), joint),
                Optional.empty());
    }

    /** P(some | do(set)) as the product of its factors, then each given only what it depends on. */
    void chainRule(BitSet some, List<Factor> factors, BitSet set) {
        List<State> all = new ArrayList<>();
        for (Factor factor : factors) all.add(new State(single(factor.variable()), factor.before(), set));
        chain(some, all, set);
        for (int i = 0; i < factors.size(); i++)
            move(all.get(i), new State(all.get(i).events(), factors.get(i).given(), set));
    }

    private void chain(BitSet some, List<State> factors, BitSet set) {
        if (factors.size() < 2) return;
        write(
                Derivation.Rule.CHAIN_RULE,
                probability(new State(some, new BitSet(), set)),
                product(factors),
                Optional.empty());
    }

    /** Line 4 of ID: the joint distribution of several districts as the product of each when the others are set. */
    void factorise(int[] order, List<BitSet> districts, BitSet set) {
        List<State> factors = new ArrayList<>();
        List<List<State>> collected = new ArrayList<>();
        for (int i = 0; i < districts.size(); i++) collected.add(new ArrayList<>());
        BitSet before = new BitSet();
        BitSet all = new BitSet();
        for (int v : order) all.set(v);
        for (int v : order) {
            factors.add(new State(single(v), (BitSet) before.clone(), set));
            before.set(v);
        }
        chain(all, factors, set);
        for (State factor : factors) {
            int own = 0;
            while (!districts.get(own).intersects(factor.events())) own++;
            BitSet given = and(factor.given(), districts.get(own));
            BitSet others = or(set, minus(all, districts.get(own)));
            State last = new State(factor.events(), given, others);
            List<State> path =
                    List.of(factor, new State(factor.events(), given, or(set, minus(factor.given(), given))), last);
            for (int i = 1; i < path.size(); i++) move(path.get(i - 1), path.get(i));
            collected.get(own).add(last);
        }
        List<State> joint = new ArrayList<>();
        for (BitSet district : districts) joint.add(new State(district, new BitSet(), or(set, minus(all, district))));
        regroup(factors.size(), collected, joint, order, districts);
    }

    /** The chain rule read backwards in each district. */
    private void regroup(
            int count, List<List<State>> collected, List<State> joint, int[] order, List<BitSet> districts) {
        if (count == joint.size()) return;
        List<Expression> left = new ArrayList<>();
        for (int v : order)
            for (int i = 0; i < districts.size(); i++)
                for (State state : collected.get(i)) if (state.events().get(v)) left.add(probability(state));
        write(Derivation.Rule.CHAIN_RULE, Product.of(left), product(joint), Optional.empty());
    }

    /**
     * P(v | do(more), given) as P(v | do(fixed), seen): what is set in excess is observed where it comes before v and
     * forgotten where it does not.
     */
    void unfix(Factor excess, BitSet more, Factor factor, BitSet fixed) {
        BitSet v = single(factor.variable());
        BitSet before = excess.before();
        BitSet given = excess.given();
        BitSet allBefore = factor.before();
        BitSet seen = factor.given();
        State from = new State(v, given, more);
        State to = new State(v, seen, fixed);
        List<State> direct = List.of(from, new State(v, given, or(fixed, minus(seen, given))), to);
        List<State> detour = List.of(
                from,
                new State(v, before, more),
                new State(v, before, or(fixed, minus(allBefore, before))),
                new State(v, allBefore, fixed),
                to);
        List<State> path = licensed(direct) ? direct : detour;
        for (int i = 1; i < path.size(); i++) move(path.get(i - 1), path.get(i));
    }

    private boolean licensed(List<State> path) {
        for (int i = 1; i < path.size(); i++) {
            State from = path.get(i - 1);
            State to = path.get(i);
            if (!from.equals(to) && !licence(from, to).holds(graphs.graph())) return false;
        }
        return true;
    }

    /** P(a | do(fixed), given) as a ratio. */
    void condition(Probability left) {
        Probability joint = new Probability(left.domain(), union(left), Collections.emptySortedSet());
        Probability below = new Probability(left.domain(), left.given(), Collections.emptySortedSet());
        write(Derivation.Rule.CONDITION, left, new Fraction(joint, below), Optional.empty());
    }

    private static SortedSet<Term> union(Probability left) {
        TreeSet<Term> all = new TreeSet<>(left.events());
        all.addAll(left.given());
        return all;
    }

    /** P(y | do(x), z) as P(y, z | do(x)) over its sum over y. */
    void normalise(BitSet y, BitSet z, BitSet x) {
        Expression joint = probability(new State(or(y, z), new BitSet(), x));
        write(
                Derivation.Rule.CONDITION,
                probability(new State(y, z, x)),
                new Fraction(joint, Sum.over(graphs.names(y), joint)),
                Optional.empty());
    }

    /** One of the variables given is set instead. */
    void set(BitSet y, BitSet z, BitSet x, int v) {
        move(new State(y, z, x), new State(y, minus(z, single(v)), or(x, single(v))));
    }

    void deleteActions(BitSet y, BitSet set, BitSet kept) {
        move(new State(y, new BitSet(), set), new State(y, new BitSet(), kept));
    }

    void insertActions(BitSet y, BitSet set, BitSet more) {
        move(new State(y, new BitSet(), set), new State(y, new BitSet(), or(set, more)));
    }

    /** The quantity as its mean over variables that it does not depend on. */
    void average(List<String> names, Probability quantity) {
        Expression weights = Probability.of(names, List.of());
        write(
                Derivation.Rule.AVERAGE,
                quantity,
                Sum.over(names, Product.of(List.of(weights, quantity))),
                Optional.empty());
    }

    /** One step of the do-calculus. */
    private void move(State from, State to) {
        if (from.equals(to)) return;
        Derivation.Licence licence = licence(from, to);
        write(licence.rule(), probability(from), probability(to), Optional.of(licence));
    }

    private Derivation.Licence licence(State from, State to) {
        if (!from.events().equals(to.events())) throw new IllegalStateException("no rule changes the events");
        BitSet set = and(from.set(), to.set());
        BitSet seen = and(from.given(), to.given());
        BitSet acted = minus(or(from.set(), to.set()), set);
        BitSet observed = minus(or(from.given(), to.given()), seen);
        BitSet given = or(set, seen);
        if (acted.isEmpty())
            return licence(Derivation.Rule.OBSERVATION, from.events(), observed, given, set, new BitSet());
        if (acted.equals(observed)) return licence(Derivation.Rule.EXCHANGE, from.events(), acted, given, set, acted);
        BitSet causes = graphs.ancestors(seen, graphs.all(), set);
        return licence(
                Derivation.Rule.ACTION, from.events(), acted, given, or(set, minus(acted, causes)), new BitSet());
    }

    private Derivation.Licence licence(
            Derivation.Rule rule, BitSet a, BitSet b, BitSet given, BitSet into, BitSet outOf) {
        return new Derivation.Licence(
                rule, graphs.names(a), graphs.names(b), graphs.names(given), graphs.names(into), graphs.names(outOf));
    }

    private Probability probability(State state) {
        return Probabilities.of(graphs, state.events(), state.given(), state.set());
    }

    private Expression product(List<State> factors) {
        return Product.of(factors.stream().map(this::probability).toList());
    }

    private void write(Derivation.Rule rule, Expression left, Expression right, Optional<Derivation.Licence> licence) {
        whole = replace(whole, left, right);
        steps.add(new Derivation.Step(rule, left, right, Primes.apart(whole), licence));
    }

    private static Expression replace(Expression in, Expression left, Expression right) {
        if (in.equals(left)) return right;
        if (in instanceof Product product)
            return new Product(product.factors().stream()
                    .map(factor -> replace(factor, left, right))
                    .toList());
        if (in instanceof Fraction fraction)
            return new Fraction(
                    replace(fraction.numerator(), left, right), replace(fraction.denominator(), left, right));
        return in instanceof Sum sum ? new Sum(sum.over(), replace(sum.body(), left, right)) : in;
    }
}
