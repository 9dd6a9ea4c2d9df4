// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.AverageTreatmentEffect;
import org.causerie.identification.Estimand;
import org.causerie.identification.Population;
import org.causerie.stat.Design;

/**
 * The columns of one question, checked: who was treated, the outcome, the covariates and who counts for
 * the population. Rows that count for no case are left out and put back by {@link #scatter}.
 */
final class Study {
    private final Estimand estimand;
    private final AverageTreatmentEffect query;
    private final Dataset all;
    private final Dataset data;
    private final int[] rows;
    private final List<String> covariates;
    private final List<String> levels;
    private final int[] arm;
    private final double[] outcome;
    private final boolean binary;
    private final double[] weights;
    private final double total;
    private final List<String> designNames = new ArrayList<>();
    private final double[][] design;

    private Study(Estimand estimand, AverageTreatmentEffect query, Collection<String> covariates, Dataset all) {
        this.estimand = estimand;
        this.query = query;
        this.all = all;
        this.covariates = List.copyOf(covariates);
        all.index(query.treatment());
        all.index(query.outcome());
        covariates.forEach(all::index);
        double[] counts = all.weights();
        rows = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
        data = rows.length == counts.length ? all : all.rows(rows);
        requireComplete();
        weights = data.weights();
        double[] treatment = data.values(query.treatment());
        double[] distinct = Arrays.stream(treatment).sorted().distinct().toArray();
        levels = twoLevels(distinct);
        arm = Arrays.stream(treatment)
                .mapToInt(value -> value == distinct[1] ? 1 : 0)
                .toArray();
        outcome = data.values(query.outcome());
        binary = requireOutcome();
        total = Arrays.stream(weights).sum();
        design = makeDesign();
        for (int a = 0; a < 2; a++) {
            if (cases(a) < 2)
                throw new CausalException("Only " + Numbers.shown(cases(a)) + " case has " + query.treatment() + " = "
                        + levels.get(a) + "; at least 2 are needed in each arm, and more in practice");
        }
    }

    /** The question of an adjustment estimand with its covariates. */
    static Study of(Estimand estimand, Dataset data) {
        if (estimand instanceof AdjustmentEstimand adjustment)
            return new Study(estimand, adjustment.query(), adjustment.adjustmentSet(), data);
        throw new CausalException("Nothing is to be estimated by adjustment: " + estimand.text()
                + "; to hold the graph against the data, estimate AdjustmentEstimand.of(query, set) all the same");
    }

    /** The same question without covariates. */
    static Study unadjusted(Estimand estimand, Dataset data) {
        if (estimand.query() instanceof AverageTreatmentEffect query)
            return new Study(estimand, query, List.of(), data);
        throw new CausalException("Only an average effect can be estimated, not " + estimand.text());
    }

    private void requireComplete() {
        List<String> used = new ArrayList<>(List.of(query.treatment(), query.outcome()));
        used.addAll(covariates);
        List<String> gaps = used.stream()
                .filter(name -> data.missing(name) > 0)
                .map(name -> "\"" + name + "\" (" + data.missing(name) + ")")
                .toList();
        if (!gaps.isEmpty())
            throw new CausalException("Values are missing in " + String.join(", ", gaps)
                    + "; drop these rows with select(…).dropMissing(), or fill them in before estimating");
        for (String name : used) {
            if (Arrays.stream(data.values(name)).anyMatch(Double::isInfinite))
                throw new CausalException("Column \"" + name + "\" has infinite values; only finite ones can be used");
        }
    }

    private List<String> twoLevels(double[] distinct) {
        String name = query.treatment();
        if (distinct.length == 1)
            throw new CausalException("The treatment \"" + name + "\" is " + level(distinct[0]) + " in all "
                    + data.rows() + " rows; an effect needs cases with and without it");
        if (distinct.length > 2)
            throw new CausalException("The treatment \"" + name + "\" has " + distinct.length + " values ("
                    + String.join(
                            ", ",
                            Arrays.stream(distinct)
                                    .limit(4)
                                    .mapToObj(this::level)
                                    .toList())
                    + (distinct.length > 4 ? ", …" : "")
                    + "); two are allowed: add a two-level column with Dataset.with(name, Kind.BINARY, levels, codes),"
                    + " or keep the rows of two levels with rows(…)");
        return List.of(level(distinct[0]), level(distinct[1]));
    }

    private String level(double value) {
        String name = query.treatment();
        return data.kind(name).categorical() ? data.levels(name).get((int) value) : Numbers.shown(value);
    }

