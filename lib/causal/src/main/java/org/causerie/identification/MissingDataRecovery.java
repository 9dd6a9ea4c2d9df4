// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * Decides whether a distribution, also after an intervention, follows from data with missing values, and with which formula.
 *
 * <p>Formulas have each variable with gaps beside its indicator at 1 in every probability, so that they are of what is seen.
 * For sets of variables that hold the question, smallest first, three ways are tried to recover their joint distribution:
 *
 * <ol>
 *   <li>sequential factorisation: a product of distributions of one variable given others, each independent of the indicators
 *       that are set to 1 in it;
 *   <li>factorisation of the indicators: the complete cases divided by the chance to be one, a product in some order of the
 *       indicators;
 *   <li>the odds ratio: where no variable depends on its own indicator given all else, the chance of every pattern of gaps over
 *       that of complete cases. That is so exactly where the joint distribution of variables and indicators can be recovered.
 * </ol>
 *
 * <p>Indicators of further variables, up to six, which are always seen, are summed out where variables alone do not do.
 * An intervention is then answered as by {@link IdAlgorithm} from the recovered distribution; where there is none, with the
 * formula that the fewest variables have in complete data, each of its probabilities recovered by itself; so is a joint
 * distribution as a product over its variables, each given those that it depends on. That is for graphs of up to 13 variables.
 *
 * <p>A probability that is not recovered so is searched for by single steps: indicators that tell nothing of it are put into the
 * condition at 1, before variables are summed out and after, the factors are recovered given them, and those that do matter are
 * put there with Bayes' rule. In X → Y → R_X with Y ↔ R_Y, P(x) = P(x | R_Y = 1) = Σ_y P(x | y, R_X = R_Y = 1) P(y | R_Y = 1).
 * With up to four variables and four indicators all sequences of such steps are tried, with more those from the first 20,000
 * probabilities met.
 *
 * <p>Assumes that the graph is right, that every combination of levels and gaps has a positive probability, and that nothing but
 * the graph is known. A formula is right in every model; that there is none is proved for the distribution of all
 * variables and indicators, and for that of all variables where one censors itself, and else not: the way of the odds
 * ratio is complete for the former, all ways together are not for a question. Not found are formulas that need the odds ratio
 * within a condition, and those of an intervention that start from another formula of complete data than the first; nor P(y | x)
 * in X → Y → Z with X → R_X, X ↔ R_X, Z → R_X, Y → R_Z and Z ↔ R_Z, which follows from P(y | x, z) and P(z | x, y) in the cases
 * where Z is seen. Time is exponential in the number of variables.
 *
 * <p>{@snippet :
 * var graph = MissingnessGraph.of("X -> Y", "X -> R_Y", "Y -> R_X");
 * MissingDataRecovery.withDefaults().identify(InterventionalDistribution.of(Set.of("X", "Y"), Set.of()), graph);
 * }
 *
 * <p>References: K. Mohan, J. Pearl and J. Tian, NIPS 2013; K. Mohan and J. Pearl, JASA 116 (2021),
 * doi:10.1080/01621459.2021.1874961; R. Nabi, R. Bhattacharya and I. Shpitser, Full law identification in graphical models of
 * missing data: completeness results, ICML 2020, arXiv:2004.04872; R. Bhattacharya, R. Nabi, I. Shpitser and J. Robins,
 * Identification in missing data models represented by directed acyclic graphs, UAI 2019, arXiv:1907.00241.
 */
public record MissingDataRecovery() {
    private static final int MOST = 12;

    /** With more variables besides those asked about there are too many sets with and without indicators. */
    private static final int MOST_WITH_INDICATORS = 6;

    public static MissingDataRecovery withDefaults() {
        return new MissingDataRecovery();
    }

