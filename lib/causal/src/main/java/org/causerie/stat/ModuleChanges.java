// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * How the distribution of a variable given its causes changes with a surrogate: the number of a domain, or time.
 *
 * <p>The conditional distribution at each value of the surrogate is embedded as the regression of the variable's kernel features on
 * kernels of causes and surrogate, taken at the cases. Inner products of these embeddings tell how the module
 * changes, without windows and for any kind of change. Width and ridge of the regression are those under which a Gaussian process
 * makes the variable most likely. Time <i>O(n² r)</i> for <i>r</i>-dimensional features and each of up to 60 values of the
 * surrogate; at most 600 cases, evenly taken, are looked at.
 *
 * <p>Huang, B., Zhang, K., Zhang, J., Ramsey, J., Sanchez-Romero, R., Glymour, C. &amp; Schölkopf, B. (2020). Causal discovery from
 * heterogeneous/nonstationary data. Journal of Machine Learning Research 21(89), 1-53.
 */
public final class ModuleChanges {
    private static final int CASES = 600;
    private static final int POINTS = 60;
    private static final double EXACT = 1e-7;
    private static final double FEATURES = 1e-3;
    private static final double[] WIDTHS = {0.1, 0.2, 0.4, 1};
    private static final double[] RIDGES = {0.01, 0.1, 1, 10};

    private final KernelColumns data;
    private final int surrogate;
    private final boolean domains;
    private final double[] values;
    private final double[] points;

    private ModuleChanges(KernelColumns data, int surrogate, boolean domains, double[] values) {
        this.data = data;
        this.surrogate = surrogate;
        this.domains = domains;
        this.values = values;
        double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
        points = domains || distinct.length <= POINTS
                ? distinct
                : IntStream.range(0, POINTS)
                        .mapToDouble(
                                i -> distinct[0] + i * (distinct[distinct.length - 1] - distinct[0]) / (POINTS - 1.0))
                        .toArray();
    }

    /**
     * Prepares the data.
     *
     * @param surrogate the column with the number of the domain (categorical) or the time (a number)
     * @throws CausalException if there is no such column, a column is constant or has missing values, or rows have
     *     sampling weights
     */
    public static ModuleChanges of(Dataset data, String surrogate) {
        int column = data.index(surrogate);
        Dataset cases = KernelColumns.cases(data);
        if (cases.rows() > CASES) {
            int rows = cases.rows();
            cases = cases.rows(IntStream.range(0, CASES)
                    .map(i -> (int) ((long) i * rows / CASES))
                    .toArray());
        }
        return new ModuleChanges(
                KernelColumns.of(cases), column, data.kind(column).categorical(), cases.values(column));
    }

    /** The name of the surrogate. */
    public String surrogate() {
        return data.names().get(surrogate);
    }

    /** The values of the surrogate at which the changes are told: its levels' codes, or times. */
    public double[] points() {
        return points.clone();
    }

    /**
     * How much the changes of two modules depend on each other: the normalised Hilbert-Schmidt criterion of
     * their embeddings over the surrogate's values, 0 where they change independently.
     *
     * @param first a variable
     * @param firstCauses its causes
     * @param second another variable
     * @param secondCauses the causes of that
     */
    public double dependence(String first, List<String> firstCauses, String second, List<String> secondCauses) {
        return dependence(products(first, firstCauses), products(second, secondCauses));
    }

    /** The normalised criterion of two matrices of inner products. */
    static double dependence(double[][] first, double[][] second) {
        double[][] a = centred(first);
        double[][] b = centred(second);
        double together = 0;
        double traceA = 0;
        double traceB = 0;
        for (int i = 0; i < a.length; i++) {
            together += Products.dot(a[i], b[i]);
            traceA += a[i][i];
            traceB += b[i][i];
        }
        return traceA > 0 && traceB > 0 ? together / (traceA * traceB) : 0;
    }

