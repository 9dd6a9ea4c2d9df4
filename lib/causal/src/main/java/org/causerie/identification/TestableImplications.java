// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;

/**
 * What a graph, perhaps with hidden causes, says about the distribution of the observed variables: all that data can
 * contradict it with.
 *
 * <ul>
 *   <li>{@link #local()}: a few conditional independences from which all others follow;
 *   <li>{@link #pairwise()}: for each missing edge one, with as few variables given as will do, which are the better tests;
 *   <li>{@link #verma()}: formulas that do not depend on all of their variables, though nothing is independent;
 *   <li>{@link #instrumental()}: inequalities where neither speaks, for given levels {@link #instrumental(Map) more of them};
 *   <li>{@link #byDeletion}: other inequalities, of variables that are separated once some are deleted.
 * </ul>
 *
 * <p>In a graph without hidden causes the independences are all there is. With them, {@link #local()} and {@link #verma()}
 * together are all equations that hold in every model of levels; of inequalities there are more than those listed. The graph is an
 * {@link Admg}, in which {@code <->} stands for hidden common causes, or a {@link Dag} with some variables unobserved.
 *
 * <p>With n variables and m edges {@code pairwise} takes O(n² (n + m)), and {@code local} and {@code verma} as long for each
 * of the ancestral sets that they go through, of which there are n without hidden causes, and exponentially many in the size
 * of the largest district in the worst case.
 *
 * <p>{@snippet :
 * var says = TestableImplications.of(Admg.of("A -> B -> C -> D", "B <-> D"));
 * says.local();       // C ⊥ A | B
 * says.verma();       // P(D | do(C)) = Σ_{B} P(B | A) P(D | A, B, C) does not depend on A
 * }
 *
 * <p>References: J. Tian and J. Pearl, On the testable implications of causal models with hidden variables, UAI 2002,
 * arXiv:1301.0608; T. Richardson, Markov properties for acyclic directed mixed graphs, Scandinavian Journal of Statistics 30
 * (2003), doi:10.1111/1467-9469.00323; R. J. Evans, Margins of discrete Bayesian networks, Annals of Statistics 46 (2018),
 * doi:10.1214/17-AOS1631; H. Jeong, A. Ejaz, J. Tian and E. Bareinboim, Testing causal models with hidden variables in
 * polynomial delay via conditional independencies, AAAI 2025.
 */
public final class TestableImplications implements Displayable {
    private static final int SHOWN = 20;

    private final Admg graph;
    private final Subgraphs graphs;

    private TestableImplications(Admg graph) {
        this.graph = graph;
        this.graphs = new Subgraphs(graph);
    }

    /**
     * What the graph says when all of its variables are observed.
     *
     * @param graph a {@link Dag} or an {@link Admg}
     * @throws CausalException if the graph is of another kind
     */
    public static TestableImplications of(CausalGraph graph) {
        if (graph instanceof Dag dag) return new TestableImplications(Admg.of(dag));
        if (graph instanceof Admg admg) return new TestableImplications(admg);
        throw new CausalException("Implications are read off a Dag or an Admg; this is a "
                + graph.getClass().getSimpleName() + ". Take a member of the class it stands for");
    }

    /**
     * What the graph says about its other variables.
     *
     * @param unobserved the variables that no data holds
     * @throws CausalException if the graph does not know one of them
     */
    public static TestableImplications of(Dag graph, Collection<String> unobserved) {
        return new TestableImplications(Admg.projection(graph, unobserved));
    }

    /**
     * Independences from which all others follow: of each variable and those that it does not cause, given its parents;
     * with hidden causes, of each variable and those before it in an ancestral set, given its district there and the
     * parents of that, for each district that it has in such sets.
     */
    public List<ImpliedIndependence> local() {
        boolean hidden = graphs.all().stream().anyMatch(v -> !graphs.spouses(v).isEmpty());
        List<ImpliedIndependence> found = new ArrayList<>();
        BitSet before = new BitSet();
        for (int v : graphs.order(graphs.all(), new BitSet())) {
            before.set(v);
            BitSet among = hidden ? before : or(minus(graphs.all(), graph.descendants(single(v))), single(v));
            for (AncestralDistricts ancestral : AncestralDistricts.of(graphs, v, among)) {
                BitSet closed = AncestralDistricts.closed(graphs, ancestral.district());
                BitSet right = minus(ancestral.largest(), closed);
                if (!right.isEmpty()) found.add(independence(single(v), right, minus(closed, single(v))));
            }
        }
        return List.copyOf(found);
    }