    /** Whether the outcome has two levels. */
    private boolean requireOutcome() {
        String name = query.outcome();
        Kind kind = data.kind(name);
        if (kind.categorical() && data.levels(name).size() > 2)
            throw new CausalException("The outcome \"" + name + "\" has "
                    + data.levels(name).size()
                    + " levels (" + String.join(", ", data.levels(name))
                    + "); numbers or two levels are allowed: score the levels with withKind(\"" + name
                    + "\", Kind.COUNT), or ask about one level with a two-level column");
        if (Arrays.stream(outcome).allMatch(value -> value == outcome[0]))
            throw new CausalException("The outcome \"" + name + "\" is the same in all " + data.rows()
                    + " rows; an effect on it cannot be estimated");
        return kind.categorical();
    }

    String outcomeName() {
        return query.outcome();
    }

    String treatment() {
        return query.treatment();
    }

    String level(int arm) {
        return levels.get(arm);
    }

    List<String> covariates() {
        return covariates;
    }

    /** The rows that count for at least one case. */
    Dataset data() {
        return data;
    }

    boolean counted() {
        return data.counted();
    }

    Population population() {
        return query.population();
    }

    int size() {
        return arm.length;
    }

    /** 0 or 1. */
    int arm(int row) {
        return arm[row];
    }

    double[] outcome() {
        return outcome;
    }

    boolean binary() {
        return binary;
    }

    double[] weights() {
        return weights;
    }

    double total() {
        return total;
    }

    /** How many cases an arm has; with sampling weights, rows. */
    double cases(int which) {
        double sum = 0;
        for (int i = 0; i < arm.length; i++) {
            if (arm[i] == which) sum += data.weighted() ? 1 : weights[i];
        }
        return sum;
    }

    /** 1 where the row belongs to the population of the effect, else 0. */
    double member(int row) {
        return switch (query.population()) {
            case ALL -> 1;
            case TREATED -> arm[row];
            case CONTROL -> 1 - arm[row];
        };
    }

    /** The part of all weight that belongs to the population. */
    double share() {
        double sum = 0;
        for (int i = 0; i < arm.length; i++) sum += weights[i] * member(i);
        return sum / total;
    }

    /** The covariates as numbers, levels as dummies, without an intercept: {@code design()[column][row]}. */
    double[][] design() {
        return design;
    }

    List<String> designNames() {
        return designNames;
    }

    /** Leaves out what is the same in every row, for example the dummy of a level that does not occur. */
    private double[][] makeDesign() {
        if (covariates.isEmpty()) return new double[0][];
        Design made = Design.of(data, covariates);
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < made.columns().length; j++) {
            double[] column = made.columns()[j];
            if (Arrays.stream(column).allMatch(value -> value == column[0])) continue;
            columns.add(column);
            designNames.add(made.names().get(j));
        }
        return columns.toArray(double[][]::new);
    }

    /** Values of the rows that count, at their places among all rows; 0 elsewhere. */
    double[] scatter(double[] values) {
        if (rows.length == all.rows()) return values;
        double[] out = new double[all.rows()];
        for (int i = 0; i < rows.length; i++) out[rows[i]] = values[i];
        return out;
    }

    boolean[] scatter(boolean[] values) {
        if (rows.length == all.rows()) return values;
        boolean[] out = new boolean[all.rows()];
        for (int i = 0; i < rows.length; i++) out[rows[i]] = values[i];
        return out;
    }

    /** A mean outcome under one arm, with its influence function over the rows that count. */
    @SuppressWarnings("ArrayRecordComponent")
    record Mean(double value, double[] influence) {}

    /** The difference of two means as an estimate. */
    Estimate conclude(
            Estimator estimator,
            Mean control,
            Mean treated,
            Optional<Overlap> overlap,
            List<String> notes,
            Provenance provenance) {
        Arm without = describe(0, control);
        Arm with = describe(1, treated);
        double[] influence = with.influence();
        double[] other = without.influence();
        for (int i = 0; i < influence.length; i++) influence[i] -= other[i];
        return new Estimate(
                treated.value() - control.value(),
                Inference.standardError(influence, all),
                influence,
                estimand,
                estimator,
                all,
                new Diagnostics(without, with, overlap, notes),
                provenance);
    }

    private Arm describe(int which, Mean mean) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < arm.length; i++) {
            if (arm[i] != which) continue;
            sum += weights[i] * outcome[i];
            weight += weights[i];
        }
        double[] influence = scatter(mean.influence());
        return new Arm(
                levels.get(which),
                cases(which),
                sum / weight,
                mean.value(),
                Inference.standardError(influence, all),
                influence);
    }
}
