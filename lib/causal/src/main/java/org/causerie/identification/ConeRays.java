// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * The extreme rays of a cone given by inequalities, exactly, in whole numbers: the double description method (Motzkin et
 * al., 1953; Fukuda and Prodon, 1996, doi:10.1007/3-540-61576-8_77). Time and memory grow with the number of rays in
 * between, which can be exponential in the dimension.
 */
final class ConeRays {
    private static final int MOST = 20_000;

    private final List<long[]> lines = new ArrayList<>();
    private List<Ray> rays = new ArrayList<>();

    /** A ray and the numbers of the inequalities that it satisfies with equality. */
    private record Ray(long[] direction, BitSet tight) {}

    private ConeRays(int dimension) {
        for (int i = 0; i < dimension; i++) {
            long[] line = new long[dimension];
            line[i] = 1;
            lines.add(line);
        }
    }

    /**
     * The rays, without common factors.
     *
     * @param inequalities each a row whose product with a point of the cone is at least 0; together of full rank
     */
    static List<long[]> of(List<long[]> inequalities) {
        ConeRays cone = new ConeRays(inequalities.get(0).length);
        for (int i = 0; i < inequalities.size(); i++) cone.cut(inequalities.get(i), i);
        return cone.rays.stream().map(Ray::direction).toList();
    }

    private void cut(long[] row, int number) {
        Progress.checkpoint();
        for (int i = 0; i < lines.size(); i++) {
            long product = dot(row, lines.get(i));
            if (product == 0) continue;
            long[] line = lines.remove(i);
            straighten(row, number, product > 0 ? line : combined(-1, line, 0, line), Math.abs(product));
            return;
        }
        List<Ray> above = new ArrayList<>();
        List<Ray> below = new ArrayList<>();
        List<Ray> kept = new ArrayList<>();
        for (Ray ray : rays) {
            long product = dot(row, ray.direction);
            if (product < 0) below.add(ray);
            else kept.add(ray);
            if (product > 0) above.add(ray);
            if (product == 0) ray.tight.set(number);
        }
        for (Ray up : above) for (Ray down : below) join(up, down, row, number, kept);
        if (kept.size() > MOST)
            throw new CausalException(
                    "There are too many formulas to be written down; ask for their values at a distribution");
        rays = kept;
    }

    /** The first inequality across a line makes it a ray, and moves all else along it onto the boundary. */
    private void straighten(long[] row, int number, long[] line, long product) {
        lines.replaceAll(other -> combined(product, other, -dot(row, other), line));
        List<Ray> moved = new ArrayList<>();
        for (Ray ray : rays) {
            BitSet tight = (BitSet) ray.tight.clone();
            tight.set(number);
            moved.add(new Ray(combined(product, ray.direction, -dot(row, ray.direction), line), tight));
        }
        BitSet all = new BitSet();
        all.set(0, number);
        moved.add(new Ray(line, all));
        rays = moved;
    }

    /** Two rays span an edge where no third satisfies with equality all that both do. */
    private void join(Ray up, Ray down, long[] row, int number, List<Ray> kept) {
        BitSet common = Subgraphs.and(up.tight, down.tight);
        for (Ray other : rays) {
            if (other.equals(up) || other.equals(down)) continue;
            if (Subgraphs.minus(common, other.tight).isEmpty()) return;
        }
        common.set(number);
        long[] direction = combined(dot(row, up.direction), down.direction, -dot(row, down.direction), up.direction);
        kept.add(new Ray(direction, common));
    }

    private static long dot(long[] a, long[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) sum = Math.addExact(sum, Math.multiplyExact(a[i], b[i]));
        return sum;
    }

    private static long[] combined(long p, long[] a, long q, long[] b) {
        long[] sum = new long[a.length];
        long divisor = 0;
        for (int i = 0; i < a.length; i++) {
            sum[i] = Math.addExact(Math.multiplyExact(p, a[i]), Math.multiplyExact(q, b[i]));
            divisor = divisor(divisor, Math.abs(sum[i]));
        }
        if (divisor > 1) for (int i = 0; i < sum.length; i++) sum[i] /= divisor;
        return sum;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
