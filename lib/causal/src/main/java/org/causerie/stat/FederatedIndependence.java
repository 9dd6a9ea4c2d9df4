// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Tests conditional independence across clients who tell sums and never a case, with the client itself as a variable: the
 * federated conditional independence test.
 *
 * <p>The test is {@link Rcot}'s: standardised random Fourier features of x and y are freed from those of the conditioning set by linear
 * regression; the statistic is <i>n</i> times the sum of the squared covariances left, under independence a weighted sum of χ²
 * variables whose weights are the eigenvalues of the covariance of the residuals' products. All that needs of the data are sums over
 * cases, for which the clients are asked: products of features, then, with the coefficients told, products of residuals. So the result
 * is that on the pooled data, but for rounding, however the cases are spread. The width of the features is set by pooled means
 * and variances. The client is the last variable: its features are indicators, and a conditioning set that holds it lets every
 * client have regressions of its own.
 *
 * <p>Assumes independent cases and regressions that the conditioning features can express; like {@link Rcot} it is blind to
 * dependences that show only in products of x with the conditioning set. Time <i>O(n d²)</i> at the clients once for each conditioning
 * set of <i>d</i> features, <i>O(n (d k + k⁴))</i> per test of <i>k</i>; two rounds of messages of <i>O(d² + k⁴)</i> numbers.
 *
 * <p>Li, L., Ng, I., Luo, G., Huang, B., Chen, G., Liu, T., Gu, B. &amp; Zhang, K. (2024). Federated causal discovery from heterogeneous
 * data. ICLR. doi:10.48550/arXiv.2402.13241
 */
public final class FederatedIndependence implements Independence {
    private static final long KEPT = 1L << 24;
    private static final double RIDGE = 1e-6;

    private final Federation federation;
    private final List<String> names;
    private final int features;
    private final int conditioning;
    private final BoundedCache<List<Integer>, Regression> regressions = new BoundedCache<>(KEPT, Regression::weight);
    private final BoundedCache<List<Integer>, double[][][]> coefficients =
            new BoundedCache<>(KEPT, of -> (long) of.length * of[0].length * of[0][0].length);

    private final BoundedCache<Integer, double[]> scales = new BoundedCache<>(KEPT, of -> of.length);

    private FederatedIndependence(Federation federation, String client, int features, int conditioning) {
        this.federation = federation;
        this.features = features;
        this.conditioning = conditioning;
        if (federation.names().contains(client)) {
            throw new CausalException("The client as a variable needs a name that no column has; \"" + client
                    + "\" is one. Choose another");
        }
        List<String> all = new ArrayList<>(federation.names());
        all.add(client);
        names = List.copyOf(all);
    }

    /**
     * The test on all clients' cases.
     *
     * @param client the name of the variable that is the client
     * @param features of each of the two variables, at least 1; 10 is usual
     * @param conditioning features of the conditioning set, at least 1; 100 is usual. At most a third of the cases is used
     * @param seed of the features
     * @throws CausalException if there is no client, columns or levels differ, a column is constant, or one has the client's name
     */
    public static FederatedIndependence of(
            List<FederatedClient> clients, String client, int features, int conditioning, Seed seed) {
        if (features < 1 || conditioning < 1) {
            throw new CausalException("At least 1 random feature is needed for the variables and for the conditioning"
                    + " set; " + features + " and " + conditioning + " were given (10 and 100 are usual)");
        }
        return new FederatedIndependence(Federation.of(clients, seed), client, features, conditioning);
    }