    /**
     * The formula of what is seen, or why none was found.
     *
     * @throws CausalException if the graph does not know a variable, the query has an indicator in it, or the graph has more
     *     than 12 variables besides those of the query
     */
    public Identification identify(InterventionalDistribution query, MissingnessGraph graph) {
        SortedSet<String> asked = new TreeSet<>(query.outcomes());
        asked.addAll(query.treatments());
        asked.addAll(query.given());
        for (String name : asked) {
            graph.graph().index(name);
            if (graph.indicators().containsValue(name))
                throw new CausalException("Questions are about variables, seen or not; take the indicator \"" + name
                        + "\" out of " + query.text());
        }
        return recovered(query, asked, graph)
                .or(() -> oneByOne(query, asked, graph))
                .<Identification>map(found -> new Identified(new Functional(query, found.simplified()), List.of()))
                .orElseGet(() -> new NotIdentified(query, obstacle(query, asked, graph)));
    }

    /** The formula of the smallest set of variables whose joint distribution gives one. */
    private static Optional<Expression> recovered(
            InterventionalDistribution query, SortedSet<String> asked, MissingnessGraph graph) {
        return supersets(asked, graph).stream()
                .flatMap(set -> formula(query, set, graph).stream())
                .findFirst();
    }

    /** The formula of complete data, of the smallest set that has one, with each probability recovered by itself. */
    private static Optional<Expression> oneByOne(
            InterventionalDistribution query, SortedSet<String> asked, MissingnessGraph graph) {
        // a probability of one variable has all the others besides
        if (graph.variables().size() > MOST + 1) return Optional.empty();
        if (query.treatments().isEmpty()) return parts(factors(query, graph), graph);
        return supersets(asked, graph).stream()
                .flatMap(set -> complete(query, set, graph).stream())
                .findFirst()
                .flatMap(complete -> parts(complete, graph));
    }

    /** A product of probabilities of one variable, each given no more than it depends on. */
    private static Expression factors(InterventionalDistribution query, MissingnessGraph graph) {
        SortedSet<String> before = new TreeSet<>(query.given());
        List<Expression> factors = new ArrayList<>();
        for (String outcome : graph.graph().topologicalOrder()) {
            if (!query.outcomes().contains(outcome)) continue;
            SortedSet<String> given = new TreeSet<>(before);
            for (String name : before) {
                given.remove(name);
                if (!graph.graph().separated(outcome, name, given)) given.add(name);
            }
            factors.add(Probability.of(List.of(outcome), given));
            before.add(outcome);
        }
        return Product.of(factors);
    }

    private static Optional<Expression> parts(Expression complete, MissingnessGraph graph) {
        Map<Probability, Expression> known = new HashMap<>();
        Set<Probability> all = new HashSet<>();
        collect(complete, all);
        for (Probability p : all) {
            SortedSet<Term> both = new TreeSet<>(p.events());
            both.addAll(p.given());
            InterventionalDistribution asked = new InterventionalDistribution(
                    Probability.variables(p.events()), new TreeSet<>(), Probability.variables(p.given()));
            Optional<Expression> found = recovered(asked, Probability.variables(both), graph)
                    .or(() -> RecoverySearch.formula(asked.probability(), graph));
            if (found.isEmpty()) return Optional.empty();
            known.put(p, found.get().substitute(values(both)));
        }
        return Optional.of(put(complete, known));
    }

    private static void collect(Expression expression, Set<Probability> all) {
        if (expression instanceof Probability p) all.add(p);
        Bindings.mapped(expression, part -> {
            collect(part, all);
            return part;
        });
    }

    private static Expression put(Expression expression, Map<Probability, Expression> known) {
        if (expression instanceof Probability p) return known.get(p);
        return Bindings.mapped(expression, part -> put(part, known));
    }

    /** The sets of variables that hold those asked about, smaller ones first. */
    private static List<SortedSet<String>> supersets(SortedSet<String> asked, MissingnessGraph graph) {
        List<String> others = new ArrayList<>(graph.variables());
        others.removeAll(asked);
        if (others.size() > MOST)
            throw new CausalException("The graph has " + others.size() + " variables besides those of "
                    + String.join(", ", asked) + ", and at most " + MOST + " can be tried; leave some out");
        List<SortedSet<String>> sets = new ArrayList<>();
        for (int code = 0; code < 1 << others.size(); code++) {
            SortedSet<String> set = new TreeSet<>(asked);
            for (int i = 0; i < others.size(); i++) if ((code >> i & 1) == 1) set.add(others.get(i));
            sets.add(set);
        }
        sets.sort(Comparator.<SortedSet<String>>comparingInt(Set::size));
        if (others.size() <= MOST_WITH_INDICATORS) sets.addAll(withIndicators(sets, graph));
        return sets;
    }

