// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.causerie.graph.Admg;

/**
 * The algorithm gID and its extension to several populations: finds each district that a query needs in one of the
 * sources of data.
 *
 * @param graphs the graph of all populations
 * @param sources where data come from
 */
record FactorSearch(Subgraphs graphs, List<Source> sources) {
    /** The most variables that may matter for models to be looked for. */
    private static final int LARGEST = 8;

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
        IdRecursion.Conditional result = conditional(query);
        if (result.answer() instanceof IdRecursion.Found found) {
            Expression formula = Surplus.mean(found.formula().expression(), query.probability());
            return new Identified(new Functional(query, formula), List.of());
        }
        return new NotIdentified(query, thicket(query, result));
    }

    private IdRecursion.Conditional conditional(InterventionalDistribution query) {
        return new IdRecursion(graphs)
                .idc(
                        graphs.indices(query.outcomes()),
                        graphs.indices(query.treatments()),
                        graphs.indices(query.given()),
                        this::joint);
    }

    private boolean blocked(InterventionalDistribution query) {
        return conditional(query).answer() instanceof IdRecursion.Blocked;
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

    private Thicket thicket(InterventionalDistribution query, IdRecursion.Conditional result) {
        IdRecursion.Blocked blocked = (IdRecursion.Blocked) result.answer();
        List<Thicket.Obstacle> obstacles = new ArrayList<>();
        List<Optional<HedgeForest>> hedges = hedges(query, result);
        for (int i = 0; i < sources.size(); i++)
            obstacles.add(
                    new Thicket.Obstacle(sources.get(i).regime(), hedges.get(i).map(found -> found.larger(graphs))));
        Optional<ModelPair> models = parities(query, result).or(() -> search(query));
        return new Thicket(query, graphs.names(blocked.district()), obstacles, models);
    }

    /** By source the hedge around the district. */
    private List<Optional<HedgeForest>> hedges(InterventionalDistribution query, IdRecursion.Conditional result) {
        IdRecursion.Blocked blocked = (IdRecursion.Blocked) result.answer();
        BitSet x = or(graphs.indices(query.treatments()), result.moved());
        return blocked.hedges().stream()
                .map(hedge -> hedge.map(failed -> HedgeForest.around(graphs, failed.forest(), blocked.district(), x)))
                .toList();
    }

    /** Models of parities, where hedges can be built into one pair: one that no source that sees the district breaks, or any of one vertex. */
    private Optional<ModelPair> parities(InterventionalDistribution query, IdRecursion.Conditional result) {
        BitSet district = ((IdRecursion.Blocked) result.answer()).district();
        BitSet x = or(graphs.indices(query.treatments()), result.moved());
        List<Optional<HedgeForest>> all = hedges(query, result);
        List<HedgeForest> hedges = all.stream().flatMap(Optional::stream).toList();
        if (!hedges.isEmpty()) {
            BitSet set = new BitSet();
            for (int i = 0; i < all.size(); i++)
                if (all.get(i).isPresent()) set.or(sources.get(i).set());
            if (from(Domain.target(), set, district) instanceof IdRecursion.Failed failed)
                hedges = List.of(HedgeForest.around(graphs, failed.forest(), district, x));
            else if (district.cardinality() > 1) return Optional.empty();
        }
        ModelPairs.Question question =
                new ModelPairs.Question(graphs.indices(query.outcomes()), x, minus(graphs.indices(query.given()), x));
        HedgeForest core = HedgeForest.spanned(graphs, district, district);
        return Optional.of(ModelPairs.of(graphs, question, core, hedges, coins(district)));
    }

    /** By population the variables of the district that come about differently there. */
    private SortedMap<Domain, BitSet> coins(BitSet district) {
        SortedMap<Domain, BitSet> coins = new TreeMap<>();
        for (Source source : sources)
            if (!source.regime().population().equals(Domain.target()))
                coins.put(source.regime().population(), and(source.different(), district));
        return coins;
    }

    /** Models of a graph with fewer edges, which still does not answer; none where too many variables matter. */
    private Optional<ModelPair> search(InterventionalDistribution query) {
        BitSet named = graphs.indices(query.outcomes());
        named.or(graphs.indices(query.given()));
        if (graphs.ancestors(named, graphs.all()).cardinality() > LARGEST) return Optional.empty();
        Admg fewest =
                FewestEdges.of(graphs.graph(), graph -> new FactorSearch(new Subgraphs(graph), sources).blocked(query));
        FactorSearch smaller = new FactorSearch(new Subgraphs(fewest), sources);
        IdRecursion.Conditional result = smaller.conditional(query);
        return smaller.parities(query, result).or(() -> smaller.hiddenCauses(query, result));
    }

    private Optional<ModelPair> hiddenCauses(InterventionalDistribution query, IdRecursion.Conditional result) {
        BitSet district = ((IdRecursion.Blocked) result.answer()).district();
        List<HiddenCauseModels.Source> seen = sources.stream()
                .map(source -> new HiddenCauseModels.Source(source.regime().population(), source.set()))
                .toList();
        DiscreteGraph binary = new DiscreteGraph(
                graphs.graph(), Collections.nCopies(graphs.graph().size(), List.of("0", "1")));
        return HiddenCauseModels.first(
                List.of(new HiddenCauseModels(binary, query.probability(), seen, coins(district), district)));
    }
}