    /**
     * The driving force of a module's changes: its few strongest dimensions, by kernel principal components of the embeddings
     * (kernel nonstationarity visualisation).
     *
     * @param causes the causes of the variable
     * @param dimensions how many dimensions, at least 1
     */
    public DrivingForce drivingForce(String variable, List<String> causes, int dimensions) {
        if (dimensions < 1 || dimensions > points.length) {
            throw new CausalException("A driving force over " + points.length + " values of the surrogate has 1 to "
                    + points.length + " dimensions; " + dimensions + " were asked for");
        }
        double[][] products = products(variable, causes);
        int m = products.length;
        double[][] squares = new double[m][m];
        List<Double> positive = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                squares[i][j] = Math.max(0, products[i][i] + products[j][j] - 2 * products[i][j]);
                if (j < i && squares[i][j] > 0) positive.add(squares[i][j]);
            }
        }
        positive.sort(null);
        double width = positive.isEmpty() ? 1 : positive.get(positive.size() / 2);
        for (double[] row : squares) for (int j = 0; j < m; j++) row[j] = Math.exp(-0.5 * row[j] / width);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(m, true, true);
        eigen.decompose(new DMatrixRMaj(centred(squares)));
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted((i, j) -> Double.compare(
                        eigen.getEigenvalue(j).getReal(), eigen.getEigenvalue(i).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = 0;
        for (int i = 0; i < m; i++) total += Math.max(0, eigen.getEigenvalue(i).getReal());
        double[][] force = new double[dimensions][];
        double[] shares = new double[dimensions];
        for (int d = 0; d < dimensions; d++) {
            double value = Math.max(0, eigen.getEigenvalue(order[d]).getReal());
            force[d] = signed(eigen.getEigenVector(order[d]).getData().clone(), Math.sqrt(value));
            shares[d] = total > 0 ? value / total : 0;
        }
        return new DrivingForce(variable, causes, points(), force, shares);
    }

    /** Scaled, with the largest element positive. */
    private static double[] signed(double[] vector, double scale) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++)
            if (Math.abs(vector[i]) > Math.abs(vector[largest]) + 1e-12) largest = i;
        double factor = vector[largest] < 0 ? -scale : scale;
        for (int i = 0; i < vector.length; i++) vector[i] *= factor;
        return vector;
    }

    private static double[][] centred(double[][] matrix) {
        int m = matrix.length;
        double[] means = new double[m];
        double all = 0;
        for (int i = 0; i < m; i++) {
            means[i] = Arrays.stream(matrix[i]).sum() / m;
            all += means[i] / m;
        }
        double[][] centred = new double[m][m];
        for (int i = 0; i < m; i++)
            for (int j = 0; j < m; j++) centred[i][j] = matrix[i][j] - means[i] - means[j] + all;
        return centred;
    }

    /** Inner products of the module's embeddings at every two points. */
    private double[][] products(String variable, List<String> causes) {
        double[][] own = data.of(index(variable));
        LowRank features = LowRank.of(
                        data.rows(), KernelColumns.gaussian(own, KernelColumns.medianDistance(own)), FEATURES)
                .centred();
        int[] given = causes.stream().sorted().mapToInt(this::index).toArray();
        double[][] conditions = data.of(given);
        double width = given.length == 0 ? 1 : KernelColumns.medianDistance(conditions);
        LowRank.Source ofCauses = given.length == 0
                ? KernelColumns.gaussian(new double[0][], 1)
                : KernelColumns.gaussian(conditions, width);
        double best = Double.NEGATIVE_INFINITY;
        double chosenWidth = 1;
        double chosenRidge = 1;
        for (double factor : domains ? new double[] {1} : WIDTHS) {
            double timeWidth = factor * surrogateDistance();
            KernelRegression.Likelihood likelihood = KernelRegression.Likelihood.of(
                    LowRank.of(data.rows(), product(ofCauses, timeWidth), FEATURES / 10));
            double[] along = likelihood.along(features);
            for (double ridge : RIDGES) {
                double value = likelihood.log(along, features.trace(), data.rows(), ridge);
                if (value > best) {
                    best = value;
                    chosenWidth = timeWidth;
                    chosenRidge = ridge;
                }
            }
        }
        LowRank kernel = LowRank.of(data.rows(), product(ofCauses, chosenWidth), EXACT);
        double[][] dual =
                new KernelRegression(kernel, chosenRidge).residual(features).columns();
        return Products.gram(embeddings(dual, ofCauses, chosenWidth, chosenRidge, given.length > 0));
    }

    /** For each point the fitted features of all cases as if the surrogate had this value. */
    private double[][] embeddings(
            double[][] dual, LowRank.Source ofCauses, double width, double ridge, boolean conditional) {
        int n = data.rows();
        int places = conditional ? n : 1;
        double[][] embedded = new double[points.length][dual.length * places];
        double[] column = new double[n];
        double[][] weighted = new double[points.length][n];
        for (int i = 0; i < points.length; i++)
            for (int row = 0; row < n; row++) weighted[i][row] = similarity(values[row], points[i], width) / ridge;
        double[] product = new double[n];
        double scale = 1 / Math.sqrt(places);
        for (int place = 0; place < places; place++) {
            Progress.checkpoint();
            if (conditional) ofCauses.column(place, column);
            else Arrays.fill(column, 1);
            for (int i = 0; i < points.length; i++) {
                for (int row = 0; row < n; row++) product[row] = column[row] * weighted[i][row];
                for (int k = 0; k < dual.length; k++)
                    embedded[i][place * dual.length + k] = scale * Products.dot(dual[k], product);
            }
        }
        return embedded;
    }

    private LowRank.Source product(LowRank.Source ofCauses, double width) {
        return new LowRank.Source() {
            @Override
            public double diagonal(int i) {
                return 1;
            }

            @Override
            public void column(int i, double[] into) {
                ofCauses.column(i, into);
                for (int row = 0; row < into.length; row++) into[row] *= similarity(values[row], values[i], width);
            }
        };
    }

    private double similarity(double a, double b, double width) {
        if (domains) return a == b ? 1 : 0;
        return Math.exp(-0.5 * (a - b) * (a - b) / (width * width));
    }

    private double surrogateDistance() {
        return KernelColumns.medianDistance(new double[][] {values});
    }

    private int index(String name) {
        int index = data.names().indexOf(name);
        if (index < 0 || index == surrogate) throw CausalException.unknown("variable", name, data.names());
        return index;
    }

    /**
     * What drives the changes of a module.
     *
     * @param variable the variable
     * @param causes its causes
     * @param points the values of the surrogate
     * @param force {@code force[dimension][point]}, in decreasing order of importance; its sign means nothing
     * @param shares the part of the variance of the changes that each dimension explains
     */
    public record DrivingForce(
            String variable, List<String> causes, double[] points, double[][] force, double[] shares) {
        public DrivingForce {
            causes = List.copyOf(causes);
        }
    }
}
