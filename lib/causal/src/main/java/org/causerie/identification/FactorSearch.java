// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The algorithm gID and its extension to several populations: finds each district that a query needs in one of the
 * sources of data.
 *
 * @param graphs the graph of all populations
 * @param sources where data come from
 */
record FactorSearch(Subgraphs graphs, List<Source> sources) {

    /**
     * A source of data.
     *
     * @param regime as the user gave it
     * @param set the variables set
     * @param different those that come about differently than in the population that is asked about
     */
    record Source(Regime regime, BitSet set, BitSet different) {}

    /** The answer to a query, from the sources. */
    Identification identify(InterventionalDistribution query) {
        BitSet y = graphs.indices(query.outcomes());
        BitSet x = graphs.indices(query.treatments());
        BitSet z = graphs.indices(query.given());
        IdRecursion.Conditional result = new IdRecursion(graphs).idc(y, x, z, this::joint);
        if (result.answer() instanceof IdRecursion.Found found) {
            Expression formula = Surplus.mean(found.formula().expression(), query.probability());
            return new Identified(new Functional(query, formula), List.of());
        }
        BitSet set = or(x, result.moved());
        return new NotIdentified(
                query,
                thicket(query, new ModelPairs.Question(y, set, minus(z, set)), (IdRecursion.Blocked) result.answer()));
    }

    /** GID(y, x, Z, G): Lee, Correa and Bareinboim (2019), algorithm 1. */
    private IdRecursion.Answer joint(BitSet y, BitSet x) {
        BitSet needed = minus(graphs.ancestors(y, graphs.all(), x), x);
        List<Expression> factors = new ArrayList<>();
        for (BitSet district : graphs.districts(needed)) {
            IdRecursion.Answer answer = district(district);
            if (!(answer instanceof IdRecursion.Found found)) return answer;
            factors.add(found.formula().expression());
        }
        return new IdRecursion.Found(Proved.given(Sum.over(graphs.names(minus(needed, y)), Product.of(factors))));
    }

    private IdRecursion.Answer district(BitSet district) {
        List<Optional<IdRecursion.Failed>> hedges = new ArrayList<>();
        for (Source source : sources) {
            if (district.intersects(source.set()) || district.intersects(source.different())) {
                hedges.add(Optional.empty());
                continue;
            }
            IdRecursion.Answer answer = from(source.regime().population(), source.set(), district);
            if (answer instanceof IdRecursion.Found) return answer;
            hedges.add(Optional.of((IdRecursion.Failed) answer));
        }
        return new IdRecursion.Blocked(district, hedges);
    }

    private IdRecursion.Answer from(Domain population, BitSet set, BitSet district) {
        BitSet seen = minus(graphs.all(), set);
        Kernel kernel = new ObservedKernel(graphs, population, seen, set);
        return new IdRecursion(graphs).id(district, minus(seen, district), kernel);
    }

    private Thicket thicket(
            InterventionalDistribution query, ModelPairs.Question question, IdRecursion.Blocked blocked) {
        BitSet x = question.treatments();
        BitSet district = blocked.district();
        List<Thicket.Obstacle> obstacles = new ArrayList<>();
        List<HedgeForest> hedges = new ArrayList<>();
        SortedMap<Domain, BitSet> different = new TreeMap<>();
        BitSet set = new BitSet();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            Optional<HedgeForest> hedge =
                    blocked.hedges().get(i).map(failed -> HedgeForest.around(graphs, failed.forest(), district, x));
            obstacles.add(new Thicket.Obstacle(source.regime(), hedge.map(found -> found.larger(graphs))));
            hedge.ifPresent(hedges::add);
            if (hedge.isPresent()) set.or(source.set());
            if (!source.regime().population().equals(Domain.target()))
                different.put(source.regime().population(), and(source.different(), district));
        }
        Optional<List<HedgeForest>> usable = usable(hedges, district, set, x);
        HedgeForest core = HedgeForest.spanned(graphs, district, district);
        return new Thicket(
                query,
                graphs.names(district),
                obstacles,
                usable.map(some -> ModelPairs.of(graphs, question, core, some, different)));
    }

    /** Hedges that can be built into one pair of models: one that no source that sees the district breaks, or any of one vertex. */
    private Optional<List<HedgeForest>> usable(List<HedgeForest> hedges, BitSet district, BitSet set, BitSet x) {
        if (hedges.isEmpty()) return Optional.of(hedges);
        if (from(Domain.target(), set, district) instanceof IdRecursion.Failed failed)
            return Optional.of(List.of(HedgeForest.around(graphs, failed.forest(), district, x)));
        return district.cardinality() == 1 ? Optional.of(hedges) : Optional.empty();
    }
}
