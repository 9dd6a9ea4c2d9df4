// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two models for a hedge, by the parities of Shpitser and Pearl.
 *
 * <p>Each vertex of the hedge is the exclusive or of its parents in it and of a fair coin for each of its bidirected
 * edges there. Observed, each coin is counted twice on the way to the roots, so that the parity of the roots is even. In
 * the second model F' does not listen to the rest of F; what is observed is the same, but when treatments in F are set
 * the parity of the roots stays even, whereas in the first it becomes a fair coin. The noise of one root makes every
 * combination of levels possible. Bits of their own carry the roots to the outcomes.
 *
 * <p>Where the roots lead only to variables that the query conditions on, the carried bit is masked with a coin that an
 * open back-door path carries on to an outcome.
 */
final class ModelPairs {
    /** How often a bit does not do what it should: not so rare that a level is never seen. */
    private static final double NOISE = 0.0625;

    private final Subgraphs graphs;
    private final BitSet outcomes;
    private final BitSet treatments;
    private final BitSet given;
    private final HedgeForest core;
    private final List<HedgeForest> hedges;

    /**
     * What is asked, P(y | do(x), z).
     *
     * @param outcomes y
     * @param treatments x
     * @param given z, none of which could be set instead
     */
    record Question(BitSet outcomes, BitSet treatments, BitSet given) {}

    /** Several hedges, or none, around one F'; more than one only where F' is one vertex. */
    private ModelPairs(Subgraphs graphs, Question question, HedgeForest core, List<HedgeForest> hedges) {
        this.graphs = graphs;
        outcomes = question.outcomes();
        treatments = question.treatments();
        given = question.given();
        this.core = core;
        this.hedges = hedges;
    }

    /** The models for one hedge. */
    static ModelPair of(Subgraphs graphs, Question question, HedgeForest hedge) {
        return of(graphs, question, hedge, List.of(hedge), new TreeMap<>());
    }

    /**
     * The models where each source of data has its hedge around the same F', or is blind to F'.
     *
     * @param core a hedge with this F', or F' alone
     * @param different the variables that come about differently in other populations, where each is a coin
     */
    static ModelPair of(
            Subgraphs graphs,
            Question question,
            HedgeForest core,
            List<HedgeForest> hedges,
            SortedMap<Domain, BitSet> different) {
        ModelPairs pairs = new ModelPairs(graphs, question, core, hedges);
        return new ModelPair(pairs.model(true, different), pairs.model(false, different));
    }

    private ParityModel model(boolean listens, SortedMap<Domain, BitSet> different) {
        ModelDraft draft = new ModelDraft(graphs.graph());
        ParityModel.Source[] parity = parities(draft, listens);
        for (int k = 0; k < hedges.size(); k++) layer(draft, hedges.get(k), k, listens, parity);
        List<ParityModel.Source> ends = carry(draft, parity);
        if (!ends.isEmpty()) mask(draft, ends.get(0));
        SortedMap<String, List<ParityModel.Bit>> mechanisms = draft.mechanisms();
        SortedMap<Domain, SortedMap<String, List<ParityModel.Bit>>> elsewhere = new TreeMap<>();
        different.forEach((domain, variables) -> {
            SortedMap<String, List<ParityModel.Bit>> coins = new TreeMap<>();
            for (String name : graphs.names(variables))
                coins.put(
                        name,
                        mechanisms.get(name).stream()
                                .map(bit -> new ParityModel.Bit(bit.product(), 0.5))
                                .toList());
            elsewhere.put(domain, coins);
        });
        return new ParityModel(mechanisms, elsewhere);
    }

    /** The bits of F'. */
    private ParityModel.Source[] parities(ModelDraft draft, boolean listens) {
        ParityModel.Source[] bits = new ParityModel.Source[graphs.graph().size()];
        BitSet inner = core.inner();
        int first = core.roots().nextSetBit(0);
        double noise = hedges.isEmpty() && listens ? 1 - NOISE : NOISE;
        for (int v = inner.nextSetBit(0); v >= 0; v = inner.nextSetBit(v + 1))
            bits[v] = draft.bit(v, v == first ? noise : 0);
        for (int v = inner.nextSetBit(0); v >= 0; v = inner.nextSetBit(v + 1))
            if (!core.roots().get(v)) draft.cause(bits[core.child()[v]], 0, bits[v]);
        for (int[] edge : core.innerTree()) {
            ParityModel.Coin coin = draft.coin(edge[0], edge[1]);
            for (int end : edge) draft.cause(bits[end], 0, coin);
        }
        return bits;
    }

