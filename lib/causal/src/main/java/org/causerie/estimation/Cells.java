// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/** The cells that the values of the adjustment set cut the data into, with the mean outcome of each arm in each. */
final class Cells {
    private final Study study;
    private final int[] cell;
    private final double[][] weight;
    private final double[][] sum;
    private final double[] population;

    private Cells(Study study, int[] cell, int count) {
        this.study = study;
        this.cell = cell;
        weight = new double[2][count];
        sum = new double[2][count];
        population = new double[count];
        for (int i = 0; i < cell.length; i++) {
            double w = study.weights()[i];
            weight[study.arm(i)][cell[i]] += w;
            sum[study.arm(i)][cell[i]] += w * study.outcome()[i];
            population[cell[i]] += w * study.member(i);
        }
    }

    static Cells of(Study study) {
        Dataset data = study.data();
        List<double[]> columns = new ArrayList<>();
        for (String name : study.covariates()) {
            if (data.kind(name) == Kind.CONTINUOUS)
                throw new CausalException("Standardisation over cells needs columns with levels or counts; \"" + name
                        + "\" is continuous: use OutcomeModel.BY_KIND, or cut it into levels");
            columns.add(data.values(name));
        }
        Map<List<Double>, Integer> known = new HashMap<>();
        int[] cell = new int[study.size()];
        for (int i = 0; i < cell.length; i++) {
            int row = i;
            List<Double> key = columns.stream().map(column -> column[row]).toList();
            cell[i] = known.computeIfAbsent(key, fresh -> known.size());
        }
        Cells cells = new Cells(study, cell, known.size());
        cells.requireOverlap();
        return cells;
    }

    private void requireOverlap() {
        for (int arm = 0; arm < 2; arm++) {
            List<String> empty = new ArrayList<>();
            double without = 0;
            for (int c = 0; c < population.length; c++) {
                if (population[c] == 0 || weight[arm][c] > 0) continue;
                empty.add(describe(c));
                without += population[c];
            }
            if (!empty.isEmpty())
                throw new CausalException("No overlap: no case with " + study.treatment() + " = " + study.level(arm)
                        + " has " + String.join("; or ", empty.stream().limit(3).toList())
                        + (empty.size() > 3 ? "; … (" + empty.size() + " cells in all)" : "") + ", where "
                        + Numbers.percent(without / Arrays.stream(population).sum())
                        + " of the population are; merge levels, ask about another population"
                        + " (Query.att, Query.atu), or let a model bridge the gap with OutcomeModel.BY_KIND");
        }
    }

    private String describe(int which) {
        int row = 0;
        while (cell[row] != which) row++;
        int at = row;
        Dataset data = study.data();
        return study.covariates().stream()
                .map(name -> {
                    double value = data.values(name)[at];
                    return name + " = "
                            + (data.kind(name).categorical()
                                    ? data.levels(name).get((int) value)
                                    : Numbers.shown(value));
                })
                .collect(Collectors.joining(", "));
    }

    /** The mean over the population of an arm's cell means. */
    Study.Mean mean(int arm) {
        double size = Arrays.stream(population).sum();
        double mean = 0;
        for (int c = 0; c < population.length; c++) {
            if (population[c] > 0) mean += population[c] / size * sum[arm][c] / weight[arm][c];
        }
        double[] influence = new double[cell.length];
        for (int i = 0; i < cell.length; i++) {
            int c = cell[i];
            if (population[c] == 0) continue;
            double predicted = sum[arm][c] / weight[arm][c];
            influence[i] = study.member(i) * study.total() / size * (predicted - mean);
            if (study.arm(i) == arm)
                influence[i] +=
                        population[c] / size * study.total() / weight[arm][c] * (study.outcome()[i] - predicted);
        }
        return new Study.Mean(mean, influence);
    }
}