    /**
     * For each pair of variables that some set separates, one of which no part would: of the one nearest to the first
     * and the one nearest to the second, the smaller. Every missing edge has its test; that all other independences
     * follow from these is not said.
     */
    public List<ImpliedIndependence> pairwise() {
        return pairs((a, b) -> Stream.of(separators(b, a), separators(a, b))
                .flatMap(each -> each.nearest().stream())
                .min(Comparator.comparingInt(BitSet::cardinality))
                .stream()
                .toList());
    }

    /** Every pair of variables with every minimal set that separates it; there may be exponentially many. */
    public List<ImpliedIndependence> minimal() {
        return minimal(Integer.MAX_VALUE);
    }

    /**
     * Every pair of variables with at most so many of the minimal sets that separate it, in time polynomial for each.
     *
     * @param limit how many for a pair, at least 1
     */
    public List<ImpliedIndependence> minimal(int limit) {
        atLeastOne(limit);
        return pairs((a, b) -> separators(a, b).minimal(limit));
    }

    /** What is done with each pair of variables without an edge. */
    private interface Pairs<T> {
        List<T> of(int a, int b);
    }

    private List<ImpliedIndependence> pairs(Pairs<BitSet> sets) {
        return unjoined((a, b) -> sets.of(a, b).stream()
                .map(given -> independence(single(a), single(b), given))
                .toList());
    }

    private <T> List<T> unjoined(Pairs<T> what) {
        List<T> found = new ArrayList<>();
        for (int a = 0; a < graph.size(); a++) {
            Progress.checkpoint();
            for (int b = a + 1; b < graph.size(); b++) if (!graph.adjacent(a, b)) found.addAll(what.of(a, b));
        }
        return List.copyOf(found);
    }

    private Separators separators(int a, int b) {
        return new Separators(graph, single(a), single(b), graphs.all());
    }

    private ImpliedIndependence independence(BitSet left, BitSet right, BitSet given) {
        return new ImpliedIndependence(graphs.names(left), graphs.names(right), graphs.names(given));
    }

    /** The equations that are no independences; see {@link VermaConstraint}. */
    public List<VermaConstraint> verma() {
        return verma(Integer.MAX_VALUE);
    }

    /**
     * At most so many of the equations that are no independences; the search stops where it has met so many, of which
     * some may follow from others.
     *
     * @param limit how many, at least 1
     */
    public List<VermaConstraint> verma(int limit) {
        atLeastOne(limit);
        return VermaSearch.find(graphs, limit);
    }

    private static void atLeastOne(int limit) {
        if (limit < 1) throw new CausalException("The limit is at least 1; " + limit + " was given");
    }

    /**
     * For each pair of variables without an edge that no set separates, the inequalities that hold because one reaches the
     * other only through a third.
     */
    public List<InstrumentalInequality> instrumental() {
        return unjoined((a, b) -> {
            if (separators(a, b).nearest().isPresent()) return List.of();
            return Stream.concat(instrumental(a, b), instrumental(b, a)).toList();
        });
    }

    /**
     * The same where variables have these levels, and with them all other linear inequalities that an instrument implies;
     * see {@link InstrumentalInequality#facets}.
     *
     * @param levels the levels of each variable of the graph
     */
    public List<InstrumentalFacet> instrumental(Map<String, List<String>> levels) {
        return instrumental().stream()
                .flatMap(each -> each.facets(levels).stream())
                .toList();
    }

    /** Those of z on y: x is a cause of y but not of z, and without the effects of x some set separates the two. */
    private Stream<InstrumentalInequality> instrumental(int z, int y) {
        BitSet causes = minus(graphs.ancestors(single(y), graphs.all()), single(y));
        return causes.stream()
                .filter(x -> x != z && !graph.descendants(single(x)).get(z))
                .mapToObj(x -> given(z, y, single(x))
                        .map(w -> new InstrumentalInequality(name(z), name(x), name(y), graphs.names(w))))
                .flatMap(Optional::stream);
    }

