// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;
import org.causerie.stat.Covariance;
import org.ejml.data.DMatrixRMaj;

/** Random graphs with hidden variables, H1, H2, …, that ranks can find; all others are observed. */
final class Latents {
    private Latents() {}

    /** One to five hidden variables in any acyclic graph, each with children of its own; some observed causes and effects. */
    static Dag measured(Seed seed) {
        RandomGenerator random = seed.split("measured").random();
        int hidden = 1 + random.nextInt(5);
        List<String> edges = new ArrayList<>();
        boolean[] linked = new boolean[hidden];
        for (int i = 0; i < hidden; i++) {
            for (int j = i + 1; j < hidden; j++) {
                if (random.nextInt(10) >= 5) continue;
                edges.add("H" + i + " -> H" + j);
                linked[i] = true;
                linked[j] = true;
            }
        }
        int x = 0;
        for (int i = 0; i < hidden; i++) {
            int children = (linked[i] ? 2 : 4) + random.nextInt(2);
            for (int c = 0; c < children; c++) {
                edges.add("H" + i + " -> X" + x);
                if (random.nextInt(8) == 0) edges.add("X" + x + " -> Y" + x);
                x++;
            }
            if (random.nextInt(4) == 0) edges.add("A" + i + " -> H" + i);
        }
        return Dag.of(edges.toArray(String[]::new));
    }

    /** A tree from one root, whose inner nodes are hidden or observed. */
    static Dag tree(Seed seed) {
        RandomGenerator random = seed.split("tree").random();
        List<String> edges = new ArrayList<>();
        int[] numbers = {0, 0};
        grow("H0", true, 0, edges, numbers, random);
        return Dag.of(edges.toArray(String[]::new));
    }

    private static void grow(
            String node, boolean root, int depth, List<String> edges, int[] numbers, RandomGenerator random) {
        boolean hidden = node.startsWith("H");
        int children = hidden ? 3 + random.nextInt(2) + (root ? 1 : 0) : 1 + random.nextInt(2);
        for (int c = 0; c < children; c++) {
            int draw = random.nextInt(6);
            boolean inner = depth < 2 && draw < 3 && edges.size() < 10;
            String child = inner && draw < 2 ? "H" + ++numbers[0] : "X" + ++numbers[1];
            edges.add(node + " -> " + child);
            if (inner) grow(child, false, depth + 1, edges, numbers, random);
        }
    }

    /** A cover of two, hidden both or one of them, with six or seven children, of which one may have children in turn. */
    static Dag twos(Seed seed) {
        RandomGenerator random = seed.split("twos").random();
        String second = random.nextBoolean() ? "H2" : "A";
        List<String> edges = new ArrayList<>();
        int children = 6 + random.nextInt(2);
        for (int c = 0; c < children; c++) {
            String child = c == 0 && random.nextBoolean() ? "H3" : "X" + c;
            edges.add("H1 -> " + child);
            edges.add(second + " -> " + child);
            if (child.equals("H3")) for (int d = 0; d < 3; d++) edges.add("H3 -> Y" + d);
            else if (random.nextInt(5) == 0) edges.add(child + " -> Z" + c);
        }
        return Dag.of(edges.toArray(String[]::new));
    }

    /** How many neighbours of the one or the other it takes to separate two variables, hidden ones too, that are not adjacent. */
    static int separators(Dag dag) {
        int most = 0;
        for (int y = 0; y < dag.size(); y++)
            for (int x = 0; x < y; x++) if (!dag.adjacent(x, y)) while (!separable(dag, x, y, most)) most++;
        return most;
    }

    private static boolean separable(Dag dag, int x, int y, int most) {
        for (int size = 0; size <= most; size++) {
            Subsets sets = new Subsets(neighbours(dag, x), neighbours(dag, y), size);
            while (sets.next()) if (dag.separated(bits(x), bits(y), bits(sets.set()))) return true;
        }
        return false;
    }

    private static int[] neighbours(Dag dag, int v) {
        return IntStream.range(0, dag.size()).filter(w -> dag.adjacent(v, w)).toArray();
    }

    private static BitSet bits(int... members) {
        BitSet bits = new BitSet();
        for (int member : members) bits.set(member);
        return bits;
    }

    static boolean hasTriangle(CausalGraph graph) {
        for (int i = 0; i < graph.size(); i++)
            for (int j = 0; j < i; j++)
                for (int k = 0; k < j; k++)
                    if (graph.adjacent(i, j) && graph.adjacent(j, k) && graph.adjacent(i, k)) return true;
        return false;
    }

    /** The covariance of the variables that are not hidden. */
    static Covariance observed(Covariance all) {
        List<String> names =
                all.names().stream().filter(name -> !name.startsWith("H")).toList();
        DMatrixRMaj matrix = new DMatrixRMaj(names.size(), names.size());
        for (int i = 0; i < names.size(); i++)
            for (int j = 0; j < names.size(); j++)
                matrix.set(
                        i,
                        j,
                        all.matrix()
                                .get(
                                        all.names().indexOf(names.get(i)),
                                        all.names().indexOf(names.get(j))));
        return Covariance.population(names, matrix, all.cases());
    }

    /** What was found with hidden variables named as in the truth: by the most observed neighbours in common, in rounds. */
    static Cpdag named(Cpdag found, Dag truth) {
        Map<String, String> names = new HashMap<>();
        for (String name : found.names()) if (truth.names().contains(name)) names.put(name, name);
        Set<String> free = new TreeSet<>(truth.names());
        free.removeAll(names.values());
        List<String> open = new ArrayList<>(found.names());
        open.removeAll(names.keySet());
        while (!open.isEmpty() && !free.isEmpty()) {
            String bestOpen = open.get(0);
            String bestFree = free.iterator().next();
            int most = -1;
            for (String candidate : open) {
                for (String name : free) {
                    int common = 0;
                    for (Map.Entry<String, String> known : names.entrySet())
                        if (found.adjacent(found.index(candidate), found.index(known.getKey()))
                                && truth.adjacent(truth.index(name), truth.index(known.getValue()))) common++;
                    if (common <= most) continue;
                    most = common;
                    bestOpen = candidate;
                    bestFree = name;
                }
            }
            names.put(bestOpen, bestFree);
            open.remove(bestOpen);
            free.remove(bestFree);
        }
        for (String name : open) names.put(name, name + "?");
        List<String> renamed = new ArrayList<>(truth.names());
        for (String name : found.names()) if (!renamed.contains(names.get(name))) renamed.add(names.get(name));
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (Edge edge : found.edges()) {
            int[] ends = {renamed.indexOf(names.get(edge.from())), renamed.indexOf(names.get(edge.to()))};
            (edge.atTo() == Mark.ARROW ? directed : undirected).add(ends);
        }
        return Cpdag.of(renamed, directed, undirected);
    }

    static Set<Set<String>> skeleton(CausalGraph graph) {
        Set<Set<String>> edges = new HashSet<>();
        for (Edge edge : graph.edges()) edges.add(Set.of(edge.from(), edge.to()));
        return edges;
    }
}
