// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;

/**
 * Decides whether a distribution after an intervention, \(P(y \mid do(x), z)\), follows from what is observed when no cause
 * is hidden and the graph is known up to its class, narrowed by background knowledge or not.
 *
 * <p>With B the ancestors of Y in the graph without X and its buckets, the sets whose order is open,
 * \(P(y \mid do(x)) = \sum_{b \setminus y} \prod_i P(b_i \mid pa(b_i))\). There is a formula just when no path from X that
 * may be causal, and meets X only at its start, begins with an undirected edge. What is given is set instead, or what is
 * set given, where rule 2 of the do-calculus allows it in every graph of the class; then the joint distribution is divided
 * by its sum.
 *
 * <p>Assumes that the graph is right, that it has no hidden common causes, and that every combination of levels has a
 * positive probability. Complete without z, and with z in every class of four variables; that it is so in all is not proved
 * here. An answer of no comes with two graphs of the class that differ in what is asked, unless something is still given
 * at the end. Takes O(n m) closures under Meek's rules for n variables and m edges.
 *
 * <p>{@snippet :
 * var graph = Cpdag.of("A -- B", "A -> Y", "B -> Y");
 * BucketFactorisation.withDefaults().identify(InterventionalDistribution.of(Set.of("Y"), Set.of("A", "B")), graph);
 * }
 *
 * <p>References: E. Perković, Identifying causal effects in maximally oriented partially directed acyclic graphs, UAI 2020,
 * arXiv:1910.02997, theorems 3.6 and 3.9; with z, after A. Jaber, A. H. Ribeiro, J. Zhang and E. Bareinboim, NeurIPS 2022,
 * algorithm 2.
 */
public record BucketFactorisation() {

    public static BucketFactorisation withDefaults() {
        return new BucketFactorisation();
    }

    /**
     * The formula of what is observed, or why there is none.
     *
     * @throws CausalException if the graph does not know a variable of the query, or no directed acyclic graph agrees with
     *     it
     */
    public Identification identify(InterventionalDistribution query, Cpdag graph) {
        if (graph.consistentExtension().isEmpty())
            throw new CausalException(
                    "No DAG agrees with every edge of this graph, so nothing can be identified from it;"
                            + " settle its conflicting edges first, by background knowledge or another search");
        Cpdag closed = graph.meek();
        ClassCalculus question = new ClassCalculus(closed, closed.undirectedPieces(), query);
        Optional<List<Integer>> path = open(closed, question);
        while (path.isPresent()) {
            BitSet bucket = bucket(question, path.get().get(0));
            if (!question.see(bucket)) return undecided(closed, question, path.get());
            path = open(closed, question);
        }
        question.setWhatMay();
        path = open(closed, question);
        if (path.isPresent()) return undecided(closed, question, path.get());
        question.condition();
        return question.identified(joint(closed, question));
    }

    private static BitSet bucket(ClassCalculus question, int v) {
        return question.buckets().stream()
                .filter(bucket -> bucket.get(v))
                .findFirst()
                .orElseThrow();
    }

    /** A path from what is set to what is asked that may be causal and begins with an undirected edge. */
    private static Optional<List<Integer>> open(Cpdag graph, ClassCalculus question) {
        for (int x : question.set().stream().toArray())
            for (int next : graph.neighbours(x).stream().toArray()) {
                if (question.set().get(next)) continue;
                if (question.asked().get(next)) return Optional.of(List.of(x, next));
                Cpdag directed = graph.oriented(List.of(new int[] {x, next}));
                Optional<List<Integer>> rest = new CausalPaths(directed).path(next, question.asked(), question.set());
                if (rest.isEmpty()) continue;
                List<Integer> path = new ArrayList<>(List.of(x));
                path.addAll(rest.get());
                return Optional.of(path);
            }
        return Optional.empty();
    }

    private static Expression joint(Cpdag graph, ClassCalculus question) {
        BitSet causes = ancestors(graph, question.asked(), question.set());
        List<Expression> factors = new ArrayList<>();
        for (BitSet bucket : question.buckets()) {
            BitSet part = and(bucket, causes);
            if (part.isEmpty()) continue;
            BitSet parents = new BitSet();
            part.stream().forEach(v -> parents.or(graph.parents(v)));
            factors.add(Probability.of(question.names(part), question.names(minus(parents, part))));
        }
        Expression formula = Sum.over(question.names(minus(causes, question.asked())), Product.of(factors));
        question.step(
                ClassDerivation.Rule.BUCKETS,
                question.probability(question.asked(), new BitSet(), question.set()),
                formula,
                "");
        return formula;
    }

    private static BitSet ancestors(Cpdag graph, BitSet set, BitSet avoided) {
        BitSet reached = (BitSet) set.clone();
        BitSet open = (BitSet) set.clone();
        for (int v = open.nextSetBit(0); v >= 0; v = open.nextSetBit(0)) {
            open.clear(v);
            BitSet more = minus(minus(graph.parents(v), avoided), reached);
            reached.or(more);
            open.or(more);
        }
        return reached;
    }

    private static Identification undecided(Cpdag graph, ClassCalculus question, List<Integer> path) {
        BitSet bucket = bucket(question, path.get(0));
        List<Admg> members = question.given()
                ? List.of()
                : List.of(member(graph, path, path.get(0), path.get(1)), member(graph, path, path.get(1), path.get(0)));
        return question.refused(
                bucket,
                question.all(),
                "the path " + OpenPath.text(graph, path)
                        + " may be causal or not, for its first edge may point either way",
                members);
    }

    /** A graph of the class with this first edge in which the rest of the path is directed, as far as it can be. */
    private static Admg member(Cpdag graph, List<Integer> path, int from, int to) {
        Cpdag narrowed = graph.oriented(List.of(new int[] {from, to}));
        for (int i = 1; i + 1 < path.size(); i++)
            if (narrowed.undirected(path.get(i), path.get(i + 1)))
                narrowed = narrowed.oriented(List.of(new int[] {path.get(i), path.get(i + 1)}));
        Dag dag = narrowed.consistentExtension().orElseThrow();
        return Admg.of(dag);
    }
}
