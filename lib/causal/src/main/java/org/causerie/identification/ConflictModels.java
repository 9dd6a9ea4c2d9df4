// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Admg;

/**
 * Two models that agree in every experiment and differ in a question about several worlds, where two vertices of a
 * district hear of one variable at two values.
 *
 * <p>The variables of the two vertices are joined by a path of bidirected edges, each of which is a fair coin that its
 * ends share: each variable on the path is the exclusive or of its coins. In the first model the ends also hear of the
 * variable with two values. In one world it cancels from the parity of the path, which is even in both models, and any
 * fewer of its variables are fair coins; across two worlds the parity tells the models apart. A path of one variable is
 * one with a fair coin of its own. Variables on and behind the path pass its bits on, in the same way in both models;
 * ways are tried out one after another until the question has two answers.
 */
final class ConflictModels {
    private static final double NOISE = 0.0625;
    private static final int TRIES = 16;
    private static final int LARGEST = 8;

    private final Admg graph;
    private final int heard;
    private final List<Integer> path;
    private final RandomGenerator random;
    private final int attempt;

    private ConflictModels(Admg graph, int heard, List<Integer> path, int attempt) {
        this.graph = graph;
        this.heard = heard;
        this.path = path;
        this.attempt = attempt;
        random = Seed.of(attempt).random();
    }

    /** The models, if there are such vertices, levels are 0 and 1, and at most 8 variables matter. */
    static Optional<ModelPair> of(Expression asked, WorldConflict conflict, Admg graph) {
        if (!small(asked, graph)) return Optional.empty();
        for (Term a : conflict.district())
            for (Term b : conflict.district())
                for (String name : a.world().keySet()) {
                    Value other = b.world().getOrDefault(name, a.world().get(name));
                    if (other.equals(a.world().get(name))) continue;
                    List<Integer> path = path(graph, a, b, conflict.district());
                    for (int attempt = 0; attempt < TRIES; attempt++) {
                        ModelPair pair = new ConflictModels(graph, graph.index(name), path, attempt).pair();
                        if (differ(asked, pair)) return Optional.of(pair);
                    }
                }
        return Optional.empty();
    }

    /** Whether levels are 0 and 1, and at most 8 variables matter. */
    static boolean small(Expression asked, Admg graph) {
        BitSet named = new BitSet();
        boolean binary = true;
        for (Probability p : probabilities(asked)) {
            SortedSet<Term> terms = new TreeSet<>(p.events());
            terms.addAll(p.given());
            for (Term term : terms) {
                named.set(graph.index(term.variable()));
                List<Value> values = new ArrayList<>(term.world().values());
                values.add(term.value());
                for (Value value : values)
                    binary &= !(value instanceof Level level) || level.name().matches("[01]");
            }
        }
        return binary && graph.ancestors(named).cardinality() <= LARGEST;
    }

    /** The probabilities that a question is made of. */
    static List<Probability> probabilities(Expression asked) {
        List<Probability> found = new ArrayList<>();
        List<Expression> open = new ArrayList<>(List.of(asked));
        while (!open.isEmpty()) {
            Expression part = open.remove(open.size() - 1);
            if (part instanceof Probability p) found.add(p);
            Bindings.mapped(part, inner -> {
                open.add(inner);
                return inner;
            });
        }
        return found;
    }

    /** A shortest path of bidirected edges among the variables of the district. */
    private static List<Integer> path(Admg graph, Term from, Term to, SortedSet<Term> district) {
        BitSet open = new BitSet();
        for (Term vertex : district) open.set(graph.index(vertex.variable()));
        int start = graph.index(from.variable());
        int end = graph.index(to.variable());
        Map<Integer, Integer> before = new HashMap<>();
        List<Integer> queue = new ArrayList<>(List.of(start));
        open.clear(start);
        for (int i = 0; open.get(end); i++) {
            int v = queue.get(i);
            for (int w : Subgraphs.and(graph.spouses(v), open).stream().toArray()) {
                before.put(w, v);
                queue.add(w);
                open.clear(w);
            }
        }
        List<Integer> path = new ArrayList<>(List.of(end));
        while (path.get(0) != start) path.add(0, before.get(path.get(0)));
        return Collections.unmodifiableList(path);
    }

    private ModelPair pair() {
        List<int[]> passed = passed();
        return new ModelPair(model(true, passed), model(false, passed));
    }

    /** The edges on and behind the path along which bits are passed on: all in the first attempts, then some. */
    private List<int[]> passed() {
        BitSet carrying = new BitSet();
        for (int v : path) carrying.set(v);
        BitSet behind = graph.descendants(carrying);
        List<int[]> passed = new ArrayList<>();
        for (String name : graph.topologicalOrder()) {
            int v = graph.index(name);
            if (!behind.get(v)) continue;
            boolean joined = path.contains(v);
            for (int p : Subgraphs.and(graph.parents(v), carrying).stream().toArray()) {
                if (joined && (attempt == 0 || p == heard)) continue;
                if (attempt > 1 && random.nextBoolean()) continue;
                passed.add(new int[] {p, v});
                carrying.set(v);
            }
        }
        return passed;
    }

    private ParityModel model(boolean listens, List<int[]> passed) {
        ModelDraft draft = new ModelDraft(graph);
        int first = path.get(0);
        int last = path.get(path.size() - 1);
        BitSet heads = new BitSet();
        for (int[] edge : passed) heads.set(edge[1]);
        ParityModel.Source[] bits = new ParityModel.Source[graph.size()];
        for (int v = 0; v < bits.length; v++) bits[v] = draft.bit(v, noise(v, heads));
        for (int i = 1; i < path.size(); i++) {
            ParityModel.Coin coin = draft.coin(path.get(i - 1), path.get(i));
            draft.cause(bits[path.get(i - 1)], 0, coin);
            draft.cause(bits[path.get(i)], 0, coin);
        }
        if (listens) draft.cause(bits[first], 0, bits[heard]);
        if (listens && last != first) draft.cause(bits[last], 0, bits[heard]);
        for (int[] edge : passed) draft.cause(bits[edge[1]], 0, bits[edge[0]]);
        return new ParityModel(draft.mechanisms(), Collections.emptySortedMap());
    }

    private double noise(int v, BitSet heads) {
        if (path.size() == 1 && path.get(0) == v) return 0.5;
        if (path.contains(v)) return path.get(0) == v ? NOISE : 0;
        return heads.get(v) ? NOISE : 0.5;
    }

    private static boolean differ(Expression asked, ModelPair pair) {
        double[] first = Tensor.of(asked, pair.first()).cells();
        double[] second = Tensor.of(asked, pair.second()).cells();
        for (int i = 0; i < first.length; i++) if (Math.abs(first[i] - second[i]) > 1e-6) return true;
        return false;
    }
}
