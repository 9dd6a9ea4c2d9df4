// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.Seed;

/** The walk of UT-IGSP over orders; what a variable's place in an order means is worked out once for all walks. */
final class SparsestOrder {
    private final UtIgsp settings;
    private final Environments environments;
    private final Bounds bounds;
    private final Precedence precedence;
    private final int p;
    private final double[] observed;
    private final double threshold;
    private final Map<Place, int[]> causes = new ConcurrentHashMap<>();
    private final Map<Place, int[]> changes = new ConcurrentHashMap<>();
    private final AtomicLong scored = new AtomicLong();
    private final AtomicReferenceArray<Candidate> found;

    /** A variable and those before it, or its causes. */
    private record Place(int variable, BitSet others) {}

    /** A graph, as the causes of each variable, with the number of its edges and targets. */
    record Candidate(int[][] causes, int score) {}

    SparsestOrder(UtIgsp settings, Environments environments, Bounds bounds, Precedence precedence) {
        this.settings = settings;
        this.environments = environments;
        this.bounds = bounds;
        this.precedence = precedence;
        p = environments.size();
        observed = covariance();
        threshold = NormalDistribution.of(0, 1).inverseSurvivalProbability(settings.alpha() / 2);
        found = new AtomicReferenceArray<>(settings.starts());
    }

    int environments() {
        return environments.count();
    }

    long scored() {
        return scored.get();
    }

    /** The best graph of all starts; of equals that of the first start. */
    Candidate best(Execution execution) {
        execution.map("searching orders", settings.starts(), start -> {
            walk(start, settings.seed().split(start));
            return start;
        });
        return soFar().orElseThrow();
    }

    Optional<Candidate> soFar() {
        Candidate best = null;
        for (int start = 0; start < found.length(); start++) {
            Candidate candidate = found.get(start);
            if (candidate != null && (best == null || candidate.score() < best.score())) best = candidate;
        }
        return Optional.ofNullable(best);
    }

    private void walk(int start, Seed seed) {
        Candidate here = candidate(randomOrder(seed.random()));
        found.set(start, here);
        Optional<Candidate> better = improved(here);
        while (better.isPresent()) {
            found.set(start, better.get());
            better = improved(better.get());
        }
    }

    private int[] randomOrder(RandomGenerator random) {
        int[] order = new int[p];
        BitSet remaining = new BitSet();
        remaining.set(0, p);
        for (int i = 0; i < p; i++) {
            int[] next = Pattern.members(precedence.next(remaining));
            order[i] = next[random.nextInt(next.length)];
            remaining.clear(order[i]);
        }
        return order;
    }

    /** A graph with a lower score, as near as there is one within the depth. */
    private Optional<Candidate> improved(Candidate from) {
        Set<String> seen = new HashSet<>(Set.of(key(from)));
        List<Candidate> level = List.of(from);
        for (int depth = 0; depth < settings.depth(); depth++) {
            List<Candidate> next = new ArrayList<>();
            for (Candidate candidate : level) {
                for (Candidate turned : turned(candidate)) {
                    if (turned.score() < from.score()) return Optional.of(turned);
                    if (turned.score() == from.score() && seen.add(key(turned))) next.add(turned);
                }
            }
            level = next;
        }
        return Optional.empty();
    }

    private static String key(Candidate candidate) {
        return Arrays.deepToString(candidate.causes());
    }

    /** The graphs of the orders in which one covered edge, whose ends share all other causes, is turned. */
    private List<Candidate> turned(Candidate candidate) {
        List<Candidate> turned = new ArrayList<>();
        for (int effect = 0; effect < p; effect++) {
            for (int cause : candidate.causes()[effect]) {
                Progress.checkpoint();
                if (!covered(candidate, cause, effect)) continue;
                if (bounds.required(cause).get(effect) || bounds.forbidden(effect, cause)) continue;
                int[][] causes = candidate.causes().clone();
                causes[effect] = without(causes[effect], cause);
                causes[cause] = with(causes[cause], effect);
                order(causes).ifPresent(order -> turned.add(candidate(order)));
            }
        }
        return turned;
    }

    private static boolean covered(Candidate candidate, int cause, int effect) {
        return Arrays.equals(candidate.causes()[cause], without(candidate.causes()[effect], cause));
    }

    private static int[] without(int[] set, int gone) {
        return IntStream.of(set).filter(i -> i != gone).toArray();
    }

    private static int[] with(int[] set, int more) {
        return IntStream.concat(IntStream.of(set), IntStream.of(more)).sorted().toArray();
    }

    /** The first order of the graph that the knowledge allows; none where there is a cycle. */
    private Optional<int[]> order(int[][] causes) {
        int[] order = new int[p];
        BitSet remaining = new BitSet();
        remaining.set(0, p);
        for (int i = 0; i < p; i++) {
            int next = precedence.next(remaining).stream()
                    .filter(v -> IntStream.of(causes[v]).noneMatch(remaining::get))
                    .findFirst()
                    .orElse(-1);
            if (next < 0) return Optional.empty();
            order[i] = next;
            remaining.clear(next);
        }
        return Optional.of(order);
    }

    private Candidate candidate(int[] order) {
        scored.incrementAndGet();
        int[][] graph = new int[p][];
        BitSet before = new BitSet();
        int score = 0;
        for (int variable : order) {
            Place place = new Place(variable, (BitSet) before.clone());
            graph[variable] = causes.computeIfAbsent(place, this::dependentOn);
            score += graph[variable].length + changed(variable, graph[variable]).length;
            before.set(variable);
        }
        return new Candidate(graph, score);
    }

    /** The variables before on which one depends given all others before. */
    private int[] dependentOn(Place place) {
        Progress.checkpoint();
        int[] others = Pattern.members(place.others());
        int d = others.length + 1;
        int[] all = Arrays.copyOf(others, d);
        all[d - 1] = place.variable();
        double[] precision = new double[d * d];
        for (int a = 0; a < d; a++) for (int b = 0; b < d; b++) precision[a * d + b] = observed[all[a] * p + all[b]];
        Dense.invert(precision, d);
        double freedom = environments.cases()[settings.observational()] - (d - 2) - 3.0;
        int last = d - 1;
        return IntStream.range(0, last)
                .filter(a -> {
                    if (bounds.required(all[a]).get(place.variable())) return true;
                    if (bounds.forbidden(all[a], place.variable())) return false;
                    double r = precision[a * d + last] / Math.sqrt(precision[a * d + a] * precision[last * d + last]);
                    double z = 0.5 * Math.log((1 + Math.abs(r)) / Math.max(1 - Math.abs(r), 1e-300));
                    return Math.sqrt(Math.max(freedom, 0)) * z > threshold;
                })
                .map(a -> all[a])
                .toArray();
    }

    /** The environments in which a variable depends on these causes otherwise than in the observational one. */
    int[] changed(int variable, int[] by) {
        BitSet set = new BitSet();
        for (int cause : by) set.set(cause);
        return changes.computeIfAbsent(
                new Place(variable, set),
                place -> IntStream.range(0, environments.count())
                        .filter(e -> e != settings.observational()
                                && environments.invariance(
                                                variable, by, new int[] {settings.observational()}, new int[] {e})
                                        <= settings.invariance())
                        .toArray());
    }

    /** The covariances within the observational environment. */
    private double[] covariance() {
        int e = settings.observational();
        double[] gram = environments.grams()[e];
        double n = environments.cases()[e];
        double[] covariance = new double[p * p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                covariance[i * p + j] = (gram[i * (p + 1) + j] - gram[i * (p + 1) + p] * gram[j * (p + 1) + p] / n) / n;
        return covariance;
    }
}