    /** The columns by name, then the client. */
    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        Progress.checkpoint();
        Question asked = Question.of(names, x, y, given);
        Regression regression = regressions.get(key(-1, asked.given()), () -> regression(asked.given()));
        FourierFeatures first = alone(asked.x());
        FourierFeatures second = alone(asked.y());
        double[][][] ofFirst = coefficients(asked.x(), first, asked.given(), regression);
        double[][][] ofSecond = coefficients(asked.y(), second, asked.given(), regression);
        List<FederatedSums> answers = IntStream.range(0, clients())
                .mapToObj(k -> client(k)
                        .answer(new FederatedQuestion.ResidualProducts(
                                regression.conditions,
                                new FederatedQuestion.Residuals(
                                        first, shifted(ofFirst[regression.place(k)], asked.x(), k)),
                                new FederatedQuestion.Residuals(
                                        second, shifted(ofSecond[regression.place(k)], asked.y(), k)),
                                regression.removed[regression.place(k)])))
                .toList();
        return judge(
                answers.stream().reduce(FederatedSums::plus).orElseThrow(),
                scales(asked.x(), first),
                scales(asked.y(), second),
                regression);
    }

    private static TestResult judge(FederatedSums sums, double[] first, double[] second, Regression regression) {
        double n = sums.cases();
        int count = sums.products().length;
        double statistic = 0;
        double[][] moments = new double[count][count];
        for (int k = 0; k < count; k++) {
            double own = first[k / second.length] * second[k % second.length];
            double sum = own * sums.sums()[k];
            statistic += sum * sum / n;
            for (int l = 0; l < count; l++) {
                double other = first[l / second.length] * second[l % second.length];
                moments[k][l] = own * other * sums.products()[k][l] / n;
            }
        }
        double inflation = regression.traceLeft(n) / sums.sums()[count];
        double[] weights = eigenvalues(moments);
        return new TestResult(statistic, 1, WeightedChiSquare.tail(statistic / inflation, weights));
    }

    private static double[] eigenvalues(double[][] matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.length, false, true);
        eigen.decompose(new DMatrixRMaj(matrix));
        return IntStream.range(0, matrix.length)
                .mapToDouble(k -> Math.max(0, eigen.getEigenvalue(k).getReal()))
                .toArray();
    }

    private int clients() {
        return federation.clients().size();
    }

    private FederatedClient client(int k) {
        return federation.clients().get(k);
    }

    private boolean isClient(int variable) {
        return variable == names.size() - 1;
    }

    private static List<Integer> key(int variable, int[] given) {
        List<Integer> key = new ArrayList<>(given.length + 1);
        key.add(variable);
        for (int z : given) key.add(z);
        return key;
    }

    private FourierFeatures alone(int variable) {
        return isClient(variable)
                ? FourierFeatures.none()
                : federation.features(List.of(names.get(variable)), features);
    }

    /** By what each feature is multiplied to have variance 1; 0 for one that is constant. */
    private double[] scales(int variable, FourierFeatures own) {
        return scales.get(variable, () -> {
            int count = isClient(variable) ? clients() : own.count();
            double[] sums = new double[count];
            double[] squares = new double[count];
            for (int k = 0; k < clients(); k++) {
                if (isClient(variable)) {
                    sums[k] = federation.cases()[k];
                    squares[k] = sums[k];
                } else {
                    FederatedSums answer = client(k).answer(new FederatedQuestion.FeatureProducts(own, own));
                    for (int j = 0; j < count; j++) {
                        sums[j] += answer.sums()[j + 1];
                        squares[j] += answer.products()[j + 1][j + 1];
                    }
                }
            }
            double n = federation.total();
            double[] made = new double[count];
            for (int j = 0; j < count; j++) {
                double variance = squares[j] / n - sums[j] * sums[j] / (n * n);
                made[j] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
            }
            return made;
        });
    }

    /** The residuals of the client's indicators have no features at a client, but a constant. */
    private double[][] shifted(double[][] coefficients, int variable, int client) {
        if (!isClient(variable)) return coefficients;
        double[][] shifted = coefficients.clone();
        shifted[client] = coefficients[client].clone();
        shifted[client][0]++;
        return shifted;
    }

    /** For each place the coefficients, with the sign changed, of each feature on the conditions. */
    private double[][][] coefficients(int variable, FourierFeatures own, int[] given, Regression regression) {
        return coefficients.get(key(variable, given), () -> {
            int count = isClient(variable) ? clients() : own.count();
            double[][][] right = new double[regression.places()][regression.size()][count];
            for (int k = 0; k < clients(); k++) {
                double[][] into = right[regression.place(k)];
                if (isClient(variable)) {
                    for (int i = 0; i < into.length; i++) into[i][k] = regression.sums[k][i];
                } else {
                    FederatedSums sums =
                            client(k).answer(new FederatedQuestion.FeatureProducts(regression.conditions, own));
                    for (int i = 0; i < into.length; i++)
                        for (int j = 0; j < count; j++) into[i][j] += sums.products()[i][j + 1];
                }
            }
            return regression.solve(right);
        });
    }

    private Regression regression(int[] given) {
        List<String> columns = Arrays.stream(given)
                .filter(z -> !isClient(z))
                .mapToObj(names::get)
                .toList();
        boolean apart = columns.size() < given.length;
        double[] cases = federation.cases();
        double fewest = apart ? Arrays.stream(cases).min().orElseThrow() : federation.total();
        int count = (int) Math.max(1, Math.min(conditioning, fewest / 3));
        FourierFeatures conditions = federation.features(columns, count);
        double[][][] grams = new double[apart ? clients() : 1][][];
        double[] total = new double[grams.length];
        double[][] sums = new double[clients()][];
        for (int k = 0; k < clients(); k++) {
            FederatedSums answer = client(k).answer(new FederatedQuestion.FeatureProducts(conditions, conditions));
            sums[k] = answer.sums();
            int place = apart ? k : 0;
            total[place] += answer.cases();
            if (grams[place] == null) grams[place] = answer.products();
            else grams[place] = sum(grams[place], answer.products());
        }
        return new Regression(conditions, sums, grams, total);
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i].clone();
            for (int j = 0; j < sum[i].length; j++) sum[i][j] += b[i][j];
        }
        return sum;
    }

    /** Regressions on the conditioning features: one over all clients, or one in the place of each. */
    private static final class Regression {
        private final FourierFeatures conditions;
        private final double[][] sums;
        private final Cholesky[] factors;
        private final double[][][] removed;
        private final double used;

        Regression(FourierFeatures conditions, double[][] sums, double[][][] grams, double[] cases) {
            this.conditions = conditions;
            this.sums = sums;
            factors = new Cholesky[grams.length];
            removed = new double[grams.length][][];
            double trace = 0;
            for (int place = 0; place < grams.length; place++) {
                int size = size();
                double[] matrix = new double[size * size];
                for (int i = 0; i < size; i++) {
                    System.arraycopy(grams[place][i], 0, matrix, i * size, size);
                    if (i > 0) matrix[i * size + i] += RIDGE * cases[place];
                }
                factors[place] = new Cholesky(matrix, size);
                removed[place] = removed(factors[place], grams[place]);
                double[][] both = times(removed[place], grams[place]);
                for (int i = 0; i < size; i++) {
                    trace += 2 * both[i][i];
                    for (int j = 0; j < size; j++) trace -= both[i][j] * both[j][i];
                }
            }
            used = trace;
        }

        /** N of \(R^2 = I - Z N Z^\top\) for what the regression leaves, R. */
        private static double[][] removed(Cholesky factor, double[][] gram) {
            int r = gram.length;
            double[] flat = factor.inverse();
            double[][] inverse = new double[r][];
            for (int i = 0; i < r; i++) inverse[i] = Arrays.copyOfRange(flat, i * r, (i + 1) * r);
            double[][] result = times(times(inverse, gram), inverse);
            for (int i = 0; i < r; i++) for (int j = 0; j < r; j++) result[i][j] = 2 * inverse[i][j] - result[i][j];
            return result;
        }

        private static double[][] times(double[][] a, double[][] b) {
            double[][] product = new double[a.length][b[0].length];
            for (int i = 0; i < a.length; i++) Products.add(b, a[i], b.length, product[i]);
            return product;
        }

        int size() {
            return conditions.count() + 1;
        }

        int places() {
            return factors.length;
        }

        int place(int client) {
            return Math.min(client, factors.length - 1);
        }

        /** The trace of R⁴. */
        double traceLeft(double cases) {
            return cases - used;
        }

        double[][][] solve(double[][][] right) {
            double[][][] solved = new double[right.length][][];
            for (int place = 0; place < right.length; place++) {
                int count = right[place][0].length;
                solved[place] = new double[count][];
                for (int j = 0; j < count; j++) {
                    double[] column = new double[size()];
                    for (int i = 0; i < column.length; i++) column[i] = -right[place][i][j];
                    solved[place][j] = factors[place].solve(column);
                }
            }
            return solved;
        }

        long weight() {
            return (long) size() * (2L * size() * places() + sums.length);
        }
    }

    /**
     * How much the changes of two modules over the clients depend on each other, as {@link ModuleChanges#dependence} measures it.
     *
     * @param first a column
     * @param firstCauses its causes
     * @param second another column
     * @param secondCauses the causes of that
     */
    public double dependence(String first, List<String> firstCauses, String second, List<String> secondCauses) {
        FederatedChanges changes = new FederatedChanges(federation);
        return ModuleChanges.dependence(changes.products(first, firstCauses), changes.products(second, secondCauses));
    }
}