    /**
     * For each pair of variables without an edge that no set separates, the smallest sets without which some set does, and the
     * inequality that this leaves; see {@link SeparationByDeletion}. Where one of the pair is no effect of what is deleted,
     * {@link #instrumental()} has another inequality.
     *
     * @param most how many variables are deleted at the most, at least 1; all sets of as many causes of the pair are tried
     */
    public List<SeparationByDeletion> byDeletion(int most) {
        atLeastOne(most);
        return unjoined((a, b) -> {
            if (separators(a, b).nearest().isPresent()) return List.of();
            BitSet pair = or(single(a), single(b));
            BitSet causes = minus(graphs.ancestors(pair, graphs.all()), pair);
            List<BitSet> found = new ArrayList<>();
            List<SeparationByDeletion> listed = new ArrayList<>();
            List<BitSet> open = List.of(new BitSet());
            for (int size = 1; size <= most && !open.isEmpty(); size++) {
                List<BitSet> larger = new ArrayList<>();
                for (BitSet set : open)
                    causes.stream().filter(v -> v >= set.length()).forEach(v -> larger.add(or(set, single(v))));
                larger.removeIf(
                        set -> found.stream().anyMatch(part -> minus(part, set).isEmpty()));
                for (BitSet deleted : larger)
                    given(a, b, deleted).ifPresent(given -> {
                        found.add(deleted);
                        listed.add(
                                new SeparationByDeletion(name(a), name(b), graphs.names(given), graphs.names(deleted)));
                    });
                larger.removeAll(found);
                open = larger;
            }
            return listed;
        });
    }

    /** What separates two variables where these have no effects, none of which it may hold. */
    private Optional<BitSet> given(int a, int b, BitSet deleted) {
        Progress.checkpoint();
        BitSet allowed = minus(graphs.all(), graph.descendants(deleted));
        return new Separators(graph.withoutEdgesOutOf(deleted), single(a), single(b), allowed).nearest();
    }

    private String name(int v) {
        return graph.names().get(v);
    }

    /** The graph of the observed variables. */
    public Admg graph() {
        return graph;
    }

    /**
     * The first 20 of each kind. Inequalities by deletion are those that delete one variable, or more where there is nothing
     * else to say, and of which {@link #instrumental()} has no other for the same variables.
     */
    @Override
    public String text() {
        List<String> parts = new ArrayList<>();
        part(parts, "Independences, from which all others follow:", local());
        part(parts, "Equations that are no independences:", verma(SHOWN + 1));
        List<InstrumentalInequality> instruments = instrumental();
        part(parts, "Inequalities:", instruments);
        if (!instruments.isEmpty()) parts.add("  and others for given levels: instrumental(levels)");
        part(parts, "Inequalities by deletion:", deletions(instruments, parts.isEmpty()));
        return parts.isEmpty()
                ? "The graph says nothing about " + String.join(", ", graph.names()) + " that data could contradict"
                : String.join("\n", parts);
    }

    private List<SeparationByDeletion> deletions(List<InstrumentalInequality> instruments, boolean needed) {
        List<SeparationByDeletion> found = List.of();
        for (int most = 1; found.isEmpty() && most <= (needed ? graph.size() : 1); most++)
            found = byDeletion(most).stream()
                    .filter(each -> instruments.stream().noneMatch(other -> same(each, other)))
                    .toList();
        return found;
    }

    private static boolean same(SeparationByDeletion deletion, InstrumentalInequality instrument) {
        return deletion.deleted().equals(Set.of(instrument.treatment()))
                && Set.of(deletion.left(), deletion.right())
                        .equals(Set.of(instrument.instrument(), instrument.outcome()));
    }

    private static void part(List<String> parts, String title, List<? extends TestableImplication> implied) {
        if (implied.isEmpty()) return;
        parts.add(title);
        implied.stream().limit(SHOWN).forEach(each -> parts.add("  " + each.text()));
        if (implied.size() > SHOWN) parts.add("  and more");
    }

    @Override
    public Optional<String> latex() {
        List<TestableImplication> all = new ArrayList<>(local());
        all.addAll(verma(SHOWN));
        List<InstrumentalInequality> instruments = instrumental();
        all.addAll(instruments);
        all.addAll(deletions(instruments, all.isEmpty()));
        if (all.isEmpty()) return Optional.empty();
        return Optional.of("\\begin{array}{l} "
                + all.stream()
                        .limit(SHOWN)
                        .map(each -> each.latex().orElseThrow())
                        .collect(Collectors.joining(" \\\\ "))
                + " \\end{array}");
    }

    @Override
    public String toString() {
        return text();
    }
}
