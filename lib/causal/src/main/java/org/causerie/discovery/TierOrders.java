// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.Progress;
import org.causerie.Seed;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.stat.LocalScore;

/** Looks for the order of variables with the best score among those that tiers and required arrows allow. */
final class TierOrders {
    /** Differences of scores below this part of them are rounding errors. */
    private static final double TINY = 1e-9;

    private final LocalScore score;
    private final Variables variables;
    private final Bounds bounds;

    /** Row b: what stays before b. */
    private final BitSet[] before;

    private final List<Map<BitSet, Family>> known = new ArrayList<>();
    private int[] order = {};
    private int[] best = {};
    private double bestScore = Double.NEGATIVE_INFINITY;

    private record Family(BitSet parents, double score) {}

    TierOrders(LocalScore score, Variables variables, Bounds bounds, Knowledge knowledge) {
        this.score = score;
        this.variables = variables;
        this.bounds = bounds;
        int size = variables.size();
        before = new BitSet[size];
        int[] tiers = new int[size];
        for (int b = 0; b < size; b++) {
            before[b] = new BitSet();
            known.add(new HashMap<>());
            tiers[b] = tier(knowledge.tiers(), variables.name(b));
        }
        for (int a = 0; a < size; a++)
            for (int b = 0; b < size; b++)
                if (bounds.required(a).get(b) || (tiers[a] >= 0 && tiers[b] >= 0 && tiers[a] < tiers[b]))
                    before[b].set(a);
    }

    private static int tier(List<Set<String>> tiers, String name) {
        for (int tier = 0; tier < tiers.size(); tier++) if (tiers.get(tier).contains(name)) return tier;
        return -1;
    }

    /** Starts from the order by name the first time, else from one drawn, and climbs. */
    void search(int start, Seed seed) {
        int[] priority = new int[variables.size()];
        RandomGenerator random = seed.random();
        for (int i = 0; i < priority.length; i++) {
            int j = start == 0 ? i : random.nextInt(i + 1);
            priority[i] = priority[j];
            priority[j] = i;
        }
        order = allowed(priority);
        keep(total());
        while (sweep(priority)) keep(total());
    }

    /** The order that comes nearest to the priorities of those that keep what stays before what. */
    private int[] allowed(int[] priority) {
        int size = priority.length;
        int[] chosen = new int[size];
        BitSet placed = new BitSet();
        for (int place = 0; place < size; place++) {
            for (int candidate : priority) {
                BitSet missing = (BitSet) before[candidate].clone();
                missing.andNot(placed);
                if (placed.get(candidate) || !missing.isEmpty()) continue;
                chosen[place] = candidate;
                placed.set(candidate);
                break;
            }
            if (placed.cardinality() <= place) {
                int least = placed.nextClearBit(0);
                chosen[place] = least;
                placed.set(least);
            }
        }
        return chosen;
    }

    private void keep(double total) {
        if (total <= bestScore) return;
        bestScore = total;
        best = order.clone();
    }

    private double total() {
        double sum = 0;
        BitSet earlier = new BitSet();
        for (int node : order) {
            sum += family(node, earlier).score();
            earlier.set(node);
        }
        return sum;
    }

    private boolean sweep(int[] visits) {
        boolean moved = false;
        for (int node : visits) moved |= move(node);
        return moved;
    }

    /** Takes a variable to its best place: each step past a neighbour changes the parents of these two alone. */
    private boolean move(int node) {
        int place = place(node);
        int bestPlace = place;
        double gain = 0;
        double highest = TINY * (1 + Math.abs(bestScore));
        int[] home = order.clone();
        for (int direction : new int[] {-1, 1}) {
            order = home.clone();
            gain = 0;
            for (int at = place; at + direction >= 0 && at + direction < order.length; at += direction) {
                int other = order[at + direction];
                if (direction < 0 ? before[node].get(other) : before[other].get(node)) break;
                gain += swapped(Math.min(at, at + direction));
                if (gain <= highest) continue;
                highest = gain;
                bestPlace = at + direction;
            }
        }
        order = home;
        if (bestPlace == place) return false;
        int step = Integer.signum(bestPlace - place);
        for (int at = place; at != bestPlace; at += step) order[at] = order[at + step];
        order[bestPlace] = node;
        return true;
    }

    private int place(int node) {
        for (int at = 0; at < order.length; at++) if (order[at] == node) return at;
        throw new IllegalStateException("variable " + node + " is not in the order");
    }

    /** Swaps the variables at a place and the next, and returns by how much the score grows. */
    private double swapped(int at) {
        BitSet earlier = new BitSet();
        for (int i = 0; i < at; i++) earlier.set(order[i]);
        int first = order[at];
        int second = order[at + 1];
        double was = family(first, earlier).score();
        earlier.set(first);
        was += family(second, earlier).score();
        earlier.clear(first);
        double is = family(second, earlier).score();
        earlier.set(second);
        is += family(first, earlier).score();
        order[at] = second;
        order[at + 1] = first;
        return is - was;
    }

    /** The parents that growing and shrinking find among those earlier. */
    private Family family(int node, BitSet earlier) {
        BitSet candidates = new BitSet();
        BitSet required = new BitSet();
        for (int i = earlier.nextSetBit(0); i >= 0; i = earlier.nextSetBit(i + 1)) {
            if (bounds.required(i).get(node)) required.set(i);
            else if (!bounds.forbidden(i, node)) candidates.set(i);
        }
        Family found = known.get(node).get(candidates);
        if (found == null) {
            found = grown(node, candidates, required);
            known.get(node).put(candidates, found);
        }
        return found;
    }

    private Family grown(int node, BitSet candidates, BitSet required) {
        Progress.checkpoint();
        BitSet parents = (BitSet) required.clone();
        double highest = score(node, parents);
        for (int change = better(node, parents, candidates, highest); change >= 0; ) {
            parents.flip(change);
            highest = score(node, parents);
            change = better(node, parents, candidates, highest);
        }
        BitSet in = (BitSet) parents.clone();
        in.andNot(required);
        for (int change = better(node, parents, in, highest); change >= 0; ) {
            parents.flip(change);
            in.clear(change);
            highest = score(node, parents);
            change = better(node, parents, in, highest);
        }
        return new Family(parents, highest);
    }

    /** The variable whose coming, or whose leaving, raises the score most. */
    private int better(int node, BitSet parents, BitSet changeable, double than) {
        int best = -1;
        double highest = than + TINY * (1 + Math.abs(than));
        for (int i = changeable.nextSetBit(0); i >= 0; i = changeable.nextSetBit(i + 1)) {
            parents.flip(i);
            double with = score(node, parents);
            parents.flip(i);
            if (with <= highest) continue;
            highest = with;
            best = i;
        }
        return best;
    }

    private double score(int node, BitSet parents) {
        Progress.checkpoint();
        return score.score(variables.columns()[node], variables.columnsOf(Pattern.members(parents)));
    }

    double bestScore() {
        return bestScore;
    }

    /** The graph of the best order, over the variables in the order of the columns; without edges before the first is known. */
    Dag dag() {
        List<int[]> edges = new ArrayList<>();
        BitSet earlier = new BitSet();
        for (int node : best) {
            for (int parent : Pattern.members(family(node, earlier).parents()))
                edges.add(new int[] {variables.columns()[parent], variables.columns()[node]});
            earlier.set(node);
        }
        return Dag.of(variables.names(), edges);
    }
}