    /** The same sets with some of the indicators of other variables, which are seen in all cases; smaller ones first. */
    private static List<SortedSet<String>> withIndicators(List<SortedSet<String>> sets, MissingnessGraph graph) {
        List<SortedSet<String>> more = new ArrayList<>();
        for (SortedSet<String> set : sets) {
            List<SortedSet<String>> grown = new ArrayList<>(List.of(set));
            graph.indicators().forEach((variable, indicator) -> {
                if (set.contains(variable)) return;
                for (SortedSet<String> smaller : List.copyOf(grown)) {
                    SortedSet<String> larger = new TreeSet<>(smaller);
                    larger.add(indicator);
                    grown.add(larger);
                }
            });
            more.addAll(grown.subList(1, grown.size()));
        }
        more.sort(Comparator.<SortedSet<String>>comparingInt(Set::size));
        return more;
    }

    private static Optional<Expression> formula(
            InterventionalDistribution query, SortedSet<String> set, MissingnessGraph graph) {
        Progress.checkpoint();
        SeenLaw seen = new SeenLaw(graph, set);
        if (query.treatments().isEmpty()) {
            SortedSet<String> over = new TreeSet<>(set);
            over.removeAll(query.outcomes());
            over.removeAll(query.given());
            Optional<Expression> factors = seen.sequential(query.given());
            if (factors.isPresent()) return factors.map(product -> Sum.over(over, product));
            return seen.law().map(law -> part(query.probability(), law, set));
        }
        return complete(query, set, graph).flatMap(complete -> seen.law().map(law -> recovered(complete, law, set)));
    }

    /** The formula if all these variables were seen in all cases. */
    private static Optional<Expression> complete(
            InterventionalDistribution query, SortedSet<String> set, MissingnessGraph graph) {
        Subgraphs graphs = new Subgraphs(graph.among(set));
        IdRecursion.Answer answer = IdAlgorithm.run(
                        graphs,
                        graphs.indices(query.outcomes()),
                        graphs.indices(query.treatments()),
                        graphs.indices(query.given()))
                .answer();
        return answer instanceof IdRecursion.Found found
                ? Optional.of(IdAlgorithm.closed(found, query).expression())
                : Optional.empty();
    }

    /** The formula of complete data with each probability worked out from the recovered distribution. */
    private static Expression recovered(Expression complete, Expression law, SortedSet<String> set) {
        if (complete instanceof Probability p) return part(p, law, set);
        return Bindings.mapped(complete, inner -> recovered(inner, law, set));
    }

    /** A probability as the ratio of two sums of the joint distribution. */
    private static Expression part(Probability asked, Expression law, SortedSet<String> set) {
        SortedSet<Term> both = new TreeSet<>(asked.events());
        both.addAll(asked.given());
        Expression joint = margin(both, law, set);
        return asked.given().isEmpty() ? joint : new Fraction(joint, margin(asked.given(), law, set));
    }

    private static Expression margin(SortedSet<Term> terms, Expression law, SortedSet<String> set) {
        SortedSet<String> over = new TreeSet<>(set);
        over.removeAll(Probability.variables(terms));
        return Sum.over(over, law).substitute(values(terms));
    }

    private static Map<Symbol, Value> values(SortedSet<Term> terms) {
        Map<Symbol, Value> at = new HashMap<>();
        for (Term term : terms) at.put(Symbol.of(term.variable()), term.value());
        return at;
    }

    /** A hedge where complete data would not do; else an obstacle, if there is one of a variable asked about. */
    private static Witness obstacle(InterventionalDistribution query, SortedSet<String> asked, MissingnessGraph graph) {
        if (IdAlgorithm.withDefaults().identify(query, graph.among(graph.variables())) instanceof NotIdentified none)
            return none.witness();
        List<MissingnessObstacle> obstacles = graph.obstacles();
        return obstacles.stream()
                .filter(each -> asked.contains(each.variable()))
                .findFirst()
                .orElseGet(() -> obstacles.get(0));
    }
}