    /** The bits of the rest of a hedge, and what F' takes from them when it listens. */
    private void layer(ModelDraft draft, HedgeForest hedge, int factor, boolean listens, ParityModel.Source[] inner) {
        ParityModel.Source[] bits = inner.clone();
        BitSet outer = hedge.outer();
        for (int v = outer.nextSetBit(0); v >= 0; v = outer.nextSetBit(v + 1)) bits[v] = draft.bit(v, 0);
        for (int v = outer.nextSetBit(0); v >= 0; v = outer.nextSetBit(v + 1)) {
            int next = hedge.child()[v];
            if (outer.get(next)) draft.cause(bits[next], 0, bits[v]);
            else if (listens) draft.cause(bits[next], factor, bits[v]);
        }
        for (int[] edge : hedge.outerTree()) {
            ParityModel.Coin coin = draft.coin(edge[0], edge[1]);
            for (int end : edge)
                if (outer.get(end)) draft.cause(bits[end], 0, coin);
                else if (listens) draft.cause(bits[end], factor, coin);
        }
    }

    /**
     * Carries the bits of the roots along directed paths to the first outcomes or given variables.
     *
     * @return the bits in given variables where none has come to an outcome; otherwise nothing
     */
    private List<ParityModel.Source> carry(ModelDraft draft, ParityModel.Source[] inner) {
        BitSet goal = or(outcomes, given);
        BitSet roots = core.roots();
        int[] next = towards(goal);
        BitSet on = new BitSet();
        for (int r = roots.nextSetBit(0); r >= 0; r = roots.nextSetBit(r + 1))
            if (!goal.get(r))
                for (int v = next[r]; ; v = next[v]) {
                    on.set(v);
                    if (goal.get(v)) break;
                }
        ParityModel.Source[] carried = new ParityModel.Source[next.length];
        for (int v = on.nextSetBit(0); v >= 0; v = on.nextSetBit(v + 1)) carried[v] = draft.bit(v, NOISE);
        for (int v = 0; v < next.length; v++) {
            if (goal.get(v)) continue;
            if (roots.get(v)) draft.cause(carried[next[v]], 0, inner[v]);
            if (on.get(v)) draft.cause(carried[next[v]], 0, carried[v]);
        }
        BitSet ends = and(or(on, roots), goal);
        if (ends.intersects(outcomes)) return List.of();
        return ends.stream().mapToObj(v -> roots.get(v) ? inner[v] : carried[v]).toList();
    }

    /** The next vertex on a shortest directed path to the goal that avoids the treatments. */
    private int[] towards(BitSet goal) {
        int[] next = new int[graphs.graph().size()];
        Arrays.fill(next, -1);
        BitSet reached = or(goal, treatments);
        List<Integer> queue = new ArrayList<>(goal.stream().boxed().toList());
        for (int i = 0; i < queue.size(); i++) {
            BitSet more = minus(graphs.parents(queue.get(i)), reached);
            for (int p = more.nextSetBit(0); p >= 0; p = more.nextSetBit(p + 1)) {
                next[p] = queue.get(i);
                queue.add(p);
            }
            reached.or(more);
        }
        return next;
    }

    /** Masks a bit of a given variable with a coin that an open path into the variable carries to an outcome. */
    private void mask(ModelDraft draft, ParityModel.Source end) {
        int start = graphs.graph().index(end.variable());
        List<BackDoorWalk.Arrival> walk =
                BackDoorWalk.find(graphs, start, outcomes, treatments, minus(given, single(start)));
        ParityModel.Source[] bits = new ParityModel.Source[walk.size()];
        bits[0] = end;
        for (int i = 1; i < bits.length; i++) {
            boolean source = walk.get(i).edge() == BackDoorWalk.Edge.UP
                    && (i + 1 == bits.length || walk.get(i + 1).edge() == BackDoorWalk.Edge.DOWN);
            bits[i] = draft.bit(walk.get(i).vertex(), source ? 0.5 : NOISE);
        }
        for (int i = 1; i < bits.length; i++)
            switch (walk.get(i).edge()) {
                case UP -> draft.cause(bits[i - 1], 0, bits[i]);
                case DOWN -> draft.cause(bits[i], 0, bits[i - 1]);
                case ACROSS -> {
                    ParityModel.Coin coin =
                            draft.coin(walk.get(i - 1).vertex(), walk.get(i).vertex());
                    draft.cause(bits[i - 1], 0, coin);
                    draft.cause(bits[i], 0, coin);
                }
            }
    }
}
