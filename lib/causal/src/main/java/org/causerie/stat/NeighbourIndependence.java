// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/** The nearest-neighbour test bound to data; see {@link CmiKnn}. */
final class NeighbourIndependence implements Independence {
    private static final int MOST = 20_000;

    private final List<String> names;
    private final double[][] ranks;
    private final boolean[] nominal;
    private final CmiKnn settings;
    private final int rows;
    private final int k;
    private final double[] digamma;

    NeighbourIndependence(Dataset data, CmiKnn settings) {
        Dataset cases = KernelColumns.cases(data);
        if (cases.rows() > MOST) {
            throw new CausalException("A test by nearest neighbours of " + cases.rows()
                    + " cases would not end: at most " + MOST + " are allowed; use Rcit, or fewer rows");
        }
        names = cases.names();
        rows = cases.rows();
        ranks = new double[names.size()][];
        nominal = new boolean[names.size()];
        for (int j = 0; j < ranks.length; j++) {
            Requirements.varies(cases, names.get(j));
            nominal[j] = cases.kind(j) == Kind.NOMINAL;
            ranks[j] = nominal[j] ? cases.values(j) : ranks(cases.values(j));
        }
        this.settings = settings;
        k = Math.max(1, Math.min(rows - 2, (int) Math.round(settings.neighbours() * rows)));
        digamma = IntStream.rangeClosed(0, rows)
                .mapToDouble(i -> i == 0 ? 0 : Gamma.digamma(i))
                .toArray();
    }

    /** Ranks as parts of the cases, those of equal values averaged. */
    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            int low = first(sorted, values[row]);
            int high = first(sorted, Math.nextUp(values[row]));
            ranks[row] = (low + high) / (2.0 * values.length);
        }
        return ranks;
    }

    /** The first place of a sorted array whose value is not below the given one. */
    private static int first(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        Question asked = Question.of(names, x, y, given);
        float[][] z = distances(asked.given());
        float[][] yz = widened(z, asked.y());
        int[] identity = IntStream.range(0, rows).toArray();
        double statistic = information(asked.x(), identity, yz, z);
        int[][] nearest = given.length == 0 ? new int[0][] : nearest(z);
        RandomGenerator random = asked.seed(settings.seed(), names).random();
        int larger = 1;
        for (int draw = 0; draw < settings.permutations(); draw++) {
            int[] order = nearest.length == 0 ? shuffled(random) : exchanged(nearest, random);
            if (information(asked.x(), order, yz, z) >= statistic) larger++;
        }
        return new TestResult(Math.max(0, statistic), 1, (double) larger / (settings.permutations() + 1));
    }

    /** The distance of every two cases in the conditions; 0 where there are none. */
    private float[][] distances(int[] given) {
        float[][] distances = new float[rows][rows];
        for (int j : given) distances = widened(distances, j);
        return distances;
    }

    private float[][] widened(float[][] distances, int column) {
        float[][] wider = new float[rows][rows];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < rows; j++) wider[i][j] = Math.max(distances[i][j], distance(column, i, j));
        return wider;
    }

    private float distance(int column, int i, int j) {
        double gap = Math.abs(ranks[column][i] - ranks[column][j]);
        return nominal[column] ? (gap > 0 ? 1 : 0) : (float) gap;
    }

    /** The estimate of the information, with x taken from the case that {@code order} says. */
    private double information(int x, int[] order, float[][] yz, float[][] z) {
        boolean mixed = settings.estimator() == CmiKnn.Estimator.MESNER_SHALIZI;
        float[] values = new float[rows];
        for (int row = 0; row < rows; row++) values[row] = (float) ranks[x][order[row]];
        float[] own = new float[rows];
        float[] all = new float[rows];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            Progress.checkpoint();
            float value = values[i];
            float[] toYz = yz[i];
            float[] toZ = z[i];
            for (int j = 0; j < rows; j++) own[j] = Math.abs(values[j] - value);
            if (nominal[x]) for (int j = 0; j < rows; j++) own[j] = own[j] > 0 ? 1 : 0;
            for (int j = 0; j < rows; j++) all[j] = Math.max(own[j], toYz[j]);
            // the case itself is at distance 0, so the k-th neighbour is at place k
            float radius = Selection.smallest(all, k);
            sum += mixed ? within(radius, own, toYz, toZ) : nearer(radius, own, toYz, toZ);
        }
        return sum / rows;
    }

    /** What one case adds, all its neighbours at the radius or nearer counted. */
    private double within(float radius, float[] own, float[] toYz, float[] toZ) {
        int inX = -1;
        int inY = -1;
        int inZ = -1;
        int inAll = -1;
        for (int j = 0; j < rows; j++) {
            int z = toZ[j] <= radius ? 1 : 0;
            int y = toYz[j] <= radius ? 1 : 0;
            int x = own[j] <= radius ? 1 : 0;
            inZ += z;
            inY += y;
            inX += x & z;
            inAll += x & y;
        }
        return digamma[radius > 0 ? k : inAll] - digamma[inX] - digamma[inY] + digamma[inZ];
    }

    /** What one case adds, its neighbours strictly nearer than the radius and itself counted. */
    private double nearer(float radius, float[] own, float[] toYz, float[] toZ) {
        int inX = 0;
        int inY = 0;
        int inZ = 0;
        for (int j = 0; j < rows; j++) {
            int z = toZ[j] < radius ? 1 : 0;
            int y = toYz[j] < radius ? 1 : 0;
            int x = own[j] < radius ? 1 : 0;
            inZ += z;
            inY += y;
            inX += x & z;
        }
        return digamma[k] - digamma[Math.max(1, inX)] - digamma[Math.max(1, inY)] + digamma[Math.max(1, inZ)];
    }

    private int[] shuffled(RandomGenerator random) {
        int[] order = IntStream.range(0, rows).toArray();
        Permutations.shuffle(order, random);
        return order;
    }

    /** The nearest cases in z of each case, itself among them; all at the distance of the last belong. */
    private int[][] nearest(float[][] z) {
        int count = Math.min(settings.exchanged(), rows) - 1;
        int[][] nearest = new int[rows][];
        float[] copy = new float[rows];
        for (int i = 0; i < rows; i++) {
            float[] line = z[i];
            System.arraycopy(line, 0, copy, 0, rows);
            float radius = Selection.smallest(copy, count);
            nearest[i] = IntStream.range(0, rows).filter(j -> line[j] <= radius).toArray();
        }
        return nearest;
    }

    /** In a random order of cases, each takes the first of its neighbours, in random order, that is not taken. */
    private int[] exchanged(int[][] nearest, RandomGenerator random) {
        int[] order = new int[rows];
        boolean[] taken = new boolean[rows];
        for (int i : shuffled(random)) {
            int[] around = nearest[i].clone();
            Permutations.shuffle(around, random);
            int m = 0;
            while (m < around.length - 1 && taken[around[m]]) m++;
            order[i] = around[m];
            taken[around[m]] = true;
        }
        return order;
    }
}
