// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.causerie.Progress;

/** The growth of any score: one score for each candidate. */
final class GrowthByScores implements Growth {
    /** Gains below this part of the scores they are the difference of are rounding errors. */
    private static final double PRECISION = 1e-14;

    private final LocalScore score;
    private int[] parents = new int[8];
    private int size;
    private int node;

    GrowthByScores(LocalScore score) {
        this.score = score;
    }

    @Override
    public void start(int started) {
        node = started;
        size = 0;
    }

    @Override
    public void add(int parent) {
        if (size == parents.length) parents = Arrays.copyOf(parents, 2 * size);
        parents[size++] = parent;
    }

    @Override
    public void drop() {
        size--;
    }

    @Override
    public double with(int parent) {
        add(parent);
        double with = score.score(node, sorted(size));
        drop();
        return with;
    }

    @Override
    public int raising(int[] candidates, int count, double[] gains) {
        double before = score.score(node, sorted(size));
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Progress.checkpoint();
            double after = with(candidates[i]);
            double gain = after - before;
            if (!(gain > PRECISION * (Math.abs(before) + Math.abs(after)))) continue;
            candidates[kept] = candidates[i];
            gains[kept++] = gain;
        }
        return kept;
    }

    private int[] sorted(int length) {
        int[] set = Arrays.copyOf(parents, length);
        Arrays.sort(set);
        return set;
    }
}
