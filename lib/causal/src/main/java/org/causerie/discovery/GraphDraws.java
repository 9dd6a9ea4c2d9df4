// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Execution;
import org.causerie.Seed;

/**
 * Graphs drawn from the posterior over orders and graphs. Where every graph is to count once, a draw counts the inverse of the
 * number of orders that fit it.
 */
final class GraphDraws {
    private final ParentSums sums;
    private final int[][] ranked;
    private final double[] before;

    private GraphDraws(ParentSums sums, Execution execution) {
        this.sums = sums;
        ranked =
                execution.map("parent sets in order", sums.size(), sums::ranked).toArray(int[][]::new);
        before = sums.overOrders();
    }

    /** The parents of each variable in one draw, and how much it counts. */
    record Draw(int[] parents, double weight) {}

    static List<Draw> of(ParentSums sums, boolean eachGraphOnce, int count, Seed seed, Execution execution) {
        GraphDraws draws = new GraphDraws(sums, execution);
        return execution.map("drawing graphs", count, i -> {
            int[] parents = draws.draw(seed.split(i).random());
            return new Draw(parents, eachGraphOnce ? 1 / orders(parents) : 1);
        });
    }

    private int[] draw(RandomGenerator random) {
        int[] parents = new int[sums.size()];
        int set = before.length - 1;
        while (set != 0) {
            double left = random.nextDouble();
            int last = -1;
            for (int rest = set; rest != 0 && left >= 0; rest &= rest - 1) {
                int v = Integer.numberOfTrailingZeros(rest);
                double share = Math.exp(before[set ^ 1 << v] + sums.sum(v, set ^ 1 << v) - before[set]);
                if (share > 0) last = v;
                left -= share;
            }
            set ^= 1 << last;
            parents[last] = parents(last, set, random);
        }
        return parents;
    }

    private int parents(int v, int within, RandomGenerator random) {
        double left = random.nextDouble();
        double all = sums.sum(v, within);
        int chosen = 0;
        for (int set : ranked[v]) {
            if ((set & ~within) != 0) continue;
            chosen = set;
            left -= Math.exp(sums.score(v, set) - all);
            if (left < 0) break;
        }
        return chosen;
    }

    /** How many orders of the variables have all causes before their effects. */
    static double orders(int[] parents) {
        double[] count = new double[1 << parents.length];
        count[0] = 1;
        for (int set = 0; set < count.length; set++) {
            if (count[set] == 0) continue;
            for (int v = 0; v < parents.length; v++)
                if ((set & 1 << v) == 0 && (parents[v] & ~set) == 0) count[set | 1 << v] += count[set];
        }
        return count[count.length - 1];
    }
}
