// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Edge;

/**
 * The parents that some variables have in the graphs of a class without hidden causes: all that an effect can be adjusted
 * for when the graph is not known, as in IDA.
 *
 * <p>Every way to direct the undirected edges at the variables that some member has, found by directing one edge after the
 * other and closing under Meek's rules, which meets no dead end: O(c k) closures for c ways and k undirected edges at
 * the variables. The number of members is polynomial to count in the graph of a Markov equivalence class; see {@link
 * Cpdag#memberCount()} for classes narrowed by background knowledge.
 *
 * <p>M. H. Maathuis, M. Kalisch and P. Bühlmann, Estimating high-dimensional intervention effects from observational data,
 * Annals of Statistics 37 (2009), doi:10.1214/09-AOS685; with background knowledge, E. Perković, M. Kalisch and M. H.
 * Maathuis, Interpreting and using CPDAGs with background knowledge, UAI 2017; for several variables, P. Nandy, M. H.
 * Maathuis and T. S. Richardson, Annals of Statistics 45 (2017), doi:10.1214/16-AOS1462.
 *
 * @param variables the variables
 * @param choices the ways, in an order that depends on the graph alone
 */
public record PossibleParents(List<String> variables, List<Choice> choices) implements Displayable {

    /**
     * The parents of each variable in some of the members.
     *
     * @param parents one set for each variable
     * @param directed the edges at the variables that the class leaves open, as they are in these members
     * @param members how many they are
     */
    public record Choice(List<SortedSet<String>> parents, List<Edge> directed, BigInteger members)
            implements Displayable {

        public Choice {
            parents = List.copyOf(parents);
            directed = List.copyOf(directed);
        }

        @Override
        public String text() {
            return parents.stream()
                            .map(set -> "{" + String.join(", ", set) + "}")
                            .collect(Collectors.joining(" ")) + " in " + members
                    + (members.equals(BigInteger.ONE) ? " graph" : " graphs");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    public PossibleParents {
        variables = List.copyOf(variables);
        choices = List.copyOf(choices);
    }

    /**
     * The parents that the variables may have together.
     *
     * @param graph a class, narrowed by background knowledge or not
     * @throws CausalException if the graph does not know a variable, a variable is named twice, or no directed acyclic
     *     graph agrees with the graph
     */
    public static PossibleParents of(Cpdag graph, List<String> variables) {
        if (variables.isEmpty() || new TreeSet<>(variables).size() < variables.size())
            throw new CausalException("Parents are listed of one or more distinct variables; given " + variables);
        return new Directions(graph).listed(variables);
    }

    /** The parents that one variable may have. */
    public static PossibleParents of(Cpdag graph, String variable) {
        return of(graph, List.of(variable));
    }

    /** The parents that each variable may have, in the order of the graph; what they share is done once. */
    public static List<PossibleParents> ofEach(Cpdag graph) {
        Directions directions = new Directions(graph);
        return graph.names().stream()
                .map(variable -> directions.listed(List.of(variable)))
                .toList();
    }

    /** The number of members of the class. */
    public BigInteger members() {
        return choices.stream().map(Choice::members).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public String text() {
        return "Possible parents of " + String.join(", ", variables) + ":\n"
                + choices.stream().map(choice -> "  " + choice.text()).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text();
    }

    /** Directs the edges at some variables, in the part of the graph that undirected paths join to them. */
    private static final class Directions {
        private final Cpdag graph;
        private final List<BitSet> pieces;
        private final List<BigInteger> counts;
        private final BigInteger all;

        Directions(Cpdag given) {
            if (given.consistentExtension().isEmpty())
                throw new CausalException("No DAG agrees with every edge of this graph, so no variable has possible"
                        + " parents; settle its conflicting edges first, by background knowledge or another search");
            graph = given.meek();
            pieces = graph.undirectedPieces();
            counts = pieces.stream()
                    .map(piece -> piece.cardinality() == 1
                            ? BigInteger.ONE
                            : graph.subgraph(names(piece)).memberCount())
                    .toList();
            all = counts.stream().reduce(BigInteger.ONE, BigInteger::multiply);
        }

        PossibleParents listed(List<String> variables) {
            int[] chosen = variables.stream().mapToInt(graph::index).toArray();
            BitSet near = new BitSet();
            BigInteger elsewhere = all;
            for (int k = 0; k < pieces.size(); k++)
                if (Arrays.stream(chosen).anyMatch(pieces.get(k)::get)) {
                    near.or(pieces.get(k));
                    elsewhere = elsewhere.divide(counts.get(k));
                }
            List<Choice> choices = new ArrayList<>();
            direct(graph.subgraph(names(near)), variables, elsewhere, choices);
            return new PossibleParents(variables, choices);
        }

        private List<String> names(BitSet set) {
            return set.stream().mapToObj(graph.names()::get).toList();
        }

        private void direct(Cpdag part, List<String> variables, BigInteger elsewhere, List<Choice> choices) {
            Progress.checkpoint();
            for (String variable : variables) {
                int v = part.index(variable);
                int next = part.neighbours(v).nextSetBit(0);
                if (next < 0) continue;
                direct(part.oriented(List.of(new int[] {v, next})), variables, elsewhere, choices);
                direct(part.oriented(List.of(new int[] {next, v})), variables, elsewhere, choices);
                return;
            }
            choices.add(choice(part, variables, part.memberCount().multiply(elsewhere)));
        }

        private Choice choice(Cpdag part, List<String> variables, BigInteger members) {
            List<SortedSet<String>> parents = new ArrayList<>();
            SortedSet<Edge> directed = new TreeSet<>(Comparator.comparing(Edge::toString));
            for (String v : variables) {
                SortedSet<String> set = new TreeSet<>(graph.parents(v));
                set.addAll(part.parents(v));
                parents.add(set);
                for (String w : graph.neighbours(v))
                    directed.add(part.directed(v, w) ? Edge.directed(v, w) : Edge.directed(w, v));
            }
            return new Choice(parents, List.copyOf(directed), members);
        }
    }
}
