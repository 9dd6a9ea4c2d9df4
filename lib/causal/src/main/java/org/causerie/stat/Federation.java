// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;

/**
 * The clients of a federation, and the features that suit their pooled data.
 *
 * @param clients who holds the cases
 * @param names the columns in the order of their names
 * @param cases how many cases each client has
 * @param scales of each column the parts' means and, last, the root of their summed variances
 * @param seed of the features
 */
record Federation(
        List<FederatedClient> clients, List<String> names, double[] cases, Map<String, double[]> scales, Seed seed) {

    /**
     * Asks all clients for means and variances.
     *
     * @throws CausalException if there is no client, columns or levels differ, or a column is constant
     */
    static Federation of(List<FederatedClient> clients, Seed seed) {
        if (clients.isEmpty()) throw new CausalException("A federation needs clients; none was given");
        Map<String, List<String>> columns = clients.get(0).columns();
        for (FederatedClient client : clients) {
            if (client.columns().equals(columns)) continue;
            throw new CausalException("All clients need the same columns with the same levels; one has "
                    + new TreeMap<>(columns) + ", another " + new TreeMap<>(client.columns()));
        }
        Map<String, double[]> scales = new TreeMap<>();
        double[] cases = new double[clients.size()];
        columns.forEach((name, levels) -> scales.put(name, scale(clients, name, Math.max(1, levels.size()), cases)));
        return new Federation(List.copyOf(clients), List.copyOf(scales.keySet()), cases, scales, seed);
    }

    private static double[] scale(List<FederatedClient> clients, String name, int parts, double[] cases) {
        double[] means = new double[parts];
        double total = 0;
        for (int k = 0; k < cases.length; k++) {
            FederatedSums sums = clients.get(k).answer(new FederatedQuestion.Moments(name, new double[parts]));
            cases[k] = sums.cases();
            total += cases[k];
            for (int part = 0; part < parts; part++) means[part] += sums.sums()[part];
        }
        for (int part = 0; part < parts; part++) means[part] /= total;
        double variance = 0;
        for (FederatedClient client : clients) {
            double[] squares =
                    client.answer(new FederatedQuestion.Moments(name, means)).products()[0];
            variance += Arrays.stream(squares).sum() / total;
        }
        if (!(variance > 0)) {
            throw new CausalException("Column \"" + name + "\" has the same value at all clients, so nothing can depend"
                    + " on it; leave it out with without(\"" + name + "\")");
        }
        double[] scale = Arrays.copyOf(means, parts + 1);
        scale[parts] = Math.sqrt(variance);
        return scale;
    }

    double total() {
        return Arrays.stream(cases).sum();
    }

    /** Random features of a Gaussian kernel of some columns; they depend on the seed and the columns' names. */
    FourierFeatures features(List<String> columns, int count) {
        if (columns.isEmpty()) return FourierFeatures.none();
        Seed own = seed.split(count);
        List<double[]> parts = new ArrayList<>();
        for (String name : columns) {
            own = own.split(name);
            double[] scale = scales.get(name);
            double deviation = scale[scale.length - 1];
            for (int part = 0; part + 1 < scale.length; part++) parts.add(new double[] {scale[part], deviation});
        }
        RandomGenerator random = own.random();
        double width = width(columns.size());
        double[][] frequencies = new double[count][parts.size()];
        double[] phases = new double[count];
        for (int k = 0; k < count; k++) {
            phases[k] = 2 * Math.PI * random.nextDouble();
            for (int part = 0; part < parts.size(); part++) {
                frequencies[k][part] = random.nextGaussian() / width / parts.get(part)[1];
                phases[k] -= frequencies[k][part] * parts.get(part)[0];
            }
        }
        return new FourierFeatures(columns, frequencies, phases);
    }

    /** The median distance of two cases of normal columns, by Wilson and Hilferty's median of χ². */
    private static double width(int columns) {
        return Math.sqrt(2 * columns * Math.pow(1 - 2.0 / (9 * columns), 3));
    }
}
