// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.Progress;

/**
 * Goes through the sets of vertices that are left of a district when childless vertices of it are summed out one at a
 * time, with the district of its last vertex each time: Tian and Pearl (2002), steps A1 and A2. The last vertex then
 * depends on this smaller district and its parents alone; where its formula has other symbols, that is a constraint.
 *
 * <p>A vertex that causes no other of a district in an ancestral set is summed out of that set as well, and what follows
 * are independences. Of several ways to the same smaller district those are kept that have the most irrelevant symbols.
 */
final class VermaSearch {
    private final Subgraphs graphs;
    private final int limit;
    private final int[] order;
    private final List<VermaConstraint> found = new ArrayList<>();

    private VermaSearch(Subgraphs graphs, int limit) {
        this.graphs = graphs;
        this.limit = limit;
        order = graphs.order(graphs.all(), new BitSet());
    }

    /** A set and the distribution of each of its vertices given those before it when its parents are set, Q[set]. */
    private record Factors(BitSet set, Map<Integer, Expression> byVertex) {}

    static List<VermaConstraint> find(Subgraphs graphs, int limit) {
        VermaSearch search = new VermaSearch(graphs, limit);
        BitSet before = new BitSet();
        for (int v : search.order) {
            before.set(v);
            if (search.found.size() < limit) search.last(v, before);
        }
        return List.copyOf(search.found);
    }

    private void last(int v, BitSet before) {
        Map<BitSet, BitSet> ancestral = new HashMap<>();
        Deque<Factors> open = new ArrayDeque<>();
        for (AncestralDistricts each : AncestralDistricts.of(graphs, v, before)) {
            ancestral.put(each.district(), each.largest());
            open.add(observed(each.district(), before));
        }
        Set<BitSet> seen = new HashSet<>(ancestral.keySet());
        List<Candidate> candidates = new ArrayList<>();
        while (!open.isEmpty() && found.size() + candidates.size() < limit) {
            Progress.checkpoint();
            Factors factors = open.remove();
            BitSet set = factors.set();
            for (int u = set.nextSetBit(0); u >= 0; u = set.nextSetBit(u + 1)) {
                if (u == v || graphs.graph().children(u).intersects(set)) continue;
                boolean alone = and(graphs.graph().descendants(single(u)), set).cardinality() == 1;
                if (alone && ancestral.containsKey(set)) continue;
                Factors rest = without(factors, u, graphs.district(single(v), minus(set, single(u))));
                candidate(v, set, rest).ifPresent(candidates::add);
                if (seen.add(rest.set())) open.add(rest);
            }
        }
        keep(v, candidates, ancestral);
    }

    /** The factors of a district of an ancestral set. */
    private Factors observed(BitSet district, BitSet before) {
        BitSet ancestral = graphs.ancestors(district, before);
        Map<Integer, Expression> factors = new HashMap<>();
        BitSet earlier = new BitSet();
        for (int k : order) {
            if (!ancestral.get(k)) continue;
            if (district.get(k))
                factors.put(k, Probabilities.of(graphs, single(k), graphs.pillow(k, earlier), new BitSet()));
            earlier.set(k);
        }
        return new Factors(district, factors);
    }

    /** The factors of a district of what is left when a childless vertex u is summed out. */
    private Factors without(Factors factors, int u, BitSet district) {
        Symbol summed = Symbol.of(graphs.graph().names().get(u));
        SortedSet<String> over = new TreeSet<>(List.of(summed.variable()));
        Map<Integer, Expression> rest = new HashMap<>();
        List<Expression> touched = new ArrayList<>();
        for (int k : order) {
            Expression factor = factors.byVertex().get(k);
            if (factor == null) continue;
            boolean depends = k == u || (!touched.isEmpty() && factor.free().contains(summed));
            if (!depends) {
                if (district.get(k)) rest.put(k, factor);
                continue;
            }
            Expression given = Sum.over(over, Product.of(touched));
            touched.add(factor);
            Expression joint = Sum.over(over, Product.of(touched));
            if (district.get(k)) rest.put(k, touched.size() == 2 ? joint : new Fraction(joint, given));
        }
        return new Factors(district, rest);
    }

    /**
     * A formula of the last vertex that has symbols it does not depend on.
     *
     * @param district what it depends on, with the parents
     * @param irrelevant the others
     */
    private record Candidate(BitSet district, BitSet irrelevant, Expression formula) {}

    private Optional<Candidate> candidate(int v, BitSet larger, Factors factors) {
        Expression formula = factors.byVertex().get(v).simplified();
        BitSet allowed = AncestralDistricts.closed(graphs, factors.set());
        BitSet known = AncestralDistricts.closed(graphs, larger);
        BitSet free = new BitSet();
        for (Symbol symbol : formula.free()) free.set(graphs.graph().index(symbol.variable()));
        // symbols that are not known have been found irrelevant before
        return minus(and(free, known), allowed).isEmpty()
                ? Optional.empty()
                : Optional.of(new Candidate(factors.set(), minus(free, allowed), formula));
    }

    /** Of the candidates for one district, those with the most irrelevant, and more than independences say. */
    private void keep(int v, List<Candidate> candidates, Map<BitSet, BitSet> ancestral) {
        candidates.sort(Comparator.comparingInt(each -> -each.irrelevant().cardinality()));
        List<Candidate> kept = new ArrayList<>();
        for (Candidate each : candidates) {
            BitSet independent = ancestral.getOrDefault(each.district(), new BitSet());
            if (minus(each.irrelevant(), independent).isEmpty()) continue;
            if (kept.stream()
                    .anyMatch(other -> other.district().equals(each.district())
                            && minus(each.irrelevant(), other.irrelevant()).isEmpty())) continue;
            kept.add(each);
            if (found.size() < limit) found.add(constraint(v, each));
        }
    }

    private VermaConstraint constraint(int v, Candidate candidate) {
        BitSet others = minus(candidate.district(), single(v));
        BitSet causes = minus(AncestralDistricts.closed(graphs, candidate.district()), candidate.district());
        return new VermaConstraint(
                candidate.formula(),
                graphs.names(candidate.irrelevant()),
                Probabilities.of(graphs, single(v), others, causes));
    }
}
