// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.data.Frequencies;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Distributions;
import org.causerie.identification.Domain;
import org.causerie.identification.VermaConstraint;
import org.ejml.simple.SimpleMatrix;
import org.ejml.simple.SimpleSVD;

/**
 * The share of cases in each combination of levels of a few variables, the last fastest, as the distribution that a formula is
 * worked out from.
 */
@SuppressWarnings("ArrayRecordComponent")
record CellCounts(Dataset data, List<String> names, double[] shares) implements Distributions {
    private static final int MOST = 1 << 12;
    private static final double STEP = 1e-4;
    private static final double FLAT = 1e-6;

    static CellCounts of(Dataset data, Iterable<String> variables, double imagined) {
        List<String> names = new ArrayList<>();
        variables.forEach(names::add);
        List<CounterfactualVariable> seen = names.stream()
                .map(name -> new CounterfactualVariable(name, new TreeMap<>()))
                .toList();
        double[] shares = Frequencies.of(data).imagined(imagined).joint(Domain.target(), seen);
        return new CellCounts(data, names, shares);
    }

    @Override
    public List<String> levels(String variable) {
        return data.levels(variable);
    }

    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        int[] stride = new int[names.size()];
        int size = 1;
        for (int j = variables.size() - 1; j >= 0; j--) {
            String name = variables.get(j).variable();
            stride[names.indexOf(name)] = size;
            size *= levels(name).size();
        }
        int[] cards = cards();
        double[] table = new double[size];
        for (int cell = 0; cell < shares.length; cell++) {
            int position = 0;
            for (int v = cards.length - 1, rest = cell; v >= 0; rest /= cards[v], v--)
                position += stride[v] * (rest % cards[v]);
            table[position] += shares[cell];
        }
        return table;
    }

    private int[] cards() {
        return names.stream().mapToInt(name -> levels(name).size()).toArray();
    }

    /**
     * Wald's test that the differences of the formula are zero, their covariance by the delta method from that of the
     * shares, diag(p) - pp', over the number of cases.
     */
    static double pValue(VermaConstraint constraint, Dataset data) {
        CellCounts counts = of(data, constraint.variables(), 1);
        int cells = counts.shares.length;
        if (cells > MOST)
            throw new CausalException("The variables of \"" + constraint.text() + "\" have " + cells
                    + " combinations of levels, more than " + MOST + "; merge some levels");
        double[] differences = constraint.differences(counts);
        SimpleMatrix slopes = new SimpleMatrix(differences.length, cells);
        for (int cell = 0; cell < cells; cell++) {
            Progress.checkpoint();
            double step = STEP * counts.shares[cell];
            double[] up = constraint.differences(counts.moved(cell, step));
            double[] down = constraint.differences(counts.moved(cell, -step));
            for (int d = 0; d < up.length; d++) slopes.set(d, cell, (up[d] - down[d]) / (2 * step));
        }
        // diag(p) - pp' is the square of diag(√p) (1 - √p √p')
        for (int d = 0; d < differences.length; d++) {
            double mean = 0;
            for (int cell = 0; cell < cells; cell++) mean += slopes.get(d, cell) * counts.shares[cell];
            for (int cell = 0; cell < cells; cell++)
                slopes.set(d, cell, (slopes.get(d, cell) - mean) * Math.sqrt(counts.shares[cell]));
        }
        SimpleSVD<SimpleMatrix> parts = slopes.svd(true);
        double[] spreads = parts.getSingularValues();
        double statistic = 0;
        int freedom = 0;
        for (int k = 0; k < spreads.length && spreads[k] > FLAT * spreads[0]; k++) {
            double along = 0;
            for (int d = 0; d < differences.length; d++) along += parts.getU().get(d, k) * differences[d];
            statistic += data.cases() * along * along / (spreads[k] * spreads[k]);
            freedom++;
        }
        return freedom == 0 ? 1 : ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
    }

    private CellCounts moved(int cell, double step) {
        double[] moved = shares.clone();
        moved[cell] += step;
        return new CellCounts(data, names, moved);
    }
}
