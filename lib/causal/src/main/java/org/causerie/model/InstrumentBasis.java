// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.stat.Design;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Functions with which a noise that is independent of the instrument and of the exogenous parents is uncorrelated: the
 * constant, functions of the exogenous parents, functions that read the instrument too, and products of those with
 * functions of the treatment's own noise. All but the products are orthonormal over the weighted rows.
 *
 * @param functions {@code [function][row]}
 * @param without how many of the first do not read the instrument
 * @param plain how many of the first do not read the treatment's noise
 * @param weights the weights of the rows, summing to 1
 * @param size the number of cases of equal weight that would be as precise
 */
record InstrumentBasis(double[][] functions, int without, int plain, double[] weights, double size) {
    private static final int FEW = 8;
    private static final int DEGREE = 4;
    private static final double DEPENDENT = 1e-8;

    /**
     * The functions.
     *
     * @param own the noise of the treatment, where it may be taken to be independent of the instrument jointly with that
     *     of the outcome
     */
    static InstrumentBasis of(Dataset data, String instrument, List<String> exogenous, Optional<double[]> own) {
        double[] weights = data.weights();
        double total = Arrays.stream(weights).sum();
        for (int row = 0; row < weights.length; row++) weights[row] /= total;
        double[] ones = new double[weights.length];
        Arrays.fill(ones, 1);
        List<double[]> basis = new ArrayList<>(List.of(ones));
        for (String parent : exogenous)
            for (double[] column : functions(data, parent, weights)) extend(basis, column, weights);
        int without = basis.size();
        List<double[]> moving = functions(data, instrument, weights);
        for (double[] column : moving) extend(basis, column, weights);
        for (double[] line : Design.of(data, exogenous).columns())
            for (double[] column : moving) extend(basis, product(line, column), weights);
        int plain = basis.size();
        for (double[] polynomial : own.map(noise -> polynomials(noise, weights)).orElse(List.of()))
            for (int f = without; f < plain; f++) basis.add(product(polynomial, basis.get(f)));
        double squares = Arrays.stream(weights).map(weight -> weight * weight).sum();
        double size = data.counted() ? data.cases() : 1 / squares;
        return new InstrumentBasis(basis.toArray(double[][]::new), without, plain, weights, size);
    }

    /** Whether a column has so few values that functions of it say little of a numeric treatment. */
    static boolean few(Dataset data, String name) {
        return Arrays.stream(data.values(name)).distinct().limit(FEW + 1).count() <= FEW;
    }

    /** An indicator of each level but the first, or polynomials of the rank. */
    private static List<double[]> functions(Dataset data, String name, double[] weights) {
        double[] values = data.values(name);
        if (!data.kind(name).categorical() && !few(data, name)) return polynomials(values, weights);
        double[] levels = Arrays.stream(values).sorted().distinct().toArray();
        List<double[]> found = new ArrayList<>();
        for (int level = 1; level < levels.length; level++) {
            double indicated = levels[level];
            found.add(Arrays.stream(values)
                    .map(value -> value == indicated ? 1 : 0)
                    .toArray());
        }
        return found;
    }

    /** Legendre polynomials of the rank, of variance 1 for a rank without ties. */
    private static List<double[]> polynomials(double[] values, double[] weights) {
        double[] ranks = ranks(values, weights);
        double[] last = new double[ranks.length];
        double[] current = new double[ranks.length];
        Arrays.fill(current, 1);
        List<double[]> found = new ArrayList<>();
        for (int degree = 1; degree <= DEGREE; degree++) {
            double[] next = new double[ranks.length];
            double[] scaled = new double[ranks.length];
            for (int row = 0; row < next.length; row++) {
                next[row] = ((2 * degree - 1) * ranks[row] * current[row] - (degree - 1) * last[row]) / degree;
                scaled[row] = Math.sqrt(2 * degree + 1) * next[row];
            }
            found.add(scaled);
            last = current;
            current = next;
        }
        return found;
    }

    /** Ranks from -1 to 1, equal values in the middle of theirs. */
    private static double[] ranks(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        double below = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            double here = 0;
            while (to < order.length && values[order[to]] == values[order[from]]) here += weights[order[to++]];
            for (int i = from; i < to; i++) ranks[order[i]] = 2 * (below + here / 2) - 1;
            below += here;
            from = to;
        }
        return ranks;
    }

    /** How many functions read the instrument and not the treatment's noise. */
    int moving() {
        return plain - without;
    }

    /**
     * How strongly the instrument moves the treatment, the exogenous parents held: the F statistic of its functions in
     * the direction of the treatment that it moves least (Cragg and Donald, 1993); 0 where it cannot move some.
     *
     * @param treatment {@code [feature][row]}
     */
    double strength(double[][] treatment) {
        List<double[]> basis = new ArrayList<>(Arrays.asList(functions).subList(0, without));
        for (double[] column : treatment) extend(basis, column, weights);
        int p = basis.size() - without;
        if (p < treatment.length || moving() < p) return 0;
        DMatrixRMaj cross = new DMatrixRMaj(p, moving());
        for (int i = 0; i < p; i++)
            for (int j = 0; j < moving(); j++)
                cross.set(i, j, inner(basis.get(without + i), functions[without + j], weights));
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(p, moving(), false, false, true);
        if (!svd.decompose(cross)) throw new CausalException("The strength of the instrument could not be computed");
        double least = Arrays.stream(svd.getSingularValues()).limit(p).min().orElse(0);
        return (size - plain) / moving() * least * least / Math.max(1e-12, 1 - least * least);
    }

    private static void extend(List<double[]> basis, double[] column, double[] weights) {
        double[] rest = column.clone();
        double before = inner(rest, rest, weights);
        for (int pass = 0; pass < 2; pass++) {
            for (double[] known : basis) {
                double part = inner(known, rest, weights);
                for (int row = 0; row < rest.length; row++) rest[row] -= part * known[row];
            }
        }
        double norm = inner(rest, rest, weights);
        if (!(norm > DEPENDENT * before)) return;
        for (int row = 0; row < rest.length; row++) rest[row] /= Math.sqrt(norm);
        basis.add(rest);
    }

    private static double inner(double[] a, double[] b, double[] weights) {
        double sum = 0;
        for (int row = 0; row < a.length; row++) sum += weights[row] * a[row] * b[row];
        return sum;
    }

    private static double[] product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(row -> a[row] * b[row]).toArray();
    }
}
