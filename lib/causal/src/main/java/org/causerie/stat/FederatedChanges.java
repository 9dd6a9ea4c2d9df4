// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.causerie.Progress;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * How modules change over the clients of a federation: {@link ModuleChanges} with random features in place of kernels, so that
 * sums of products of features are enough.
 *
 * @param federation the clients
 */
record FederatedChanges(Federation federation) {
    private static final int OWN = 25;
    private static final int OF_CAUSES = 60;
    private static final double[] RIDGES = {0.01, 0.1, 1, 10};

    /** What one client's sums say of a module: its features' products, by eigenvectors, with those of the variable. */
    private record Part(double[] values, double[][] vectors, double[][] along) {}

    /** Inner products of the module's embeddings at every two clients, under the pooled distribution of the causes. */
    double[][] products(String variable, List<String> causes) {
        FourierFeatures own = federation.features(List.of(variable), OWN);
        FourierFeatures given = federation.features(causes.stream().sorted().toList(), OF_CAUSES);
        int count = federation.clients().size();
        double total = federation.total();
        boolean alone = given.count() == 0;
        int skipped = alone ? 0 : 1;
        double scale = alone ? 1 : 1.0 / given.count();
        double[][][] between = new double[count][][];
        double[][][] grams = new double[count][][];
        double[] means = new double[OWN];
        double trace = 0;
        for (int k = 0; k < count; k++) {
            FederatedClient client = federation.clients().get(k);
            between[k] = client.answer(new FederatedQuestion.FeatureProducts(given, own))
                    .products();
            grams[k] = client.answer(new FederatedQuestion.FeatureProducts(given, given))
                    .products();
            double[][] squares = client.answer(new FederatedQuestion.FeatureProducts(own, own))
                    .products();
            for (int j = 0; j < OWN; j++) {
                means[j] += between[k][0][j + 1] / total;
                trace += squares[j + 1][j + 1];
            }
        }
        for (double mean : means) trace -= total * mean * mean;
        int size = given.count() + 1 - skipped;
        double[][] pooled = new double[size][size];
        Part[] parts = new Part[count];
        for (int k = 0; k < count; k++) {
            Progress.checkpoint();
            double[][] gram = new double[size][size];
            double[][] right = new double[OWN][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    gram[i][j] = scale * grams[k][i + skipped][j + skipped];
                    pooled[i][j] += gram[i][j] / total;
                }
                for (int j = 0; j < OWN; j++)
                    right[j][i] =
                            Math.sqrt(scale) * (between[k][i + skipped][j + 1] - means[j] * grams[k][0][i + skipped]);
            }
            parts[k] = part(gram, right);
        }
        double ridge = likeliest(parts, trace, total);
        double[][] embedded = new double[count][OWN * size];
        double[][] mapped = new double[count][OWN * size];
        for (int k = 0; k < count; k++) embed(parts[k], ridge, pooled, embedded[k], mapped[k]);
        return Products.inner(embedded, mapped);
    }

    private static Part part(double[][] gram, double[][] right) {
        int size = gram.length;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        eigen.decompose(new DMatrixRMaj(gram));
        double[] values = new double[size];
        double[][] vectors = new double[size][];
        for (int k = 0; k < size; k++) {
            values[k] = Math.max(1e-9, eigen.getEigenvalue(k).getReal());
            vectors[k] = eigen.getEigenVector(k).getData().clone();
        }
        return new Part(values, vectors, Products.inner(vectors, right));
    }

    /** The ridge under which Gaussian processes, one at each client, make the variable most likely. */
    private static double likeliest(Part[] parts, double trace, double cases) {
        double best = Double.NEGATIVE_INFINITY;
        double chosen = 1;
        for (double ridge : RIDGES) {
            double determinant = 0;
            double explained = trace / ridge;
            for (Part part : parts) {
                for (int k = 0; k < part.values.length; k++) {
                    double value = part.values[k];
                    double along = Products.dot(part.along[k], part.along[k]);
                    determinant += Math.log(1 + value / ridge);
                    explained -= along / (ridge * (value + ridge));
                }
            }
            double likelihood = -determinant - cases * (Math.log(ridge) + Math.log(Math.max(1e-300, explained)));
            if (likelihood > best) {
                best = likelihood;
                chosen = ridge;
            }
        }
        return chosen;
    }

    /** The coefficients of each of the variable's features, and these times the pooled second moments. */
    private static void embed(Part part, double ridge, double[][] pooled, double[] embedded, double[] mapped) {
        int size = part.values.length;
        for (int feature = 0; feature < part.along[0].length; feature++) {
            double[] factors = new double[size];
            for (int k = 0; k < size; k++) factors[k] = part.along[k][feature] / (part.values[k] + ridge);
            double[] own = new double[size];
            Products.add(part.vectors, factors, size, own);
            double[] moved = new double[size];
            Products.add(pooled, own, size, moved);
            System.arraycopy(own, 0, embedded, feature * size, size);
            System.arraycopy(moved, 0, mapped, feature * size, size);
        }
    }
}
