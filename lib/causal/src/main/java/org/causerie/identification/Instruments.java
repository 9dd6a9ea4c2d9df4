// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;

/**
 * The conditional instruments for the total effect of one variable on another.
 *
 * <p>Z is one given W when
 *
 * <ol>
 *   <li>neither Z nor W is the treatment or descends from a vertex on a causal path behind it;
 *   <li>Z and the treatment depend on each other given W;
 *   <li>W separates Z from the outcome once the first edges of the causal paths are taken away.
 * </ol>
 *
 * <p>Then in every linear model of the graph the ratio of Z's partial covariances with outcome and treatment is the effect.
 * {@link #find} needs O(n + m) for each candidate: of the sets that separate, it tries the one nearest to the outcome. If
 * any variable is an instrument given any covariates, it finds some instrument.
 *
 * <p>References: L. Henckel, M. Buttenschoen and M. H. Maathuis, Graphical tools for selecting conditional instrumental
 * sets, Biometrika 111 (2024), doi:10.1093/biomet/asad066; B. van der Zander, J. Textor and M. Liśkiewicz, Efficiently
 * finding conditional instruments for causal inference, IJCAI 2015.
 */
public final class Instruments {
    private final Admg graph;
    private final int x;
    private final int y;
    private final BitSet observed;
    private final BitSet forbidden;
    private final Admg backdoor;

    private Instruments(Admg graph, int x, int y, BitSet observed) {
        this.graph = graph;
        this.x = x;
        this.y = y;
        this.observed = observed;
        BitSet causal = new CausalPaths(graph).between(single(x), single(y));
        forbidden = graph.descendants(causal);
        forbidden.set(x);
        forbidden.set(y);
        backdoor = without(causal);
    }

    /**
     * The instruments among all variables of the graph.
     *
     * @param graph a {@link Dag} or an {@link Admg}
     * @throws CausalException if the graph is of another kind, does not know one of the variables, or has no causal path
     *     from the treatment to the outcome
     */
    public static Instruments of(CausalGraph graph, String treatment, String outcome) {
        return of(graph, treatment, outcome, Set.of());
    }

    /** The instruments that do without the unobserved variables. */
    public static Instruments of(CausalGraph graph, String treatment, String outcome, Collection<String> unobserved) {
        Admg mixed = FrontDoor.mixed(graph);
        int x = mixed.index(treatment);
        int y = mixed.index(outcome);
        if (x == y) throw new CausalException("\"" + treatment + "\" cannot be both the treatment and the outcome");
        if (!mixed.descendants(single(x)).get(y))
            throw new CausalException("No causal path leads from " + treatment + " to " + outcome
                    + ", so the effect is 0 and needs no instrument");
        BitSet observed = new BitSet();
        observed.set(0, mixed.size());
        for (String name : unobserved) observed.clear(mixed.index(name));
        return new Instruments(mixed, x, y, observed);
    }

    private Admg without(BitSet causal) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        for (int v = 0; v < graph.size(); v++)
            for (int w = 0; w < graph.size(); w++) {
                if (graph.hasEdge(v, w) && !(v == x && causal.get(w))) directed.add(new int[] {v, w});
                if (v < w && graph.bidirected(v, w)) bidirected.add(new int[] {v, w});
            }
        return Admg.of(graph.names(), directed, bidirected);
    }

    /** Whether the variable is an instrument given these covariates. */
    public boolean isValid(String instrument, Collection<String> covariates) {
        return witness(instrument, covariates).isEmpty();
    }

    /** Which condition fails, and on which path; empty when none does. O(n + m). */
    public Optional<PathWitness> witness(String instrument, Collection<String> covariates) {
        int z = graph.index(instrument);
        BitSet w = new BitSet();
        for (String name : covariates) w.set(graph.index(name));
        BitSet all = (BitSet) w.clone();
        all.set(z);
        for (int v = all.nextSetBit(0); v >= 0; v = all.nextSetBit(v + 1))
            if (forbidden.get(v) || !observed.get(v) || (v == z && w.get(v)))
                return Optional.of(
                        new PathWitness(
                                graph.names().get(v),
                                "instrument and covariates are distinct, observed, and not behind the treatment on a causal path"));
        Optional<String> open = OpenPath.text(backdoor, single(z), single(y), w);
        if (open.isPresent())
            return open.map(
                    path -> new PathWitness(path, "the instrument reaches the outcome not only through the treatment"));
        if (!graph.connected(single(z), w).get(x))
            return Optional.of(new PathWitness(
                    instrument + ", " + graph.names().get(x), "the instrument does not move the treatment"));
        return Optional.empty();
    }

    /** Instruments, each with covariates that make it one, by name. */
    public List<Instrument> find() {
        List<Instrument> found = new ArrayList<>();
        for (String name : new TreeSet<>(graph.names())) {
            Progress.checkpoint();
            int z = graph.index(name);
            if (forbidden.get(z) || !observed.get(z)) continue;
            BitSet allowed = (BitSet) observed.clone();
            allowed.andNot(forbidden);
            new Separators(backdoor, single(y), single(z), allowed)
                    .nearest()
                    .filter(w -> graph.connected(single(z), w).get(x))
                    .ifPresent(w -> found.add(instrument(name, w)));
        }
        return List.copyOf(found);
    }

    private Instrument instrument(String name, BitSet w) {
        TreeSet<String> covariates = new TreeSet<>();
        w.stream().forEach(v -> covariates.add(graph.names().get(v)));
        return new Instrument(
                name, covariates, graph.names().get(x), graph.names().get(y));
    }

    private static BitSet single(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }
}
