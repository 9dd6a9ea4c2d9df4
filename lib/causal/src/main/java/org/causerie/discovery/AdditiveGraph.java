// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Progress;

/** The graph that CAM works on: the causes of each variable, and what one more would add to the likelihood. */
final class AdditiveGraph {
    private final AdditiveSplines splines;
    private final Bounds bounds;
    private final Execution execution;
    private final int p;
    private final BitSet[] causes;
    private final BitSet[] descendants;
    private final double[] scores;
    private int added;

    AdditiveGraph(AdditiveSplines splines, Bounds bounds, int p, Execution execution) {
        this.splines = splines;
        this.bounds = bounds;
        this.execution = execution;
        this.p = p;
        causes = new BitSet[p];
        descendants = new BitSet[p];
        scores = new double[p];
        for (int i = 0; i < p; i++) {
            causes[i] = new BitSet();
            descendants[i] = new BitSet();
            descendants[i].set(i);
        }
        for (int cause = 0; cause < p; cause++)
            for (int effect : Pattern.members(bounds.required(cause))) join(cause, effect);
        for (int i = 0; i < p; i++) scores[i] = score(i, causes(i));
    }

    private void join(int cause, int effect) {
        causes[effect].set(cause);
        for (int i = 0; i < p; i++) if (descendants[i].get(cause)) descendants[i].or(descendants[effect]);
        added++;
    }

    private double score(int target, int[] by) {
        return splines.fit(target, by).logLikelihood(splines.cases());
    }

    /** Adds the best edge while one raises the likelihood and closes no cycle. */
    void grow(List<BitSet> candidates) {
        List<double[]> first = execution.map("comparing edges", p, effect -> gains(effect, candidates.get(effect)));
        double[][] gains = first.toArray(double[][]::new);
        while (true) {
            Progress.checkpoint();
            int best = -1;
            int into = -1;
            double most = 0;
            for (int effect = 0; effect < p; effect++) {
                for (int cause = 0; cause < p; cause++) {
                    if (gains[effect][cause] <= most || descendants[effect].get(cause)) continue;
                    most = gains[effect][cause];
                    best = cause;
                    into = effect;
                }
            }
            if (best < 0) return;
            join(best, into);
            scores[into] += most;
            gains[into] = gains(into, candidates.get(into));
        }
    }

    /** What each candidate would add to the likelihood; 0 for all others. */
    private double[] gains(int effect, BitSet candidates) {
        double[] gains = new double[p];
        for (int cause = candidates.nextSetBit(0); cause >= 0; cause = candidates.nextSetBit(cause + 1)) {
            if (causes[effect].get(cause) || descendants[effect].get(cause)) continue;
            BitSet more = (BitSet) causes[effect].clone();
            more.set(cause);
            gains[cause] = score(effect, Pattern.members(more)) - scores[effect];
        }
        return gains;
    }

    /** Takes out the causes that the regression on all causes does not confirm. */
    void prune(double alpha) {
        List<int[]> kept = execution.map("confirming edges", p, effect -> {
            int[] all = causes(effect);
            return IntStream.of(all)
                    .filter(cause ->
                            bounds.required(cause).get(effect) || splines.significance(effect, all, cause) <= alpha)
                    .toArray();
        });
        for (int effect = 0; effect < p; effect++) {
            causes[effect].clear();
            for (int cause : kept.get(effect)) causes[effect].set(cause);
            scores[effect] = score(effect, kept.get(effect));
        }
    }

    int[] causes(int effect) {
        return Pattern.members(causes[effect]);
    }

    /** How many edges were added, required ones among them. */
    int added() {
        return added;
    }

    double score() {
        return IntStream.range(0, p).mapToDouble(i -> scores[i]).sum();
    }
}
